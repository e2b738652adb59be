"""What a development plan is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coach.model.competency import Level
from coach.model.report import Aspiration, Gap, Strength

MAX_GOALS = 3
"""Most goals at a time; more are parked."""


@dataclass(frozen=True, slots=True)
class PlanContext:
    """What a plan is composed from.

    Attributes:
        gaps: In order of priority.
        strengths: What the person can build on.
        aspirations: Wishes and plans of the person.
        projects: Pieces of the person's work, with the ids of the competencies each mention speaks of.
        level: The person's current level, senior where nothing tells.
        start: First day of the plan.
        goals: Most goals at a time.
    """

    gaps: Sequence[Gap]
    strengths: Sequence[Strength]
    aspirations: Sequence[Aspiration]
    projects: Sequence[tuple[str, frozenset[str]]]
    level: Level
    start: date
    goals: int = MAX_GOALS
