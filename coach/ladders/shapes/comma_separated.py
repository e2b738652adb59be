"""CSV and TSV: one table a file."""

from __future__ import annotations

import csv
import io
import re

from coach.ladders.parts import Parts, Piece, grid_of
from coach.language.clean import plain
from coach.model.text import Document

_LONGEST_FIELD = 100_000


def read(document: Document, file: str) -> Parts:
    """Read a file of separated values, whichever of the usual separators it has."""
    text = document.text.removeprefix("\ufeff")
    separator = _separator(file, text)
    if separator is None:
        return Parts()
    rows: list[list[Piece]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        first = 1
        for row in reader:
            rows.append(_pieces(row, first))
            first = reader.line_num + 1
    except csv.Error:
        return Parts()
    rows = [row for row in rows if any(piece.text for piece in row)]
    return Parts(grids=(grid_of(rows, file, ()),)) if rows else Parts()


def _pieces(row: list[str], first: int) -> list[Piece]:
    """The fields of a row, each with the line on which it begins."""
    pieces = []
    line = first
    for value in row:
        blank = value[: len(value) - len(value.lstrip())]
        pieces.append(Piece(plain(value), line + _line_ends(blank)))
        line += _line_ends(value)
    return pieces


def _line_ends(text: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", text))


def _separator(file: str, text: str) -> str | None:
    if file.lower().endswith(".tsv"):
        return "\t"
    head = next((line for line in text.splitlines() if line.strip()), "")
    best = max(",;\t|", key=head.count)
    return best if head.count(best) else None
