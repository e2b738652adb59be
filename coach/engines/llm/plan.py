"""The `plan` of the language-model engine: the local plan, with the goals and actions of a model where they pass every check.

The local planner always composes a whole plan first. What a model writes takes the place of a part of it only when it names
something of this person, follows the passage that it cites, and is plain text; so the plan is complete whatever the model says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Protocol

from coach.engines.llm.plan_checks import action_of, goal_statement
from coach.engines.llm.plan_prompt import Material, PlanPrompt, material_of
from coach.engines.llm.plan_shape import GoalSaid, PlanSaid, plan_shape
from coach.engines.llm.session import Session
from coach.errors import ProviderError
from coach.model.competency import GapType, Share
from coach.model.outgoing import Message
from coach.model.plan import PlanContext
from coach.model.report import Action, Dropped, Gap, Goal, Guidance, Plan, TrackingRow

_MOST = {Share.EXPERIENCE: 3, Share.EXPOSURE: 2, Share.EDUCATION: 1}
_LEAST = {Share.EXPERIENCE: 2, Share.EXPOSURE: 1, Share.EDUCATION: 1}
_DAYS = {GapType.HABIT: 90, GapType.EVIDENCE: 90, GapType.SKILL: 180, GapType.OPPORTUNITY: 180}
_FIRST_STEP, _NEXT_STEP, _TRACKED = 14, 28, 3


class WholePlan(Protocol):
    """An engine that composes a whole plan by itself."""

    def plan(self, context: PlanContext) -> Plan:
        """Compose a plan."""
        ...


class LlmPlanner:
    """Lets a model word goals and actions, and keeps what can be checked."""

    def __init__(
        self, session: Session, prompt: PlanPrompt, base: WholePlan, passages: Callable[[Gap], Sequence[Guidance]]
    ) -> None:
        """Put the parts together.

        Args:
            session: The model and what the steps of a run share.
            prompt: What is said to the model.
            base: Composes the plan that the model's words are laid over.
            passages: What the guide has on a gap, best first.
        """
        self._session = session
        self._prompt = prompt
        self._base = base
        self._passages = passages

    def plan(self, context: PlanContext) -> Plan:
        """Compose a plan.

        Raises:
            ProviderFailed: The model failed, and nobody asked for the local engine instead.
        """
        base = self._base.plan(context)
        chosen = {goal.gap_id for goal in base.goals}
        dated = [(gap, _day(context, gap)) for gap in context.gaps if gap.id in chosen]
        material = material_of(dated, [self._passages(gap) for gap, _ in dated])
        if not material.gaps or not material.passages:
            self._session.plan = "local"
            return base
        try:
            said = self._ask(material, context)
        except ProviderError as error:
            if not self._session.fall_back:
                raise
            self._session.failures.append(f"the model failed, so the local engine made the plan: {error.cause}")
            self._session.plan = "local"
            return base
        return self._laid_over(base, said, material, context)

    def _ask(self, material: Material, context: PlanContext) -> PlanSaid:
        self._session.prompts.append(self._prompt.id)
        messages = [
            Message("system", self._prompt.system()),
            Message("user", self._prompt.user(material, context, self._session.disguise)),
        ]
        schema = plan_shape(list(material.gaps), list(material.words), list(material.passages))
        return self._session.ask(messages, schema, "about the plan")

    def _laid_over(self, base: Plan, said: PlanSaid, material: Material, context: PlanContext) -> Plan:
        told = {str(goal.gap): goal for goal in reversed(said.goals)}
        goals = [self._goal(goal, told[goal.gap_id], material, context) if goal.gap_id in told else goal for goal in base.goals]
        actions = [action for goal in goals for action in goal.actions]
        own = sum(action.wording == "model" for action in actions)
        self._session.plan = (
            f"{self._session.name}: {own} of {len(actions)} actions; the rest of the plan by the local engine"
            if own
            else "local"
        )
        return base.model_copy(
            update={
                "goals": goals,
                "mix": {
                    share.value: round(sum(a.share is share for a in actions) / max(1, len(actions)), 2) for share in Share
                },
                "tracking": [row for goal in goals for row in _tracking(goal, context)],
            }
        )

    def _goal(self, goal: Goal, said: GoalSaid, material: Material, context: PlanContext) -> Goal:
        gap, due = material.gaps[goal.gap_id]
        checked = [action_of(action, gap, material, context, self._session.disguise) for action in said.actions]
        for outcome in checked:
            if isinstance(outcome, str):
                self._drop("action", gap, outcome)
        actions = _mixed([item for item in checked if isinstance(item, Action)], goal)
        statement, fault = goal_statement(said.statement, gap, due, context, self._session.disguise)
        if fault:
            self._drop("goal", gap, fault)
        return goal.model_copy(
            update={
                "actions": actions,
                "hours_per_week": max((action.hours_per_week for action in actions), default=0.0),
                **({"statement": statement, "wording": "model"} if statement else {}),
            }
        )

    def _drop(self, what: str, gap: Gap, reason: str) -> None:
        self._session.dropped.append(
            Dropped(what=f"{what} of the model for “{gap.topic}”", reason=reason, competency=gap.competency)
        )


def _day(context: PlanContext, gap: Gap) -> str:
    due = context.start + timedelta(days=_DAYS[gap.gap_type])
    return f"{due.day} {due:%B %Y}"


def _mixed(own: Sequence[Action], goal: Goal) -> list[Action]:
    """The model's actions within the mix, then the local planner's where a share has too few; numbered anew."""
    chosen: list[Action] = []
    for share in Share:
        mine = list({action.text: action for action in own if action.share is share}.values())[: _MOST[share]]
        filled = [action for action in goal.actions if action.share is share]
        chosen += [*mine, *filled[: max(0, _LEAST[share] - len(mine))]]
    return [action.model_copy(update={"id": f"{goal.id}.{number}"}) for number, action in enumerate(chosen, 1)]


def _tracking(goal: Goal, context: PlanContext) -> list[TrackingRow]:
    return [
        TrackingRow(
            goal=goal.id,
            next_step=action.id,
            due=(context.start + timedelta(days=_FIRST_STEP + _NEXT_STEP * position)).isoformat(),
            evidence_to_collect=action.done_when,
            status="not started",
        )
        for position, action in enumerate(goal.actions[:_TRACKED])
    ]
