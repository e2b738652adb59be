"""The values of a YAML text that hold words, each with what it belongs to: read line by line, so that places are exact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_LINE = re.compile(r"^(?P<indent> *)(?P<dash>(?:- +)*)(?:(?P<key>[\"']?[\w][\w ./&()-]{0,60}?[\"']?):(?: +|$))?(?P<value>.*)$")
_FOLDED = re.compile(r"[|>][+-]?\d?\s*(?:#.*)?")
_NAMES = ("id", "name", "title", "level", "label")
_MOST_NAMES = 3

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value that holds words.

    Attributes:
        key: Its key, empty for an item of a list.
        value: Range of its characters.
        span: Range of key and value.
        names: Ranges of what it belongs to, outermost first: names of the entries and keys above it.
    """

    key: str
    value: Span
    span: Span
    names: tuple[Span, ...]


@dataclass
class _Level:
    indent: int
    names: list[Span] = field(default_factory=list)


def leaves_of(text: str) -> Iterator[Leaf]:
    """The leaves of a YAML text in order; a comment, an anchor or a bare number is none."""
    lines = list(_lines(text))
    stack: list[_Level] = []
    at = 0
    while at < len(lines):
        start, line = lines[at]
        at += 1
        match = _LINE.match(line)
        if match is None or not line.strip() or line.lstrip().startswith(("#", "---")):
            continue
        indent = match.start("key") if match.group("key") else match.start("value")
        while stack and stack[-1].indent >= (len(match.group("indent")) if match.group("dash") else indent):
            stack.pop()
        if match.group("dash"):
            stack.append(_Level(len(match.group("indent"))))
        value = match.group("value").strip()
        folded = _FOLDED.fullmatch(value) is not None
        end, at = _continued(lines, at, (indent, folded), start + len(line.rstrip()))
        key = (match.group("key") or "").strip("\"'")
        if key and not value and end == start + len(line.rstrip()):
            stack.append(_Level(indent, [(start + match.start("key"), start + match.end("key"))]))
        elif key.lower() in _NAMES and len(value.split()) <= 6 and stack:
            stack[-1].names.append((start + match.start("value"), start + len(line.rstrip())))
        elif _has_words(value) or end > start + len(line.rstrip()):
            yield _leaf(match, key, start, end, stack)


def _leaf(match: re.Match[str], key: str, start: int, end: int, stack: list[_Level]) -> Leaf:
    first = start + (match.start("key") if key else match.start("value"))
    value = start + match.start("value")
    if folded := _FOLDED.match(match.group("value")):
        value += folded.end() + 1
    names = [name for level in stack for name in level.names]
    return Leaf(key, (value, end), (first, end), tuple(names[-_MOST_NAMES:]))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _continued(lines: list[tuple[int, str]], at: int, owner: tuple[int, bool], end: int) -> tuple[int, int]:
    """Where a value ends that goes on over deeper lines, of which a plain one has no key and no dash; and the line after it.

    Args:
        lines: The lines with their starts.
        at: The line after the value's first.
        owner: Indent of the value's key, and whether it is a block in which every deeper line belongs to it.
        end: Where the first line ends.
    """
    indent, block = owner
    while at < len(lines):
        start, line = lines[at]
        deeper = len(line) - len(line.lstrip()) > indent
        match = _LINE.match(line)
        if not line.strip() or not deeper or (not block and match and (match.group("key") or match.group("dash"))):
            break
        end = start + len(line.rstrip())
        at += 1
    return end, at


def _has_words(value: str) -> bool:
    return len(re.findall(r"[^\W\d_]{2,}", value)) >= 2
