"""The report: the published, versioned output of `coach review` (`coach schema review`)."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from coach.model.competency import GapType, Importance, Level, Scope, Share
from coach.model.output import Output
from coach.model.run import Engines, ModelUsage
from coach.model.text import DocumentKind, Role, Speaker

SCHEMA_VERSION = "1.0"


EvidenceStrength = Literal["claimed", "described", "with-result", "corroborated"]
"""Said, told with a deed, told with a result, confirmed by others."""

WishKind = Literal["aspiration", "goal", "preference", "support"]
"""A wish, a plan, a choice, a request."""


class Evidence(Output):
    """The person's own words and where they stand."""

    quote: str
    """Verbatim: `text[start:end]` of the decoded file, or of the converted text where `documents[].format` is not "text"."""
    start: int
    """First character, counted in the decoded file as it stands, or in the text that `coach parse FILE --text` prints."""
    end: int
    """One past the last character."""
    line: int
    """1-based line of `start`."""
    heading_path: list[str]
    """Headings above it, outermost first."""
    source: str
    """The document's source name."""
    speaker: Speaker = Speaker.AUTHOR
    """Whose words or judgement it is."""
    strength: EvidenceStrength = "described"
    """How strong it is as evidence: said, told with a deed, told with a result, confirmed by others."""
    scope: Scope | None = None
    """How far the work reaches, where the words tell it."""
    page: int | None = None
    """1-based page of a PDF on which `start` stands; null for other formats."""
    paragraph: int | None = None
    """1-based paragraph of a docx, odt, rtf, HTML, e-mail or JSON document, empty ones not counted; null for other formats."""


class Guidance(Output):
    """A passage of the guide, quoted, with its place."""

    corpus: str
    file: str
    heading_path: list[str]
    start_line: int
    end_line: int
    quote: str


class GapKind(StrEnum):
    """How the document speaks of a gap."""

    STATED = "stated"
    IMPLIED = "implied"
    MISSING = "missing"


class Factor(Output):
    """One factor of a priority, with its reason."""

    name: str
    value: float
    reason: str


class Gap(Output):
    """A gap between what the person's words show and what a level expects."""

    id: str
    competency: str
    competency_name: str
    topic: str
    """The gap in the author's own words."""
    kind: GapKind
    gap_type: GapType
    priority: Literal["high", "medium", "low"]
    priority_score: float
    """Product of `priority_factors`; the order of `gaps`."""
    priority_factors: list[Factor]
    confidence: Literal["high", "medium", "low"]
    confidence_score: float
    current_level: Level | None
    """Level whose expectation the evidence meets; null where the document does not tell."""
    target_level: Level | None
    current_expectation: str | None
    target_expectation: str | None
    target_title: str | None = None
    """The target level's title in somebody's own ladder; null with a shipped one."""
    ladder_place: str | None = None
    """Where somebody's own ladder says what the target level expects, or that it does not; null with a shipped one."""
    ladder_silent: bool = False
    """True when somebody's own ladder says nothing on this: `target_expectation` then has the default ladder's words."""
    current_ladder_place: str | None = None
    """The same as `ladder_place`, for `current_expectation`."""
    delta: str
    """From what the words show to what the target expects."""
    rationale: str
    alternative_reading: str | None
    """How else a careful reader could understand the evidence."""
    evidence: list[Evidence] = Field(min_length=1)
    guidance: list[Guidance]


class Strength(Output):
    """Something the person did or is good at."""

    competency: str
    competency_name: str
    summary: str
    evidence: list[Evidence] = Field(min_length=1)


class Aspiration(Output):
    """A wish or plan of the person that is not a gap."""

    competency: str | None
    competency_name: str | None
    kind: WishKind
    evidence: list[Evidence] = Field(min_length=1)


class NotEvidenced(Output):
    """A competency the target level depends on, on which the document is silent; not a shortfall."""

    competency: str
    competency_name: str
    importance: Importance
    question: str
    """The one question that would settle it."""


class ClaimNote(Output):
    """A claim that is larger, or smaller, than its evidence."""

    kind: Literal["over-claim", "under-claim"]
    note: str
    evidence: list[Evidence] = Field(min_length=1)


class Dropped(Output):
    """Something that was considered and is not a finding, and why."""

    what: str
    reason: str
    competency: str | None = None
    role: Role | None = None
    evidence: list[Evidence] = Field(default_factory=list)


class Claim(Output):
    """A fact the document states of itself, with its place; or one that was given as an option."""

    value: str
    origin: Literal["document", "option", "assumed"]
    title: str | None = None
    """What somebody's own ladder calls the level."""
    quote: str | None = None
    line: int | None = None


