"""What of a plan is the person's own: where they want to go, what they planned and when."""

from __future__ import annotations

from datetime import date

from coach.engines.local.own_words import anchors_of, destination, own_plans, proof_of, question_of, why_of
from coach.model.competency import Level
from coach.model.plan import PlanContext
from coach.model.report import Aspiration, Strength, WishKind
from coach.model.text import Speaker
from tests.builders import evidence, gap


def wish(words: str, kind: WishKind, line: int = 1, competency: str | None = "testing", *path: str) -> Aspiration:
    piece = evidence(words, line=line, heading_path=list(path))
    return Aspiration(competency=competency, competency_name=competency, kind=kind, evidence=[piece])


def context(*aspirations: Aspiration, strengths: tuple[Strength, ...] = ()) -> PlanContext:
    return PlanContext([], strengths, aspirations, (), Level.SENIOR, date(2026, 11, 22))


def test_where_somebody_wants_to_go_is_no_item_of_a_list() -> None:
    listed = wish("Mentorship: Guide one junior developer soon", "goal")
    role = wish("I see myself eventually taking on roles with more strategy.", "aspiration", line=63)
    assert destination([listed]) is None
    assert destination([listed, role]) == "“I see myself eventually taking on roles with more strategy.” (line 63)"
    assert destination([wish("I want to stay an individual contributor.", "preference", line=9)]) is not None
    assert destination([wish("A sponsor for my promotion, if there is one", "support")]) is None


def test_plans_are_dated_by_their_words_or_by_the_headings_above_them() -> None:
    plans = own_plans(
        gap(),
        context(
            wish("Review five requests a week", "goal", 1, "testing", "Plan", "Phase 1 (Next 3 Months)"),
            wish("Agree it by the end of March", "goal", 2, "testing", "Plan", "Phase 1 (Next 3 Months)"),
            wish("Test more", "goal", 3, "testing"),
            wish("Plan better", "goal", 4, "planning"),
            wish("More time for tests", "support", 5),
        ),
    )
    assert [(plan.evidence.line, plan.month) for plan in plans] == [(1, 3), (2, 4), (3, 0)]


def test_a_reason_always_names_the_persons_topic_or_plan() -> None:
    assert "You name “skipping the load tests” in line 1." in why_of(gap(), [])
    twice = gap(evidence=[evidence(line=3), evidence(line=8)])
    assert "You come back to “skipping the load tests” in lines 3, 8." in why_of(twice, [])


def test_anchors_are_other_words_of_the_person() -> None:
    piece = evidence("The date picker broke in release seven.", line=5)
    deed = Strength(
        competency="testing", competency_name="Testing", summary="", evidence=[evidence("I wrote 64 tests.", line=7)]
    )
    anchors = anchors_of(
        gap(evidence=[evidence(), piece]), context(wish("Test the import by May", "goal", 9), strengths=(deed,))
    )
    assert anchors == [
        "Begin with “The date picker broke in release seven.” (line 5).",
        "Let it serve your own plan “Test the import by May” (line 9).",
        "Build on what you have: “I wrote 64 tests.” (line 7).",
    ]


def test_question_and_proof_start_from_the_sentence() -> None:
    assert (
        question_of(gap()) == "What can you show since you wrote “I keep skipping the load tests before a release.” (line 1)?"
    )
    assert "somebody said of you" in question_of(gap(evidence=[evidence(speaker=Speaker.PEER)]))
    assert "“skipping the load tests” (line 1)" in proof_of(gap())
