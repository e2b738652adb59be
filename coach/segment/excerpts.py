"""A passage to its citable pieces: sentences, list items, steps, table rows and code, each with its exact lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from coach.language.clean import plain
from coach.language.sentences import sentence_ranges
from coach.model.passage import Passage
from coach.model.question import Excerpt, ExcerptKind, Quote
from coach.model.text import Block, BlockKind, Document
from coach.segment.blocks import find_blocks
from coach.segment.lines import LineIndex
from coach.segment.marks import table_cells

_NUMBERED = re.compile(r"^[ \t]*\(?\d{1,3}[.)][ \t]")
_TEXT = (BlockKind.PARAGRAPH, BlockKind.QUOTE)


@dataclass
class _Reading:
    """A passage while it is read block by block."""

    passage: Passage
    lines: list[str]
    index: LineIndex
    found: list[Excerpt] = field(default_factory=list)
    group: int = -1
    groups: int = 0
    head: Quote | None = None

    def quote(self, start: int, end: int) -> Quote:
        first = self.passage.start_line - 1
        return Quote(self.passage.text[start:end], first + self.index.of(start), first + self.index.of(max(start, end - 1)))

    def add(self, kind: ExcerptKind, block: int, text: str, quotes: tuple[Quote, ...], depth: int = 0) -> None:
        group = -1 if kind is ExcerptKind.SENTENCE else self.group
        self.found.append(Excerpt(self.passage, len(self.found), block, group, kind, text, quotes, depth))


def excerpts_of(passage: Passage) -> tuple[Excerpt, ...]:
    """Split a passage into its citable pieces, in order.

    A sentence that wraps over lines is quoted with its line ends as they stand; only markup is taken off in its `text`.
    """
    document = Document(passage.file, passage.text)
    blocks, _ = find_blocks(document, pseudo=False)
    reading = _Reading(passage, passage.text.split("\n"), LineIndex(passage.text))
    previous: Block | None = None
    for number, block in enumerate(blocks):
        _READERS.get(block.kind, _skip)(reading, block, number, previous)
        previous = block
    return tuple(reading.found)


def _skip(reading: _Reading, block: Block, number: int, previous: Block | None) -> None:
    """Headings, rules and front matter are no answer."""


def _running(reading: _Reading, block: Block, number: int, previous: Block | None) -> None:
    reading.group = -1
    for text, quote in _sentences(reading, block):
        reading.add(ExcerptKind.SENTENCE, number, text, (quote,))


def _item(reading: _Reading, block: Block, number: int, previous: Block | None) -> None:
    if previous is None or previous.kind is not BlockKind.LIST_ITEM:
        _open_group(reading)
    numbered = _NUMBERED.match(reading.lines[block.line - 1]) is not None
    text = plain(" ".join(reading.passage.text[start:end] for start, end in block.pieces))
    if text:
        kind = ExcerptKind.STEP if numbered else ExcerptKind.ITEM
        reading.add(kind, number, text, (reading.quote(block.start, block.end),), block.level)


def _head(reading: _Reading, block: Block, number: int, previous: Block | None) -> None:
    _open_group(reading)
    reading.head = reading.quote(block.start, block.end)
    if reading.passage.continued and block.line == block.last_line:
        reading.head = None
        _row(reading, replace(block, columns=()), number, previous)


def _row(reading: _Reading, block: Block, number: int, previous: Block | None) -> None:
    if reading.group == -1:
        _open_group(reading)
    columns = block.columns if reading.head is not None else ()
    text = row_text(columns, [plain(cell) for cell in table_cells(reading.passage.text[block.start : block.end])])
    own = reading.quote(block.start, block.end)
    if text:
        reading.add(ExcerptKind.ROW, number, text, (own, reading.head) if reading.head else (own,))


def row_text(columns: tuple[str, ...], cells: list[str]) -> str:
    """A table row in words: "head: cell; head: cell"; a column without a head, or an empty cell, adds nothing of it."""
    heads = (*columns, *("" for _ in cells))
    parts = [f"{head}: {cell}" if head else cell for head, cell in zip(heads, cells, strict=False) if cell]
    text = "; ".join(parts)
    if columns and not columns[0] and len(parts) > 1:
        text = text.replace("; ", " – ", 1)
    return text[:1].upper() + text[1:]


def _code(reading: _Reading, block: Block, number: int, previous: Block | None) -> None:
    reading.group = -1
    quote = reading.quote(block.start, block.end)
    reading.add(ExcerptKind.CODE, number, quote.text, (quote,))


def _open_group(reading: _Reading) -> None:
    """Begin a list or table; the line just before it that announces it becomes its lead-in."""
    reading.group = reading.groups
    reading.groups += 1
    reading.head = None
    last = reading.found[-1] if reading.found else None
    if last is not None and last.kind is ExcerptKind.SENTENCE and last.text.endswith(":"):
        reading.found[-1] = replace(last, kind=ExcerptKind.LEAD_IN, group=reading.group)


def _sentences(reading: _Reading, block: Block) -> Iterator[tuple[str, Quote]]:
    text = ""
    offsets: list[int] = []
    for start, end in block.pieces:
        if text:
            text += " "
            offsets.append(start)
        text += reading.passage.text[start:end]
        offsets.extend(range(start, end))
    for start, end in sentence_ranges(text):
        words = plain(text[start:end])
        if words:
            yield words, reading.quote(offsets[start], offsets[end - 1] + 1)


_READERS = {
    **dict.fromkeys(_TEXT, _running),
    BlockKind.LIST_ITEM: _item,
    BlockKind.TABLE_HEAD: _head,
    BlockKind.TABLE_ROW: _row,
    BlockKind.CODE: _code,
}