class DocumentInfo(Output):
    """What was read."""

    source: str
    kind: DocumentKind
    kind_reason: str
    encoding: str
    """`bytes.decode(encoding)` gives the text to which all offsets refer; of another format, of what `coach parse FILE --text` prints."""
    format: str = "text"
    """"text", or what was converted to text: "docx", "pdf", "html", "rtf", "odt", "eml" or "json"."""
    language: str | None = None
    """ISO 639-1 code of the language that most of it is in; null where that is not clear."""
    characters: int
    statements: int
    author: str | None
    date: str | None
    period: str | None
    notices: list[str]


class Person(Output):
    """Who the report is about, as far as the documents or the options tell."""

    name: Claim | None
    role: Claim | None
    current_level: Claim | None
    target_level: Claim | None
    period: Claim | None
    rating: Claim | None


class Action(Output):
    """One thing to do, tied to the person's words and to the guide."""

    id: str
    share: Share
    text: str
    done_when: str
    hours_per_week: float
    gap_id: str
    evidence: list[Evidence] = Field(min_length=1)
    guidance: list[Guidance]
    basis: Literal["guide", "general practice"]
    wording: Literal["corpus", "model"] = "corpus"
    """Who worded it: the shipped corpus, or a language model whose words were checked."""


class Milestone(Output):
    """What others can see at a date."""

    day: Literal[30, 60, 90]
    date: str
    text: str


class Phase(Output):
    """A stretch of the year after the first ninety days."""

    months: str
    text: str


class RelationshipStep(Output):
    """Somebody to work with, and the sentence to say."""

    role: str
    why: str
    ask: str


class RiskNote(Output):
    """What may get in the way."""

    risk: str
    response: str


class ResourceNote(Output):
    """A book, paper or course."""

    title: str
    author: str
    kind: str
    why: str


class Goal(Output):
    """A priority goal of the plan."""

    id: str
    gap_id: str
    competency: str
    competency_name: str
    topic: str
    statement: str
    """SMART: specific, measurable, within the person's control, relevant, dated."""
    why: str
    from_state: str
    to_state: str
    baseline: str
    measures: list[str]
    stop_rule: str
    actions: list[Action]
    milestones: list[Milestone]
    phases: list[Phase]
    relationships: list[RelationshipStep]
    resources: list[ResourceNote]
    manager_support: str
    risks: list[RiskNote]
    check_in_questions: list[str]
    readiness: list[str]
    hours_per_week: float
    """Most hours that its actions take in one week when done one after another."""
    status: Literal["not started"] = "not started"
    wording: Literal["corpus", "model"] = "corpus"
    """Who worded its statement."""


class Parked(Output):
    """A gap for later."""

    gap_id: str
    competency_name: str
    topic: str
    reason: str


class TrackingRow(Output):
    """A line of the tracking table."""

    goal: str
    next_step: str
    due: str
    evidence_to_collect: str
    status: str


class Plan(Output):
    """A development plan: at most three goals at a time."""

    start: str
    horizon: str
    aspiration: str | None
    strengths_to_use: list[str]
    goals: list[Goal]
    parked: list[Parked]
    assumptions: list[str]
    cadence: str
    mix: dict[str, float]
    """Share of the actions by 70-20-10 part: a check, not arithmetic."""
    tracking: list[TrackingRow]
    agreement: str


class Usage(Output):
    """How statements ended: every statement is used or not used, and the sum is the document."""

    statements: int
    used: int
    dropped: int
    context: int
    model: ModelUsage | None = None
    """What a language model was asked and what it cost; null when none was."""


class Report(Output):
    """A gap report, and a development plan where one was asked for."""

    schema_version: Literal["1.0"] = "1.0"
    coach_version: str
    engine: str
    """Which engine found the gaps, with its version."""
    engines: Engines | None = None
    """Which engine wrote which part."""
    created: str
    """ISO date."""
    ladder: str
    ladder_notes: list[str] = Field(default_factory=list)
    """What of somebody's own ladder could not be used, and why."""
    corpus: str
    """Name and content hash of the guidance corpus."""
    note: str
    """What this is: a draft for a conversation, not a rating."""
    refusal: str | None = None
    """Why nothing was found in principle: the documents are not a person's account of their own work."""
    documents: list[DocumentInfo]
    person: Person
    summary: list[str]
    """Three lines: strengths to keep, priority gaps, what could not be judged."""
    priority_rule: str
    gaps: list[Gap]
    """In order of priority."""
    strengths: list[Strength]
    aspirations: list[Aspiration]
    not_evidenced: list[NotEvidenced]
    claims: list[ClaimNote]
    dropped: list[Dropped]
    usage: Usage
    plan: Plan | None
