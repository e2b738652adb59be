"""Runs of a printed page to lines and to the rows of tables, by where they stand and in which order they are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from coach.convert.draft import Span
from coach.convert.pages import Run

_SAME_LINE = 0.4
"""Difference of height, as a share of the letters' size, up to which two runs stand on one line."""

_SAME_EDGE = 4.0
"""Points up to which two left edges are one."""

_CELL_LINES = 12
_APART = 3.0
"""Gap between two runs of a line, in heights of a letter, from which they are two things side by side."""


@dataclass
class Line:
    """A line of text.

    Attributes:
        runs: From left to right.
    """

    runs: list[Run]

    @property
    def first(self) -> Run:
        """Its first run, which stands for its place."""
        return self.runs[0]

    @property
    def right(self) -> float:
        """Its right edge."""
        return max(run.right for run in self.runs)

    @property
    def spans(self) -> list[Span]:
        """Its letters, with a space between two runs."""
        spans: list[Span] = []
        for number, run in enumerate(self.runs):
            spans += [Span(" ")] * (number > 0) + list(run.spans)
        return spans

    @property
    def text(self) -> str:
        """Its letters in one string."""
        return "".join(span.text for span in self.spans)


@dataclass
class Row:
    """Cells side by side, each with its lines."""

    cells: list[list[Line]] = field(default_factory=list)

    @property
    def edges(self) -> list[float]:
        """Left edges of its cells."""
        return [min(line.first.left for line in cell) for cell in self.cells]


def rows_of(runs: Sequence[Run]) -> Iterator[list[Row] | Line]:
    """Tables, as lists of rows, and the lines between them."""
    table: list[Row] = []
    for found in _rows(runs):
        row = _parted(found, table[0].edges) if table else found
        if len(row.cells) > 1 and (not table or _fits(row, table[0])):
            table.append(row)
            continue
        yield from _ended(table)
        table = [row] if len(row.cells) > 1 else []
        if not table:
            yield from row.cells[0]
    yield from _ended(table)


def _parted(row: Row, edges: Sequence[float]) -> Row:
    """A row whose cells stand so close that they were read as one, parted at the left edges of the table's columns."""
    cells: list[list[Line]] = []
    for cell in row.cells:
        parts = _at_edges(cell[0].runs[0], edges) if len(cell) == 1 and len(cell[0].runs) == 1 else []
        cells += [[Line([part])] for part in parts] or [cell]
    return Row(cells)


def _at_edges(run: Run, edges: Sequence[float]) -> list[Run]:
    parts: list[Run] = []
    for index, left in reversed(run.gaps):
        if any(abs(left - edge) <= _SAME_EDGE for edge in edges):
            parts.insert(0, replace(run, left=left, spans=tuple(spans_from(run.spans, index)), gaps=()))
            kept = tuple(spans_until(run.spans, index))
            run = replace(run, right=left - run.size * _SAME_LINE, spans=kept, gaps=())
    return [run, *parts] if parts else []


def spans_from(spans: Sequence[Span], count: int) -> Iterator[Span]:
    """Spans without their first characters."""
    for span in spans:
        if count < len(span.text):
            yield replace(span, text=span.text[count:])
        count = max(0, count - len(span.text))


def spans_until(spans: Sequence[Span], count: int) -> Iterator[Span]:
    """The first characters of spans."""
    for span in spans:
        if count > 0:
            yield replace(span, text=span.text[:count])
        count -= len(span.text)


def _ended(table: list[Row]) -> Iterator[list[Row] | Line]:
    if len(table) > 1 and all(len(cell) <= _CELL_LINES for row in table for cell in row.cells):
        yield table
        return
    for row in table:
        yield from _as_lines(row)


def _as_lines(row: Row) -> Iterator[Line]:
    """A row that is no table: one line where the runs stand close together, else one after the other."""
    runs = [run for cell in row.cells for line in cell for run in line.runs]
    if all(" " not in run.text.strip() for run in runs) and len(runs) > 2 and all(len(cell) == 1 for cell in row.cells):
        yield Line(runs)
    elif all(len(cell) == 1 for cell in row.cells):
        line = row.cells[0][0]
        for cell in row.cells[1:]:
            if cell[0].first.left - line.right < _APART * line.first.size:
                line = Line([*line.runs, *cell[0].runs])
            else:
                yield line
                line = cell[0]
        yield line
    else:
        for cell in row.cells:
            yield from cell


def _fits(row: Row, first: Row) -> bool:
    """Every cell of a row begins where a cell of the table's first row begins, and the row's first cell is its first."""
    edges = first.edges
    known = [any(abs(edge - other) <= _SAME_EDGE for other in edges) for edge in row.edges]
    return row.cells[0][0].first.page == first.cells[0][0].first.page and all(known)


def _rows(runs: Sequence[Run]) -> Iterator[Row]:
    row = Row()
    for run in runs:
        if not row.cells or _beside(run, row):
            row.cells.append([Line([run])])
        elif len(row.cells) > 1 and _below(run, row.cells[-1]):
            row.cells[-1].append(Line([run]))
        elif len(row.cells) == 1 and _below(run, row.cells[0]) and len(row.cells[0]) < _CELL_LINES:
            row.cells[0].append(Line([run]))
        else:
            yield from _split(row)
            row = Row([[Line([run])]])
    if row.cells:
        yield from _split(row)


def _split(row: Row) -> Iterator[Row]:
    """Lines that turned out to have nothing beside them are rows of their own."""
    if len(row.cells) == 1:
        for line in row.cells[0]:
            yield Row([[line]])
        return
    top = row.cells[1][0].first
    first = row.cells[0]
    start = next((at for at, line in enumerate(first) if abs(line.first.baseline - top.baseline) <= _SAME_LINE * top.size), 0)
    for line in first[:start]:
        yield Row([[line]])
    yield Row([first[start:], *row.cells[1:]])


def _beside(run: Run, row: Row) -> bool:
    """True when a run begins the next cell: to the right of the last cell, at the height of one of the first cell's lines."""
    last = row.cells[-1]
    if run.page != last[-1].first.page or run.left < max(line.right for line in last) - 1:
        return False
    tops = row.cells[0] if len(row.cells) == 1 else row.cells[0][-1:] + row.cells[1][:1]
    return any(abs(line.first.baseline - run.baseline) <= _SAME_LINE * max(run.size, line.first.size) for line in tops)


def _below(run: Run, cell: list[Line]) -> bool:
    """True when a run continues a cell: close under its last line, at its left edge, in the same size."""
    last = cell[-1].first
    drop = last.baseline - run.baseline
    same = abs(run.left - cell[0].first.left) <= _SAME_EDGE and abs(run.size - last.size) < 0.6
    return run.page == last.page and same and 0 < drop <= 1.45 * max(run.size, last.size)
