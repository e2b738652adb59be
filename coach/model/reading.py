"""How a document was read: the published output of `coach parse` (`coach schema parse`)."""

from __future__ import annotations

from typing import Literal

from coach.model.output import Output
from coach.model.report import Claim
from coach.model.text import DocumentKind, Role, Speaker

READING_SCHEMA_VERSION = "1.0"


class Place(Output):
    """Verbatim words and where they stand."""

    quote: str
    start: int
    end: int
    line: int
    heading_path: list[str]
    source: str
    page: int | None = None
    """1-based page of a PDF."""
    paragraph: int | None = None
    """1-based paragraph of a converted document without pages."""
    competencies: list[str]
    """Ids of the competencies it speaks of, likeliest first."""


class Achievement(Place):
    """Something the author did, with the numbers in it."""

    numbers: list[str]


class GrowthArea(Place):
    """Something the author names as one to grow in, or confesses."""

    topic: str
    plain: bool
    """True when the author says so, false when it is told indirectly."""


class GoalItem(Place):
    """A goal with its horizon, where one is told."""

    horizon: str | None


class Challenge(Place):
    """A difficulty, with the lessons that stand beside it."""

    whose: Literal["author", "others"]
    lessons: list[Place]


class Feedback(Place):
    """What somebody else says of the author."""

    speaker: Speaker
    tone: Literal["praise", "criticism", "neutral"]


class StatementItem(Place):
    """Any statement, with its role."""

    id: str
    role: Role
    role_confidence: float
    speaker: Speaker
    box: bool | None


class DocumentReading(Output):
    """How one document was read."""

    schema_version: Literal["1.0"] = "1.0"
    source: str
    encoding: str
    format: str = "text"
    """"text", or what was converted to text: offsets then refer to what `coach parse FILE --text` prints."""
    language: str | None = None
    """ISO 639-1 code of the language that most of it is in; null where that is not clear."""
    kind: DocumentKind
    kind_reason: str
    author: Claim | None
    date: Claim | None
    period: Claim | None
    role: Claim | None
    current_level: Claim | None
    target_level: Claim | None
    rating: Claim | None
    achievements: list[Achievement]
    growth_areas: list[GrowthArea]
    goals: list[GoalItem]
    challenges: list[Challenge]
    lessons: list[Place]
    support: list[Place]
    feedback: list[Feedback]
    statements: list[StatementItem]
    notices: list[str]


class Readings(Output):
    """The output of `coach parse`: one reading a document."""

    schema_version: Literal["1.0"] = "1.0"
    coach_version: str
    documents: list[DocumentReading]
