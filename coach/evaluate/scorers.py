"""Scorers: small, pure, and each proven on a planted bad case by its test."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coach.evaluate.cases import Gold, GoldGap
from coach.evaluate.result import Tally
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

    @property
    def tally(self) -> Tally:
        """The same as a result keeps them."""
        return Tally(hits=self.hits, false_alarms=self.false_alarms, misses=self.misses)


def score_gaps(gold: Gold, gaps: Sequence[Gap]) -> Counts:
    """Compare found with labelled gaps by competency, as a careful second reader would.

    A label is hit when its competency, or one that a second reader could defend (`also`), was found. A found competency is a
    false alarm when no label accepts it.
    """
    found = {gap.competency for gap in gaps}
    hits = sum(bool(label.accepted & found) for label in gold.gaps)
    false_alarms = len(found - gold.accepted)
    return Counts(hits, false_alarms, len(gold.gaps) - hits)


def found_for(label: GoldGap, gaps: Sequence[Gap]) -> Gap | None:
    """The gap that answers a label: that of its competency, else the surest that a second reader could defend."""
    own = [gap for gap in gaps if gap.competency == label.competency]
    others = sorted((gap for gap in gaps if gap.competency in label.also), key=lambda gap: -gap.confidence_score)
    return next(iter([*own, *others]), None)


def stands_on(gap: Gap, quote: str, text: str) -> bool:
    """Whether a gap has evidence in words of the text; those of their first place, where they stand twice."""
    start = text.index(quote)
    end = start + len(quote)
    return any(item.start < end and start < item.end for item in gap.evidence)


def trap_hits(gold: Gold, gaps: Sequence[Gap], text: str) -> list[str]:
    """Traps on which a gap stands: evidence of the trap's competency, or of any where it names none, overlaps its words."""
    hit = []
    for trap in gold.traps:
        meant = [gap for gap in gaps if trap.competency in (None, gap.competency)]
        if any(stands_on(gap, trap.quote, text) for gap in meant):
            hit.append(trap.quote)
    return hit


def unsupported_quotes(evidence: Iterable[Evidence], texts: dict[str, str]) -> list[str]:
    """Quotes that are not `text[start:end]` of their source."""
    return [
        item.quote for item in evidence if item.start < 0 or texts.get(item.source, "")[item.start : item.end] != item.quote
    ]
