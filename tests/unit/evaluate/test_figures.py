"""Figures: pooled or mean, with an interval that holds the value and is the same every time."""

from __future__ import annotations

import numpy as np
import pytest

from coach.evaluate.figures import figures_of, fingerprint, mean, pooled_f1
from coach.evaluate.result import Tally
from tests.unit.evaluate.results import STATISTICS, case


def tallied(name: str, hits: int, false_alarms: int, misses: int, **changes: object) -> object:
    return case(name, tally=Tally(hits=hits, false_alarms=false_alarms, misses=misses), **changes)


def test_the_headline_pools_and_groups_stand_below_it() -> None:
    cases = [tallied("a", 2, 0, 0), tallied("b", 0, 2, 2, group="indirect")]
    figures = figures_of(cases, "F1", STATISTICS)  # type: ignore[arg-type]
    assert [(figure.group, figure.value, figure.cases) for figure in figures] == [
        ("", 0.5, 2),
        ("plain", 1.0, 1),
        ("indirect", 0.0, 1),
    ]


def test_documents_without_gaps_are_counted_by_the_share_that_stayed_clean() -> None:
    cases = [tallied("a", 0, 0, 0, score=1.0), tallied("b", 0, 3, 0, score=0.0)]
    (figure,) = figures_of(cases, "F1", STATISTICS)  # type: ignore[arg-type]
    assert (figure.measure, figure.value) == ("share clean", 0.5)


def test_an_interval_holds_its_value_narrows_with_cases_and_is_the_same_again() -> None:
    few = figures_of([case(str(n), score=n % 2) for n in range(10)], "share", STATISTICS)[0]
    many = figures_of([case(str(n), score=n % 2) for n in range(200)], "share", STATISTICS)[0]
    assert few.low < few.value < few.high
    assert many.high - many.low < few.high - few.low
    assert figures_of([case(str(n), score=n % 2) for n in range(10)], "share", STATISTICS)[0] == few


def test_one_case_has_no_interval() -> None:
    (figure,) = figures_of([case(score=0.5)], "share", STATISTICS)
    assert (figure.low, figure.high) == (0.5, 0.5)


def test_statistics_run_over_the_last_axis() -> None:
    columns = np.array([[1.0, 0.0], [0.0, 0.0]])
    assert mean(columns).tolist() == [0.5, 0.0]
    assert pooled_f1(columns, np.zeros((2, 2)), 1 - columns).tolist() == pytest.approx([2 / 3, 0.0])


def test_a_permutation_test_is_exact_for_few_and_one_sided() -> None:
    assert STATISTICS.chance_of_drop([-0.1] * 5 + [0.0] * 50) == pytest.approx(1 / 32)
    assert STATISTICS.chance_of_drop([0.1] * 5) == 1.0
    assert STATISTICS.chance_of_drop([]) == STATISTICS.chance_of_drop([0.0, 0.0]) == 1.0
    assert STATISTICS.chance_of_drop([-1.0]) == 0.5


def test_a_fingerprint_changes_with_what_it_is_of() -> None:
    assert fingerprint("a", "b") == fingerprint("a", "b")
    assert len({fingerprint("a", "b"), fingerprint("ab"), fingerprint("a", "c")}) == 3
