"""An embedder that remembers: the questions of a run look at the same sentences of a corpus again and again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coach.ports import Embedder, Vectors


class RememberingEmbedder:
    """An `Embedder` around an embedder; each text is embedded once in the life of the process."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self._known: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        """That of the embedder inside."""
        return self._inner.name

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text, in order, each of unit length."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new or not texts:
            rows = self._inner.embed(new)
            if not texts:
                return rows
            self._known.update(zip(new, rows, strict=True))
        return np.stack([self._known[text] for text in texts])
