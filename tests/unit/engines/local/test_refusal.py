"""The gate: signals in, a probability out; each signal moves it the way it should."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from coach.engines.local.refusal import WEIGHTS, Gate, Nearness, Signals, load_gate
from coach.errors import DataError

PLAIN = Signals(sentence=0.5, key_word=-0.1, unmet=0.02, scope=0.5, subject=0.5)


@pytest.fixture(scope="module")
def gate() -> Gate:
    return load_gate()


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        (Signals(0.2, -0.1, 0.02, 0.5), PLAIN),
        (Signals(0.5, 0.1, 0.02, 0.5), PLAIN),
        (Signals(0.5, -0.1, 0.12, 0.5), PLAIN),
        (Signals(0.5, -0.1, 0.02, -2.0), PLAIN),
        (replace(PLAIN, subject=-2.0), PLAIN),
        (replace(PLAIN, stranger=1.0), PLAIN),
        (replace(PLAIN, rarest=1.0), PLAIN),
        (replace(PLAIN, held=-0.4), PLAIN),
    ],
)
def test_each_signal_counts_the_right_way(gate: Gate, worse: Signals, better: Signals) -> None:
    assert gate.probability(worse) < gate.probability(better)


def test_the_shipped_threshold_separates_the_extremes(gate: Gate) -> None:
    assert gate.probability(Signals(0.8, -0.4, -0.02, 1.0, 1.0)) > 0.9
    assert gate.probability(Signals(0.2, 0.05, 0.1, -2.0, -2.0, 1.0, 1.0)) < 0.05
    assert 0.05 < gate.threshold < 0.9


def row(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    vector = np.array(values, dtype=np.float32)
    found: np.ndarray[tuple[int], np.dtype[np.float32]] = vector / np.linalg.norm(vector)
    return found


SCOPE = Gate({"scope": 1.0}, 0.0, 0.5, np.array([0.0, 0.0, 4.0], dtype=np.float32), 0.0)


def test_a_question_out_of_scope_is_in_scope_where_the_corpus_speaks_of_it() -> None:
    outside = row(1, 0, -1)
    alone = SCOPE.signals(Nearness(outside, outside, np.stack([row(1, 0, 0)]), np.zeros((0, 3), dtype=np.float32)))
    spoken = SCOPE.signals(Nearness(outside, outside, np.stack([row(1, 0, -1)]), np.zeros((0, 3), dtype=np.float32)))
    assert alone.scope < -2
    assert spoken.scope == pytest.approx(0)
    assert spoken.subject == alone.subject == pytest.approx(4 * outside[2])


def test_the_subject_has_bounds() -> None:
    nothing = np.zeros((0, 3), dtype=np.float32)
    far = [SCOPE.signals(Nearness(each, each, nothing, nothing)).subject for each in (row(0, 0, 1), row(0, 0, -1))]
    assert far == [1.0, -3.0]


def test_what_is_lacking_is_handed_on() -> None:
    nothing = np.zeros((0, 3), dtype=np.float32)
    signals = SCOPE.signals(Nearness(row(1, 0, 0), row(1, 0, 0), nothing, nothing, (), (1.0, 0.0)))
    assert (signals.stranger, signals.rarest) == (1.0, 0.0)


def test_no_sentence_and_no_word_are_no_error() -> None:
    nothing = np.zeros((0, 3), dtype=np.float32)
    signals = SCOPE.signals(Nearness(row(1, 0, 0), row(1, 0, 0), nothing, nothing))
    assert (signals.sentence, signals.key_word, signals.unmet, signals.held) == (0.0, 0.0, 0.0, 0.0)


def test_the_key_word_is_the_one_without_which_the_question_is_least_itself() -> None:
    question, sentence = row(1, 1, 0), row(1, 0, 0)
    variants = np.stack([row(1, 0.9, 0), row(0, 1, 0)])
    signals = SCOPE.signals(Nearness(question, question, np.stack([sentence]), variants))
    assert signals.key_word == pytest.approx(0 - question[0], abs=1e-6)
    assert signals.unmet > 0
    assert signals.held == signals.key_word


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw.pop("threshold"),
        lambda raw: raw["weights"].update(mood=1.0),
        lambda raw: raw.update(scope=["x"]),
        lambda raw: raw.update(weights=3),
    ],
)
def test_damaged_weights_are_named(tmp_path: Path, damage: object) -> None:
    raw = json.loads(WEIGHTS.read_text())
    damage(raw)  # type: ignore[operator]
    path = tmp_path / "refusal.json"
    path.write_text(json.dumps(raw))
    with pytest.raises(DataError, match="refusal model"):
        load_gate(path)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="do not fit"):
        load_gate(tmp_path / "none.json")
