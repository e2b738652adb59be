"""What the shapes of ladders have in common: tables and outlines on the way in, cells on the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from coach.model.text import Document


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and where they stand.

    Attributes:
        text: Without markup, on one line.
        line: 1-based.
        example: True for an illustration that the expectation can do without.
    """

    text: str
    line: int
    example: bool = False


@dataclass(slots=True)
class Node:
    """A label with what stands below it: a heading, a list item, a key, a file.

    Attributes:
        label: Its title; empty where there is none.
        line: 1-based.
        file: Path within the ladder.
        level: True when the file itself says that this is a level.
        label_only: False when the label was cut off the front of a sentence, which `whole` then holds.
        whole: The sentence with its label.
    """

    label: str
    line: int
    file: str
    level: bool = False
    label_only: bool = True
    whole: str = ""
    pieces: list[Piece] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This node and everything below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, rectangular, with merged cells repeated.

    Attributes:
        rows: Cells of each row.
        file: Path within the ladder.
        context: Headings above it, outermost first; the first is the title of the document, empty where it has none.
    """

    rows: tuple[tuple[Piece, ...], ...]
    file: str
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What a level expects on an axis, in the ladder's own words.

    Attributes:
        level: Title of the level as written.
        axes: Titles of the axis, outermost first; empty for words on the level as a whole.
        piece: The words and their line.
        file: Path within the ladder.
    """

    level: str
    axes: tuple[str, ...]
    piece: Piece
    file: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What one shape found in one file."""

    grids: tuple[Grid, ...] = ()
    nodes: tuple[Node, ...] = ()


Shape = Callable[[Document, str], Parts]
"""A shape takes a document and its path within the ladder; what is not of its shape gives empty parts."""


def grid_of(rows: list[list[Piece]], file: str, context: tuple[str, ...]) -> Grid:
    """A table from rows of unequal length."""
    width = max((len(row) for row in rows), default=0)
    return Grid(
        tuple((*row, *(Piece("", row[-1].line if row else 0) for _ in range(width - len(row)))) for row in rows), file, context
    )


def joined(parts: Sequence[str]) -> str:
    """Several expectations as one text."""
    last = len(parts) - 1
    return " ".join(
        part if number == last or part.endswith((".", "!", "?", ":", ";")) else f"{part};" for number, part in enumerate(parts)
    )
