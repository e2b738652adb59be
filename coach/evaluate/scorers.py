"""Scorers: small, pure, and each proven on a planted bad case by its test."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coach.evaluate.cases import Gold
from coach.model.report import Evidence, Gap


@dataclass(frozen=True, slots=True)
class Counts:
    """Hits, false alarms and misses."""

    hits: int = 0
    false_alarms: int = 0
    misses: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.hits + other.hits, self.false_alarms + other.false_alarms, self.misses + other.misses)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 when nothing was found."""
        found = self.hits + self.false_alarms
        return self.hits / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 1 when nothing is there."""
        there = self.hits + self.misses
        return self.hits / there if there else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 when nothing is there and nothing was found."""
        total = 2 * self.hits + self.false_alarms + self.misses
        return 2 * self.hits / total if total else 1.0


def score_gaps(gold: Gold, gaps: Sequence[Gap]) -> Counts:
    """Compare found with labelled gaps by competency; a second reader's competency (`also`) counts as well.

    Each found competency is a hit for at most one label and each label is hit at most once.
    """
    found = {gap.competency for gap in gaps}
    hits = 0
    for label in sorted(gold.gaps, key=lambda item: len(item.also)):
        match = next((key for key in (label.competency, *label.also) if key in found), None)
        if match is not None:
            hits += 1
            found.discard(match)
    return Counts(hits, len(found), len(gold.gaps) - hits)


def score_gaps_strict(gold: Gold, gaps: Sequence[Gap]) -> Counts:
    """The same without second readers' competencies."""
    found, labelled = {gap.competency for gap in gaps}, {label.competency for label in gold.gaps}
    return Counts(len(found & labelled), len(found - labelled), len(labelled - found))


def trap_hits(gold: Gold, gaps: Sequence[Gap], text: str) -> list[str]:
    """Traps on which a gap stands: evidence of the trap's competency that overlaps the trap's words."""
    hit = []
    for trap in gold.traps:
        start = text.index(trap.quote)
        end = start + len(trap.quote)
        if any(
            gap.competency == trap.competency and any(_overlap(item, start, end) for item in gap.evidence) for gap in gaps
        ):
            hit.append(trap.quote)
    return hit


def _overlap(evidence: Evidence, start: int, end: int) -> bool:
    return evidence.start < end and start < evidence.end


def unsupported_quotes(evidence: Iterable[Evidence], texts: dict[str, str]) -> list[str]:
    """Quotes that are not `text[start:end]` of their source."""
    return [item.quote for item in evidence if texts.get(item.source, "")[item.start : item.end] != item.quote]
