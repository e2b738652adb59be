"""The published schemas."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from tests.unit.cli.conftest import Run


@pytest.mark.parametrize("name", ["review", "parse", "ask"])
def test_a_schema_is_a_schema(run: Run, name: str) -> None:
    ended = run("schema", name)
    assert (ended.code, ended.err) == (0, "")
    schema = json.loads(ended.out)
    Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert schema["properties"]["schema_version"]["const"] == "1.0"


def test_review_is_the_one_meant_without_a_name(run: Run) -> None:
    assert run("schema").out == run("schema", "review").out
