"""What an engine says: findings that refer to statements and passages by id, never by words.

Code attaches the words (`coach.ground`), so that an engine can be wrong but cannot misquote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from coach.model.competency import GapType
from coach.model.report import Evidence, GapKind
from coach.model.text import Role, Speaker


class Category(StrEnum):
    """What a finding is."""

    GAP = "gap"
    STRENGTH = "strength"
    ASPIRATION = "aspiration"
    OVER_CLAIM = "over-claim"
    UNDER_CLAIM = "under-claim"


@dataclass(frozen=True, slots=True)
class Reading:
    """How an engine understands one statement.

    Attributes:
        statement_id: The statement.
        role: What it does.
        role_confidence: 0 to 1.
        gap: Probability that it speaks of a present gap of the author, 0 to 1.
        competencies: Ids with probabilities, best first.
        gap_type: The likeliest kind of gap, were it one.
        speaker: Whose judgement it is.
    """

    statement_id: str
    role: Role
    role_confidence: float
    gap: float
    competencies: tuple[tuple[str, float], ...]
    gap_type: GapType
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim of an engine about the person.

    Attributes:
        category: Gap, strength, aspiration, over- or under-claim.
        competency: Id, empty where none applies (aspirations and claims only).
        statement_ids: The statements on which it stands, strongest first.
        confidence: 0 to 1.
        kind: How the document speaks of the gap (gaps only).
        gap_type: Why there is a gap (gaps only).
        topic: The gap in the author's words (gaps only).
        note: What a claim finding says.
        alternative: How else the evidence could be read.
    """

    category: Category
    competency: str
    statement_ids: tuple[str, ...]
    confidence: float
    kind: GapKind = GapKind.STATED
    gap_type: GapType = GapType.SKILL
    topic: str = ""
    note: str = ""
    alternative: str | None = None


@dataclass(frozen=True, slots=True)
class Unused:
    """A statement that was considered for a finding and not used, and why."""

    statement_id: str
    reason: str
    role: Role | None = None
    competency: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything an engine says of a record.

    Attributes:
        engine: Name and version of the engine.
        findings: Its claims.
        readings: Its reading of each statement, by id.
        unused: What it considered and left.
    """

    engine: str
    findings: tuple[Finding, ...]
    readings: dict[str, Reading] = field(default_factory=dict)
    unused: tuple[Unused, ...] = ()


@dataclass(frozen=True, slots=True)
class Grounded:
    """A finding whose every reference was checked, with the words attached."""

    finding: Finding
    evidence: tuple[Evidence, ...]
