"""A remembering embedder gives what the one inside gives, and asks it once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coach.evaluate.remembering import RememberingEmbedder
from coach.ports import Vectors


class Counting:
    """Counts what it is asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32).reshape(len(texts), 2)


def test_each_text_is_asked_once_and_rows_keep_their_order() -> None:
    inner = Counting()
    remembering = RememberingEmbedder(inner)
    assert remembering.name == "counting"
    assert remembering.embed(["aa", "b", "aa"])[:, 0].tolist() == [2, 1, 2]
    assert remembering.embed(["ccc", "b"])[:, 0].tolist() == [3, 1]
    assert inner.asked == ["aa", "b", "ccc"]
    assert remembering.embed([]).shape == (0, 2)
