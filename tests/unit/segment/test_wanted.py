"""Rows of skill tables say where somebody is and wants to be; other tables stay as they are."""

from __future__ import annotations

import pytest

from coach.model.text import Document
from coach.segment.record import read_record
from coach.segment.wanted import wanted_row

COLUMNS = ("Skill", "Now", "Want", "Notes")


@pytest.mark.parametrize(
    ("columns", "cells", "wants"),
    [
        (("Skill", "Now", "Want"), ("Testing", "2", "4"), True),
        (("Skill", "Current level", "Target level"), ("Testing", "2/5", "4/5"), True),
        (("Thema", "Ist", "Soll"), ("Testing", "2", "3,5"), True),
        (("Area", "Today", "Goal"), ("Testing", "basic", "expert"), True),
        (("Skill", "Now", "Want"), ("Debugging", "4", "4"), False),
        (("Skill", "Now", "Want"), ("Debugging", "Expert", "solid"), False),
    ],
)
def test_a_row_tells_whether_there_is_more_to_learn(columns: tuple[str, ...], cells: tuple[str, ...], wants: bool) -> None:
    told = wanted_row(columns, cells)
    assert told is not None
    assert told[1] == cells[0]
    assert ("need to improve" in told[0]) is wants


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        (("Skill", "Now", "Want"), ("Testing", "2", "expert")),
        (("Skill", "Now", "Want"), ("Testing", "", "4")),
        (("Skill", "Now"), ("Testing", "2")),
        (("Metric", "Before", "After"), ("Latency", "900", "240")),
        (("Now", "Want"), ("2", "4")),
        ((), ("Testing", "2", "4")),
    ],
)
def test_what_cannot_be_compared_is_left_alone(columns: tuple[str, ...], cells: tuple[str, ...]) -> None:
    assert wanted_row(columns, cells) is None


def test_the_statement_keeps_its_place_and_its_notes() -> None:
    text = "# Skills\n\n| Skill | Now | Want | Notes |\n|---|---|---|---|\n| Load testing | 1 | 3 | never done it alone |\n"
    (row,) = (item for item in read_record(Document("a.md", text)).statements if "Load" in item.text)
    assert text[row.start : row.end].startswith("| Load testing") or text[row.start : row.end].startswith("Load testing")
    assert row.label == "Load testing"
    assert row.text.endswith("never done it alone")
