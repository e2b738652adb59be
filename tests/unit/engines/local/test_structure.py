"""What only the structure tells: boxes, sections, bullets that belong together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from coach.engines.local.structure import KEPT, adjust_roles, is_headed_as_gap, pool_bullets, pool_neighbours, section_paths
from coach.model.text import GAP_ROLES, Role, Speaker
from tests.builders import reading, statement


def gap_after(**changes: Any) -> float:
    """How much of a sure shortfall is left."""
    roles = np.zeros(len(Role))
    roles[list(Role).index(Role.SHORTFALL)] = 1.0
    adjusted = adjust_roles(statement(**changes), roles)
    return float(sum(adjusted[list(Role).index(role)] for role in GAP_ROLES))


def test_a_ticked_box_closes_a_gap_and_an_open_one_does_not() -> None:
    assert gap_after() == pytest.approx(1)
    assert gap_after(box=False) == pytest.approx(1)
    assert gap_after(box=True) < 0.5


@pytest.mark.parametrize(
    "title", ["Courses & books", "Progress tracking metrics", "Gratitude", "Team goals", "Goals of our squad"]
)
def test_sections_in_which_nothing_is_a_gap_of_the_author(title: str) -> None:
    assert gap_after(heading_path=("Self-review", title)) < 0.5


@pytest.mark.parametrize("title", ["Areas for growth", "Challenges", "Personal goals", "Learning goals", "Backend"])
def test_sections_in_which_a_gap_stays_one(title: str) -> None:
    assert gap_after(heading_path=("Self-review", title)) > 0.5


def test_the_title_of_a_document_names_no_section() -> None:
    title = "Q3 check-in: metrics and goals"
    under = [statement(id="s1", heading_path=(title,)), statement(id="s2", heading_path=(title, "Ship"))]
    paths = section_paths(under)
    assert paths == {"s1": (), "s2": ("Ship",)}
    roles = np.zeros(len(Role))
    roles[list(Role).index(Role.SHORTFALL)] = 1.0
    assert adjust_roles(under[1], roles, paths["s2"])[list(Role).index(Role.SHORTFALL)] == pytest.approx(1)
    assert adjust_roles(under[1], roles)[list(Role).index(Role.SHORTFALL)] < 0.5


def test_headings_that_stand_beside_each_other_are_no_title() -> None:
    beside = [statement(id="s1", heading_path=("Goals",)), statement(id="s2", heading_path=("Wins", "Q1"))]
    assert section_paths(beside) == {"s1": ("Goals",), "s2": ("Wins", "Q1")}
    assert section_paths([statement(id="s1", heading_path=("Goals",))]) == {"s1": ("Goals",)}


@pytest.mark.parametrize(
    ("path", "headed"),
    [
        (("Areas for growth",), True),
        (("Challenges", "Scope"), True),
        (("Personal goals",), True),
        (("Team goals",), False),
        (("Goals",), False),
        (("Wins",), False),
        ((), False),
    ],
)
def test_a_heading_announces_a_gap_or_does_not(path: tuple[str, ...], headed: bool) -> None:
    assert is_headed_as_gap(path) is headed


@pytest.mark.parametrize("text", ['"Howard does not document."', "- “Has not managed people.”", "*„Zu leise in Meetings.“*"])
def test_a_statement_that_is_one_quotation_is_not_yet_the_author_speaking(text: str) -> None:
    assert gap_after(text=text) < 0.5


def test_quoted_words_count_where_they_are_feedback_or_part_of_a_sentence() -> None:
    assert gap_after(text='"Speaks too little."', speaker=Speaker.MANAGER) == pytest.approx(1)
    assert gap_after(text='"Speaks too little."', heading_path=("Feedback from peers",)) == pytest.approx(1)
    assert gap_after(text='Bo calls me "the bottleneck" and he is right') == pytest.approx(1)
    assert gap_after(text='"Too slow", said Ann, and "too late", said Bo') == pytest.approx(1)


def test_roles_stay_probabilities_after_the_structure_has_spoken() -> None:
    roles = np.full(len(Role), 1 / len(Role))
    for changes in ({"box": True}, {"heading_path": ("Courses & books",)}, {"box": True, "heading_path": ("Metrics",)}, {}):
        adjusted = adjust_roles(statement(**changes), roles.copy())
        assert adjusted.sum() == pytest.approx(1)
        assert (adjusted >= 0).all()


def test_sentences_of_one_bullet_agree_and_those_of_prose_do_not() -> None:
    first = statement(id="s1", block=1, label="System design", bullet=True)
    second = statement(id="s2", block=1, bullet=True)
    own = [
        reading("s1", competencies=(("architecture", 0.9),)),
        reading("s2", competencies=(("coding", 0.4), ("architecture", 0.3))),
    ]
    pooled = pool_bullets([first, second], own)
    assert pooled["s2"].competencies[0][0] == "architecture"
    prose = pool_bullets([statement(id="s1", block=1), statement(id="s2", block=1)], own)
    assert prose["s2"].competencies[0][0] == "coding"


def test_pooling_keeps_only_the_best_and_other_documents_apart() -> None:
    many = tuple((f"c{number}", 1 / (number + 2)) for number in range(9))
    pair = [statement(id="s1", block=1, bullet=True), statement(id="s2", block=1, bullet=True)]
    pooled = pool_bullets(pair, [reading("s1", competencies=many), reading("s2", competencies=many)])
    assert len(pooled["s1"].competencies) == KEPT
    other = [statement(id="s1", block=1, bullet=True), statement(id="s2", block=1, bullet=True, source="other.md")]
    apart = pool_bullets(other, [reading("s1"), reading("s2", competencies=(("planning", 0.9),))])
    assert apart["s2"].competencies == (("planning", 0.9),)


def test_a_sentence_takes_part_of_its_subject_from_the_gap_beside_it_in_its_paragraph() -> None:
    told = statement(id="s1", block=1)
    after = statement(id="s2", block=1)
    elsewhere = statement(id="s3", block=2)
    clear = reading(statement_id="s1", gap=0.9, competencies=(("planning", 0.8),))
    vague = {"s1": clear, "s2": reading(statement_id="s2", gap=0.7, competencies=(("wellbeing", 0.3), ("planning", 0.2)))}
    apart = {**vague, "s3": reading(statement_id="s3", gap=0.7, competencies=(("wellbeing", 0.3), ("planning", 0.2)))}
    pooled = pool_neighbours([told, after, elsewhere], apart)
    assert pooled["s2"].competencies[0][0] == "planning"
    assert pooled["s3"] == apart["s3"]
    assert pooled["s2"].gap == 0.7


def test_a_neighbour_that_speaks_of_no_gap_lends_nothing() -> None:
    quiet = reading(statement_id="s1", gap=0.0, competencies=(("planning", 0.8),))
    own = reading(statement_id="s2", gap=0.7, competencies=(("wellbeing", 0.3),))
    pooled = pool_neighbours([statement(id="s1", block=1), statement(id="s2", block=1)], {"s1": quiet, "s2": own})
    assert pooled["s2"] == own
