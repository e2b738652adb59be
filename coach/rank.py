"""Level, priority and order of gaps, computed from grounded evidence by a rule that the report shows.

A guide passage has no path into this module: it can support advice, never a score.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from coach.language.sections import Section, section_of
from coach.model.competency import GapType, Importance, Level
from coach.model.evidence import Grounded
from coach.model.report import Evidence, Factor, GapKind
from coach.model.text import Speaker

PRIORITY_RULE = (
    "priority = importance at the target level, or at senior where no level is known (core 3, supporting 2, beyond 1) "
    "× size of the gap (1 to 3: how often and how plainly the words say it, more when others say it too) "
    "× the person's wish (1.5 when they ask or list it to grow in it, 2 when they mark it high priority, 1.25 when medium) "
    "× opportunity (1.25 when their own goals, projects or requests give a place to practise); "
    "high from 8, medium from 3; of equals the surer first, then as the document tells them"
)
TARGET = "for the target level"
"""How a reason names the level at which importance is measured, where the person names one."""

_HIGH, _MEDIUM = 8.0, 3.0
_MARK = re.compile(r"\b(?:(?P<high>high|top|critical)|(?P<medium>medium)|(?P<low>low))(?:est)?[ -]priority\b", re.IGNORECASE)
_STRONG_CONFIDENCE, _FAIR_CONFIDENCE = 0.75, 0.55


@dataclass(frozen=True, slots=True)
class Ranked:
    """A gap with its place in the order.

    Attributes:
        grounded: The finding and its evidence.
        score: Product of the factors.
        factors: The factors with their reasons.
        importance: How much the level at which it is measured depends on the competency.
    """

    grounded: Grounded
    score: float
    factors: tuple[Factor, ...]
    importance: Importance

    @property
    def priority(self) -> Literal["high", "medium", "low"]:
        """The score in words."""
        return "high" if self.score >= _HIGH else "medium" if self.score >= _MEDIUM else "low"


def rank_gaps(
    gaps: list[Grounded],
    importance: dict[str, Importance],
    wished: frozenset[str],
    practised: dict[str, str],
    sources: Sequence[str] = (),
    measured: str = TARGET,
) -> list[Ranked]:
    """Order gaps by priority; those of one priority as the documents tell them.

    Args:
        gaps: Grounded gap findings.
        importance: Of each competency at the level that `measured` names.
        wished: Competencies in which the person asks to grow.
        practised: Competencies for which the person's own goals or requests give a place to practise, with the words.
        sources: The documents in the order in which they were given; without it, the order of their names.
        measured: The level at which importance is measured, as a reason ends with it.
    """
    order = {source: position for position, source in enumerate(sources)}

    def first_place(gap: Grounded) -> tuple[int, str, int]:
        return min((order.get(item.source, len(order)), item.source, item.start) for item in gap.evidence)

    ranked = [_rank(gap, importance, wished, practised, measured) for gap in gaps]
    return sorted(ranked, key=lambda item: (-item.score, _doubt(item.grounded), first_place(item.grounded)))


def _doubt(gap: Grounded) -> int:
    return ("high", "medium", "low").index(confidence_word(gap.finding.confidence))


def own_mark(evidence: Evidence) -> str:
    """How urgent the person calls the section in which words stand: "high", "medium", "low", or empty."""
    found = (_MARK.search(title) for title in reversed(evidence.heading_path))
    return next((str(match.lastgroup).lower() for match in found if match), "")


def _wish(gap: Grounded, wished: frozenset[str]) -> Factor:
    mark = own_mark(gap.evidence[0])
    if mark:
        value = {"high": 2.0, "medium": 1.25, "low": 1.0}[mark]
        return Factor(name="wish", value=value, reason=f"you mark it {mark} priority")
    if any(item.speaker is Speaker.AUTHOR and section_of(tuple(item.heading_path)) is Section.GROWTH for item in gap.evidence):
        return Factor(name="wish", value=1.5, reason="you list it where you want to grow")
    asked = gap.finding.competency in wished
    return Factor(name="wish", value=1.5 if asked else 1.0, reason="you ask to grow in it" if asked else "no wish stated")


def _rank(
    gap: Grounded, importance: dict[str, Importance], wished: frozenset[str], practised: dict[str, str], measured: str
) -> Ranked:
    competency = gap.finding.competency
    level = importance.get(competency, Importance.BEYOND)
    weight = {Importance.CORE: 3.0, Importance.SUPPORTING: 2.0, Importance.BEYOND: 1.0}[level]
    size, why = gap_size(gap)
    factors = [
        Factor(name="importance", value=weight, reason=f"{level.value} {measured}"),
        Factor(name="size", value=size, reason=why),
        _wish(gap, wished),
        Factor(
            name="opportunity",
            value=1.25 if competency in practised else 1.0,
            reason=f"your own plans give a place to practise: {practised[competency]}"
            if competency in practised
            else "no place to practise named",
        ),
    ]
    score = 1.0
    for factor in factors:
        score *= factor.value
    return Ranked(gap, score, tuple(factors), level)


def gap_size(gap: Grounded) -> tuple[float, str]:
    """Size of a gap from 1 to 3 in half steps, and why."""
    size = 1.0
    reasons = []
    places = len({(item.source, item.line) for item in gap.evidence})
    if places > 1:
        size += 0.5 * min(2, places - 1)
        reasons.append(f"said in {places} places")
    if gap.finding.kind is GapKind.STATED and gap.finding.gap_type in (GapType.SKILL, GapType.HABIT):
        size += 0.5
        reasons.append("said plainly")
    if any(item.speaker is not Speaker.AUTHOR for item in gap.evidence):
        size += 0.5
        reasons.append("others see it too")
    if any(item.strength == "with-result" for item in gap.evidence):
        size += 0.5
        reasons.append("with a consequence in numbers")
    return min(3.0, size), ", ".join(reasons) or "one mention, told indirectly"


def confidence_word(value: float) -> Literal["high", "medium", "low"]:
    """A confidence between 0 and 1 in words."""
    return "high" if value >= _STRONG_CONFIDENCE else "medium" if value >= _FAIR_CONFIDENCE else "low"


def assessed_level(stated: Level | None, evidence: tuple[Evidence, ...], gap_type: GapType) -> Level | None:
    """Level whose expectation the evidence of a gap meets.

    The stated level is the ceiling: a gap of skill puts the competency one level below it, and so does a habit that shows in
    several places or that others see; a habit told once, a gap of opportunity or one of evidence leaves it there. Without a
    stated level nothing is assessed.
    """
    if stated is None:
        return None
    if gap_type in (GapType.OPPORTUNITY, GapType.EVIDENCE):
        return stated
    others = sum(item.speaker is not Speaker.AUTHOR for item in evidence)
    below = 1 if others or len(evidence) > 1 or gap_type is GapType.SKILL else 0
    return list(Level)[max(0, stated.rank - 1 - below)]
