"""Find the passages of a corpus that speak about a question: meaning and words together, the same every time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coach.lexical import Bm25, words_of
from coach.model.passage import Hit, Passage
from coach.ports import Embedder, Vectors

_DENSE = 0.75
"""Weight of meaning against words; chosen on the tuning questions in evals/questions."""

_SAME = 0.97
"""Cosine from which two passages say the same thing."""

_A_SECTION = 2
"""Most hits from one section before other sections had their turn."""


class Retriever:
    """Searches one corpus."""

    def __init__(self, passages: Sequence[Passage], vectors: Vectors, embedder: Embedder) -> None:
        """Take a corpus apart for searching.

        Args:
            passages: In the order of their files and lines.
            vectors: One unit row a passage, of `embedded_text`.
            embedder: The one that made the vectors.
        """
        self.passages = tuple(passages)
        """Every passage, in the order of files and lines."""
        self._vectors = vectors
        self._embedder = embedder
        self._bm25 = Bm25([words_of(" ".join(passage.heading_path) + "\n" + passage.text) for passage in self.passages])
        self._numbers = {passage.id: number for number, passage in enumerate(self.passages)}

    def search(self, query: str, k: int = 5) -> list[Hit]:
        """The `k` best passages, best first; near-duplicates are left out and no section crowds out the others."""
        stems = words_of(query)
        if not self.passages or not query.strip() or k < 1:
            return []
        dense = self._vectors @ self._embedder.embed([query])[0]
        lexical = self._bm25.scores(stems)
        fused = _DENSE * _scaled(dense) + (1 - _DENSE) * _scaled(lexical)
        order = np.lexsort((np.arange(len(fused)), -fused.round(6)))
        return [
            Hit(self.passages[number], float(fused[number]), float(dense[number]), float(lexical[number]))
            for number in self._varied(order, k)
        ]

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

    def _varied(self, order: Sequence[int], k: int) -> list[int]:
        """The first `k` in order, each saying something new, with later turns for sections that had theirs."""
        kept: list[int] = []
        waiting: list[int] = []
        turns: dict[tuple[str, tuple[str, ...]], int] = {}
        for number in order:
            passage = self.passages[number]
            if kept and float((self._vectors[kept] @ self._vectors[number]).max()) > _SAME:
                continue
            section = (passage.file, passage.heading_path)
            if turns.get(section, 0) >= _A_SECTION:
                waiting.append(number)
                continue
            turns[section] = turns.get(section, 0) + 1
            kept.append(number)
            if len(kept) == k:
                break
        return [*kept, *waiting][:k]


def _scaled(values: Vectors) -> Vectors:
    """Values from 0 for the least to 1 for the most."""
    low, high = float(values.min()), float(values.max())
    return (values - low) / (high - low) if high > low else np.zeros_like(values)


def embedded_text(passage: Passage) -> str:
    """What is embedded for a passage: its headings, then its words."""
    return f"{' > '.join(passage.heading_path) or passage.title}\n{passage.text}"
