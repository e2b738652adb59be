"""`coach parse` with its real reader."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.functional.conftest import EXAMPLES, Coach

EXAMPLE = EXAMPLES / "self-review.md"


NAMES = sorted(path.name for path in EXAMPLES.glob("*.md"))


@pytest.fixture(scope="module")
def documents(coach: Coach) -> dict[str, Any]:
    ended = coach("parse", *(str(EXAMPLES / name) for name in NAMES), "-f", "json")
    assert (ended.returncode, ended.stderr) == (0, b"")
    return dict(zip(NAMES, json.loads(ended.stdout)["documents"], strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_every_example_has_each_statement_at_its_place(documents: dict[str, Any], name: str) -> None:
    document = documents[name]
    text = (EXAMPLES / name).read_bytes().decode(document["encoding"])
    assert document["kind"] != "not-a-review"
    assert len(document["statements"]) > 10
    places = [
        *document["statements"],
        *document["achievements"],
        *document["growth_areas"],
        *document["goals"],
        *document["feedback"],
    ]
    for item in places:
        assert text[item["start"] : item["end"]] == item["quote"]
        assert text[: item["start"]].count("\n") + 1 == item["line"]


def test_the_parts_are_parts_of_the_whole(documents: dict[str, Any]) -> None:
    document = documents[EXAMPLE.name]
    every = {(item["start"], item["end"]) for item in document["statements"]}
    for part in ("achievements", "growth_areas", "goals", "lessons", "support", "feedback", "challenges"):
        assert {(item["start"], item["end"]) for item in document[part]} <= every
    assert document["achievements"]
    assert document["growth_areas"]


def test_people_get_a_table(coach: Coach) -> None:
    ended = coach("parse", str(EXAMPLE), COLUMNS="80")
    assert (ended.returncode, ended.stderr) == (0, b"")
    text = ended.stdout.decode()
    assert "Growth areas" in text
    assert max(len(line) for line in text.splitlines()) <= 80


def test_a_career_ladder_is_named_for_what_it_is(coach: Coach) -> None:
    text = "# Engineering career ladder\n\n## Junior\n- Fixes bugs\n\n## Senior\n- Designs services\n\n## Staff\n- Sets direction across teams\n"
    ended = coach("parse", "-", "-f", "json", stdin=text.encode())
    assert json.loads(ended.stdout)["documents"][0]["kind"] == "career-ladder"
