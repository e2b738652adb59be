"""Intervals and tests by scipy, with a fixed seed: the same cases give the same numbers on every run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

_SEED = 20260101
_RESAMPLES = 2_000
_PERMUTATIONS = 9_999


class ScipyStatistics:
    """The `Statistics` of the evals."""

    def interval(self, columns: Sequence[Any], statistic: Callable[..., Any]) -> tuple[float, float]:
        """The 95 % percentile interval of a bootstrap over cases; columns are resampled together."""
        from scipy import stats

        result = stats.bootstrap(
            tuple(columns),
            lambda *parts, axis: statistic(*(np.moveaxis(part, axis, -1) for part in parts)),
            paired=True,
            n_resamples=_RESAMPLES,
            method="percentile",
            rng=np.random.default_rng(_SEED),
        )
        return float(result.confidence_interval.low), float(result.confidence_interval.high)

    def chance_of_drop(self, differences: Sequence[float]) -> float:
        """The p-value of a one-sided paired permutation test; exact for up to 13 differences that are not zero."""
        from scipy import stats

        moved = np.array([value for value in differences if value])
        if moved.size < 2:  # one sign can be flipped in two ways
            return 0.5 if moved.sum() < 0 else 1.0
        result = stats.permutation_test(
            (moved, np.zeros_like(moved)),
            lambda one, other, axis: np.mean(one - other, axis=axis),
            permutation_type="samples",
            vectorized=True,
            n_resamples=_PERMUTATIONS,
            alternative="less",
            rng=np.random.default_rng(_SEED),
        )
        return float(result.pvalue)
