"""The exported model against sentence-transformers, which is loaded once, for this file only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from coach.adapters.minilm_files import WEIGHTS_SHA256
from coach.adapters.onnx_embedder import DIMENSIONS, OnnxEmbedder
from coach.ports import Vectors

if TYPE_CHECKING:
    from coach.ports import Embedder

_SENTENCE = "I keep saying yes to everything, and then the design document slips another week. "
TEXTS = (
    "",
    "a",
    "estimates",
    "On-call.",
    "I want to get better at delegating.",
    "My reviews are late.",
    "MY REVIEWS ARE LATE!!!",
    "Reduced p95 latency from 900 ms to 240 ms (–73 %) by batching the ledger reads.",
    "Ich schreibe zu selten Tests, und das weiß ich auch.",
    "自己評価：設計書を書くのが苦手です。",
    "Я редко прошу о помощи.",
    "🙂🙃🙂",
    "`kubectl get pods -n payments | grep -v Running`",
    "line one\nline two\r\n\tline three",
    "zero\u200bwidth and \u202ereversed\u202c",
    "https://wiki.example.org/payments/postmortems/2025-08",
    _SENTENCE,
    _SENTENCE * 4,
    _SENTENCE * 12,
    _SENTENCE * 60,
    "word " * 255,
    "word " * 1000,
)


@pytest.fixture(scope="module")
def embedder(graph: Path) -> Embedder:
    return OnnxEmbedder(graph, threads=1)


@pytest.fixture(scope="module")
def vectors(embedder: Embedder) -> Vectors:
    return embedder.embed(TEXTS)


@pytest.fixture(scope="module")
def reference() -> Vectors:
    from coach.adapters.onnx_export import load_reference

    encoded: Vectors = load_reference().encode(list(TEXTS), normalize_embeddings=True)
    return encoded


@pytest.mark.parametrize("row", range(len(TEXTS)))
def test_the_vector_is_that_of_sentence_transformers(vectors: Vectors, reference: Vectors, row: int) -> None:
    assert float(vectors[row] @ reference[row]) >= 0.999


def test_rows_have_unit_length(vectors: Vectors) -> None:
    assert vectors.shape == (len(TEXTS), DIMENSIONS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)


def test_order_is_kept_whatever_the_lengths(embedder: Embedder, vectors: Vectors) -> None:
    backwards = embedder.embed(TEXTS[::-1])
    np.testing.assert_allclose(backwards[::-1], vectors, atol=1e-4)


def test_a_text_alone_has_the_vector_it_has_in_a_batch(embedder: Embedder, vectors: Vectors) -> None:
    for row in (2, 7, 18):
        np.testing.assert_allclose(embedder.embed([TEXTS[row]])[0], vectors[row], atol=1e-4)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, DIMENSIONS)


def test_the_name_tells_the_weights(embedder: Embedder) -> None:
    assert embedder.name == f"all-MiniLM-L6-v2@{WEIGHTS_SHA256[:12]}"
