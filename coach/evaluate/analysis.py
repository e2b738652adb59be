"""The lab: where the findings go wrong, by tag, by competency, and over thresholds of confidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from coach.evaluate.cases import ReviewCase
from coach.evaluate.scorers import Counts, found_for, score_gaps, stands_on
from coach.model.report import Report

Reviewed = Sequence[tuple[ReviewCase, Report]]
THRESHOLDS = tuple(step / 20 for step in range(8, 20))
"""Confidences from 0.40 to 0.95 at which findings are kept."""


@dataclass(frozen=True, slots=True)
class TagRow:
    """How cases with a tag go.

    Attributes:
        tag: The tag, or the style or kind of the document.
        cases: How many have it.
        counts: Hits, false alarms and misses over them.
    """

    tag: str
    cases: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class Point:
    """Precision and recall when findings below a confidence are left out."""

    threshold: float
    counts: Counts


def by_tag(reviewed: Reviewed, least: int = 2) -> list[TagRow]:
    """One row a tag that at least `least` cases have, worst F1 first."""
    members: dict[str, list[Counts]] = defaultdict(list)
    for case, report in reviewed:
        counts = score_gaps(case.gold, report.gaps)
        for tag in (*case.gold.tags, f"style: {case.gold.style}", f"kind: {case.gold.kind.value}"):
            members[tag].append(counts)
    rows = [TagRow(tag, len(all_), sum(all_, Counts())) for tag, all_ in members.items() if len(all_) >= least]
    return sorted(rows, key=lambda row: (row.counts.f1, row.tag))


def by_competency(reviewed: Reviewed) -> list[TagRow]:
    """One row a competency that is labelled or found, those with most errors first; `also` is accepted."""
    counts: dict[str, Counts] = defaultdict(Counts)
    documents: Counter[str] = Counter()
    for case, report in reviewed:
        for label in case.gold.gaps:
            hit = found_for(label, report.gaps) is not None
            counts[label.competency] += Counts(int(hit), 0, int(not hit))
            documents[label.competency] += 1
        for gap in report.gaps:
            if gap.competency not in case.gold.accepted:
                counts[gap.competency] += Counts(0, 1, 0)
    rows = [TagRow(name, documents[name], each) for name, each in counts.items()]
    return sorted(rows, key=lambda row: (-(row.counts.false_alarms + row.counts.misses), row.tag))


def confusions(reviewed: Reviewed) -> list[tuple[str, str, int]]:
    """Labelled competency, what its words were read as instead, and how often; "nothing" where no gap stands on them."""
    seen: Counter[tuple[str, str]] = Counter()
    for case, report in reviewed:
        for label in case.gold.gaps:
            if found_for(label, report.gaps) is None:
                names = [gap.competency for gap in report.gaps if stands_on(gap, label.quote, case.document.text)]
                for name in names or ["nothing"]:
                    seen[label.competency, name] += 1
    return [(wanted, found, count) for (wanted, found), count in sorted(seen.items(), key=lambda item: (-item[1], item[0]))]


def over_thresholds(reviewed: Reviewed) -> list[Point]:
    """Precision and recall for each threshold of a finding's confidence."""
    return [
        Point(
            at,
            sum(
                (
                    score_gaps(case.gold, [gap for gap in report.gaps if gap.confidence_score >= at])
                    for case, report in reviewed
                ),
                Counts(),
            ),
        )
        for at in THRESHOLDS
    ]
