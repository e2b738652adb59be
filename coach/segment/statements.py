"""Blocks to statements: sentences and bullets with their exact place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from coach.language.clean import plain
from coach.language.sentences import sentence_ranges
from coach.model.text import Block, BlockKind, Document, Statement
from coach.segment.fields import is_field
from coach.segment.lines import LineIndex, Visible
from coach.segment.marks import is_struck, table_cells
from coach.segment.speaker import with_speakers
from coach.segment.wanted import wanted_row

_WRAP = 58
"""Lines shorter than this, without a sentence end, are taken as the author's own line breaks."""

_MOSTLY = 0.6
_PARENT_WORDS = 10
_PARENT_CHARS = 160
_LABEL = re.compile(
    r"^[\"'“]?(?:\*\*|__)(?P<label>[^*_\n]{2,60}?[.:]?)(?:\*\*|__)[ \t]*(?:[:—–-]|(?<=[.:]\*\*)|(?<=[.:]__))|^(?P<plain>[A-Z][^:.!?\n]{1,40}):[ \t]+\S"
)
_ONLY_LABEL = re.compile(r"^(?:\*\*|__)[^*_\n]{2,60}[.:](?:\*\*|__)$")
_TEXT_KINDS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.QUOTE)
_BULLETS = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
_WORD = re.compile(r"[^\W\d_]{2,}|[A-Z](?:\+\+|#)")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Joined:
    """The lines of a block on one line, and the document offset of each character."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.offsets[start], self.offsets[end - 1] + 1


class _Source:
    """The document that statements are read from."""

    def __init__(self, document: Document, visible: str) -> None:
        self.name = document.source
        self.visible = visible
        self.lines = LineIndex(document.text)
        self._shown = Visible(document)

    def words(self, block: Block, start: int, end: int) -> str:
        """The words of a range of a block for analysis: without line marks, hidden text and markup."""
        pieces = block.pieces[max(0, bisect_right(block.pieces, (start, start)) - 1) : bisect_left(block.pieces, (end, end))]
        parts = [self._shown.cut(max(start, first), min(end, last)) for first, last in pieces if last > start]
        raw = " ".join(parts)
        return _row(raw, block.columns) if block.kind is BlockKind.TABLE_ROW else plain(raw)


def find_statements(document: Document, blocks: tuple[Block, ...], visible: str, prefix: str = "") -> tuple[Statement, ...]:
    """List the statements of a document in order.

    Args:
        document: The document.
        blocks: Its blocks.
        visible: Its text with hidden characters blanked, same length.
        prefix: Put before each id, to keep the ids of several documents apart.
    """
    source = _Source(document, visible)
    found: list[Statement] = []
    parents: list[tuple[int, str]] = []
    quoting = _mostly_quoted(blocks)
    for index, block in enumerate(blocks):
        _close_parents(parents, block)
        if block.kind not in _TEXT_KINDS:
            continue
        path = (*block.heading_path, parents[-1][1]) if parents else block.heading_path
        box = block.box or is_struck(visible[block.start : block.end]) or block.box
        label = ""
        for start, end in _ranges(block, visible):
            text = source.words(block, start, end)
            said = _LETTER if block.kind is BlockKind.LIST_ITEM else _WORD
            if not said.search(text) or (is_field(text, len(found)) and len(block.heading_path) <= 1):
                continue
            label = _skill(block, visible[start:end]) or _label(visible[start : min(end, start + 120)]) or label
            found.append(
                Statement(
                    id=f"{prefix}s{len(found) + 1}",
                    source=source.name,
                    text=text,
                    start=start,
                    end=end,
                    line=source.lines.of(start),
                    heading_path=path,
                    box=box,
                    block=index,
                    label=label,
                    bullet=block.kind in _BULLETS,
                )
            )
        if block.kind is BlockKind.LIST_ITEM and block.end - block.start <= _PARENT_CHARS:
            title = source.words(block, block.start, block.end).strip(" :")
            if len(title.split()) <= _PARENT_WORDS:
                parents.append((block.level, title))
    return tuple(found) if quoting else with_speakers(found, blocks, visible)


def _close_parents(parents: list[tuple[int, str]], block: Block) -> None:
    """Forget the list items that `block` does not stand under."""
    if block.kind is BlockKind.LIST_ITEM:
        while parents and parents[-1][0] >= block.level:
            parents.pop()
    elif block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        parents.clear()


def _mostly_quoted(blocks: tuple[Block, ...]) -> bool:
    sizes = [(block.quoted, block.end - block.start) for block in blocks if block.kind in _TEXT_KINDS]
    quoted = sum(size for is_quoted, size in sizes if is_quoted)
    return quoted > _MOSTLY * sum(size for _, size in sizes) if sizes else False


def _ranges(block: Block, visible: str) -> Iterator[tuple[int, int]]:
    if block.kind is BlockKind.TABLE_ROW:
        if block.end > block.start:
            yield block.start, block.end
        return
    for joined in _paragraph_lines(block, visible):
        waiting: int | None = None
        for start, end in sentence_ranges(joined.text):
            if _ONLY_LABEL.match(joined.text[start:end]) and end < len(joined.text.rstrip()):
                waiting = start
                continue
            yield joined.span(start if waiting is None else waiting, end)
            waiting = None


def _paragraph_lines(block: Block, visible: str) -> list[_Joined]:
    """Join hard-wrapped lines, keep the author's own line breaks apart."""
    groups: list[list[tuple[int, int]]] = []
    previous = ""
    for start, end in block.pieces:
        line = visible[start:end]
        if groups and _wraps(previous, line):
            groups[-1].append((start, end))
        else:
            groups.append([(start, end)])
        previous = line
    return [_join(group, visible) for group in groups]


def _wraps(previous: str, line: str) -> bool:
    before, after = previous.rstrip(), line.lstrip()
    if previous.endswith("  ") or not before or not after:
        return False
    if before[-1] in ".!?:;" and len(before) < _WRAP:
        return False
    return after[0].islower() or len(before) >= _WRAP or before[-1] in ",–—-("


def _join(pieces: list[tuple[int, int]], visible: str) -> _Joined:
    chars: list[str] = []
    offsets: list[int] = []
    for start, end in pieces:
        if chars:
            chars.append(" ")
            offsets.append(start)
        chars.extend(visible[start:end])
        offsets.extend(range(start, end))
    return _Joined("".join(chars), tuple(offsets))


def _row(raw: str, columns: tuple[str, ...]) -> str:
    cells = [plain(cell) for cell in table_cells(raw)]
    if wanted := wanted_row(columns, cells):
        return wanted[0]
    named = zip((*columns, *("",) * len(cells)), cells, strict=False)
    return "; ".join(f"{column}: {cell}" if column else cell for column, cell in named if cell)


def _skill(block: Block, raw: str) -> str:
    if block.kind is not BlockKind.TABLE_ROW:
        return ""
    wanted = wanted_row(block.columns, [plain(cell) for cell in table_cells(raw)])
    return wanted[1] if wanted else ""


def _label(raw: str) -> str:
    match = _LABEL.match(raw)
    if match is None:
        return ""
    return plain(match.group("label") or match.group("plain") or "").strip(" :.")
