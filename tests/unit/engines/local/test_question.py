"""What a question asks for, and follow-ups completed from the question before."""

from __future__ import annotations

import pytest

from coach.engines.local.question import MAX_CHARS, kind_of, understand
from coach.model.question import QuestionKind, Reader

Kind = QuestionKind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How long should a design document be?", Kind.FIGURE),
        ("how many reports can a new manager handle", Kind.FIGURE),
        ("what share of the week goes into code", Kind.FIGURE),
        ("What is the difference between a mentor and a sponsor?", Kind.COMPARISON),
        ("staff vs principal", Kind.COMPARISON),
        ("What is a stop rule?", Kind.DEFINITION),
        ("what does calibration mean", Kind.DEFINITION),
        ("What are the signs of burnout?", Kind.LIST),
        ("what should a definition of done contain", Kind.LIST),
        ("which certificates should I get", Kind.LIST),
        ("why do packets fail", Kind.WHY),
        ("How do I say no?", Kind.HOW_TO),
        ("late by months, where do I start??", Kind.HOW_TO),
        ("Is it fine to skip the review?", Kind.YES_NO),
        ("A/B test - can we stop early?", Kind.YES_NO),
        ("My boss left. I am sad. How do I find a new mentor?", Kind.HOW_TO),
        ("who decides on promotions", Kind.FACT),
        ("everything is on fire and nobody listens", Kind.SITUATION),
        ("", Kind.SITUATION),
    ],
)
def test_the_shape_that_is_asked_for(text: str, kind: QuestionKind) -> None:
    assert kind_of(text) is kind


def test_what_kind_of_figure() -> None:
    assert understand("how much money for a week on call").units[0] == "money"
    assert "duration" in understand("how long does it take").units
    assert understand("how do I say no").units == ()


def test_both_sides_of_a_comparison() -> None:
    assert understand("What is the difference between a mentor and a sponsor?").sides == ("mentor", "sponsor")


def test_a_long_question_is_searched_with_both_its_ends() -> None:
    question = understand("estimates " + "x" * 10_000 + " promotion")
    assert len(question.search) <= MAX_CHARS + 1
    assert {"estim", "promot"} <= set(question.words)


def test_control_characters_are_no_words() -> None:
    assert understand("how\x00 do\x1b[2J I\u202e say\nno").text == "how do [2J I say no"


@pytest.mark.parametrize(
    ("before", "asked", "search"),
    [
        ("What is expected of a senior engineer?", "and for staff?", "What is expected of a staff engineer?"),
        ("What is expected of P3?", "and at P4", "What is expected of P4?"),
        ("what does a staff engineer do", "and a tech lead?", "what does a tech lead do"),
    ],
)
def test_a_follow_up_about_another_level(before: str, asked: str, search: str) -> None:
    question = understand(asked, understand(before))
    assert (question.search, question.text, question.follows) == (search, asked, before)


def test_a_follow_up_that_points_back_gets_the_words_it_points_to() -> None:
    question = understand("how long does that take?", understand("How do I get from senior to staff?"))
    assert question.kind is Kind.FIGURE
    assert {"senior", "staff"} <= set(question.words)
    assert question.follows == "How do I get from senior to staff?"


def test_a_follow_up_leaves_the_shape_of_the_question_before_behind() -> None:
    question = understand("how do I find one?", understand("What is the difference between a mentor and a sponsor?"))
    assert question.search == "how do I find one mentor sponsor"
    assert question.kind is Kind.HOW_TO


def test_a_follow_up_without_a_shape_keeps_the_one_before() -> None:
    assert understand("and for remote teams?", understand("How often should I have a one-to-one?")).kind is Kind.FIGURE


def test_a_question_that_stands_alone_is_no_follow_up() -> None:
    question = understand("How do I write a postmortem without blame?", understand("How long is a self-review?"))
    assert question.follows is None
    assert question.search == question.text


def test_my_level_is_that_of_the_reader() -> None:
    reader = Reader("Ada", role="data engineer", level="senior", target="staff")
    assert (
        understand("what is expected at my next level in my role", reader=reader).search
        == "what is expected at staff in data engineer"
    )
    assert understand("what is my level", reader=Reader("Ada")).search == "what is my level"
