"""Passages of a guidance corpus: what an answer or an action may cite."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a guide under one heading path.

    Attributes:
        id: Stable within a corpus: file and number.
        corpus: Name of the corpus.
        file: Path within the corpus.
        title: Title of the document.
        heading_path: Headings above it, outermost first.
        start_line: 1-based first line.
        end_line: 1-based last line.
        text: The lines as they stand.
        continued: True when a block was too long and this passage continues it.
    """

    id: str
    corpus: str
    file: str
    title: str
    heading_path: tuple[str, ...]
    start_line: int
    end_line: int
    text: str
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found for a question.

    Attributes:
        passage: The passage.
        score: Both of the following, weighed; at most 1, comparable between questions.
        dense: How near question and passage are in meaning: cosines of the passage's words and of its heading, weighed.
        lexical: Share of the weight of the question's words that the passage has (BM25), 0 when none is shared.
    """

    passage: Passage
    score: float
    dense: float
    lexical: float
