"""The scorers of plans: a composed plan passes, and each planted fault is caught by its scorer."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.corpora import Corpus
from coach.evaluate import plan_scorers as score
from coach.guide import Guide
from coach.model.competency import Share
from coach.model.report import Goal, Plan, Report
from tests.unit.render.hostile import hostile_report


@pytest.fixture(scope="module")
def report(corpus: Corpus, guide: Guide) -> Report:
    return hostile_report(corpus, guide, "billing")


@pytest.fixture
def plan(report: Report) -> Plan:
    assert report.plan
    return report.plan


@pytest.fixture
def folder(corpus: Corpus) -> Path:
    return corpus.folder / "guide"


def with_goal(plan: Plan, **changes: object) -> Plan:
    goal = plan.goals[0].model_copy(update=changes)
    return plan.model_copy(update={"goals": [goal, *plan.goals[1:]]})


def with_action(plan: Plan, **changes: object) -> Plan:
    action = plan.goals[0].actions[0].model_copy(update=changes)
    return with_goal(plan, actions=[action, *plan.goals[0].actions[1:]])


def test_a_composed_plan_passes(plan: Plan, report: Report, folder: Path) -> None:
    assert score.unserved_gaps(report, plan) == []
    assert score.fallen_citations(plan, folder) == []
    assert score.vague_goals(plan) == []
    assert score.weak_mix(plan) == []
    assert score.impersonal_actions(plan, report) == []


def test_a_gap_that_is_forgotten_served_twice_or_invented_is_caught(plan: Plan, report: Report) -> None:
    assert score.unserved_gaps(report, plan.model_copy(update={"goals": plan.goals[1:]}))
    assert score.unserved_gaps(report, plan.model_copy(update={"goals": [*plan.goals, plan.goals[0]]}))
    assert score.unserved_gaps(report, with_goal(plan, gap_id="gap-99"))


def test_a_citation_of_words_that_are_not_there_is_caught(plan: Plan, folder: Path) -> None:
    cited = next(action for goal in plan.goals for action in goal.actions if action.guidance)
    forged = cited.guidance[0].model_copy(update={"quote": "words that no guide has"})
    assert score.fallen_citations(with_action(plan, guidance=[forged], basis="guide"), folder)
    assert score.fallen_citations(with_action(plan, guidance=[], basis="guide"), folder)
    elsewhere = cited.guidance[0].model_copy(update={"file": "missing.md"})
    assert score.fallen_citations(with_action(plan, guidance=[elsewhere], basis="guide"), folder)


def test_evidence_that_is_not_in_the_document_is_caught(plan: Plan) -> None:
    text = "x" * 5000
    assert score.missing_parts(plan, text)


@pytest.mark.parametrize(
    "changes", [{"measures": []}, {"baseline": " "}, {"statement": "Get better."}, {"milestones": []}, {"actions": []}]
)
def test_a_goal_without_a_part_of_smart_is_caught(plan: Plan, changes: dict[str, object]) -> None:
    assert score.vague_goals(with_goal(plan, **changes))


def test_a_plan_of_courses_is_caught(plan: Plan) -> None:
    assert score.weak_mix(with_action(plan, share=Share.EDUCATION)) or score.weak_mix(_all_education(plan))
    assert score.weak_mix(_all_education(plan))


def _all_education(plan: Plan) -> Plan:
    goals: list[Goal] = [
        goal.model_copy(update={"actions": [each.model_copy(update={"share": Share.EDUCATION}) for each in goal.actions]})
        for goal in plan.goals
    ]
    return plan.model_copy(update={"goals": goals, "mix": {"education": 1.0}})


def test_a_sentence_that_is_said_twice_is_caught(plan: Plan) -> None:
    words = "Ask one colleague each week what you could have said better."
    doubled = with_goal(plan, check_in_questions=[words, words])
    assert any("colleague each week" in sentence for sentence in score.said_twice(doubled))


def test_an_action_and_a_goal_that_would_fit_anyone_are_caught(plan: Plan, report: Report) -> None:
    assert score.impersonal_actions(with_action(plan, text="Be kind and read a book."), report)
    assert score.goals_without_topic(with_goal(plan, topic="jumping quietly", statement="By 2027, do it.", why="Because."))
