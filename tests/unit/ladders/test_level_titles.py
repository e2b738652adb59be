from __future__ import annotations

import pytest

from coach.ladders.level_titles import declared_title, level_group, level_title


@pytest.mark.parametrize(
    ("label", "rank"),
    [
        ("Junior", 1),
        ("**Associate** Engineer", 1),
        ("Software Engineer", 2),
        ("Engineer II", 2),
        ("Engineer 1", 1),
        ("mid-level", 2),
        ("Senior Software Engineer", 3),
        ("Senior Engineer 2", 3.4),
        ("senior-engineer", 3),
        ("Tech Lead", 4),
        ("🚀 Staff Engineer", 4),
        ("Senior Staff Engineer", 5),
        ("Principal Engineer (IC7)", 6),
        ("Distinguished / Fellow", 7),
        ("L3 – Senior", 3),
        ("P4 Navigator", None),
        ("IC4", None),
        ("Level 3", None),
        ("[D1 - Developer 1](#d1)", None),
    ],
)
def test_titles_of_levels_tell_their_place(label: str, rank: float | None) -> None:
    title = level_title(label)
    assert title is not None
    assert title.rank == rank


@pytest.mark.parametrize(
    "label",
    [
        "Leadership",
        "Technical leadership",
        "Engineering excellence",
        "System design",
        "Q3 2026",
        "H1",
        "SEV1",
        "Data quality",
        "Product manager",
        "Staffing",
        "Seniority",
        "Mentoring juniors",
        "Expectations of a senior engineer in the first year",
        "",
    ],
)
def test_other_titles_are_no_levels(label: str) -> None:
    assert level_title(label) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("senior1", "Senior Engineer 1"),
        ("L3", "Level 3"),
        ("IC2", "Engineer 1 (IC2)"),
        ("Senior Engineer", "senior"),
        ("P3 Mate", "P3"),
    ],
)
def test_two_titles_of_one_level_share_a_key(one: str, other: str) -> None:
    assert declared_title(one).keys & declared_title(other).keys


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["Axis", "P1 Deckhand", "P2 Sailor", "Notes"], {1, 2}),
        (["1", "2", "3"], {0, 1, 2}),
        (["Junior", "Overview"], set()),
        (["Coding", "Testing"], set()),
        (["Senior", "Senior"], set()),
    ],
)
def test_levels_stand_in_groups(labels: list[str], found: set[int]) -> None:
    assert level_group(labels) == found
