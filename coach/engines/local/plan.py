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

from coach.engines.local.choose import choose, declining, project_for
from coach.engines.local.own_words import (
    OwnPlan,
    anchors_of,
    destination,
    own_plans,
    proof_of,
    question_of,
    short_quote,
    why_of,
)
from coach.language.standing import standing_in
from coach.model.competency import ActionTemplate, Development, GapType, Level, Share
from coach.model.plan import MAX_GOALS, PlanContext
from coach.model.report import (
    Action,
    Gap,
    Goal,
    Guidance,
    Milestone,
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
_KEPT = 2
"""Most check-in questions from the corpus beside the person's own."""

_SOONEST, _LATEST = 90, 180
_KEEP = (
    "Keep what comes of it with your notes on “{topic}”.",
    "Bring it to the next one-to-one as your first page on “{topic}”.",
    "Then write in two lines what it changed about “{topic}”.",
    "Say beforehand that it is for “{topic}”.",
    "Ask afterwards what it did for “{topic}”.",
    "File it under “{topic}”, with the date.",
    "Tell one colleague why “{topic}” is behind it.",
    "Judge it by what changes in “{topic}”.",
    "Look at it again in a month with “{topic}” in mind.",
)
"""What ties an action to the topic where nothing else of the person does."""

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
        chosen, parked = choose(context.gaps, context.aspirations, min(context.goals, MAX_GOALS))
        used_texts: set[str] = set()
        used_projects: set[str] = set()
        goals = [self._goal(gap, number + 1, context, used_texts, used_projects) for number, gap in enumerate(chosen)]
        actions = [action for goal in goals for action in goal.actions]
        return Plan(
            start=context.start.isoformat(),
            horizon=(context.start + timedelta(days=365)).isoformat(),
            aspiration=destination(context.aspirations),
            strengths_to_use=[_strength_to_use(strength) for strength in context.strengths[: len(goals) or 1]],
            goals=goals,
            parked=parked,
            assumptions=_assumptions(context),
            cadence=CADENCE,
            mix=_mix(actions),
            tracking=[row for goal in goals for row in _tracking(goal, context.start)],
            agreement=AGREEMENT,
        )

    def _goal(self, gap: Gap, number: int, context: PlanContext, used_texts: set[str], used_projects: set[str]) -> Goal:
        development = self._development(gap.competency)
        own = own_plans(gap, context)
        stands = standing_in(gap.evidence)
        due = context.start + timedelta(days=_days(gap, own))
        project = project_for(gap, context.projects, used_projects)
        words = _Words(gap.topic, project, _day(due))
        actions = self._actions(gap, number, development, words, context, used_texts)
        return Goal(
            id=f"goal-{number}",
            gap_id=gap.id,
            competency=gap.competency,
            competency_name=gap.competency_name,
            topic=gap.topic,
            statement=words.fill(str(getattr(development.goal, gap.gap_type.value))),
            why=why_of(gap, context.aspirations),
            from_state=f"“{short_quote(stands.quote)}” (line {stands.line})",
            to_state=gap.target_expectation or gap.current_expectation or words.fill(development.readiness[0]),
            baseline=words.fill(development.baseline),
            measures=[_sentence(words.fill(measure)) for measure in development.measures],
            stop_rule=words.fill(development.stop_rule),
            actions=actions,
            milestones=_milestones(development, words, context.start),
            phases=_phases(development, words, own),
            relationships=[
                RelationshipStep(
                    role=item.role[:1].upper() + item.role[1:], why=_sentence(words.fill(item.why)), ask=words.fill(item.ask)
                )
                for item in development.relationships
            ],
            resources=[
                ResourceNote(title=item.title, author=item.author, kind=item.kind, why=_sentence(item.why))
                for item in development.resources[:2]
            ],
            manager_support=words.fill(development.manager_support),
            risks=[
                RiskNote(risk=_sentence(words.fill(item.risk)), response=_sentence(words.fill(item.response)))
                for item in development.risks
            ],
            check_in_questions=[question_of(gap), *(words.fill(item) for item in development.check_in_questions[:_KEPT])],
            readiness=[proof_of(gap), *(words.fill(item) for item in development.readiness[: _KEPT + 1])],
            hours_per_week=max((action.hours_per_week for action in actions), default=0.0),
        )

    def _actions(
        self, gap: Gap, number: int, development: Development, words: _Words, context: PlanContext, used_texts: set[str]
    ) -> list[Action]:
        actions: list[Action] = []
        anchors = anchors_of(gap, context)
        for template in _chosen(development.actions, gap, context.level, words.project is not None):
            text = words.fill(template.text if words.project or "{project}" not in template.text else template.without_project)
            text = _anchored(text, words, anchors, used_texts)
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
            "project": f"the “{self.project}”" if self.project else "your current work",
            "date": self.date,
        }
        return _SLOT.sub(lambda match: values[match.group(1)], text)


