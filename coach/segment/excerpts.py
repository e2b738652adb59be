"""A passage to its citable pieces: sentences, list items, steps, table rows, entries of data and code, with their lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from coach.language.clean import plain
from coach.language.sentences import sentence_ranges
from coach.model.passage import Passage
from coach.model.question import Excerpt, ExcerptKind, Quote
from coach.model.text import Block, BlockKind, Document
from coach.segment.blocks import find_blocks
from coach.segment.entries import entries_of, looks_like_prose
from coach.segment.lines import LineIndex
from coach.segment.marks import table_cells
from coach.segment.yaml_leaves import leaves_of

_LONGEST = 500
"""Characters after which a quotation that does not close is taken as a slip."""

_YAML = (".yaml", ".yml")
_NUMBERED = re.compile(r"^[ \t]*\(?\d{1,3}[.)][ \t]")
_BOLD_LINE = re.compile(r"\*\*[^*\n]+\*\*:?|__[^_\n]+__:?")
_LISTED = (ExcerptKind.ITEM, ExcerptKind.STEP, ExcerptKind.ROW, ExcerptKind.ENTRY)


@dataclass
class _Reading:
    """A passage while it is read block by block."""

    passage: Passage
    index: LineIndex
    found: list[Excerpt] = field(default_factory=list)
    blocks: int = 0
    group: int = -1
    groups: int = 0
    head: Quote | None = None
    label: str = ""
    previous: BlockKind | None = None

    def quote(self, start: int, end: int) -> Quote:
        first = self.passage.start_line - 1
        return Quote(self.passage.text[start:end], first + self.index.of(start), first + self.index.of(max(start, end - 1)))

    def add(self, kind: ExcerptKind, text: str, quotes: tuple[Quote, ...], depth: int = 0) -> None:
        listed = kind in _LISTED
        group = self.group if listed else -1
        context = self.label if listed else ""
        self.found.append(Excerpt(self.passage, len(self.found), self.blocks, group, kind, text, quotes, depth, context))

    def open_group(self) -> None:
        """Begin a list or table; the line just before it that announces it becomes its lead-in."""
        self.group = self.groups
        self.groups += 1
        self.head = None
        self.label = ""
        last = self.found[-1] if self.found else None
        if last is not None and last.kind is ExcerptKind.SENTENCE and _announces(last):
            self.found[-1] = replace(last, kind=ExcerptKind.LEAD_IN, group=self.group)
            self.label = last.text.rstrip(": ")


def excerpts_of(passage: Passage) -> tuple[Excerpt, ...]:
    """Split a passage into its citable pieces, in order.

    A sentence that wraps over lines is quoted with its line ends as they stand; only markup is taken off in its `text`.
    """
    reading = _Reading(passage, LineIndex(passage.text))
    if passage.file.lower().endswith(_YAML):
        _leaves(reading)
        return tuple(reading.found)
    blocks, _ = find_blocks(Document(passage.file, passage.text), pseudo=False)
    _read(reading, blocks)
    return tuple(reading.found)


def _read(reading: _Reading, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        reader = _READERS.get(block.kind)
        if reader is not None:
            reader(reading, block)
        reading.blocks += 1
        reading.previous = block.kind


def _leaves(reading: _Reading) -> None:
    """The values of a YAML file, each with the names of what it belongs to."""
    reading.group = 0
    for leaf in leaves_of(reading.passage.text):
        cut = reading.passage.text.__getitem__
        names = [plain(cut(slice(*name))).strip("\"'") for name in leaf.names]
        value = plain(" ".join(cut(slice(*leaf.value)).split())).strip("\"'")
        text = "; ".join([*names, f"{leaf.key}: {value}" if leaf.key else value])
        quotes = (reading.quote(*leaf.span), *(reading.quote(*name) for name in leaf.names))
        reading.add(ExcerptKind.ENTRY, text, quotes)
        reading.blocks += 1


def _announces(excerpt: Excerpt) -> bool:
    return excerpt.text.endswith(":") or _BOLD_LINE.fullmatch(excerpt.quotes[0].text.strip()) is not None


def _running(reading: _Reading, block: Block) -> None:
    reading.group = -1
    for text, quote in _sentences(reading, block):
        reading.add(ExcerptKind.SENTENCE, text, (quote,))


def _item(reading: _Reading, block: Block) -> None:
    if reading.previous is not BlockKind.LIST_ITEM:
        reading.open_group()
    line = reading.passage.text.rfind("\n", 0, block.start) + 1
    numbered = _NUMBERED.match(reading.passage.text[line : block.end]) is not None
    text = plain(" ".join(reading.passage.text[start:end] for start, end in block.pieces))
    if text:
        kind = ExcerptKind.STEP if numbered else ExcerptKind.ITEM
        reading.add(kind, text, (reading.quote(block.start, block.end),), block.level)


def _head(reading: _Reading, block: Block) -> None:
    reading.open_group()
    if reading.passage.continued and block.line == block.last_line:
        _row(reading, replace(block, columns=()))
    else:
        reading.head = reading.quote(block.start, block.end)


def _row(reading: _Reading, block: Block) -> None:
    if reading.group == -1:
        reading.open_group()
    columns = block.columns if reading.head is not None else ()
    text = row_text(columns, [plain(cell) for cell in table_cells(reading.passage.text[block.start : block.end])])
    own = reading.quote(block.start, block.end)
    if text:
        reading.add(ExcerptKind.ROW, text, (own, reading.head) if reading.head else (own,))


def row_text(columns: tuple[str, ...], cells: list[str]) -> str:
    """A table row in words: "head: cell; head: cell"; a column without a head, or an empty cell, adds nothing of it."""
    heads = (*columns, *("" for _ in cells))
    parts = [f"{head}: {cell}" if head else cell for head, cell in zip(heads, cells, strict=False) if cell]
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def _code(reading: _Reading, block: Block) -> None:
    """Code whole, and what can be read in it: a fenced Markdown example is read as Markdown, data entry by entry."""
    reading.group = -1
    reading.head = None
    quote = reading.quote(block.start, block.end)
    inner = _inside(reading.passage.text, block)
    body = reading.passage.text[slice(*inner)]
    info = quote.text.split("\n", 1)[0].lstrip("`~ \t").strip().lower()
    if looks_like_prose(info, body):
        reading.add(ExcerptKind.CODE, quote.text, (quote,))
        blocks, _ = find_blocks(Document(reading.passage.file, body), pseudo=False)
        reading.previous = None
        _read(reading, tuple(_shifted(each, inner[0]) for each in blocks))
        return
    entries = list(entries_of(body))
    if entries:
        reading.open_group()
    for start, end, text in entries:
        reading.add(ExcerptKind.ENTRY, text, (reading.quote(inner[0] + start, inner[0] + end),))
    reading.add(ExcerptKind.CODE, quote.text, (quote,))


def _inside(text: str, block: Block) -> tuple[int, int]:
    """The range of a code block without the lines of its fence."""
    first = text.find("\n", block.start, block.end)
    last = text.rfind("\n", block.start, block.end)
    return (first + 1, last) if 0 <= first < last else (block.start, block.end)


def _shifted(block: Block, by: int) -> Block:
    pieces = tuple((start + by, end + by) for start, end in block.pieces)
    return replace(block, start=block.start + by, end=block.end + by, pieces=pieces)


def _title(reading: _Reading, block: Block) -> None:
    """A heading within a fenced example: it announces what follows."""
    reading.group = -1
    text = plain(reading.passage.text[block.start : block.end])
    if text:
        reading.add(ExcerptKind.SENTENCE, f"{text.rstrip(':')}:", (reading.quote(block.start, block.end),))


def _sentences(reading: _Reading, block: Block) -> Iterator[tuple[str, Quote]]:
    text = ""
    offsets: list[int] = []
    for start, end in block.pieces:
        if text:
            text += " "
            offsets.append(start)
        text += reading.passage.text[start:end]
        offsets.extend(range(start, end))
    for start, end in _whole_quotations(text, sentence_ranges(text)):
        words = plain(text[start:end])
        if words:
            yield words, reading.quote(offsets[start], offsets[end - 1] + 1)


def _whole_quotations(text: str, ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences, with a quotation of several sentences kept in one piece."""
    waiting: list[tuple[int, int]] = []
    for start, end in ranges:
        waiting.append((start, end))
        if _closed(text[waiting[0][0] : end]):
            yield waiting[0][0], end
            waiting = []
        elif end - waiting[0][0] > _LONGEST:
            yield from waiting
            waiting = []
    yield from waiting


def _closed(text: str) -> bool:
    return text.count('"') % 2 == 0 and text.count("“") <= text.count("”") and text.count("(") <= text.count(")")


_READERS: dict[BlockKind, Callable[[_Reading, Block], None]] = {
    BlockKind.PARAGRAPH: _running,
    BlockKind.QUOTE: _running,
    BlockKind.LIST_ITEM: _item,
    BlockKind.TABLE_HEAD: _head,
    BlockKind.TABLE_ROW: _row,
    BlockKind.CODE: _code,
    BlockKind.HEADING: _title,
}
"""A reader for each kind of block that says something; headings stand in a passage only inside an example."""
