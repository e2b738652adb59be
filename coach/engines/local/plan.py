"""Priority gaps to a development plan, composed from the corpus and tied to the person's own words.

Nothing here may read as if it fitted anyone: every action names a topic or a project of this person, and no sentence is
used twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from coach.language.clean import plain
from coach.model.competency import ActionTemplate, Development, GapType, Level, Share
from coach.model.plan import MAX_GOALS, PlanContext
from coach.model.report import (
    Action,
    Aspiration,
    Gap,
    Goal,
    Guidance,
    Milestone,
    Parked,
    Phase,
    Plan,
    RelationshipStep,
    ResourceNote,
    RiskNote,
    Strength,
    TrackingRow,
)

_SLOT = re.compile(r"\{(topic|project|date)\}")
"""Filled in one pass: what stands in the person's own words is never a slot."""

_WANTED = {Share.EXPERIENCE: (3, 2), Share.EXPOSURE: (1, 1), Share.EDUCATION: (1, 0)}
"""Most actions of each share, and how many there are even where the corpus has none for the level."""

_DAYS = {GapType.HABIT: 90, GapType.EVIDENCE: 90, GapType.SKILL: 180, GapType.OPPORTUNITY: 180}
_TELLING_WORDS = 5
_CAREER = re.compile(
    r"\b(?:promot\w+|senior|staff|principal|lead(?:er|ing)?|manager|architect|career|role|grow\w*|become|next level|specialis\w+|expert|one day|mentor\w*|teach)\b",
    re.IGNORECASE,
)
"""Words of a wish that tells where somebody wants to go, and not only what is next on the list."""
CADENCE = "Fifteen minutes of the one-to-one every month, and one longer look back after 90 days."
AGREEMENT = (
    "Agreed as a direction, not as a promise of a rating or a promotion.   "
    "Engineer: ____________________   Manager: ____________________   Date: __________"
)


class LocalPlanner:
    """The `plan` of the local engine."""

    def __init__(self, development: Callable[[str], Development], passage: Callable[[str, str], Guidance | None]) -> None:
        """Take the two look-ups that a plan needs.

        Args:
            development: What to do about a gap in a competency.
            passage: A passage of a competency's guide page by heading path, None where there is none.
        """
        self._development = development
        self._passage = passage

    def plan(self, context: PlanContext) -> Plan:
        """Compose a plan of at most `context.goals` goals; the other gaps are parked in order."""
        chosen = list(context.gaps[: min(context.goals, MAX_GOALS)])
        used_texts: set[str] = set()
        used_projects: dict[str, int] = {}
        goals = [self._goal(gap, number + 1, context, used_texts, used_projects) for number, gap in enumerate(chosen)]
        actions = [action for goal in goals for action in goal.actions]
        return Plan(
            start=context.start.isoformat(),
            horizon=(context.start + timedelta(days=365)).isoformat(),
            aspiration=_aspiration(context.aspirations),
            strengths_to_use=[_strength_to_use(strength) for strength in context.strengths[: len(goals) or 1]],
            goals=goals,
            parked=[_parked(gap, goals) for gap in context.gaps[len(chosen) :]],
            assumptions=_assumptions(context),
            cadence=CADENCE,
            mix=_mix(actions),
            tracking=[row for goal in goals for row in _tracking(goal, context.start)],
            agreement=AGREEMENT,
        )

    def _goal(self, gap: Gap, number: int, context: PlanContext, used_texts: set[str], used_projects: dict[str, int]) -> Goal:
        development = self._development(gap.competency)
        due = context.start + timedelta(days=_DAYS[gap.gap_type])
        project = _project_for(gap, context.projects, used_projects)
        words = _Words(gap.topic, project, _day(due))
        actions = self._actions(gap, number, development, words, context.level, used_texts)
        return Goal(
            id=f"goal-{number}",
            gap_id=gap.id,
            competency=gap.competency,
            competency_name=gap.competency_name,
            topic=gap.topic,
            statement=words.fill(str(getattr(development.goal, gap.gap_type.value))),
            why=_why(gap, context.aspirations),
            from_state=f"“{_short(gap.evidence[0].quote)}” (line {gap.evidence[0].line})",
            to_state=gap.target_expectation or gap.current_expectation or words.fill(development.readiness[0]),
            baseline=words.fill(development.baseline),
            measures=[_sentence(words.fill(measure)) for measure in development.measures],
            stop_rule=words.fill(development.stop_rule),
            actions=actions,
            milestones=_milestones(development, words, context.start),
            phases=[
                Phase(months="4-6", text=words.fill(development.phases.months_4_6)),
                Phase(months="7-12", text=words.fill(development.phases.months_7_12)),
            ],
            relationships=[
                RelationshipStep(role=item.role, why=words.fill(item.why), ask=words.fill(item.ask))
                for item in development.relationships
            ],
            resources=[
                ResourceNote(title=item.title, author=item.author, kind=item.kind, why=item.why)
                for item in development.resources[:2]
            ],
            manager_support=words.fill(development.manager_support),
            risks=[
                RiskNote(risk=_sentence(words.fill(item.risk)), response=_sentence(words.fill(item.response)))
                for item in development.risks
            ],
            check_in_questions=[words.fill(question) for question in development.check_in_questions],
            readiness=[words.fill(item) for item in development.readiness],
            hours_per_week=max((action.hours_per_week for action in actions), default=0.0),
        )

    def _actions(
        self, gap: Gap, number: int, development: Development, words: _Words, level: Level, used_texts: set[str]
    ) -> list[Action]:
        actions: list[Action] = []
        for template in _chosen(development.actions, gap, level, words.project is not None):
            text = words.fill(template.text if words.project or "{project}" not in template.text else template.without_project)
            text = _anchored(text, words)
            if text in used_texts:
                continue
            used_texts.add(text)
            guidance = self._passage(gap.competency, template.passage)
            actions.append(
                Action(
                    id=f"goal-{number}.{len(actions) + 1}",
                    share=template.share,
                    text=text,
                    done_when=words.fill(template.done_when),
                    hours_per_week=template.hours_per_week,
                    gap_id=gap.id,
                    evidence=[gap.evidence[len(actions) % len(gap.evidence)]],
                    guidance=[guidance] if guidance else [],
                    basis="guide" if guidance else "general practice",
                )
            )
        return actions


