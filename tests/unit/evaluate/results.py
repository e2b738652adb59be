"""Small results for tests of what is made of results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coach.adapters.scipy_statistics import ScipyStatistics
from coach.evaluate.baseline import Baseline, remembered
from coach.evaluate.compare import Verdict, compare
from coach.evaluate.figures import figures_of
from coach.evaluate.result import CaseResult, Check, RunResult, SuiteResult

STATISTICS = ScipyStatistics()


def check(name: str = "finds testing", held: bool = True, **changes: Any) -> Check:
    """A check that holds."""
    values: dict[str, Any] = {"name": name, "held": held}
    return Check(**(values | changes))


def case(name: str = "tuning-plain-001", *checks: Check, **changes: Any) -> CaseResult:
    """A perfect case."""
    values: dict[str, Any] = {
        "id": name,
        "group": "plain",
        "split": "tuning",
        "score": 1.0,
        "fingerprint": "same",
        "checks": checks or (check(),),
    }
    return CaseResult(**(values | changes))


def run_of(*cases: CaseResult, name: str = "gaps", splits: Sequence[str] = ("tuning", "test")) -> RunResult:
    """A run of one suite."""
    suite = SuiteResult(
        name=name, title="gaps found", cases=cases, figures=figures_of(cases, "F1", STATISTICS), seconds=1.0, tokens=50
    )
    return RunResult(coach_version="0", engine="fake", splits=tuple(splits), suites=(suite,), seconds=1.0)


def baseline_of(run: RunResult) -> dict[str, Baseline]:
    """What a run leaves."""
    return {suite.name: remembered(suite, run.engine) for suite in run.suites}


def judged(before: RunResult, after: RunResult, whole: bool = False) -> Verdict:
    """One run against another."""
    return compare(after, baseline_of(before), STATISTICS, whole)
