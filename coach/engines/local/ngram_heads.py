"""A linear model over word n-grams, and its blend with the trained reader: each sees what the other overlooks.

The reader understands paraphrase; the n-grams see negation, tense and turns of phrase that a small encoder blurs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.errors import DataError
from coach.language.ngrams import heading_features, text_features
from coach.model.text import Role
from coach.ports import ReaderOutput, StatementReader, Vectors

TEXT_WEIGHT = 3.0
"""Length of the statement's part of a feature vector; the headings' part has length one."""

SHARE = 0.5
"""Share of the n-grams in the blend, chosen on held-out voices of the training statements."""

_FLOOR = 1e-4


@dataclass(frozen=True, slots=True)
class NgramHeads:
    """Weights of the linear model.

    Attributes:
        vocabulary: Column of each n-gram.
        table: A row a feature, half precision: its idf, its weights for the roles, its weights for the competencies. The
            last row is the bias.
        roles: Number of roles.
    """

    vocabulary: dict[str, int]
    table: NDArray[np.float16]
    roles: int

    def probabilities(self, texts: Sequence[str], contexts: Sequence[str]) -> tuple[Vectors, Vectors]:
        """Probabilities of roles and of competencies, one row a statement."""
        logits = np.empty((len(texts), self.table.shape[1] - 1), dtype=np.float32)
        bias = self.table[-1, 1:].astype(np.float32)
        for row, (text, context) in enumerate(zip(texts, contexts, strict=True)):
            columns, values, weights = self._features(text, context)
            logits[row] = values @ weights + bias if len(columns) else bias
        return _softmax(logits[:, : self.roles]), _softmax(logits[:, self.roles :])

    def _features(self, text: str, context: str) -> tuple[NDArray[np.int64], Vectors, Vectors]:
        own, above = columns_of(text, context, self.vocabulary)
        rows = self.table[np.array([*own, *above], dtype=np.int64)].astype(np.float32)
        return np.array([*own, *above]), values_of(rows[: len(own), 0], len(above)), rows[:, 1:]


def columns_of(text: str, context: str, vocabulary: dict[str, int]) -> tuple[list[int], list[int]]:
    """Columns of a statement's n-grams, and of its headings'."""
    own = sorted(vocabulary[gram] for gram in text_features(text) if gram in vocabulary)
    return own, sorted(vocabulary[gram] for gram in heading_features(context) if gram in vocabulary)


def values_of(idf: Vectors, headings: int) -> Vectors:
    """Values of a statement's features: its n-grams by idf at length `TEXT_WEIGHT`, its headings at length one."""
    own = TEXT_WEIGHT * idf / max(1e-6, float(np.linalg.norm(idf)))
    rest = np.full(headings, 1.0 / max(1.0, headings**0.5), dtype=np.float32)
    return np.concatenate([own, rest]).astype(np.float32)


def load_ngrams(folder: Path) -> NgramHeads:
    """Open the shipped weights (`ngrams.npy`, `ngrams.txt`); rows are read from the file when a statement needs them.

    Raises:
        DataError: A file is missing or damaged.
    """
    try:
        lines = (folder / "ngrams.txt").read_text(encoding="utf-8").splitlines()
        table = np.load(folder / "ngrams.npy", mmap_mode="r", allow_pickle=False)
        if table.ndim != 2 or table.shape[0] != len(lines) + 1 or table.dtype != np.float16:
            raise ValueError("the weights do not fit the vocabulary")
    except (OSError, ValueError) as error:
        raise DataError("the n-gram weights are missing or damaged", place=str(folder), remedy="Reinstall coach.") from error
    return NgramHeads({gram: column for column, gram in enumerate(lines)}, table, len(Role))


class BlendedReader:
    """A `StatementReader` around another: the geometric mean of its probabilities with those of the n-grams."""

    def __init__(self, reader: StatementReader, ngrams: NgramHeads, share: float = SHARE) -> None:
        """Blend `reader` with `ngrams`, which weigh `share`."""
        self._reader = reader
        self._ngrams = ngrams
        self._share = share

    @property
    def name(self) -> str:
        """Identifies the reader within."""
        return self._reader.name

    def read(self, texts: Sequence[str], contexts: Sequence[str]) -> ReaderOutput:
        """Read the statements of a document with both and blend roles and competencies."""
        output = self._reader.read(texts, contexts)
        roles, competencies = self._ngrams.probabilities(texts, contexts)
        return ReaderOutput(
            roles=blend(output.roles, roles, self._share),
            competencies=blend(output.competencies, competencies, self._share),
            gap_types=output.gap_types,
            speakers=output.speakers,
            competency_ids=output.competency_ids,
        )


def blend(one: Vectors, other: Vectors, share: float) -> Vectors:
    """Geometric mean of two tables of probabilities, rows summing to one; `share` is the weight of the second."""
    mixed = np.exp((1 - share) * np.log(one + _FLOOR) + share * np.log(other + _FLOOR))
    blended: Vectors = (mixed / mixed.sum(axis=1, keepdims=True)).astype(np.float32)
    return blended


def _softmax(logits: Vectors) -> Vectors:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: Vectors = shifted / shifted.sum(axis=1, keepdims=True)
    return result
