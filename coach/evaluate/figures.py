"""Figures over cases, with the interval in which they lie; what is random is a port with a fixed seed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.evaluate.result import CaseResult, Figure

Column = NDArray[np.float64]
Statistic = Callable[..., Column]
"""Columns of cases in (the last axis runs over cases), the figure out."""


class Statistics(Protocol):
    """What the evals ask of a statistics library."""

    def interval(self, columns: Sequence[Column], statistic: Statistic) -> tuple[float, float]:
        """The 95 % bootstrap interval of a statistic over cases; each column has one number a case."""
        ...

    def chance_of_drop(self, differences: Sequence[float]) -> float:
        """How likely a mean as low as that of paired differences is when nothing changed (one-sided permutation test)."""
        ...


def pooled_f1(hits: Column, false_alarms: Column, misses: Column) -> Column:
    """F1 over all cases together; 1 where nothing is there and nothing was found."""
    hit, false, miss = (column.sum(axis=-1) for column in (hits, false_alarms, misses))
    total = 2 * hit + false + miss
    value: Column = np.where(total > 0, 2 * hit / np.maximum(total, 1), 1.0)
    return value


def mean(scores: Column) -> Column:
    """The mean over cases."""
    value: Column = scores.mean(axis=-1)
    return value


def figures_of(cases: Sequence[CaseResult], measure: str, statistics: Statistics) -> tuple[Figure, ...]:
    """The headline and one figure a group.

    Pooled F1 where the cases have labels; the share without a finding where all that is labelled is that there is nothing;
    else the mean score.
    """
    return tuple(_figure(group, members, measure, statistics) for group, members in grouped(cases))


def grouped(cases: Sequence[CaseResult]) -> list[tuple[str, list[CaseResult]]]:
    """All cases under an empty name, then those of each group where there are several; nothing where there are no cases."""
    groups = list(dict.fromkeys(case.group for case in cases))
    chosen = [("", list(cases))] if cases else []
    if len(groups) > 1:
        chosen += [(group, [case for case in cases if case.group == group]) for group in groups]
    return chosen


def _figure(group: str, cases: Sequence[CaseResult], measure: str, statistics: Statistics) -> Figure:
    tallies = [case.tally for case in cases if case.tally is not None]
    if len(tallies) == len(cases) and any(tally.hits or tally.misses for tally in tallies):
        columns = [
            np.array([tally.hits for tally in tallies], dtype=np.float64),
            np.array([tally.false_alarms for tally in tallies], dtype=np.float64),
            np.array([tally.misses for tally in tallies], dtype=np.float64),
        ]
        statistic: Statistic = pooled_f1
    else:
        measure = "share clean" if tallies else measure
        columns, statistic = [np.array([case.score for case in cases])], mean
    value = float(statistic(*columns))
    low, high = statistics.interval(columns, statistic) if len(cases) > 1 else (value, value)
    return Figure(group=group, measure=measure, value=round(value, 4), low=round(low, 4), high=round(high, 4), cases=len(cases))


def fingerprint(*parts: str) -> str:
    """A short hash of what a case consists of."""
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return digest[:12]


def fingerprint_files(*paths: Path) -> str:
    """The same over the bytes of files that exist."""
    return fingerprint(*(path.read_bytes().hex() for path in paths if path.is_file()))
