"""Find the passages of a corpus that speak about a question: meaning and words together, the same every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coach.language.everyday import in_proper_words
from coach.lexical import Bm25, passage_words, words_of
from coach.model.passage import Hit, Passage
from coach.ports import Embedder, Vectors
from coach.views import ViewKind, views_of

_WORDS = 0.4
"""Weight of shared words beside a meaning of weight 1; this and `_HEADING` were chosen on the tuning questions."""

_HEADING = 0.25
"""Weight of the heading beside the passage's own words, within meaning."""

_SAME = 0.97
"""Cosine from which two passages say the same thing."""


class Retriever:
    """Searches one corpus."""

    def __init__(
        self, passages: Sequence[Passage], vectors: Vectors, embedder: Embedder, words: Sequence[Sequence[str]] | None = None
    ) -> None:
        """Take a corpus apart for searching.

        Args:
            passages: In the order of their files and lines.
            vectors: One unit row for each of `views_of(passages)`.
            embedder: The one that made the vectors.
            words: The `passage_words` of each passage, where they are known already.
        """
        self.passages = tuple(passages)
        """Every passage, in the order of files and lines."""
        self._embedder = embedder
        views = views_of(self.passages)
        rows = {
            kind: np.array([row for row, view in enumerate(views) if view.kind is kind], dtype=np.intp) for kind in ViewKind
        }
        self._whole = vectors[rows[ViewKind.WHOLE]]
        self._headings = vectors[rows[ViewKind.HEADING]]
        self._pieces = vectors[rows[ViewKind.PIECE]]
        self._owners = np.array([views[row].owner for row in rows[ViewKind.PIECE]], dtype=np.intp)
        self._bm25 = Bm25(words if words is not None else [passage_words(passage) for passage in self.passages])
        self._numbers = {passage.id: number for number, passage in enumerate(self.passages)}

    def search(self, query: str, k: int = 5, *, per_section: int = 1) -> list[Hit]:
        """The best passages for a question, the same every time.

        Args:
            query: What is asked.
            k: Most hits returned.
            per_section: Most hits under one heading path; the others of a section are in `context_of`. Passages that
                say what a better hit says are left out.
        """
        if not self.passages or not query.strip() or k < 1:
            return []
        proper = in_proper_words(query)
        dense = self._meaning(self._direction([query] if proper == query else [query, proper]))
        lexical = self._bm25.scores(words_of(query if proper == query else f"{query} {proper}"))
        score = (dense + _WORDS * lexical) / (1 + _WORDS)
        order = np.lexsort((np.arange(len(score)), -score.round(5)))
        return [
            Hit(self.passages[number], float(score[number]), float(dense[number]), float(lexical[number]))
            for number in self._varied(order, k, per_section)
        ]

    def weight(self, stem: str) -> float:
        """How rare a stem is in the corpus; one that no passage has is the rarest."""
        return self._bm25.weight(stem)

    def _direction(self, wordings: list[str]) -> Vectors:
        """The vector halfway between wordings of one question."""
        total = self._embedder.embed(wordings).sum(axis=0)
        direction: Vectors = (total / np.linalg.norm(total)).astype(np.float32)
        return direction

    def _meaning(self, query: Vectors) -> Vectors:
        """How close each passage is: its words, of which a long passage's best piece is half, and its heading."""
        words = self._whole @ query
        best = words.copy()
        np.maximum.at(best, self._owners, self._pieces @ query)
        heading = self._headings @ query
        return ((words + best) / 2 + _HEADING * heading).astype(np.float32) / np.float32(1 + _HEADING)

    def context_of(self, hit: Hit) -> tuple[Passage, ...]:
        """The hit with what stands directly around it in its section, in reading order.

        A passage of its own parent section's introduction is included where there is one.
        """
        number = self._numbers[hit.passage.id]
        around = [self._introduction(number), number - 1, number, number + 1]
        kept = sorted({each for each in around if each is not None and self._related(each, number)})
        return tuple(self.passages[each] for each in kept)

    def _related(self, other: int, number: int) -> bool:
        if not 0 <= other < len(self.passages):
            return False
        one, two = self.passages[other], self.passages[number]
        shorter = min(len(one.heading_path), len(two.heading_path))
        return one.file == two.file and one.heading_path[:shorter] == two.heading_path[:shorter]

    def _introduction(self, number: int) -> int | None:
        passage = self.passages[number]
        for other in range(number - 1, -1, -1):
            if self.passages[other].file != passage.file:
                return None
            if self.passages[other].heading_path == passage.heading_path[:-1]:
                return other
        return None

    def _varied(self, order: NDArray[np.intp], k: int, per_section: int) -> list[int]:
        """The first `k` in order without repetition."""
        kept: list[int] = []
        turns: Counter[tuple[str, tuple[str, ...]]] = Counter()
        for number in map(int, order):
            passage = self.passages[number]
            section = (passage.file, passage.heading_path)
            if turns[section] >= per_section or (kept and float((self._whole[kept] @ self._whole[number]).max()) > _SAME):
                continue
            turns[section] += 1
            kept.append(number)
            if len(kept) == k:
                break
        return kept
