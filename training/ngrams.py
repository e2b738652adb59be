"""Trains the linear model over word n-grams that is blended with the reader: part of `make train`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from coach.engines.local.ngram_heads import NgramHeads, columns_of, values_of
from coach.language.ngrams import heading_features, text_features
from coach.model.text import Role
from coach.ports import Vectors
from training.labels import Labelled

_LEAST = 2
"""An n-gram counts when at least this many statements have it."""


def fit_ngrams(items: Sequence[Labelled], sentences: Sequence[tuple[str, str]], names: Sequence[str]) -> NgramHeads:
    """Fit roles on the statements, competencies also on the corpus's own sentences about each.

    Args:
        items: Labelled statements.
        sentences: Text and competency id.
        names: Competency ids in the order of the columns.
    """
    texts = [item.text for item in items] + [text for text, _ in sentences]
    contexts = [" > ".join(item.headings[-2:]) for item in items] + [""] * len(sentences)
    counts: Counter[str] = Counter()
    for text, context in zip(texts[: len(items)], contexts, strict=False):
        counts.update(text_features(text) | heading_features(context))
    vocabulary = {gram: column for column, gram in enumerate(sorted(gram for gram, count in counts.items() if count >= _LEAST))}
    idf = np.array([1 + np.log((1 + len(items)) / (1 + counts[gram])) for gram in vocabulary], dtype=np.float32)
    matrix = _matrix(texts, contexts, vocabulary, idf)
    roles = _fit(matrix[: len(items)], [list(Role).index(item.role) for item in items], len(Role), 1.0)
    named = [row for row, item in enumerate(items) if item.competencies] + list(range(len(items), len(texts)))
    labels = [item.competencies[0] for item in items if item.competencies] + [key for _, key in sentences]
    competencies = _fit(matrix[named], [list(names).index(label) for label in labels], len(names), 2.0)
    table = np.concatenate([np.append(idf, 0.0)[:, None], roles, competencies], axis=1).astype(np.float16)
    return NgramHeads(vocabulary, table, len(Role))


def _matrix(texts: Sequence[str], contexts: Sequence[str], vocabulary: dict[str, int], idf: Vectors) -> sparse.csr_matrix:
    columns: list[int] = []
    values: list[float] = []
    starts = [0]
    for text, context in zip(texts, contexts, strict=True):
        own, above = columns_of(text, context, vocabulary)
        columns.extend([*own, *above])
        values.extend(values_of(idf[own], len(above)).tolist())
        starts.append(len(columns))
    return sparse.csr_matrix((values, columns, starts), shape=(len(texts), len(vocabulary)), dtype=np.float64)


def _fit(matrix: sparse.csr_matrix, labels: Sequence[int], classes: int, strength: float) -> Vectors:
    model = LogisticRegression(C=strength, max_iter=400).fit(matrix, labels)
    weights = np.full((matrix.shape[1] + 1, classes), -20.0, dtype=np.float32)
    weights[:-1] = 0.0
    weights[:-1, model.classes_] = model.coef_.T
    weights[-1, model.classes_] = model.intercept_
    return weights


def save_ngrams(heads: NgramHeads, folder: Path) -> None:
    """Write the weights in half precision and the vocabulary as text."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ngrams.txt").write_text("\n".join(heads.vocabulary) + "\n", encoding="utf-8")
    np.save(folder / "ngrams.npy", heads.table, allow_pickle=False)
