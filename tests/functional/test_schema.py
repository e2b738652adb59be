"""What the program prints follows the schema that it publishes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from coach.person import PersonOptions
from coach.pipeline import Review, ReviewOptions
from coach.read.document import read_path
from tests.functional.conftest import EXAMPLES, Coach


def validator(coach: Coach, name: str) -> Draft202012Validator:
    ended = coach("schema", name)
    assert (ended.returncode, ended.stderr) == (0, b"")
    schema = json.loads(ended.stdout)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.fixture(scope="module")
def review_schema(coach: Coach) -> Draft202012Validator:
    return validator(coach, "review")


@pytest.fixture(scope="module")
def parse_schema(coach: Coach) -> Draft202012Validator:
    return validator(coach, "parse")


def faults(schema: Draft202012Validator, value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in schema.iter_errors(value)]


NAMES = sorted(path.name for path in EXAMPLES.glob("*.md"))


@pytest.fixture(scope="module")
def printed(coach: Coach) -> bytes:
    return coach("review", str(EXAMPLES / "self-review.md"), "-f", "json", "--level", "senior").stdout


@pytest.mark.parametrize("name", NAMES)
def test_reviews_follow_their_schema(review: Review, review_schema: Draft202012Validator, name: str) -> None:
    report = review.run([read_path(EXAMPLES / name)], ReviewOptions(PersonOptions(level="senior")))
    assert faults(review_schema, json.loads(report.model_dump_json())) == []


def test_what_is_printed_follows_its_schema(
    coach: Coach, printed: bytes, review_schema: Draft202012Validator, parse_schema: Draft202012Validator
) -> None:
    assert faults(review_schema, json.loads(printed)) == []
    readings = json.loads(coach("parse", *(str(EXAMPLES / name) for name in NAMES), "-f", "json").stdout)
    assert len(readings["documents"]) == len(NAMES)
    assert faults(parse_schema, readings) == []


def test_a_refusal_follows_the_schema_too(coach: Coach, review_schema: Draft202012Validator) -> None:
    ended = coach("review", "-", "-f", "json", stdin=b"Whisk two eggs.")
    assert ended.returncode == 3
    assert faults(review_schema, json.loads(ended.stdout)) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda report: report.pop("gaps"),
        lambda report: report.update(colour="red"),
        lambda report: report.update(schema_version="2.0"),
        lambda report: report["gaps"][0].update(kind="guessed"),
        lambda report: report["gaps"][0].update(evidence=[]),
        lambda report: report["gaps"][0]["evidence"][0].pop("start"),
        lambda report: report["plan"]["goals"][0]["actions"][0].update(evidence=[]),
    ],
)
def test_the_schema_catches_a_damaged_report(printed: bytes, review_schema: Draft202012Validator, damage: Any) -> None:
    report = json.loads(printed)
    damage(report)
    assert faults(review_schema, report)


def test_the_fields_that_others_rely_on_are_there(review_schema: Draft202012Validator) -> None:
    schema = review_schema.schema
    assert {"engine", "documents", "gaps", "strengths", "aspirations", "not_evidenced", "dropped", "plan"} <= set(
        schema["required"]
    )
    gap = schema["$defs"]["Gap"]["required"]
    wanted = "id competency topic kind gap_type priority confidence current_level target_level rationale evidence guidance"
    assert set(wanted.split()) <= set(gap)
    assert {"quote", "start", "end", "line", "heading_path", "source"} <= set(schema["$defs"]["Evidence"]["required"])


def test_every_field_of_a_gap_is_explained_or_plain(review_schema: Draft202012Validator) -> None:
    described = review_schema.schema["$defs"]["Evidence"]["properties"]
    assert all("description" in described[name] for name in ("quote", "start", "end", "line", "source"))