@dataclass(frozen=True, slots=True)
class _Words:
    """The person's words for the slots of a template."""

    topic: str
    project: str | None
    date: str

    def fill(self, text: str) -> str:
        """Put topic, project and date into a template."""
        values = {
            "topic": f"“{self.topic}”",
            "project": f"“{self.project}”" if self.project else "your current work",
            "date": self.date,
        }
        return _SLOT.sub(lambda match: values[match.group(1)], text)


def _anchored(text: str, words: _Words) -> str:
    """Tie an action that lost its slot to the person's topic."""
    if f"“{words.topic}”" in text or (words.project and f"“{words.project}”" in text):
        return text
    return f"For “{words.topic}”: {text[0].lower()}{text[1:]}"


def _chosen(templates: Sequence[ActionTemplate], gap: Gap, level: Level, has_project: bool) -> list[ActionTemplate]:
    """Pick actions on the job, with people, to study: fitting ones first, then in the order of the corpus."""

    def misfit(template: ActionTemplate) -> tuple[bool, bool]:
        concrete = "{topic}" in template.text or (has_project and "{project}" in template.text)
        return gap.gap_type not in template.gap_types, not concrete

    chosen: list[ActionTemplate] = []
    for share, (most, least) in _WANTED.items():
        ordered = sorted((template for template in templates if template.share is share), key=misfit)
        nearest = sorted(ordered, key=lambda template: _levels_away(template, level))
        fitting = sum(_levels_away(template, level) == 0 for template in ordered)
        chosen.extend(nearest[: max(least, min(most, fitting))])
    return chosen


def _levels_away(template: ActionTemplate, level: Level) -> int:
    lowest, highest = template.levels
    return max(lowest.rank - level.rank, level.rank - highest.rank, 0)


def _project_for(gap: Gap, projects: Sequence[tuple[str, frozenset[str]]], used: dict[str, int]) -> str | None:
    """Choose the piece of work that fits a gap: named in its evidence, then of its competency, then the least used."""
    if not projects:
        return None
    quotes = " ".join(evidence.quote for evidence in gap.evidence).lower()

    def fit(item: tuple[int, tuple[str, frozenset[str]]]) -> tuple[int, int, int, int]:
        position, (name, competencies) = item
        return (name.lower() in quotes, gap.competency in competencies, -used.get(name, 0), -position)

    name = max(enumerate(projects), key=fit)[1][0]
    used[name] = used.get(name, 0) + 1
    return name


