"""A page of a corpus: one of its files, to be read whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A file of a corpus.

    Attributes:
        file: Path within the corpus.
        title: Its title, or its name where it has none.
        text: Its text, without front matter.
        summary: What it is about, where it says so itself.
    """

    file: str
    title: str
    text: str
    summary: str = ""
