"""Who a report is about: options before documents, the first document before the others, and never a guess."""

from __future__ import annotations

import pytest

from coach.corpora import Corpus
from coach.errors import UsageError
from coach.model.competency import Ladder, Level
from coach.model.report import Person
from coach.model.text import Claimed, Profile, Record
from coach.person import PersonOptions, descent_notice, levels_of, measured_at, resolve_person
from coach.read.document import read_bytes
from coach.segment.record import read_record
from tests.builders import record


@pytest.fixture
def ladder(corpus: Corpus) -> Ladder:
    return corpus.ladder("default")


def claimed(value: str, line: int = 3) -> Claimed:
    return Claimed(value, value.title(), 0, 5, line)


def resolved(records: list[Record], ladder: Ladder, **options: str) -> Person:
    return resolve_person(records, PersonOptions(**options), ladder)


def test_nothing_known_is_nothing_said(ladder: Ladder) -> None:
    person = resolved([record("I led it.")], ladder)
    assert set(person.model_dump().values()) == {None}
    assert levels_of(person, ladder) == (None, None)


def test_what_a_document_says_is_quoted_with_its_line(ladder: Ladder) -> None:
    person = resolved([record("x", profile=Profile(author=claimed("ana"), current_level=claimed("senior", 7)))], ladder)
    assert person.current_level is not None
    assert (person.current_level.value, person.current_level.origin, person.current_level.line) == ("senior", "document", 7)
    assert person.name is not None
    assert person.name.quote == "Ana"


def test_an_option_comes_before_every_document(ladder: Ladder) -> None:
    told = record("x", profile=Profile(role=claimed("tester"), current_level=claimed("senior"), period=claimed("2025")))
    person = resolved([told], ladder, role="data engineer", level="mid", target="staff", period="H1 2026")
    claims = (person.role, person.current_level, person.target_level, person.period)
    assert [claim.value for claim in claims if claim] == ["data engineer", "mid", "staff", "H1 2026"]
    assert {claim.origin for claim in claims if claim} == {"option"}


def test_the_first_document_that_tells_counts(ladder: Ladder) -> None:
    records = [
        record("x"),
        record("x", profile=Profile(author=claimed("ana"))),
        record("x", profile=Profile(author=claimed("bo"))),
    ]
    person = resolved(records, ladder)
    assert person.name is not None
    assert person.name.value == "ana"


def test_the_next_level_is_the_target_unless_one_is_named(ladder: Ladder) -> None:
    def ids(**options: str) -> list[Level | None]:
        return [level.id if level else None for level in levels_of(resolved([record("x")], ladder, **options), ladder)]

    assert ids(level="senior") == [Level.SENIOR, Level.STAFF]
    assert ids(level="senior", target="principal") == [Level.SENIOR, Level.PRINCIPAL]
    assert ids(level="distinguished") == [Level.DISTINGUISHED, Level.DISTINGUISHED]
    assert ids(target="staff") == [None, Level.STAFF]


def test_a_level_that_no_ladder_has_is_the_callers_mistake(ladder: Ladder) -> None:
    with pytest.raises(UsageError, match="wizard") as raised:
        resolved([record("x")], ladder, level="wizard")
    assert raised.value.remedy.startswith("Levels of default: junior (Junior Engineer), mid (Engineer), senior")


def test_a_target_below_the_level_is_refused_where_both_are_options(ladder: Ladder) -> None:
    with pytest.raises(UsageError, match="target mid is below the current level senior") as raised:
        resolved([record("x")], ladder, level="senior", target="mid")
    assert raised.value.remedy
    assert resolved([record("x")], ladder, level="senior", target="senior").target_level is not None


def test_a_target_below_the_level_that_a_text_names_is_told_and_not_used(ladder: Ladder) -> None:
    told = record("x", profile=Profile(current_level=claimed("senior", 3), target_level=claimed("mid", 4)))
    person = resolved([told], ladder)
    assert "target mid (line 4) is below the current level senior (line 3)" in descent_notice(person, ladder)
    current, target = levels_of(person, ladder)
    assert (current and current.id, target and target.id) == (Level.SENIOR, Level.STAFF)
    assert measured_at(person, ladder) == "for the level above yours"
    chosen = resolved([told], ladder, target="junior")
    assert "keeps to that target" in descent_notice(chosen, ladder)
    assert levels_of(chosen, ladder)[1] == ladder.beside(Level.JUNIOR)
    assert descent_notice(resolved([told], ladder, target="staff"), ladder) == ""


def test_a_priority_is_measured_at_a_level_that_is_named_as_what_it_is(ladder: Ladder) -> None:
    def at(**options: str) -> str:
        return measured_at(resolved([record("x")], ladder, **options), ladder)

    assert at() == "for a senior engineer, since no level is known"
    assert at(level="mid") == "for the level above yours"
    assert at(level="distinguished") == "for your level, the highest"
    assert at(target="staff") == "for the target level"


@pytest.mark.parametrize(
    "line",
    [
        "Level: L7",
        "Level: IC9",
        "Level: E1",
        "Grade: SDE III",
        "Seniority: Sr. Staff",
        "Level: level 7",
        "Role: engineer iv",
        "Level: pleno",
        "Level: 42",
        "Level: wizard",
    ],
)
def test_whatever_level_a_text_names_can_be_looked_up(ladder: Ladder, line: str) -> None:
    read = read_record(read_bytes(f"# Self-review\n{line}\n\n## Wins\n- I led the rollout of the new ledger.\n".encode(), "x"))
    current, _ = levels_of(resolved([read], ladder), ladder)
    assert current is None or current.id in list(Level)
