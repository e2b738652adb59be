"""What of a passage is embedded: the whole of it, the heading above it, and pieces of a long one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coach.model.passage import Passage

_LONG_WORDS = 130
"""Passages above this many words have a tail which the embedding model does not see (it reads 256 tokens)."""

_PIECE_WORDS = 80


class ViewKind(StrEnum):
    """The three ways in which a passage is looked at."""

    WHOLE = "whole"
    HEADING = "heading"
    PIECE = "piece"


@dataclass(frozen=True, slots=True)
class View:
    """One text that is embedded for a passage.

    Attributes:
        owner: Number of the passage among its corpus's passages.
        kind: Which view it is.
        text: What is embedded.
    """

    owner: int
    kind: ViewKind
    text: str


def views_of(passages: Sequence[Passage]) -> tuple[View, ...]:
    """Every view of every passage, in order; each passage has a whole and a heading."""
    return tuple(view for owner, passage in enumerate(passages) for view in _views(owner, passage))


def _views(owner: int, passage: Passage) -> Iterator[View]:
    path = passage.heading_path or (passage.title,)
    yield View(owner, ViewKind.WHOLE, f"{' > '.join(path)}\n{passage.text}")
    yield View(owner, ViewKind.HEADING, path[-1])
    if len(passage.text.split()) > _LONG_WORDS:
        for piece in _pieces(passage.text):
            yield View(owner, ViewKind.PIECE, f"{path[-1]}\n{piece}")


def _pieces(text: str) -> Iterator[str]:
    kept: list[str] = []
    words = 0
    for line in text.split("\n"):
        more = len(line.split())
        if kept and words + more > _PIECE_WORDS:
            yield "\n".join(kept)
            kept, words = [], 0
        if more:
            kept.append(line)
            words += more
    if kept:
        yield "\n".join(kept)
