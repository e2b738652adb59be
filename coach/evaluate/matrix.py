"""Side by side: several results of one folder of evals, a column each; what differs is an engine, a model or a prompt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coach.evaluate.figures import Statistics, figures_of
from coach.evaluate.result import CaseResult, RunResult


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A figure over several results.

    Attributes:
        suite: Name of the suite.
        group: Empty for the whole suite.
        measure: What the figure is.
        values: "0.65 (0.59–0.71)" a result, empty where it has no such suite or group.
        best: Index of the highest value; None where all are equal or fewer than two are there.
    """

    suite: str
    group: str
    measure: str
    values: tuple[str, ...]
    best: int | None


def matrix(runs: Sequence[RunResult]) -> list[MatrixRow]:
    """One row a figure, in the order of the suites; last the seconds and the tokens."""
    figures = [{(suite.name, figure.group): figure for suite in run.suites for figure in suite.figures} for run in runs]
    keys = list(dict.fromkeys(key for each in figures for key in each))
    rows = []
    for key in keys:
        found = [each.get(key) for each in figures]
        values = tuple(f"{item.value:.3f} ({item.low:.2f}–{item.high:.2f})" if item else "" for item in found)
        numbers = [item.value if item else -1.0 for item in found]
        measure = next(item.measure for item in found if item)
        rows.append(MatrixRow(*key, measure, values, _best(numbers)))
    rows.append(MatrixRow("all", "", "seconds", tuple(f"{run.seconds:.1f}" for run in runs), None))
    rows.append(MatrixRow("all", "", "recorded tokens", tuple(str(run.tokens) for run in runs), None))
    return rows


def over_same_cases(local: RunResult, recorded: RunResult, statistics: Statistics) -> tuple[RunResult, RunResult]:
    """The gap findings of both, over the documents that have a recording; both under the name of the suite `gaps`."""
    (played,) = recorded.suites
    ids = {case.id for case in played.cases}
    suites = [suite for suite in local.suites if suite.name == "gaps"]
    cases = tuple(case for suite in suites for case in suite.cases if case.id in ids)
    groups = {case.id: case.group for case in cases}
    others = tuple(case.model_copy(update={"group": groups[case.id]}) for case in played.cases if case.id in groups)
    return _with_gaps(local, cases, statistics), _with_gaps(recorded, others, statistics)


def _with_gaps(run: RunResult, cases: tuple[CaseResult, ...], statistics: Statistics) -> RunResult:
    old = run.suites[0]
    figures = figures_of(cases, "F1", statistics)
    suite = old.model_copy(update={"name": "gaps", "cases": cases, "figures": figures, "groups": ()})
    return run.model_copy(update={"suites": (suite,)})


def _best(numbers: Sequence[float]) -> int | None:
    there = [number for number in numbers if number >= 0]
    if len(there) < 2 or max(there) == min(there):
        return None
    return numbers.index(max(numbers))
