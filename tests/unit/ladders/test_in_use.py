"""Somebody's own ladder in a review: the person's levels in its terms, expectations in its words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from coach.corpora import Corpus, read_corpus
from coach.datafiles import data_folder
from coach.errors import UsageError
from coach.ladders.read import read_ladder
from coach.model.competency import Importance, Ladder, Level
from coach.model.report import Claim, Person
from coach.model.text import Document
from coach.person import PersonOptions, levels_of, resolve_person
from coach.segment.record import read_record

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "ladders"
NORTHWIND = Path(__file__).resolve().parents[3] / "evals" / "corpora" / "northwind-ladder"


@cache
def shipped() -> Corpus:
    return read_corpus(data_folder("corpus"))


@cache
def northwind() -> Ladder:
    return read_ladder(NORTHWIND, shipped())


def person_of(text: str, ladder: Ladder, **options: str) -> Person:
    record = read_record(
        Document("review.md", f"# Self-review\n\n{text}\n\n## What I did\n\nI shipped the tide table and fixed the pager.\n")
    )
    return resolve_person([record], PersonOptions(**options), ladder)


def titles(person: Person) -> tuple[str | None, str | None]:
    current, target = person.current_level, person.target_level
    return current.title if current else None, target.title if target else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Level: P3", ("P3 Mate", None)),
        ("I am a Mate, aiming for Navigator.", ("P3 Mate", "P4 Navigator")),
        ("I am a P2 and want to be promoted to P3.", ("P2 Sailor", "P3 Mate")),
        ("Ann, senior backend engineer (P4)", ("P4 Navigator", None)),
        ("I am a senior engineer.", ("P3 Mate", None)),
        ("I am a software engineer.", (None, None)),
    ],
)
def test_levels_that_a_review_names_are_those_of_the_ladder(text: str, found: tuple[str | None, str | None]) -> None:
    assert titles(person_of(text, northwind())) == found


def test_the_words_and_their_line_are_kept() -> None:
    claim = person_of("Level: P3", northwind()).current_level
    assert claim == Claim(value="senior", origin="document", title="P3 Mate", quote="P3", line=3)


@pytest.mark.parametrize("words", ["P4", "p4", "Navigator", "P4 Navigator", "staff"])
def test_options_take_the_ladder_s_own_names_and_the_usual_ones(words: str) -> None:
    claim = person_of("", northwind(), target=words).target_level
    assert claim == Claim(value="staff", origin="option", title="P4 Navigator")


def test_an_unknown_level_is_refused_with_the_levels_there_are() -> None:
    with pytest.raises(UsageError, match=r"no level 'P9'.*P1 Deckhand, P2 Sailor"):
        person_of("", northwind(), level="P9")


def test_the_next_level_of_the_ladder_is_the_target_when_none_is_named() -> None:
    current, target = levels_of(person_of("Level: P4", northwind()), northwind())
    assert current is not None
    assert target is not None
    assert (current.name, target.name) == ("P4 Navigator", "P5 Harbor master")


def test_there_is_nothing_above_the_top() -> None:
    current, target = levels_of(person_of("Level: P5", northwind()), northwind())
    assert current == target


def test_two_levels_beside_one_usual_level_stay_apart() -> None:
    ladder = read_ladder(FIXTURES / "eight-levels.md", shipped())
    current, target = levels_of(person_of("Level: T4", ladder), ladder)
    assert current is not None
    assert target is not None
    assert (current.name, current.id, target.name, target.id) == ("T4", Level.STAFF, "T5", Level.STAFF)
    assert shipped().expectation(ladder, "coding", target).text == "a5"


def test_a_usual_word_means_the_level_that_has_it_in_its_title(tmp_path: Path) -> None:
    path = tmp_path / "ladder.md"
    path.write_text("| Axis | Senior Engineer | Architect | Staff Engineer |\n|---|---|---|---|\n| Coding | a | b | c |\n")
    ladder = read_ladder(path, shipped())
    assert [level.id for level in ladder.levels[1:]] == [Level.STAFF, Level.STAFF]
    assert titles(person_of("I am a senior engineer aiming for staff.", ladder)) == ("Senior Engineer", "Staff Engineer")


def test_expectations_are_the_ladder_s_own_words_with_their_place() -> None:
    level = northwind().named("P4")
    assert level is not None
    own = shipped().expectation(northwind(), "reliability", level)
    assert own.text == "Owns a service-level target across crews"
    assert own.place == "levels.md, line 13: Reliability, P4 Navigator"


def test_words_that_speak_of_it_count_where_no_axis_stands_for_it() -> None:
    level = northwind().named("P4")
    assert level is not None
    assert (
        shipped().expectation(northwind(), "conflict-resolution", level).text
        == "Settles quarrels between crews; mentors two people"
    )
    ladder = read_ladder(FIXTURES / "nested-lists.md", shipped())
    assert shipped().expectation(ladder, "technical-strategy", ladder.levels[2]).text == "Turns complaints into the roadmap"


def test_where_the_ladder_is_silent_the_default_s_words_are_marked() -> None:
    level = northwind().named("P4")
    assert level is not None
    found = shipped().expectation(northwind(), "observability", level)
    assert found.silent
    assert found.text == shipped().competencies["observability"].levels.at(Level.STAFF)
    assert "says nothing" in (found.place or "")


def test_a_level_that_adds_nothing_keeps_what_stands_below_it() -> None:
    ladder = read_ladder(FIXTURES / "html-table.md", shipped())
    kept = tuple(cell for cell in ladder.cells if not (cell.axis == "Debugging" and "Senior" in cell.level))
    found = shipped().expectation(ladder.model_copy(update={"cells": kept}), "debugging", ladder.levels[-1])
    assert found.text == "Reads the trace before guessing"
    assert (found.place or "").endswith("Engineer 2 (IC3); Senior Engineer (IC4) adds nothing")


def test_what_the_ladder_has_a_cell_for_is_core() -> None:
    ladder, default = read_ladder(FIXTURES / "wide-table.md", shipped()), shipped().ladder("default")
    assert ladder.importance("hiring", ladder.levels[2]) is Importance.CORE
    assert default.importance("hiring", default.levels[2]) is Importance.SUPPORTING
    assert ladder.importance("hiring", ladder.levels[0]) is Importance.BEYOND


def test_a_row_of_its_own_is_not_left_for_a_wider_one_where_it_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "ladder.md"
    path.write_text(
        "| Axis | Mid | Senior | Staff |\n|---|---|---|---|\n| Quality | q2 | q3 | q4 |\n| Testing | | t3 | — |\n"
        "| Coding | c2 | c3 | c4 |\n"
    )
    ladder = read_ladder(path, shipped())
    mid, senior, staff = ladder.levels
    assert shipped().expectation(ladder, "testing", senior).text == "t3"
    assert shipped().expectation(ladder, "testing", staff).text == "t3"
    assert (shipped().expectation(ladder, "testing", staff).place or "").endswith("Testing, Senior; Staff adds nothing")
    assert shipped().expectation(ladder, "testing", mid).text == "q2"


def test_a_wider_row_counts_at_the_levels_that_have_no_other(tmp_path: Path) -> None:
    (tmp_path / "junior.md").write_text("# Junior\n\n- Testing: Writes a test with each fix\n- Coding: Small changes\n")
    (tmp_path / "senior.md").write_text("# Senior\n\n- Quality: Keeps the suite trusted\n- Debugging: Finds any fault\n")
    ladder = read_ladder(tmp_path, shipped())
    assert shipped().expectation(ladder, "testing", ladder.levels[-1]).text == "Keeps the suite trusted"


def test_what_is_not_expected_is_no_expectation() -> None:
    ladder = read_ladder(FIXTURES / "wide-with-gaps.md", shipped())
    assert shipped().expectation(ladder, "hiring", ladder.levels[0]).silent
    assert ladder.importance("hiring", ladder.levels[0]) is not Importance.CORE


def test_a_row_below_a_section_is_its_own_not_the_section_s() -> None:
    ladder = read_ladder(FIXTURES / "rowspan.md", shipped())
    senior = ladder.levels[2]
    assert shipped().expectation(ladder, "testing", senior).text == "Builds quality in from the first sketch"
    assert shipped().expectation(ladder, "code-review", senior).text == "Builds quality in from the first sketch"
    assert shipped().expectation(ladder, "conflict-resolution", senior).text == "Resolves disputes in the team"
    assert shipped().expectation(ladder, "architecture", senior).silent