def _why(gap: Gap, aspirations: Sequence[Aspiration]) -> str:
    parts = []
    if gap.target_level and gap.target_expectation:
        core = any(factor.name == "importance" and factor.value >= 3 for factor in gap.priority_factors)
        weight = "one of the things that decide" if core else "noticed at"
        level = gap.target_title or f"the {gap.target_level.value.replace('-', ' ')} level"
        parts.append(f"{gap.competency_name} is {weight} {level}.")
    own = next((item for item in _telling(aspirations) if item.competency == gap.competency), None)
    if own:
        evidence = own.evidence[0]
        parts.append(f"It carries your own plan “{_short(evidence.quote)}” (line {evidence.line}).")
    others = [evidence for evidence in gap.evidence if evidence.speaker.value != "author"]
    if others:
        who = "Your manager" if others[0].speaker.value == "manager" else "A colleague"
        parts.append(f"{who} sees it too (line {others[0].line}).")
    if not parts:
        lines = sorted({evidence.line for evidence in gap.evidence})
        parts.append(f"You come back to it in line{'s' if len(lines) > 1 else ''} {', '.join(str(line) for line in lines)}.")
    return " ".join(parts)


def _aspiration(aspirations: Sequence[Aspiration]) -> str | None:
    for kind in ("goal", "aspiration"):
        for item in _telling(aspirations):
            if item.kind == kind and _CAREER.search(item.evidence[0].quote):
                return f"“{_short(item.evidence[0].quote)}” (line {item.evidence[0].line})"
    return None


def _telling(aspirations: Sequence[Aspiration]) -> list[Aspiration]:
    """Wishes and plans whose words say enough to be quoted by themselves."""
    return [item for item in aspirations if len(item.evidence[0].quote.split()) >= _TELLING_WORDS]


def _sentence(text: str) -> str:
    """A text that ends as a sentence does."""
    return text if text[-1:] in ".?!…" else f"{text}."


def _strength_to_use(strength: Strength) -> str:
    evidence = strength.evidence[0]
    return f"{strength.competency_name}: “{_short(evidence.quote)}” (line {evidence.line})"


def _parked(gap: Gap, goals: Sequence[Goal]) -> Parked:
    reason = (
        f"{gap.priority} priority; three goals at a time are enough"
        if len(goals) >= MAX_GOALS
        else f"{gap.priority} priority; left for the next plan"
    )
    return Parked(gap_id=gap.id, competency_name=gap.competency_name, topic=gap.topic, reason=reason)


def _assumptions(context: PlanContext) -> list[str]:
    assumptions = [
        "About a tenth of the working week can go into this plan; if less, drop the last goal, not a little of each."
    ]
    if not context.projects:
        assumptions.append(
            "No piece of current work was named in the text, so the actions speak of your current work; put its name in."
        )
    return assumptions


def _mix(actions: Sequence[Action]) -> dict[str, float]:
    total = max(1, len(actions))
    return {share.value: round(sum(action.share is share for action in actions) / total, 2) for share in Share}


_Day = Literal[30, 60, 90]


def _milestones(development: Development, words: _Words, start: date) -> list[Milestone]:
    texts: tuple[tuple[_Day, str], ...] = (
        (30, development.milestones.day_30),
        (60, development.milestones.day_60),
        (90, development.milestones.day_90),
    )
    return [Milestone(day=day, date=(start + timedelta(days=day)).isoformat(), text=words.fill(text)) for day, text in texts]


def _tracking(goal: Goal, start: date) -> list[TrackingRow]:
    rows = []
    for position, action in enumerate(goal.actions[:3]):
        due = start + timedelta(days=14 + 28 * position)
        rows.append(
            TrackingRow(
                goal=goal.id,
                next_step=action.id,
                due=due.isoformat(),
                evidence_to_collect=action.done_when,
                status="not started",
            )
        )
    return rows


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _short(quote: str, limit: int = 140) -> str:
    text = plain(quote)
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"
