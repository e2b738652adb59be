"""What only the structure tells: boxes, sections, bullets that belong together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from coach.engines.local.structure import KEPT, adjust_roles, pool_bullets
from coach.model.text import GAP_ROLES, Role
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
