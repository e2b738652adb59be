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
        idf: Weight of each n-gram, shape (features,).
        roles: Shape (features + 1, roles); the last row is the bias.
        competencies: Shape (features + 1, competencies); the last row is the bias.
    """

    vocabulary: dict[str, int]
    idf: Vectors
    roles: Vectors
    competencies: Vectors

    def probabilities(self, texts: Sequence[str], contexts: Sequence[str]) -> tuple[Vectors, Vectors]:
        """Probabilities of roles and of competencies, one row a statement."""
        roles = np.empty((len(texts), self.roles.shape[1]), dtype=np.float32)
        competencies = np.empty((len(texts), self.competencies.shape[1]), dtype=np.float32)
        for row, (text, context) in enumerate(zip(texts, contexts, strict=True)):
            columns, values = features_of(text, context, self.vocabulary, self.idf)
            roles[row] = values @ self.roles[columns] + self.roles[-1]
            competencies[row] = values @ self.competencies[columns] + self.competencies[-1]
        return _softmax(roles), _softmax(competencies)


def features_of(text: str, context: str, vocabulary: dict[str, int], idf: Vectors) -> tuple[NDArray[np.int64], Vectors]:
    """Columns and values of a statement: its n-grams by idf at length `TEXT_WEIGHT`, its headings at length one."""
    own = sorted(vocabulary[gram] for gram in text_features(text) if gram in vocabulary)
    above = sorted(vocabulary[gram] for gram in heading_features(context) if gram in vocabulary)
    values = idf[own]
    values = TEXT_WEIGHT * values / max(1e-6, float(np.linalg.norm(values)))
    rest = np.full(len(above), 1.0 / max(1.0, len(above) ** 0.5), dtype=np.float32)
    return np.array([*own, *above], dtype=np.int64), np.concatenate([values, rest]).astype(np.float32)


def load_ngrams(folder: Path) -> NgramHeads:
    """Load the shipped weights (`ngrams.npz`, `ngrams.txt`).

    Raises:
        DataError: A file is missing or damaged.
    """
    try:
        lines = (folder / "ngrams.txt").read_text(encoding="utf-8").splitlines()
        with np.load(folder / "ngrams.npz", allow_pickle=False) as arrays:
            parts = {name: arrays[name].astype(np.float32) for name in ("idf", "roles", "competencies")}
    except (OSError, ValueError, KeyError) as error:
        raise DataError("the n-gram weights are missing or damaged", place=str(folder), remedy="Reinstall coach.") from error
    return NgramHeads({gram: column for column, gram in enumerate(lines)}, **parts)


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
        """Read statements with both and blend roles and competencies."""
        output = self._reader.read(texts, contexts)
        roles, competencies = self._ngrams.probabilities(texts, contexts)
        return ReaderOutput(
            roles=_blend(output.roles, roles, self._share),
            competencies=_blend(output.competencies, competencies, self._share),
            gap_types=output.gap_types,
            speakers=output.speakers,
            competency_ids=output.competency_ids,
        )


def _blend(one: Vectors, other: Vectors, share: float) -> Vectors:
    mixed = np.exp((1 - share) * np.log(one + _FLOOR) + share * np.log(other + _FLOOR))
    blended: Vectors = (mixed / mixed.sum(axis=1, keepdims=True)).astype(np.float32)
    return blended


def _softmax(logits: Vectors) -> Vectors:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: Vectors = shifted / shifted.sum(axis=1, keepdims=True)
    return result