def _anchored(text: str, words: _Words, anchors: list[str], used_texts: set[str]) -> str:
    """Tie an action without a slot to the person: to further words of theirs while there are some, else to their topic."""
    if f"“{words.topic}”" in text or (words.project and f"“{words.project}”" in text):
        return text
    turn = len(used_texts) % len(_KEEP)
    sayings = [*anchors, *(saying.format(topic=words.topic) for saying in _KEEP[turn:] + _KEEP[:turn])]
    anchor = next((saying for saying in sayings if saying not in used_texts), sayings[-1])
    used_texts.add(anchor)
    return f"{text} {anchor}"


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


def _sentence(text: str) -> str:
    """A text that ends as a sentence does."""
    return text if text[-1:] in ".?!…" else f"{text}."


def _strength_to_use(strength: Strength) -> str:
    evidence = strength.evidence[0]
    return f"{strength.competency_name}: “{short_quote(evidence.quote)}” (line {evidence.line})"


def _assumptions(context: PlanContext) -> list[str]:
    assumptions = [
        "About a tenth of the working week can go into this plan; if less, drop the last goal, not a little of each."
    ]
    if not context.projects:
        assumptions.append(
            "No piece of current work was named in the text, so the actions speak of your current work; put its name in."
        )
    declined = dict.fromkeys(
        f"“{short_quote(words.quote)}” (line {words.line}) is taken as said: nothing here leads there."
        for gap in context.gaps
        if (words := declining(gap.competency, context.aspirations))
    )
    assumptions.extend(declined)
    return assumptions


def _mix(actions: Sequence[Action]) -> dict[str, float]:
    total = max(1, len(actions))
    return {share.value: round(sum(action.share is share for action in actions) / total, 2) for share in Share}


_Day = Literal[30, 60, 90]


def _days(gap: Gap, own: Sequence[OwnPlan]) -> int:
    """Days until a goal is due: by the person's own first date for it, within the usual span, else by the kind of gap."""
    months = [plan.month for plan in own if plan.month]
    return min(_LATEST, max(_SOONEST, min(months) * 30)) if months else _DAYS[gap.gap_type]


def _phases(development: Development, words: _Words, own: Sequence[OwnPlan]) -> list[Phase]:
    """The rest of the year: first what the person plans for then, in their words, then what the corpus adds."""
    rows = {"1-3": "", "4-6": words.fill(development.phases.months_4_6), "7-12": words.fill(development.phases.months_7_12)}
    for plan in reversed([plan for plan in own if plan.month]):
        months = "1-3" if plan.month <= 3 else "4-6" if plan.month <= 6 else "7-12"
        rows[months] = f"You plan “{short_quote(plan.evidence.quote)}” (line {plan.evidence.line}). {rows[months]}".strip()
    return [Phase(months=months, text=text) for months, text in rows.items() if text]


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
