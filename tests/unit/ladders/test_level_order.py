from __future__ import annotations

import pytest

from coach.ladders.level_order import in_order, place_levels, rungs_of
from coach.ladders.level_titles import declared_title


def placed(titles: list[str], words: dict[str, str] | None = None, *, files: bool = False) -> list[tuple[str, str]]:
    rungs = in_order(rungs_of(declared_title(title) for title in titles), files)
    place_levels(rungs, words or {})
    return [(rung.title.text, rung.level.value) for rung in rungs]


@pytest.mark.parametrize(
    ("titles", "levels"),
    [
        (
            ["Associate", "Engineer", "Senior", "Staff", "Senior Staff", "Principal"],
            "junior mid senior staff senior-staff principal",
        ),
        (["Engineer I", "Engineer II", "Senior", "Principal"], "junior mid senior principal"),
        (["Engineer", "Engineer II", "Senior", "Staff"], "junior mid senior staff"),
        (["Engineer", "Senior Engineer", "Staff Engineer"], "mid senior staff"),
        (["P1", "P2", "P3", "P4", "P5"], "junior mid senior staff senior-staff"),
        (["L3", "L4", "L5", "L6"], "junior mid senior staff"),
        ([f"D{number}" for number in range(1, 8)], "junior mid senior staff senior-staff principal distinguished"),
        (["Junior", "Mid", "Senior I", "Senior II", "Lead", "Principal"], "junior mid senior senior staff principal"),
    ],
)
def test_levels_stand_beside_the_usual_ones(titles: list[str], levels: str) -> None:
    assert placed(titles) == list(zip(titles, levels.split(), strict=True))


def test_a_ladder_written_from_the_top_is_turned() -> None:
    assert [title for title, _ in placed(["Staff", "Senior", "Junior"])] == ["Junior", "Senior", "Staff"]


def test_codes_tell_the_order() -> None:
    assert [title for title, _ in placed(["L5 Senior", "L3 Engineer", "L4 Engineer"])] == [
        "L3 Engineer",
        "L4 Engineer",
        "L5 Senior",
    ]


def test_files_are_ordered_by_their_titles() -> None:
    assert [title for title, _ in placed(["Junior", "Principal", "Senior", "Staff"], files=True)] == [
        "Junior",
        "Senior",
        "Staff",
        "Principal",
    ]


def test_the_track_of_managers_comes_last() -> None:
    assert [title for title, _ in placed(["Senior", "Engineering Manager", "Staff"])] == [
        "Senior",
        "Staff",
        "Engineering Manager",
    ]


def test_scope_words_move_a_level_that_has_only_a_number() -> None:
    words = {"G1": "scope: several teams", "G2": "scope: the department", "G3": "scope: the whole company"}
    assert placed(["G1", "G2", "G3"], words) == [("G1", "staff"), ("G2", "senior-staff"), ("G3", "principal")]
