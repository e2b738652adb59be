"""`coach ask` in this process: arguments, formats, errors; the corpus is the shipped guide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.unit.cli.conftest import Run

LENGTH = "How long should a self-review be?"


def test_an_answer_with_its_source(run: Run) -> None:
    ended = run("ask", LENGTH)
    assert ended.code == 0
    assert "500 to 900 words" in ended.out
    assert "[1] guide: " in ended.out
    assert "(chapters/self-reviews.md, line" in ended.out


def test_json_follows_its_schema(run: Run) -> None:
    schema = Draft202012Validator(json.loads(run("schema", "ask").out))
    for question in (LENGTH, "what is the wifi password", "what should a definition of done contain"):
        value = json.loads(run("ask", question, "-f", "json", "-k", "3").out)
        assert [error.message for error in schema.iter_errors(value)] == []
        assert len(value["hits"]) == 3
        assert value["answered"] is bool(value["sentences"])


def test_a_refusal_is_no_failure(run: Run) -> None:
    ended = run("ask", "what is the wifi password")
    assert ended.code == 0
    assert "The guide does not say." in ended.out


def test_the_question_may_come_from_standard_input(run: Run) -> None:
    assert "500 to 900 words" in run("ask", stdin=LENGTH.encode()).out


@pytest.mark.parametrize("question", ["", "   ", "?!", "\x00\x1b"])
def test_an_empty_question_is_a_usage_error(run: Run, question: str) -> None:
    ended = run("ask", question)
    assert (ended.code, ended.out) == (2, "")
    assert "empty" in ended.err


def test_a_question_without_end_is_too_large(run: Run) -> None:
    assert run("ask", "why " * 10_000).code == 4
    assert run("ask", stdin=b"why " * 10_000).code == 4


def test_a_long_question_is_read(run: Run) -> None:
    assert run("ask", LENGTH + " " + "x" * 10_000).code == 0


def test_an_unknown_corpus_is_named(run: Run) -> None:
    ended = run("ask", LENGTH, "--corpus", "nowhere")
    assert ended.code == 2
    assert "nowhere" in ended.err


def test_the_file_names_its_format(run: Run, tmp_path: Path) -> None:
    assert run("ask", LENGTH, "-o", str(tmp_path / "a.md"), "--verbatim").code == 0
    assert (tmp_path / "a.md").read_text().startswith(f"# {LENGTH}")
    assert run("ask", LENGTH, "-o", str(tmp_path / "a.json")).code == 0
    assert json.loads((tmp_path / "a.json").read_text())["answered"] is True
    assert run("ask", LENGTH, "-o", str(tmp_path / "a.txt")).code == 0
    assert "[1] guide:" in (tmp_path / "a.txt").read_text()


def test_a_missing_review_is_named(run: Run) -> None:
    ended = run("ask", LENGTH, "--review", "none.md")
    assert ended.code == 3
    assert "none.md" in ended.err
