"""A record as a model sees it: numbered statements under their headings, between marks that no text can forge."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from coach.language.clean import plain
from coach.model.text import Speaker, Statement
from coach.ports import Disguise

MOST_STATEMENTS = 200
"""Most statements of one part: their ids are an enumeration in the schema, and servers limit those."""

_MARKS = re.compile(r"<<|>>")
_SPEAKERS = {Speaker.MANAGER: "(manager) ", Speaker.PEER: "(peer) "}
_BOXES = {True: "[x] ", False: "[ ] ", None: ""}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some statements as one text.

    Attributes:
        statements: In order.
        text: Headings and numbered statements, one a line, masked.
        mark: Name of the marks around it, made from its content: the same text always has the same, and none can contain its own.
    """

    statements: tuple[Statement, ...]
    text: str
    mark: str

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the statements."""
        return tuple(statement.id for statement in self.statements)


def sheets_of(statements: Sequence[Statement], disguise: Disguise, room: int, count: Callable[[str], int]) -> list[Sheet]:
    """Cut statements into sheets that fit, at headings where that can be.

    Args:
        statements: In order.
        disguise: Masks every text.
        room: Most tokens of a sheet.
        count: Tokens of a text.
    """
    parts: list[list[Statement]] = [[]]
    size = 0
    for section in _sections(statements):
        length = count(_text_of(section, disguise))
        if parts[-1] and (size + length > room or len(parts[-1]) + len(section) > MOST_STATEMENTS):
            parts.append([])
            size = 0
        if length > room or len(section) > MOST_STATEMENTS:
            pieces = list(_halves(section, lambda piece: _fits(piece, disguise, room, count)))
            parts[-1].extend(pieces[0])
            parts.extend(list(piece) for piece in pieces[1:])
            size = count(_text_of(parts[-1], disguise))
        else:
            parts[-1].extend(section)
            size += length
    return [_sheet(part, disguise) for part in parts if part]


def _fits(piece: Sequence[Statement], disguise: Disguise, room: int, count: Callable[[str], int]) -> bool:
    return len(piece) <= MOST_STATEMENTS and count(_text_of(piece, disguise)) <= room


def _halves(section: Sequence[Statement], fits: Callable[[Sequence[Statement]], bool]) -> Iterator[Sequence[Statement]]:
    if len(section) == 1 or fits(section):
        yield section
        return
    middle = len(section) // 2
    yield from _halves(section[:middle], fits)
    yield from _halves(section[middle:], fits)


def _sections(statements: Sequence[Statement]) -> Iterator[list[Statement]]:
    section: list[Statement] = []
    for statement in statements:
        if section and (section[-1].heading_path, section[-1].source) != (statement.heading_path, statement.source):
            yield section
            section = []
        section.append(statement)
    if section:
        yield section


def _sheet(statements: Sequence[Statement], disguise: Disguise) -> Sheet:
    text = _text_of(statements, disguise)
    return Sheet(tuple(statements), text, f"review-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:12]}")


def _text_of(statements: Sequence[Statement], disguise: Disguise) -> str:
    lines: list[str] = []
    heading: tuple[str, tuple[str, ...]] | None = None
    block: tuple[str, int] | None = None
    for statement in statements:
        if heading != (statement.source, statement.heading_path):
            heading = (statement.source, statement.heading_path)
            title = " > ".join(neutral(part, disguise) for part in statement.heading_path)
            lines.append(f"# {title}" if title else "# (no heading)")
        elif block != (statement.source, statement.block) and not statement.bullet:
            lines.append("")
        first = block != (statement.source, statement.block)
        block = (statement.source, statement.block)
        label = neutral(statement.label.strip(" :."), disguise) if first else ""
        shown = f"{label}: " if label and not neutral(statement.text, disguise).startswith(label) else ""
        marks = f"{_BOXES[statement.box]}{_SPEAKERS.get(statement.speaker, '')}"
        lines.append(f"{statement.id}: {marks}{shown}{neutral(statement.text, disguise)}")
    return "\n".join(lines)


def neutral(text: str, disguise: Disguise) -> str:
    """Words of the document on one line, masked, in which nothing can end or begin a mark."""
    return _MARKS.sub("‹", disguise.mask(plain(text)))
