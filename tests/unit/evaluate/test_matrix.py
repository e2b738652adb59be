"""Side by side: each figure in its column, the best marked, engines compared on the same documents only."""

from __future__ import annotations

from coach.evaluate.matrix import matrix, over_same_cases
from tests.unit.evaluate.results import STATISTICS, case, run_of


def test_the_best_value_of_a_row_is_known_and_a_missing_one_is_empty() -> None:
    runs = [run_of(case(score=0.5)), run_of(case(score=0.75)), run_of(case(), name="plans")]
    rows = matrix(runs)
    assert [(row.suite, row.best) for row in rows] == [("gaps", 1), ("plans", None), ("all", None), ("all", None)]
    assert rows[0].values[2] == ""
    assert rows[0].values[0].startswith("0.500 (")
    assert rows[-1].values == ("50", "50", "50")


def test_equal_values_have_no_best() -> None:
    assert matrix([run_of(case()), run_of(case())])[0].best is None


def test_engines_are_compared_on_the_documents_of_both() -> None:
    local = run_of(case("a", score=0.2), case("b"))
    played = run_of(case("a", score=0.9, group="labels"), name="recorded")
    one, other = over_same_cases(local, played, STATISTICS)
    assert [suite.name for run in (one, other) for suite in run.suites] == ["gaps", "gaps"]
    assert [item.id for item in one.suites[0].cases] == ["a"]
    assert matrix([one, other])[0].best == 1
