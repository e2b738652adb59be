"""What the pictures of a report show, before anything is drawn; the table beside each picture has the same values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

INKS = {
    "ink": "#000001",
    "soft": "#000002",
    "line": "#000003",
    "gap": "#000004",
    "strength": "#000005",
    "goal": "#000006",
    "paper": "#000007",
    "band": "#000008",
}
"""Stand-ins that a picture is drawn with; the page gives each its colour, in light and in dark."""


@dataclass(frozen=True, slots=True)
class LevelStep:
    """From where the words show somebody to be on a competency to where the target is.

    Attributes:
        label: What is to grow.
        current: Title of the level that the evidence meets.
        target: Title of the level that is aimed at.
    """

    label: str
    current: str
    target: str


@dataclass(frozen=True, slots=True)
class LevelPicture:
    """Current to target, one row a gap.

    Attributes:
        levels: Titles of the levels from the lowest shown to the highest.
        steps: Rows in order of priority.
    """

    levels: tuple[str, ...]
    steps: tuple[LevelStep, ...]


@dataclass(frozen=True, slots=True)
class ScopeCount:
    """How many pieces of evidence reach a scope.

    Attributes:
        scope: The word for it.
        strengths: Pieces of evidence of strengths.
        gaps: Pieces of evidence of gaps.
    """

    scope: str
    strengths: int
    gaps: int


@dataclass(frozen=True, slots=True)
class ScopePicture:
    """How far the work in the evidence reaches.

    Attributes:
        counts: One a scope, from the nearest to the farthest.
        current: The scope of the current level, None where it is not known.
        target: The scope of the target level, likewise.
    """

    counts: tuple[ScopeCount, ...]
    current: str | None
    target: str | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Work that goes on from one day to another.

    Attributes:
        lane: The goal.
        start: First day.
        end: Last day.
    """

    lane: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Point:
    """Something on a day.

    Attributes:
        lane: The goal.
        day: When.
        kind: "action" for the date of an action, "milestone" for what others can see.
    """

    lane: str
    day: date
    kind: str


@dataclass(frozen=True, slots=True)
class TimePicture:
    """A plan over its year.

    Attributes:
        start: First day.
        end: Last day.
        lanes: The goals in order.
        stretches: Their phases.
        points: Dates of actions, and milestones.
    """

    start: date
    end: date
    lanes: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    points: tuple[Point, ...]


_PARTS = re.compile(r"[^\s-]*-+|[^\s-]+\s*|\s+")
"""Where a line may end: after spaces and hyphens."""

Picture = LevelPicture | ScopePicture | TimePicture


def wrapped(label: str, width: int, lines: int = 3) -> list[str]:
    """A label in at most `lines` lines of about `width` printable characters; what does not fit ends in an ellipsis."""
    rows: list[str] = [""]
    for part in _PARTS.findall("".join(char if char.isprintable() else " " for char in label)):
        if rows[-1] and len(rows[-1] + part.rstrip()) > width:
            rows.append("")
        rows[-1] += part
    kept = [row.strip() for row in rows[:lines]]
    if len(rows) > lines:
        kept[-1] += "…"
    return [row if len(row) <= width + 1 else row[: width - 1] + "…" for row in kept]
