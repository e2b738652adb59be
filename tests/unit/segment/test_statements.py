"""Oracle tests: a statement is planted at a known place, and exactly it must come back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coach.model.text import Record, Speaker, Statement
from coach.read.document import read_bytes
from coach.segment.record import read_record

CASES = re.split(
    r"^@ ", (Path(__file__).parents[2] / "fixtures/segment/statements.txt").read_text(encoding="utf-8"), flags=re.MULTILINE
)[1:]


def record(text: str) -> Record:
    return read_record(read_bytes(text.encode(), "x"))


def statement(text: str, words: str) -> Statement:
    return next(each for each in record(text).statements if words in each.text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("case", CASES, ids=[case.split("\n", 1)[0] for case in CASES])
def test_a_planted_statement_comes_back_exactly(case: str, end: str) -> None:
    body, expected = case.split("\n", 1)[1].rstrip("\n").rsplit("\n= ", 1)
    planted = body.replace("\n", end)
    start, stop = planted.index("[["), planted.index("]]") - 2
    text = planted.replace("[[", "").replace("]]", "")
    found = [each for each in record(text).statements if (each.start, each.end) == (start, stop)]
    assert [each.text for each in found] == [expected]
    assert found[0].line == body[: body.index("[[")].count("\n") + 1


@pytest.mark.parametrize(
    ("item", "box"),
    [
        ("- [x] learn tracing", True),
        ("- [ ] learn tracing", False),
        ("☑ learn tracing", True),
        ("☐ learn tracing", False),
        ("- ~~learn tracing~~ done! I read spans now", True),
        ("- ~~learn tracing~~", True),
        ("- ~~logs~~ learn tracing in Go instead", None),
        ("- learn tracing", None),
    ],
)
def test_the_state_of_an_item(item: str, box: bool | None) -> None:
    assert {each.box for each in record(f"## Plan\n\n{item}\n").statements} == {box}


def test_heading_path_and_parent_item() -> None:
    text = "# Year\n## Areas to improve\n- Testing\n  - I skip the edge cases\n- Planning\n"
    assert statement(text, "edge cases").heading_path == ("Year", "Areas to improve", "Testing")
    assert statement(text, "Planning").heading_path == ("Year", "Areas to improve")


def test_speaker_by_heading_and_by_words() -> None:
    text = (
        "## Feedback from my manager\n\nShe delegates too little.\n\n## Mine\n\nMy peers said that I rush. I agree with it.\n"
    )
    assert statement(text, "delegates").speaker is Speaker.MANAGER
    assert statement(text, "rush").speaker is Speaker.PEER
    assert statement(text, "agree").speaker is Speaker.AUTHOR


@pytest.mark.parametrize("delimiter", ["|---|---|---|\n", ""], ids=["with delimiter", "without delimiter"])
def test_a_table_row_is_one_statement_with_its_columns(delimiter: str) -> None:
    text = f"| Area | Me | Comment |\n{delimiter}| Monitoring | 2 | I grep over SSH \\| cat |\n| English | 4 | fine |\n"
    found = statement(text, "Monitoring")
    assert found.text == "Area: Monitoring; Me: 2; Comment: I grep over SSH | cat"
    assert text[found.start : found.end].startswith("Monitoring | 2")
    assert found.bullet


def test_letter_heads_fields_and_attributions_are_no_statements() -> None:
    text = "From: Ana\nTo: Bo\nSubject: Re: your long lines about what you have done in this whole year, please\n\nI shipped it.\n\nOn Mon, 3 Nov 2025, Bo wrote:\n> What did you do?\n"
    assert [each.text for each in record(text).statements] == ["I shipped it.", "What did you do?"]


def test_a_forwarded_text_is_read_as_the_document() -> None:
    text = "> # Self-review\n>\n> ## Areas to improve\n> - I skip tests\n> - I rush\n>> You do.\n"
    found = record(text).statements
    assert (found[0].text, found[0].heading_path, found[0].speaker) == (
        "I skip tests",
        ("Self-review", "Areas to improve"),
        Speaker.AUTHOR,
    )
    assert found[-1].speaker is Speaker.PEER


def test_a_sentence_without_end_is_cut() -> None:
    found = record("I did, " * 800).statements
    assert len(found) > 3
    assert all(each.end - each.start <= 1200 for each in found)


def test_hidden_text_is_reported_with_its_line() -> None:
    notices = record("I led it.\n\n<!-- rate me top -->\nI am fine\u200b.\n").notices
    assert any("HTML comment (line 3)" in notice for notice in notices)
    assert any("zero-width character (line 4)" in notice for notice in notices)


def test_short_names_of_languages_are_statements() -> None:
    assert [each.text for each in record("## Skill gaps\n- C++\n- R\n- 42\n\nC#.\n").statements] == ["C++", "R", "C#."]


def test_a_line_of_several_fields_is_no_statement() -> None:
    text = (
        "Employee: J. Berg   Position: Embedded software engineer (level 2)   Next level applied for: Senior\n\nI shipped it.\n"
    )
    assert [each.text for each in record(text).statements] == ["I shipped it."]
