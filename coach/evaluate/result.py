"""What a run of the evals says: cases, their checks, figures with intervals; the published output of `coach eval run -f json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from coach.model.output import Output

SCHEMA_VERSION = "1.0"

Force = Literal["always", "kept", "watched"]
"""What a check that does not hold means: `always` fails the gate whatever the baseline says; `kept` fails it when it held in
the baseline; `watched` is listed, and fails nothing by itself."""


class Check(Output):
    """One thing that a case demands."""

    name: str
    """Says what must hold; the same in every run."""
    held: bool
    force: Force = "kept"
    why: str = ""
    """Of a check that does not hold: what was seen instead."""


class Note(Output):
    """A line of the explanation of a case (`coach eval show`)."""

    kind: Literal["found", "missed", "excess", "trap", "expected", "seen"]
    what: str
    line: int | None = None
    """1-based line in the case's document."""
    quote: str = ""
    why: str = ""


class Tally(Output):
    """Hits, false alarms and misses of a case, so that a group's F1 can be pooled."""

    hits: int
    false_alarms: int
    misses: int


class QuoteTally(Output):
    """Traps and quotes of a case, so that those of a group can be added up."""

    traps: int
    """Labelled words that must not become a gap."""
    traps_hit: int
    not_verbatim: int
    """Quotes that are not in the document at their place."""


class CaseResult(Output):
    """How one case went."""

    id: str
    group: str
    split: Literal["tuning", "test", ""] = ""
    """Empty for a suite without splits: its cases belong to every run."""
    tags: tuple[str, ...] = ()
    score: float = Field(ge=0, le=1)
    """What is paired with the baseline: the case's F1, or the share of its checks that hold."""
    tally: Tally | None = None
    quotes: QuoteTally | None = None
    """Only where a document was compared with its labels."""
    fingerprint: str
    """Hash of the case's document and labels: a case that was edited is not compared as if it were the same."""
    checks: tuple[Check, ...] = ()
    notes: tuple[Note, ...] = ()


def share_held(checks: Sequence[Check]) -> float:
    """Share of checks that hold; 1 where there are none."""
    return sum(check.held for check in checks) / len(checks) if checks else 1.0


class Figure(Output):
    """A number over the cases of a group, with the interval in which it lies with 95 % confidence."""

    group: str
    """Empty for the whole suite."""
    measure: str
    value: float
    low: float
    high: float
    cases: int


class GapGroup(Output):
    """What the gap findings in a group of documents add up to, beside the F1 that its figure tells."""

    group: str
    """Empty for the whole suite."""
    cases: int
    precision: float | None
    """Share of what was found that a label accepts; None where nothing was found, and where nothing is labelled: the figure,
    the share of documents that stayed clean, tells more there."""
    recall: float | None
    """Share of the labelled gaps that were found; None where none is labelled."""
    traps: int
    traps_hit: int
    quotes_not_verbatim: int


class SuiteResult(Output):
    """How one suite went."""

    name: str
    title: str
    cases: tuple[CaseResult, ...]
    figures: tuple[Figure, ...]
    """The first is the headline: that of the whole suite."""
    groups: tuple[GapGroup, ...] = ()
    """Only of the suite of gap findings; the gate does not look at them."""
    seconds: float = 0.0
    tokens: int = 0
    """Tokens that the recorded answers took when they were recorded; 0 for the local engine."""


class RunResult(Output):
    """A run of suites."""

    schema_version: Literal["1.0"] = "1.0"
    coach_version: str
    engine: str
    splits: tuple[str, ...]
    suites: tuple[SuiteResult, ...]
    notices: tuple[str, ...] = ()
    """What a reader of the figures should know: labels that nobody has read yet, suites left out."""
    seconds: float = 0.0
    """Wall time of the run; suites that share nothing run beside each other."""

    @property
    def tokens(self) -> int:
        """Tokens over all suites."""
        return sum(suite.tokens for suite in self.suites)
