"""A run against a baseline, case by case: what broke, what moved, and whether a suite as a whole got worse.

The rule. The gate fails on

1. a check that must always hold and does not (a quote that is not in the document, a citation that does not stand);
2. a check that held in the baseline and does not hold now, unless the baseline marks it as held too narrowly;
3. a case or check of the baseline that is missing, or a case that was edited without a new baseline;
4. a suite whose cases, paired with themselves, score lower by half a point or more on average, with p ≤ 0.01 in a one-sided
   paired permutation test.

Anything else that moved is listed and fails nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from coach.evaluate.baseline import Baseline, KeptCase
from coach.evaluate.figures import Statistics
from coach.evaluate.result import CaseResult, RunResult, SuiteResult

SIGNIFICANT = 0.01
"""Largest p-value of a drop that fails the gate."""

LEAST_DROP = 0.005
"""Smallest mean drop of a score that fails the gate."""


@dataclass(frozen=True, slots=True)
class Break:
    """Something that fails the gate.

    Attributes:
        suite: Name of the suite.
        case: Id of the case; empty when the suite as a whole dropped.
        what: What must hold and does not.
        why: What was seen.
    """

    suite: str
    case: str
    what: str
    why: str

    def __str__(self) -> str:
        where = f"{self.suite}/{self.case}" if self.case else self.suite
        return f"{where}: {self.what}" + (f" — {self.why}" if self.why else "")


@dataclass(frozen=True, slots=True)
class Change:
    """A case that moved without failing the gate by itself.

    Attributes:
        suite: Name of the suite.
        case: Id of the case.
        before: Score in the baseline, None for a new case.
        after: Score now.
        gained: Checks that hold now and did not.
        lost: Checks that held and do not now.
    """

    suite: str
    case: str
    before: float | None
    after: float
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Movement:
    """How a suite moved as a whole.

    Attributes:
        suite: Name of the suite.
        paired: Cases in both.
        before: Mean score of these in the baseline.
        after: Mean score of these now.
        better: How many score higher.
        worse: How many score lower.
        chance: p-value of the drop, 1 where nothing moved.
    """

    suite: str
    paired: int
    before: float
    after: float
    better: int
    worse: int
    chance: float

    @property
    def dropped(self) -> bool:
        """True when the suite as a whole got worse."""
        return self.chance <= SIGNIFICANT and self.before - self.after >= LEAST_DROP


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison says."""

    breaks: tuple[Break, ...]
    changes: tuple[Change, ...]
    movements: tuple[Movement, ...]
    without_baseline: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """True when nothing broke."""
        return not self.breaks


def compare(run: RunResult, baselines: Mapping[str, Baseline], statistics: Statistics, whole: bool = False) -> Verdict:
    """Compare a run with baselines.

    Args:
        run: The run.
        baselines: By suite.
        statistics: The test.
        whole: Whether every suite of the baselines should have run; otherwise those that did not are not missed.
    """
    breaks: list[Break] = []
    changes: list[Change] = []
    movements = []
    for suite in run.suites:
        before = _expected(baselines.get(suite.name), run.splits)
        breaks += _breaks(suite, before)
        changes += _changes(suite, before)
        if before and (movement := _movement(suite, before, statistics)):
            movements.append(movement)
            if movement.dropped:
                breaks.append(_drop(movement))
    ran = {suite.name for suite in run.suites}
    if whole:
        breaks += [Break(name, "", "the suite is missing", "the baseline has it") for name in baselines if name not in ran]
    return Verdict(tuple(breaks), tuple(changes), tuple(movements), tuple(sorted(ran - set(baselines))))


def _expected(baseline: Baseline | None, splits: Collection[str]) -> dict[str, KeptCase]:
    cases = baseline.cases if baseline else ()
    return {case.id: case for case in cases if case.split in ("", *splits)}


def _breaks(suite: SuiteResult, before: Mapping[str, KeptCase]) -> Iterator[Break]:
    now = {case.id: case for case in suite.cases}
    for case in suite.cases:
        kept = before.get(case.id)
        for check in case.checks:
            if not check.held and check.force == "always":
                yield Break(suite.name, case.id, check.name, check.why)
        if kept is None:
            continue
        if kept.fingerprint != case.fingerprint:
            yield Break(suite.name, case.id, "the case was edited", "review it, then run with --update-baseline")
            continue
        yield from _lost(suite.name, case, kept)
    for name in before:
        if name not in now:
            yield Break(suite.name, name, "the case is missing", "restore it, or run with --update-baseline")


def _lost(suite: str, case: CaseResult, kept: KeptCase) -> Iterator[Break]:
    """Checks that held; one that refines another that fell ("finds testing in the right words") is not told beside it."""
    checks = {check.name: check for check in case.checks}
    fallen = [check.name for check in case.checks if not check.held]
    for name in kept.held:
        if any(name.startswith(f"{other} ") for other in fallen):
            continue
        check = checks.get(name)
        if check is None:
            yield Break(suite, case.id, name, "the check is missing")
        elif not check.held and check.force != "always":
            yield Break(suite, case.id, name, check.why or "it held in the baseline")


def _changes(suite: SuiteResult, before: Mapping[str, KeptCase]) -> Iterator[Change]:
    for case in suite.cases:
        kept = before.get(case.id)
        if kept is None:
            if before:
                yield Change(suite.name, case.id, None, case.score)
            continue
        gained = tuple(check.name for check in case.checks if check.held and check.name in kept.open)
        lost = tuple(check.name for check in case.checks if not check.held and check.name in (*kept.held, *kept.watched))
        if gained or lost or round(case.score, 4) != kept.score:
            yield Change(suite.name, case.id, kept.score, case.score, gained, lost)


def _movement(suite: SuiteResult, before: Mapping[str, KeptCase], statistics: Statistics) -> Movement | None:
    pairs = [
        (before[case.id].score, round(case.score, 4))
        for case in suite.cases
        if case.id in before and before[case.id].fingerprint == case.fingerprint
    ]
    if not pairs:
        return None
    return Movement(
        suite=suite.name,
        paired=len(pairs),
        before=sum(one for one, _ in pairs) / len(pairs),
        after=sum(other for _, other in pairs) / len(pairs),
        better=sum(other > one for one, other in pairs),
        worse=sum(other < one for one, other in pairs),
        chance=statistics.chance_of_drop([other - one for one, other in pairs]),
    )


def _drop(movement: Movement) -> Break:
    return Break(
        movement.suite,
        "",
        f"the suite as a whole got worse: {movement.before:.3f} → {movement.after:.3f}",
        f"{movement.worse} cases worse, {movement.better} better, p = {movement.chance:.4f}",
    )
