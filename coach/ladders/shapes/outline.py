"""Markdown: headings, bold titles, nested lists, labels before a colon, and tables where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from coach.ladders.grid import cells_of, rows_as_nodes
from coach.ladders.level_titles import clean_label, level_title
from coach.ladders.parts import Grid, Node, Parts, Piece, grid_of, joined
from coach.ladders.shapes.front_matter import end_of
from coach.ladders.shapes.html_tables import find_tables
from coach.language.clean import plain
from coach.model.text import Block, BlockKind, Document
from coach.read.hidden import find_hidden
from coach.segment.blocks import find_blocks
from coach.segment.lines import Line, split_lines
from coach.segment.marks import table_cells

_NOT_LINE_END = re.compile(r"[^\r\n]")
_BREAK = re.compile(r"<br ?/?>|<li>", re.IGNORECASE)
_BOLD_TITLE = re.compile(r"^(?:\*\*|__)(?P<title>[^*_\n]{1,80}?)(?:\*\*|__)\s*:?\s*$")
_BOLD_LABEL = re.compile(
    r"^(?:\*\*|__)(?P<label>[^*_\n]{1,80}?)\s*:?\s*(?:\*\*|__)\s*(?::|[-–—]\s|\.\s)\s*(?P<rest>\S.*)$", re.DOTALL
)
_BOLD_COLON = re.compile(r"^(?:\*\*|__)(?P<label>[^*_\n]{1,80}?)\s*:\s*(?:\*\*|__)\s*(?P<rest>\S.*)$", re.DOTALL)
_LABEL = re.compile(r"^(?P<label>[^:\n.;!?]{1,60}):\s+(?P<rest>\S.*)$", re.DOTALL)
_DASH = re.compile(r"^(?P<label>[^:\n.;!?–—]{1,40}?)\s+[-–—]\s+(?P<rest>\S.*)$", re.DOTALL)
_BULLET = re.compile(r"^(?:[•◦▪‣·]\s*|[-–*+]\s+)+")
"""What people put before the lines of a cell, where Markdown has no lists."""

_PSEUDO = 7
_DEEPEST = 12
"""Lists nested deeper than this are read as if they were not."""

_WORDS_IN_LABEL = 6


def read(document: Document, file: str) -> Parts:
    """Read a Markdown or plain text file as an outline, with its tables."""
    text, tables = _without_tables(document.text, file)
    shown = Document(document.source, text, document.encoding, find_hidden(text))
    blocks, _ = find_blocks(shown, pseudo=False)
    if not any(block.kind is BlockKind.HEADING for block in blocks):
        blocks, _ = find_blocks(shown)
    scan = _Scan(shown, split_lines(text), file)
    for block in blocks:
        while tables and tables[0][0] <= block.line:
            scan.table(tables.pop(0)[1])
        scan.block(block)
    scan.close_table()
    for _, grid in tables:
        scan.table(grid)
    return Parts(tuple(_untitled(scan.grids)), tuple(scan.top.children))


def _untitled(grids: list[Grid]) -> list[Grid]:
    """Tables below several outermost headings: none of these is the title of the document."""
    outermost = {grid.context[0] for grid in grids if len(grid.context) == 1}
    return [replace(grid, context=("", *grid.context)) if len(outermost) > 1 else grid for grid in grids]


def _without_tables(text: str, file: str) -> tuple[str, list[tuple[int, Grid]]]:
    """The text with front matter and HTML tables blanked out, lines kept, and the tables with their lines."""
    text = text.removeprefix("\ufeff")
    kept = _NOT_LINE_END.sub(" ", text[: end_of(text)]) + text[end_of(text) :]
    tables = []
    for start, end, grid in find_tables(kept, file):
        tables.append((len(split_lines(kept[:start] + ".")), grid))
        kept = kept[:start] + _NOT_LINE_END.sub(" ", kept[start:end]) + kept[end:]
    return "".join(_widened(line) for line in re.split(r"(\r\n|\r|\n)", kept)), tables


def _widened(line: str) -> str:
    """A line, or the line under a table's head with its single dashes made as long as most people write them."""
    if "-" in line and "|" in line and "--" not in line and not line.strip("|:- \t"):
        return line.replace("-", "---")
    return line


