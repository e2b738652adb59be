"""Competencies, the level axis, and ladders: what the corpus says about engineers in general."""

from __future__ import annotations

from collections.abc import Iterable
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
    """A level of a ladder: its title and how far its work reaches.

    Attributes:
        id: The usual level beside which it stands; several levels of one ladder may stand beside the same.
        name: Its title, which no other level of the ladder has.
        aliases: Other ways to call it.
        scope: How far its work reaches.
        summary: What it is, in a sentence.
        track: Levels of one track follow each other; a ladder of one track leaves it empty.
    """

    id: Level
    name: str
    aliases: tuple[str, ...] = ()
    scope: Scope
    summary: str
    track: str = ""


class LadderCell(Strict):
    """What a level of somebody's own ladder expects, in its own words.

    Attributes:
        level: Name of the level.
        competencies: Ids of the competencies for which it counts.
        axis: The ladder's own title for them; empty where it has none.
        text: The words.
        file: Path within the ladder.
        line: 1-based line of the first word.
        aside: True for words that speak of the competencies although their axis stands for others.
    """

    level: str
    competencies: tuple[str, ...] = Field(min_length=1)
    axis: str
    text: str
    file: str
    line: int
    aside: bool = False


class Expectation(Strict):
    """What a level expects of a competency.

    Attributes:
        text: The words.
        place: Where the ladder says so, or that it does not; None for the words of a shipped ladder.
        silent: True when somebody's own ladder says nothing, and these are the default ladder's words.
    """

    text: str
    place: str | None = None
    silent: bool = False


class Importance(StrEnum):
    """How much a level depends on a competency."""

    CORE = "core"
    SUPPORTING = "supporting"
    BEYOND = "beyond"


class Ladder(Strict):
    """Levels, and from which level on each competency is expected: `corpus/ladders/<name>.yaml`, or somebody's own.

    Attributes:
        levels: From the lowest to the highest.
        core_from: Lowest level at which a competency decides the level; absent means never for an individual contributor.
        supporting_from: Lowest level at which it is noticed when it is missing.
        expectations: Own words for a level and competency, where they differ from the competency's file.
        cells: What somebody's own ladder says, with its places; empty for a shipped ladder.
        notices: What the reader of somebody's own ladder should know: titles that match no competency.
    """

    id: str
    title: str
    version: str
    levels: tuple[LevelDefinition, ...]
    core_from: dict[str, Level]
    supporting_from: dict[str, Level]
    expectations: dict[str, dict[Level, str]] = Field(default_factory=dict)
    cells: tuple[LadderCell, ...] = ()
    notices: tuple[str, ...] = ()

    def importance(self, competency: str, level: LevelDefinition) -> Importance:
        """How much `level` depends on `competency`: what the ladder's own cells name decides it."""
        if any(cell.level == level.name and competency in cell.competencies and not cell.aside for cell in self.cells):
            return Importance.CORE
        core, supporting = self.core_from.get(competency), self.supporting_from.get(competency)
        if core is not None and level.id.rank >= core.rank:
            return Importance.CORE
        if supporting is not None and level.id.rank >= supporting.rank:
            return Importance.SUPPORTING
        return Importance.BEYOND

    def named(self, words: str) -> LevelDefinition | None:
        """The level that somebody calls by these words: its title, another name of it, or a usual level's id."""
        wanted = " ".join(words.casefold().split())
        for level in self.levels:
            if wanted in (level.name.casefold(), *(alias.casefold() for alias in level.aliases)):
                return level
        return self.beside(Level(wanted)) if wanted in list(Level) else None

    def beside(self, usual: Level) -> LevelDefinition:
        """The level that stands beside a usual one, for an individual contributor: the nearest, of several the one of that name."""
        levels = [level for level in self.levels if level.track != "manager"] or list(self.levels)
        return min(levels, key=lambda level: (abs(level.id.rank - usual.rank), usual.value not in level.aliases))

    def above(self, level: LevelDefinition) -> LevelDefinition:
        """The next level of the same track, or the level itself at the top."""
        track = [other for other in self.levels if other.track == level.track]
        place = track.index(level) + 1
        return track[min(place, len(track) - 1)]

    def own_cells(self, competency: str, level: LevelDefinition) -> list[LadderCell]:
        """What the ladder itself says of a competency at a level; else at the nearest level below on the same track.

        A row that stands for several competencies gives way to one that stands for fewer, also where that one adds nothing to
        a lower level. Where no axis stands for the competency, a cell of the level whose words speak of it does.
        """
        track = [other for other in self.levels if other.track == level.track]
        cells = [cell for cell in self.cells if competency in cell.competencies]
        titles = {other.name for other in track}
        wider = _wider_rows(cell for cell in cells if not cell.aside and cell.level in titles)
        for below in reversed(track[: track.index(level) + 1]):
            own = [cell for cell in cells if cell.level == below.name and not cell.aside and cell.axis not in wider]
            if own:
                narrowest = min(len(cell.competencies) for cell in own)
                return [cell for cell in own if len(cell.competencies) == narrowest]
        return [cell for cell in cells if cell.level == level.name]


def _wider_rows(cells: Iterable[LadderCell]) -> frozenset[str]:
    """Titles of the rows beside which, at one level, another stands for fewer competencies."""
    by_level: dict[str, list[LadderCell]] = {}
    for cell in cells:
        by_level.setdefault(cell.level, []).append(cell)
    wider = set()
    for own in by_level.values():
        narrowest = min(len(cell.competencies) for cell in own)
        narrow = {cell.axis for cell in own if len(cell.competencies) == narrowest}
        wider |= {cell.axis for cell in own} - narrow
    return frozenset(wider - {""})


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
