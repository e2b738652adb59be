"""A text as rows to be set: headings, paragraphs, list items, with the character range of each; words stay as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

RowKind = Literal["heading", "paragraph", "item", "quote", "fixed"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|$)")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-{2,})[ \t]*$")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•‣▪]|\(?\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_QUOTE = re.compile(r"[ ]{0,3}>[ \t]?")
_FENCE = re.compile(r"[ ]{0,3}(?:`{3,}|~{3,})")
_TABLE = re.compile(r"[ \t]*\|")


@dataclass(slots=True)
class Row:
    """A paragraph, heading, list item, or line of a table or of code.

    Attributes:
        kind: How it is set.
        start: First character.
        end: One past the last character, without the line end.
        line: 1-based number of its first line.
        marker: Characters from `start` that are a marker: `## `, `- `, `> `.
        depth: How far a list item is indented, from 0.
    """

    kind: RowKind
    start: int
    end: int
    line: int
    marker: int = 0
    depth: int = 0


def rows_of(text: str) -> list[Row]:
    """The rows of a text in order; lines of one paragraph are one row, blank lines none."""
    rows: list[Row] = []
    open_row: Row | None = None
    fenced = False
    for number, start, end in _lines(text):
        line = text[start:end]
        if _FENCE.match(line):
            fenced = not fenced
        row = _row(line, start, end, number, fenced)
        if row is None:
            open_row = None
        elif open_row is not None and row.kind == "paragraph" and open_row.kind in ("paragraph", "item", "quote"):
            if _UNDERLINE.match(line) and open_row.kind == "paragraph":
                open_row.kind = "heading"
                open_row = None
            else:
                open_row.end = end
        else:
            rows.append(row)
            open_row = row
    return rows


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Number, first character and end of each line."""
    for number, match in enumerate(_LINE.finditer(text), 1):
        yield number, match.start(), match.start() + len(match.group().rstrip("\r\n"))


def _row(line: str, start: int, end: int, number: int, fenced: bool) -> Row | None:
    if not line.strip():
        return None
    if fenced or _FENCE.match(line) or _TABLE.match(line):
        return Row("fixed", start, end, number)
    if heading := _HEADING.match(line):
        return Row("heading", start, end, number, marker=heading.end())
    if item := _ITEM.match(line):
        depth = min(4, len(item["indent"].expandtabs(4)) // 2)
        return Row("item", start, end, number, marker=item.end(), depth=depth)
    if quote := _QUOTE.match(line):
        return Row("quote", start, end, number, marker=quote.end())
    return Row("paragraph", start, end, number)
