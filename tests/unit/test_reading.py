"""A reading sorted into what people look for: every item with its place, each number, horizon and lesson."""

from __future__ import annotations

from typing import Any

import pytest

from coach.model.evidence import Reading
from coach.model.reading import DocumentReading
from coach.model.text import Claimed, Profile, Record, Role, Speaker, Statement
from coach.reading import readings_of
from tests.builders import reading, record


def sort(*said: tuple[Role, str], paths: dict[str, tuple[str, ...]] | None = None, **changes: Any) -> DocumentReading:
    made = record(*(text for _, text in said))
    statements = tuple(_under(item, (paths or {}).get(item.id, ())) for item in made.statements)
    given = record(*(text for _, text in said), statements=statements, **changes)
    readings = {item.id: reading(item.id, role) for item, (role, _) in zip(statements, said, strict=True)}
    return read(given, readings)


def _under(item: Statement, path: tuple[str, ...]) -> Statement:
    return Statement(item.id, item.source, item.text, item.start, item.end, item.line, heading_path=path)


def read(given: Record, readings: dict[str, Reading]) -> DocumentReading:
    return readings_of([given], readings).documents[0]


def test_every_statement_is_listed_with_its_place() -> None:
    found = sort((Role.ACHIEVEMENT, "I led it."), (Role.CONTEXT, "It rained."), (Role.SHORTFALL, "I skip the load tests"))
    assert [(item.quote, item.line, item.role) for item in found.statements] == [
        ("I led it.", 1, Role.ACHIEVEMENT),
        ("It rained.", 2, Role.CONTEXT),
        ("I skip the load tests", 3, Role.SHORTFALL),
    ]
    assert [item.quote for item in found.achievements] == ["I led it."]
    assert [item.quote for item in found.growth_areas] == ["I skip the load tests"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("I cut latency by 40% and cost by $1.2m", ["40%", "$1.2m"]),
        ("From 2 days to 4 hours", ["2 days", "4 hours"]),
        ("It serves 1,200,000 requests", ["1,200,000 requests"]),
        ("I mentored 3 people", ["3 people"]),
        ("I moved v2 of the API", []),
        ("I led it", []),
    ],
)
def test_numbers_of_an_achievement(text: str, numbers: list[str]) -> None:
    assert sort((Role.ACHIEVEMENT, text)).achievements[0].numbers == numbers


@pytest.mark.parametrize(
    ("text", "path", "horizon"),
    [
        ("Give a talk within six months", (), "within six months"),
        ("Give a talk by the end of March 2026", (), "by the end of March 2026"),
        ("Give a talk", ("Career", "Short-term goals (Next 6 months)"), "Short-term goals (Next 6 months)"),
        ("Give a talk", ("Q1 2025 priorities", "Personal"), "Q1 2025"),
        ("Give a talk", ("Phase 2 (Months 4-6)",), "Phase 2 (Months 4-6)"),
        ("Give a talk", (), None),
    ],
)
def test_the_horizon_of_a_goal_is_in_its_words_or_above_it(text: str, path: tuple[str, ...], horizon: str | None) -> None:
    (goal,) = sort((Role.GOAL, text), paths={"s1": path}).goals
    assert goal.horizon == horizon


def test_a_confession_told_indirectly_is_marked() -> None:
    found = sort(
        (Role.SHORTFALL, "I skip the load tests"),
        (Role.IMPLIED, "At midnight I was still on it"),
        (Role.GROWTH, "I want to learn Go"),
    )
    assert [item.plain for item in found.growth_areas] == [True, False, True]
    assert all(item.topic for item in found.growth_areas)


def test_a_challenge_has_the_lessons_that_follow_under_its_heading() -> None:
    path = ("Challenges", "Scope")
    found = sort(
        (Role.SHORTFALL, "We took on six features"),
        (Role.LESSON, "Say no earlier"),
        (Role.OTHERS, "The vendor was late"),
        (Role.LESSON, "Ask the vendor weekly"),
        (Role.LESSON, "Elsewhere"),
        paths={"s1": path, "s2": path, "s3": ("Wins",), "s4": ("Wins",), "s5": ("Other",)},
    )
    assert [(item.quote, item.whose, [lesson.quote for lesson in item.lessons]) for item in found.challenges] == [
        ("We took on six features", "author", ["Say no earlier"]),
        ("The vendor was late", "others", ["Ask the vendor weekly"]),
    ]
    assert len(found.lessons) == 3


@pytest.mark.parametrize(
    ("role", "tone"), [(Role.SHORTFALL, "criticism"), (Role.STRENGTH, "praise"), (Role.CONTEXT, "neutral")]
)
def test_feedback_has_a_speaker_and_a_tone(role: Role, tone: str) -> None:
    given = record("She rushes the reviews.")
    found = read(given, {"s1": reading("s1", role, speaker=Speaker.PEER)})
    assert [(item.speaker, item.tone) for item in found.feedback] == [(Speaker.PEER, tone)]
    assert read(given, {"s1": reading("s1", role)}).feedback == []


def test_only_likely_competencies_are_named() -> None:
    found = read(record("I rush."), {"s1": reading(competencies=(("testing", 0.6), ("planning", 0.1)))})
    assert found.statements[0].competencies == ["testing"]


def test_what_the_document_claims_of_itself_is_quoted() -> None:
    found = sort((Role.CONTEXT, "x"), profile=Profile(author=Claimed("Ana", "Ana", 0, 3, 1)), notices=("something hidden",))
    assert found.author is not None
    assert (found.author.value, found.author.origin, found.author.line) == ("Ana", "document", 1)
    assert found.rating is None
    assert found.notices == ["something hidden"]


def test_an_empty_record_has_an_empty_reading() -> None:
    found = read(record(), {})
    assert found.statements == []
