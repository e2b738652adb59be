"""What a run may take: a budget that is exceeded fails the gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coach.errors import UsageError
from coach.evaluate.compare import Break, Verdict
from coach.evaluate.result import RunResult

KEYS = ("seconds", "tokens")
"""What can be limited: wall time of all suites, and tokens of the recorded answers."""


def parse_budget(words: Sequence[str]) -> dict[str, float]:
    """A budget from words such as "seconds=90".

    Raises:
        UsageError: A word is not a known key and a number.
    """
    budget = {}
    for word in words:
        key, _, value = word.partition("=")
        try:
            budget[key] = float(value)
        except ValueError:
            key = ""
        if key not in KEYS:
            raise UsageError(
                f"{word!r} is no budget", place="--budget", remedy=f"Say KEY=NUMBER with KEY of {', '.join(KEYS)}."
            )
    return budget


def over_budget(run: RunResult, verdict: Verdict, budget: Mapping[str, float]) -> Verdict:
    """The verdict with one break for each limit that the run went over."""
    spent = {"seconds": run.seconds, "tokens": float(run.tokens)}
    over = tuple(
        Break("budget", "", f"at most {limit:g} {key}", f"the run took {spent[key]:g}")
        for key, limit in budget.items()
        if spent[key] > limit
    )
    return replace(verdict, breaks=(*verdict.breaks, *over))
