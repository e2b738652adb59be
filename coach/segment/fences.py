"""Which lines are inside fenced code, in the way their author meant it.

CommonMark lets an opening fence with an info string inside another fence stand as content, so a Markdown example that
contains a Python example ends too early for it. Authors nest fences without lengthening them; so an info string opens a
nested fence, and only where that reading does not close at the end of the file, the strict one is taken. Inside a Markdown
example, a bare fence under a heading or a blank line, with code right below it, opens one too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coach.segment.lines import Line

_LEAD = " \t>"
_MARKDOWN = ("markdown", "md", "mdx", "gfm")
_FENCE = re.compile(r"(`{3,}|~{3,})([^`]*)$")


@dataclass(frozen=True, slots=True)
class Fences:
    """The outcome of reading a document's fences.

    Attributes:
        inside: Line numbers of fenced code, the fence lines included.
        unclosed: Line numbers of opening fences that nothing closes; their code is taken to end at a blank line.
    """

    inside: frozenset[int]
    unclosed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line of backticks or tildes: its character, how many, which word follows, and whether it stands like an opening."""

    index: int
    char: str
    length: int
    info: str
    stands_open: bool

    def closes(self, opened: _Mark) -> bool:
        return self.char == opened.char and self.length >= opened.length and not self.info

    def opens_inside(self, opened: _Mark, following: _Mark | None) -> bool:
        """True for a bare fence within a Markdown example that begins, rather than ends, a piece of code."""
        return opened.info in _MARKDOWN and self.stands_open and following is not None and not following.info


def find_fences(lines: list[Line]) -> Fences:
    """Find fenced code: nested reading first, strict reading where the nested one does not close."""
    marks = [mark for index, line in enumerate(lines) if (mark := _mark(index, line, lines))]
    if not marks:
        return Fences(frozenset(), ())
    ranges = _nested(marks)
    if ranges is not None:
        return Fences(_numbers(lines, ranges), ())
    ranges, unclosed = _strict(marks, lines)
    return Fences(_numbers(lines, ranges), tuple(lines[index].number for index in unclosed))


def _mark(index: int, line: Line, lines: list[Line]) -> _Mark | None:
    match = _FENCE.match(line.text.lstrip(_LEAD))
    if match is None:
        return None
    above = lines[index - 1].text.strip() if index else ""
    below = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    stands_open = bool(below) and (not above or above.startswith("#") or above.endswith(":"))
    return _Mark(index, match[1][0], len(match[1]), match[2].strip().lower(), stands_open)


def _numbers(lines: list[Line], ranges: list[tuple[int, int]]) -> frozenset[int]:
    return frozenset(lines[index].number for first, last in ranges for index in range(first, last + 1))


def _nested(marks: list[_Mark]) -> list[tuple[int, int]] | None:
    ranges: list[tuple[int, int]] = []
    stack: list[_Mark] = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        if not stack or (mark.closes(stack[-1]) and mark.opens_inside(stack[-1], following)):
            stack.append(mark)
        elif mark.closes(stack[-1]):
            opened = stack.pop()
            if not stack:
                ranges.append((opened.index, mark.index))
        elif mark.char == stack[-1].char and mark.length >= stack[-1].length:
            stack.append(mark)
    return None if stack else ranges


def _strict(marks: list[_Mark], lines: list[Line]) -> tuple[list[tuple[int, int]], list[int]]:
    ranges: list[tuple[int, int]] = []
    unclosed: list[int] = []
    hopeless: dict[str, int] = {}
    reached = -1
    for position, mark in enumerate(marks):
        if mark.index <= reached:
            continue
        end = None
        if mark.length < hopeless.get(mark.char, mark.length + 1):
            end = next((marks[at].index for at in range(position + 1, len(marks)) if marks[at].closes(mark)), None)
        if end is None:
            hopeless[mark.char] = min(mark.length, hopeless.get(mark.char, mark.length))
            unclosed.append(mark.index)
            end = mark.index
            while end + 1 < len(lines) and not lines[end + 1].blank:
                end += 1
        ranges.append((mark.index, end))
        reached = end
    return ranges, unclosed
