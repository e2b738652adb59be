"""Whether the guide answers a question at all: several weak signals, weighed by a small fitted model."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.errors import DataError
from coach.ports import Vectors

WEIGHTS = Path(__file__).resolve().parent / "weights" / "refusal.json"
"""Written by `python -m training.fit_refusal`."""

NEAREST = 3
"""How many sentences count as found."""

_SUBJECT = (-3.0, 1.0)
"""Bounds of the logit of the subject: further out it tells no more."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer; each means the same for every question and every corpus.

    Also tried, without a gain on guides that the model was not fitted on: the best passage's score and its margin, how far
    the nearest sentences stand out among those read, the nearest heading, shared and unknown words, neighbouring words of
    the question that stand together or scattered, agreement of the rankings, hits in one file, whether a figure is there.

    Attributes:
        sentence: Mean similarity of the question and the three nearest sentences, read under their headings.
        key_word: What the nearest sentences gain in similarity when the question's most telling word is taken out:
            a guide that answers speaks about that word and loses by it. No word that its section has is a gain.
        unmet: The most that they gain when any one word is taken out: high when the guide knows the subject, but not that of it.
        held: The least that they gain, below 0 where one word carries the likeness: alone, it is likeness of a word, not an answer.
        scope: Whether it is the sort of thing that guides tell (a logit; law, prices and commands are below 0), compared
            with the nearest sentence: a handbook that does speak about parental leave is asked about it in scope.
        subject: The same logit without the comparison, between -3 and 1: a passing remark does not make a subject.
        stranger: 1 when the section of the nearest sentence does not treat a name or code of the question as a topic:
            it stands neither in a heading nor in two pieces of it.
        rarest: 1 when that section does not have the rarest word of the question, nor the proper word for it.
    """

    sentence: float
    key_word: float
    unmet: float
    scope: float
    subject: float = 0.0
    stranger: float = 0.0
    rarest: float = 0.0
    held: float = 0.0


@dataclass(frozen=True, slots=True)
class Nearness:
    """Similarities from which the signals are computed.

    Attributes:
        question: Vector of the question, between its own wording and the proper one.
        raw: Vector of its own wording.
        sentences: Vectors of the sentences found, one a row.
        variants: Vectors of the question without each of its content words in turn.
        met: For each of these words, whether the sections of the sentences found have it.
        lacking: Whether the section of the nearest sentence lacks a name, and whether the rarest word, of the question.
    """

    question: Vectors
    raw: Vectors
    sentences: Vectors
    variants: Vectors
    met: tuple[bool, ...] = ()
    lacking: tuple[float, float] = (0.0, 0.0)


class Gate:
    """A logistic model over the signals."""

    def __init__(
        self, weights: Mapping[str, float], intercept: float, threshold: float, scope: Vectors, scope_intercept: float
    ) -> None:
        """Take the coefficients.

        Args:
            weights: A coefficient for each signal that counts, by its name.
            intercept: The constant.
            threshold: Least probability at which a question is answered.
            scope: Coefficients of a logistic model over question vectors: is this what guides tell?
            scope_intercept: Its constant.
        """
        self._weights = dict(weights)
        self._intercept = intercept
        self.threshold = threshold
        self._scope = scope
        self._scope_intercept = scope_intercept

    def probability(self, signals: Signals) -> float:
        """How likely it is that the guide answers."""
        values = asdict(signals)
        total = self._intercept + sum(weight * values[name] for name, weight in self._weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def signals(self, near: Nearness) -> Signals:
        """The signals of a question, from what was found for it."""
        similar = near.sentences @ near.question
        nearest = np.argsort(-similar, kind="stable")[:NEAREST]
        found = near.sentences[nearest]
        gains = _gains(near, found)
        return Signals(
            sentence=float(similar[nearest].mean()) if len(nearest) else 0.0,
            key_word=gains[0],
            unmet=gains[1],
            scope=self._compared(near.raw, found),
            subject=float(np.clip(self._logits(near.raw[None, :])[0], *_SUBJECT)),
            stranger=near.lacking[0],
            rarest=near.lacking[1],
            held=gains[2],
        )

    def _compared(self, question: Vectors, found: Vectors) -> float:
        own = float(self._logits(question[None, :])[0])
        if own >= 0 or not len(found):
            return own
        return min(0.0, own - min(0.0, float(self._logits(found[:1])[0])))

    def _logits(self, vectors: Vectors) -> NDArray[np.float32]:
        return (vectors @ self._scope + np.float32(self._scope_intercept)).astype(np.float32)


def _gains(near: Nearness, found: Vectors) -> tuple[float, float, float]:
    """What the found sentences gain without the word by which the question is most itself, and most and least without any."""
    if not len(near.variants) or not len(found):
        return 0.0, 0.0, 0.0
    gains = (near.variants @ found.T).mean(axis=1) - float((found @ near.question).mean())
    if near.met:
        gains = np.where(near.met, np.minimum(gains, 0.0), gains)
    return float(gains[int(np.argmin(near.variants @ near.question))]), float(gains.max()), float(gains.min())


def load_gate(path: Path = WEIGHTS) -> Gate:
    """Read the fitted model.

    Raises:
        DataError: The file is missing or does not fit.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        weights = {str(name): float(value) for name, value in raw["weights"].items()}
        unknown = set(weights) - set(Signals.__dataclass_fields__)
        if unknown:
            raise ValueError(f"no such signals: {sorted(unknown)}")
        scope = np.array(raw["scope"], dtype=np.float32)
        return Gate(weights, float(raw["intercept"]), float(raw["threshold"]), scope, float(raw["scope_intercept"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"the weights of the refusal model do not fit ({error})", place=str(path), remedy="Reinstall coach."
        ) from error
