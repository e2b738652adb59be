"""A guide to passages: whole blocks under their true heading path; where one must be cut, the pieces say so."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from coach.language.clean import plain
from coach.model.passage import Passage
from coach.model.text import Block, BlockKind, Document
from coach.segment.blocks import find_blocks
from coach.segment.lines import Line, Visible, split_lines

MAX_WORDS = 120
"""A passage is closed when the next block would make it longer than this."""

_SPLIT_WORDS = 260
"""A single block longer than this is cut at a line end, and the pieces say so."""

_WHOLE_WORDS = 420
"""The same for code and tables, which lose more by a cut."""

_INDENT = 2
"""Columns from which a block belongs to the list item above it."""

_TITLE = re.compile(r"^title:[ \t]*[\"']?(?P<title>[^\r\n]*?)[\"']?[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines that must stay together.

    Attributes:
        section: Number of the heading above, so that two sections of one name stay apart.
        inner: Whether it continues the list item above it.
        cut: Whether it is a later part of a block that was too long.
    """

    section: int
    path: tuple[str, ...]
    kind: BlockKind
    first: int
    last: int
    words: int
    inner: bool = False
    cut: bool = False


def find_passages(document: Document, corpus: str, file: str, *, max_words: int = MAX_WORDS) -> tuple[Passage, ...]:
    """Split a guide document into passages.

    Args:
        document: The document.
        corpus: Name of the corpus it belongs to.
        file: Its path within the corpus.
        max_words: Words after which a passage is closed at the next block.
    """
    blocks, _ = find_blocks(document, pseudo=False)
    if not any(block.kind is BlockKind.HEADING for block in blocks):
        blocks, _ = find_blocks(document)
    lines = split_lines(document.text)
    title = _title(document, blocks) or file
    visible = Visible(document)
    passages: list[Passage] = []
    for group in _grouped(_pieces(blocks, lines), max_words):
        first, last = group[0].first, group[-1].last
        passages.append(
            Passage(
                id=f"{file}#{len(passages) + 1}",
                corpus=corpus,
                file=file,
                title=title,
                heading_path=group[0].path,
                start_line=first,
                end_line=last,
                text="\n".join(visible.cut(line.start, line.end) for line in lines[first - 1 : last]),
                continued=group[0].cut or group[0].inner,
            )
        )
    return tuple(passages)


def _title(document: Document, blocks: tuple[Block, ...]) -> str:
    for block in blocks:
        words = document.text[block.start : block.end]
        if block.kind is BlockKind.HEADING:
            return plain(words)
        if block.kind is BlockKind.FRONT_MATTER and (found := _TITLE.search(words)):
            return found.group("title").strip()
    return ""


def _pieces(blocks: tuple[Block, ...], lines: list[Line]) -> list[_Piece]:
    pieces: list[_Piece] = []
    section = 0
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            section += 1
            continue
        if block.kind is BlockKind.FRONT_MATTER:
            continue
        previous = pieces[-1] if pieces and pieces[-1].section == section else None
        if previous and _belongs(block, previous):
            words = previous.words + _words(lines, block.line, block.last_line)
            pieces[-1] = replace(previous, last=block.last_line, words=words)
        elif block.kind is not BlockKind.RULE:
            pieces.append(_piece(block, section, previous, lines))
    return [part for piece in pieces for part in _parts(piece, lines)]


def _belongs(block: Block, previous: _Piece) -> bool:
    """Rows belong to their table; a rule closes what stands above it."""
    if block.kind is BlockKind.TABLE_ROW:
        return previous.kind is BlockKind.TABLE_HEAD and previous.last == block.line - 1
    return block.kind is BlockKind.RULE


def _piece(block: Block, section: int, previous: _Piece | None, lines: list[Line]) -> _Piece:
    text = lines[block.line - 1].text.expandtabs(4)
    indented = len(text) - len(text.lstrip()) >= _INDENT
    inner = indented and previous is not None and (previous.inner or previous.kind is BlockKind.LIST_ITEM)
    words = _words(lines, block.line, block.last_line)
    return _Piece(section, block.heading_path, block.kind, block.line, block.last_line, words, inner)


def _words(lines: list[Line], first: int, last: int) -> int:
    return sum(len(line.text.split()) for line in lines[first - 1 : last])


def _parts(piece: _Piece, lines: list[Line]) -> list[_Piece]:
    """The piece, or its parts where it is too long for one passage."""
    whole = piece.kind in (BlockKind.CODE, BlockKind.TABLE_HEAD)
    if piece.words <= (_WHOLE_WORDS if whole else _SPLIT_WORDS):
        return [piece]
    parts: list[_Piece] = []
    first, words = piece.first, 0
    for number in range(piece.first, piece.last + 1):
        words += _words(lines, number, number)
        if words >= (_SPLIT_WORDS if whole else MAX_WORDS) or number == piece.last:
            parts.append(replace(piece, first=first, last=number, words=words, cut=first != piece.first))
            first, words = number + 1, 0
    return parts


def _grouped(pieces: list[_Piece], max_words: int) -> list[list[_Piece]]:
    groups: list[list[_Piece]] = []
    words = 0
    for piece in pieces:
        if groups and groups[-1][0].section == piece.section and words + piece.words <= max_words and not piece.cut:
            groups[-1].append(piece)
            words += piece.words
        else:
            groups.append([piece])
            words = piece.words
    return groups
