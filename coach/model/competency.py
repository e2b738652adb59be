"""Competencies, the level axis, and ladders: what the corpus says about engineers in general."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Strict(BaseModel):
    """Base of all values read from data files: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Level(StrEnum):
    """The seven levels; titles are not portable between employers, scope is."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    STAFF = "staff"
    SENIOR_STAFF = "senior-staff"
    PRINCIPAL = "principal"
    DISTINGUISHED = "distinguished"

    @property
    def rank(self) -> int:
        """1 for junior to 7 for distinguished."""
        return list(Level).index(self) + 1

    @property
    def next(self) -> Level:
        """The level above, or itself at the top."""
        levels = list(Level)
        return levels[min(self.rank, len(levels) - 1)]


class Scope(StrEnum):
    """How far a piece of work reaches: the word for each level."""

    TASK = "task"
    FEATURE = "feature"
    TEAM = "team"
    CROSS_TEAM = "cross-team"
    ORGANISATION = "organisation"
    COMPANY = "company"
    INDUSTRY = "industry"

    @property
    def level(self) -> Level:
        """The level whose work has this scope."""
        return list(Level)[list(Scope).index(self)]


class GapType(StrEnum):
    """Why there is a gap; the remedy differs by type."""

    SKILL = "skill"
    HABIT = "habit"
    OPPORTUNITY = "opportunity"
    EVIDENCE = "evidence"


class Levels(Strict):
    """One observable sentence a level."""

    junior: str
    mid: str
    senior: str
    staff: str
    senior_staff: str = Field(alias="senior-staff")
    principal: str
    distinguished: str

    def at(self, level: Level) -> str:
        """The sentence of a level."""
        return str(getattr(self, level.value.replace("-", "_")))


class Competency(Strict):
    """One competency: `corpus/competencies/<id>.yaml`."""

    id: str
    area: str
    name: str
    definition: str
    aliases: tuple[str, ...] = Field(min_length=8)
    exemplars: tuple[str, ...] = Field(min_length=6)
    strengths: tuple[str, ...] = Field(min_length=3)
    levels: Levels
    question: str


class LevelDefinition(Strict):
    """A level of a ladder: its title and how far its work reaches."""

    id: Level
    name: str
    aliases: tuple[str, ...] = ()
    scope: Scope
    summary: str


class Importance(StrEnum):
    """How much a level depends on a competency."""

    CORE = "core"
    SUPPORTING = "supporting"
    BEYOND = "beyond"


class Ladder(Strict):
    """Levels, and from which level on each competency is expected: `corpus/ladders/<name>.yaml`.

    Attributes:
        core_from: Lowest level at which a competency decides the level; absent means never for an individual contributor.
        supporting_from: Lowest level at which it is noticed when it is missing.
        expectations: Own words for a level and competency, where they differ from the competency's file.
    """

    id: str
    title: str
    version: str
    levels: tuple[LevelDefinition, ...]
    core_from: dict[str, Level]
    supporting_from: dict[str, Level]
    expectations: dict[str, dict[Level, str]] = Field(default_factory=dict)

    def importance(self, competency: str, level: Level) -> Importance:
        """How much `level` depends on `competency`."""
        core, supporting = self.core_from.get(competency), self.supporting_from.get(competency)
        if core is not None and level.rank >= core.rank:
            return Importance.CORE
        if supporting is not None and level.rank >= supporting.rank:
            return Importance.SUPPORTING
        return Importance.BEYOND


class Share(StrEnum):
    """The three parts of the 70-20-10 heuristic."""

    EXPERIENCE = "experience"
    EXPOSURE = "exposure"
    EDUCATION = "education"


class ActionTemplate(Strict):
    """A thing to do about a gap, with slots for the person's own words."""

    id: str
    share: Share
    gap_types: tuple[GapType, ...] = Field(min_length=1)
    levels: tuple[Level, Level]
    text: str
    without_project: str = ""
    done_when: str
    hours_per_week: float = Field(gt=0, le=4)
    passage: str


class GoalTemplates(Strict):
    """One SMART goal a gap type."""

    skill: str
    habit: str
    opportunity: str
    evidence: str


class Milestones(Strict):
    """Observable states after 30, 60 and 90 days."""

    day_30: str
    day_60: str
    day_90: str


class Phases(Strict):
    """What follows the first ninety days."""

    months_4_6: str
    months_7_12: str


class Relationship(Strict):
    """Somebody to work with, by role, and the sentence to say to them."""

    role: str
    why: str
    ask: str


class Risk(Strict):
    """What may get in the way, and the answer to it."""

    risk: str
    response: str


class Resource(Strict):
    """A real book, paper or course."""

    title: str
    author: str
    kind: str
    why: str


class Development(Strict):
    """What to do about a gap in one competency: `corpus/development/<id>.yaml`."""

    id: str
    goal: GoalTemplates
    baseline: str
    measures: tuple[str, ...] = Field(min_length=2)
    stop_rule: str
    actions: tuple[ActionTemplate, ...] = Field(min_length=6)
    milestones: Milestones
    phases: Phases
    relationships: tuple[Relationship, ...] = Field(min_length=2)
    manager_support: str
    risks: tuple[Risk, ...] = Field(min_length=2)
    check_in_questions: tuple[str, ...] = Field(min_length=3)
    readiness: tuple[str, ...] = Field(min_length=3)
    resources: tuple[Resource, ...] = Field(min_length=1)
