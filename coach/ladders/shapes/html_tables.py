"""HTML tables in Markdown or in a page: merged cells repeated, lists in cells kept apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from coach.ladders.parts import Grid, Parts, Piece, grid_of, joined
from coach.language.clean import plain
from coach.model.text import Document

_TABLE = re.compile(r"<table\b[^<>]{0,400}>", re.IGNORECASE)
_END = re.compile(r"</table\s*>", re.IGNORECASE)
_MOST_SPAN = 50
_MOST_COLUMNS = 100


def read(document: Document, file: str) -> Parts:
    """Read every HTML table of a document."""
    return Parts(grids=tuple(grid for _, _, grid in find_tables(document.text, file)))


def find_tables(text: str, file: str) -> list[tuple[int, int, Grid]]:
    """Each table with the characters from which and to which it stands."""
    found = []
    at = 0
    while match := _TABLE.search(text, at):
        end = _END.search(text, match.end())
        at = end.end() if end else len(text)
        reader = _TableReader(_lines_before(text, match.start()))
        reader.feed(text[match.start() : at])
        reader.close()
        found.append((match.start(), at, grid_of(reader.rows(), file, ())))
    return found


def _lines_before(text: str, offset: int) -> int:
    return len(re.findall(r"\r\n|\r|\n", text[:offset]))


@dataclass(slots=True)
class _Open:
    """The cell that is being read."""

    line: int
    columns: int
    rows: int
    words: list[str] = field(default_factory=list)
    started: bool = False


class _TableReader(HTMLParser):
    """Collects rows of cells with the line of each cell's first word."""

    def __init__(self, lines_before: int) -> None:
        super().__init__(convert_charrefs=True)
        self._before = lines_before
        self._rows: list[list[tuple[Piece, int, int]]] = []
        self._cell: _Open | None = None

    def feed(self, data: str) -> None:
        """Parse text whose lines may end in any of the usual ways."""
        super().feed(data.replace("\r\n", "\n").replace("\r", "\n"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a row or a cell, or part what stands in one."""
        if tag == "tr":
            self._close()
            self._rows.append([])
        elif tag in ("td", "th"):
            self._close()
            spans = {name: value or "" for name, value in attrs}
            self._cell = _Open(self._line, _span(spans.get("colspan")), _span(spans.get("rowspan")))
        elif tag in ("li", "br", "p") and self._cell:
            self._cell.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close the cell with its row or table."""
        if tag in ("td", "th", "tr", "table"):
            self._close()

    def handle_data(self, data: str) -> None:
        """Take the words of a cell; the line of the first one is the cell's."""
        if self._cell is None:
            return
        if data.strip() and not self._cell.started:
            self._cell.started = True
            self._cell.line = self._line + data[: len(data) - len(data.lstrip())].count("\n")
        self._cell.words.append(data.replace("\n", " "))

    @property
    def _line(self) -> int:
        return self._before + self.getpos()[0]

    def _close(self) -> None:
        if self._cell is None:
            return
        parts = [plain(part) for part in "".join(self._cell.words).split("\n")]
        piece = Piece(joined([part for part in parts if part]), self._cell.line)
        if not self._rows:
            self._rows.append([])
        self._rows[-1].append((piece, self._cell.columns, self._cell.rows))
        self._cell = None

    def rows(self) -> list[list[Piece]]:
        """The rows with merged cells repeated in every place that they cover."""
        below: dict[int, tuple[Piece, int]] = {}
        full: list[list[Piece]] = []
        for cells in self._rows:
            row: list[Piece] = []
            waiting = list(cells)
            while waiting or len(row) in below:
                column = len(row)
                if column in below:
                    piece, left = below.pop(column)
                    row.append(piece)
                    if left > 1:
                        below[column] = (piece, left - 1)
                    continue
                piece, columns, rows = waiting.pop(0)
                for offset in range(min(columns, _MOST_COLUMNS - column)):
                    row.append(piece)
                    if rows > 1:
                        below[column + offset] = (piece, rows - 1)
            full.append(row)
        return [row for row in full if row]


def _span(value: str | None) -> int:
    return max(1, min(int(value), _MOST_SPAN)) if value and value.isdigit() else 1
