"""Find what a person does not see: comments, undisplayed elements, invisible and control characters.

Hidden text takes no part in the analysis (it is how instructions are smuggled into a review), and it is reported,
never dropped in silence. A comment inside fenced code or a code span is shown by every reader, so it is not hidden.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from coach.model.text import Removed

_LINE_END = re.compile(r"\r\n|\r|\n")
_FENCE_OR_COMMENT = re.compile(
    r"(?:\A|(?<=[\r\n]))[ \t]{0,12}(?P<mark>`{3,}+|~{3,}+)(?P<info>[^\r\n`]*+)(?![^\r\n])|(?<!`)<!--"
)
_BLANK_LINE = re.compile(r"(?:\r\n|\r(?!\n)|\n)[ \t]*(?=[\r\n])")
_COMMENT_LINE = re.compile(r"(?:\A|(?<=[\r\n]))[ \t]{0,12}(?P<body>\[(?://|#|comment)\]:[ \t]{1,4}[^\r\n]+)", re.IGNORECASE)
_UNDISPLAYED = re.compile(
    r"<(?P<tag>script|style|template|noscript)\b[^<>]{0,300}>"
    r"|<(?P<shy>[a-z][a-z0-9]{0,11})\b(?=[^<>]{0,300}(?:[ \t]hidden(?![\w-])|display\s?:\s?none|visibility\s?:\s?hidden|font-size\s?:\s?0))"
    r"[^<>]{0,300}>",
    re.IGNORECASE,
)
_INVISIBLE = re.compile(
    "(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]+)"
    "|(?P<zero>[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u2060-\u2064\u3164\ufeff\uffa0]+"
    "|\u200d(?![\u2640-\u27bf\U0001f000-\U0001faff\ufe0f]))"
    "|(?P<bidi>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]+)"
    "|(?P<tag>[\U000e0000-\U000e007f]+)"
    "|(?P<variation>[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}|[\U000e0100-\U000e01ef])"
)
_NAMES = {
    "control": "control character",
    "zero": "zero-width character",
    "bidi": "bidirectional control",
    "tag": "Unicode tag character",
    "variation": "run of variation selectors",
}
_ASCII_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
"""Lower case that keeps every offset; `str.lower` makes two characters of one in some alphabets."""

_Range = tuple[int, int, str]


def find_hidden(text: str, *, markup: bool = True) -> tuple[Removed, ...]:
    """List the stretches of `text` that a reader does not see, in order, without overlaps.

    Args:
        text: The text.
        markup: Whether comments and tags hide words; in a converted text, what looks like a tag was visible in the document.
    """
    found = _stretches(text) if markup else []
    inside = _Ranges(found)
    found.extend(
        (match.start(), match.end(), _NAMES[match.lastgroup or "control"])
        for match in _INVISIBLE.finditer(text)
        if not inside.hold(match.start())
    )
    found.sort()
    ends = [match.end() for match in _LINE_END.finditer(text)] if found else []
    return tuple(Removed(reason, start, end, bisect_right(ends, start) + 1) for start, end, reason in found)


def line_starts(text: str) -> list[int]:
    """Offset of the first character of each line, ascending."""
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


class _Ranges:
    """Ordered ranges without overlaps, asked whether they hold a place."""

    def __init__(self, ranges: Sequence[_Range]) -> None:
        self._starts = [start for start, _, _ in ranges]
        self._ends = [end for _, end, _ in ranges]

    def hold(self, at: int) -> bool:
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and at < self._ends[index]


def _stretches(text: str) -> list[_Range]:
    comments, code = _comments_and_code(text)
    shown = _Ranges(code)
    found = comments
    for others in (_comment_lines(text), _undisplayed(text)):
        found.extend(each for each in others if not shown.hold(each[0]))
    return list(_disjoint(sorted(found)))


def _disjoint(ranges: list[_Range]) -> Iterator[_Range]:
    reached = 0
    for start, end, reason in ranges:
        if start >= reached:
            yield start, end, reason
            reached = end


def _comments_and_code(text: str) -> tuple[list[_Range], list[_Range]]:
    """HTML comments, and the closed fences outside them; whichever opens first wins."""
    comments: list[_Range] = []
    code: list[_Range] = []
    marks = list(_FENCE_OR_COMMENT.finditer(text))
    unclosed: set[str] = set()
    last_close = text.rfind("-->")
    reached = 0
    for index, match in enumerate(marks):
        if match.start() < reached:
            continue
        if match["mark"] is None:
            comments.append(_comment(text, match.start(), last_close))
            reached = comments[-1][1]
        elif match["mark"] not in unclosed:
            end = _fence_end(marks, index)
            if end is None:
                unclosed.add(match["mark"])
            else:
                code.append((match.start(), end, "code"))
                reached = end
    return comments, code


def _comment(text: str, start: int, last_close: int) -> _Range:
    if last_close >= start + 4:
        return start, text.index("-->", start + 4) + 3, "HTML comment"
    return start, _paragraph_end(text, start), "HTML comment that is never closed"


def _fence_end(marks: list[re.Match[str]], opened: int) -> int | None:
    mark = marks[opened]["mark"]
    for index in range(opened + 1, len(marks)):
        other = marks[index]
        if other["mark"] and other["mark"].startswith(mark) and not other["info"].strip():
            return other.end()
    return None


def _comment_lines(text: str) -> Iterator[_Range]:
    for match in _COMMENT_LINE.finditer(text):
        yield match.start("body"), match.end("body"), "Markdown comment"


def _undisplayed(text: str) -> Iterator[_Range]:
    lowered = text.translate(_ASCII_LOWER) if "<" in text else ""
    missing: set[str] = set()
    reached = 0
    for match in _UNDISPLAYED.finditer(lowered):
        if match.start() < reached:
            continue
        closing = f"</{match.group('tag') or match.group('shy')}"
        end = -1 if closing in missing else lowered.find(closing, match.end())
        if end < 0:
            missing.add(closing)
        close = lowered.find(">", end) + 1 if end >= 0 else 0
        reached = close or _paragraph_end(text, match.end())
        yield match.start(), reached, "HTML that is not displayed"


def _paragraph_end(text: str, at: int) -> int:
    blank = _BLANK_LINE.search(text, at)
    return blank.start() if blank else len(text)
