"""The shape of a plan: built for each call, so that its JSON Schema enumerates gaps, words and passages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field, create_model

from coach.engines.llm.assess_shape import Shape, a_list, enumeration

MOST_ACTIONS = 5


class ActionSaid(Shape):
    """One thing to do."""

    share: Literal["experience", "exposure", "education"]
    text: str
    done_when: str
    hours: Literal["0.5", "1", "1.5", "2", "3"]
    passage: str
    words: list[str]


class GoalSaid(Shape):
    """A goal for a gap."""

    gap: str
    statement: str
    actions: list[ActionSaid]


class PlanSaid(Shape):
    """Goals with their actions."""

    goals: list[GoalSaid]


def plan_shape(gaps: Sequence[str], words: Sequence[str], passages: Sequence[str]) -> type[PlanSaid]:
    """The shape for one plan.

    Args:
        gaps: Ids of the gaps that get a goal.
        words: Ids of the person's words.
        passages: Ids of the passages that may be cited.
    """
    action = create_model(
        "Action",
        __base__=ActionSaid,
        text=(str, Field(json_schema_extra={"maxLength": 400})),
        done_when=(str, Field(json_schema_extra={"maxLength": 220})),
        passage=(enumeration("PassageId", passages), ...),
        words=a_list(enumeration("WordsId", words), 2),
    )
    goal = create_model(
        "Goal",
        __base__=GoalSaid,
        gap=(enumeration("GapId", gaps), ...),
        statement=(str, Field(json_schema_extra={"maxLength": 300})),
        actions=a_list(action, MOST_ACTIONS),
    )
    return create_model("Plan", __base__=PlanSaid, goals=a_list(goal, len(gaps)))