@dataclass
class _Scan:
    """Builds the outline block by block."""

    document: Document
    lines: list[Line]
    file: str
    top: Node = field(init=False)
    grids: list[Grid] = field(default_factory=list)
    open: list[tuple[int, Node]] = field(default_factory=list)
    items: list[tuple[int, Node]] = field(default_factory=list)
    rows: list[list[Piece]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.top = Node("", 1, self.file)

    @property
    def here(self) -> Node:
        """The innermost heading."""
        return self.open[-1][1] if self.open else self.top

    def block(self, block: Block) -> None:
        """Take the next block."""
        if block.kind not in (BlockKind.TABLE_HEAD, BlockKind.TABLE_ROW) or block.kind is BlockKind.TABLE_HEAD:
            self.close_table()
        if block.kind in (BlockKind.TABLE_HEAD, BlockKind.TABLE_ROW):
            self.rows.append(self._row(block.line))
            return
        words = "\n".join(self.document.text[start:end] for start, end in block.pieces)
        if block.kind is BlockKind.HEADING:
            self._heading(block.level, words, block.line)
        elif block.kind is BlockKind.LIST_ITEM:
            self._item(block, words)
        elif block.kind is BlockKind.PARAGRAPH:
            self._paragraph(block, words)

    def _row(self, line: int) -> list[Piece]:
        cells = table_cells(self.lines[line - 1].text)
        return [
            Piece(joined([part for raw in _BREAK.split(cell) if (part := plain(_BULLET.sub("", raw.strip())).strip())]), line)
            for cell in cells
        ]

    def _heading(self, level: int, words: str, line: int) -> None:
        self.items.clear()
        while self.open and self.open[-1][0] >= level:
            self.open.pop()
        node = Node(clean_label(words), line, self.file)
        self.here.children.append(node)
        self.open.append((level, node))

    def _paragraph(self, block: Block, words: str) -> None:
        self.items.clear()
        if title := _BOLD_TITLE.match(words.strip()):
            self._heading(_PSEUDO, title["title"], block.line)
            return
        for below, part in _bold_parts(words):
            node = _labelled(part, block.line + below, self.file)
            if node.label:
                self.here.children.append(node)
            else:
                self.here.pieces += node.pieces

    def _item(self, block: Block, words: str) -> None:
        while self.items and self.items[-1][0] >= block.level:
            self.items.pop()
        del self.items[_DEEPEST:]
        above = self.items[-1][1] if self.items else None
        if above is not None:
            _make_label(above)
        node = _labelled(words, block.line, self.file)
        (above or self.here).children.append(node)
        self.items.append((block.level, node))

    def close_table(self) -> None:
        """Put the table that has just ended where it belongs."""
        if self.rows:
            rows, self.rows = self.rows, []
            self.table(grid_of(rows, self.file, ()))

    def table(self, grid: Grid) -> None:
        """Keep a table with levels as such; the rows of any other stand below their heading."""
        placed = Grid(grid.rows, grid.file, tuple(node.label for _, node in self.open))
        if cells_of(placed):
            self.grids.append(placed)
        else:
            self.here.children += rows_as_nodes(placed)


def _bold_parts(words: str) -> list[tuple[int, str]]:
    """A paragraph, cut where a line begins with a bold label; each part with the number of lines above it."""
    lines = words.split("\n")
    starts = [number for number, line in enumerate(lines) if number == 0 or _BOLD_COLON.match(line) or _BOLD_LABEL.match(line)]
    return [(start, "\n".join(lines[start:end])) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _labelled(words: str, line: int, file: str) -> Node:
    """A list item or paragraph: its label, where it begins with one, and the rest."""
    text = words.strip()
    for pattern in (_BOLD_COLON, _BOLD_LABEL, _LABEL, _DASH):
        match = pattern.match(text)
        if match is None:
            continue
        label = clean_label(match["label"])
        bold = pattern in (_BOLD_LABEL, _BOLD_COLON)
        if (
            not label
            or (not bold and len(label.split()) > _WORDS_IN_LABEL)
            or (pattern is _DASH and level_title(label) is None)
        ):
            continue
        below = text[: match.start("rest")].count("\n")
        rest = Piece(plain(match["rest"]), line + below)
        return Node(label, line, file, label_only=bold, whole=plain(text), pieces=[rest])
    return Node("", line, file, whole=plain(text), pieces=[Piece(plain(text), line)])


def _make_label(node: Node) -> None:
    """An item with items below it: what it says is their title, unless it says more than a title does."""
    if node.label or not node.pieces:
        return
    text = node.pieces[0].text
    if len(text.split()) <= _WORDS_IN_LABEL + 2 and not text.endswith("."):
        node.label, node.pieces, node.whole, node.label_only = clean_label(text), [], "", True
