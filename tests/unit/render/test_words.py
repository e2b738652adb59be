"""Small phrases that every renderer shares."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.corpora import Corpus
from coach.guide import Guide
from coach.model.report import Claim, Dropped, Factor, Guidance, Usage
from coach.model.text import Speaker
from coach.render.words import (
    ending_words,
    guide_place,
    header_rows,
    level_words,
    lines_of,
    one_line,
    place,
    printable,
    weighing,
)
from tests.builders import CONTROL, evidence, gap
from tests.unit.render.hostile import hostile_report


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.integers(0, 30))
def test_one_line_is_one_line_without_anything_active(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line.splitlines()) <= 1
    assert not CONTROL.search(line)
    assert not limit or len(line) <= limit


@pytest.mark.parametrize(
    ("text", "limit", "line"),
    [
        ("two\nlines", 0, "two lines"),
        ("**bold** and [link](https://x.example)", 0, "bold and link"),
        ("a sentence that is too long", 12, "a sentence…"),
        ("x" * 30, 10, "x" * 9 + "…"),
        ("short", 10, "short"),
    ],
)
def test_how_a_line_is_made(text: str, limit: int, line: str) -> None:
    assert one_line(text, limit) == line


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_printable_text_keeps_its_length_and_loses_what_is_obeyed(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert shown.isprintable()


def test_a_place_names_line_headings_document_and_speaker() -> None:
    item = evidence(line=7, heading_path=["A", "B", "C"], source="h1.md", speaker=Speaker.MANAGER)
    assert place(item) == "line 7, B › C, said by manager"
    assert place(item, many=True) == "h1.md, line 7, B › C, said by manager"
    assert place(evidence()) == "line 1"


def test_a_place_leaves_the_title_of_the_document_out_where_a_heading_stands_below_it() -> None:
    assert place(evidence(heading_path=["Self-review", "Growth"])) == "line 1, Growth"
    assert place(evidence(heading_path=["Self-review"])) == "line 1, Self-review"


def test_a_target_below_the_level_says_so_in_the_head(corpus: Corpus, guide: Guide) -> None:
    def target(origin: str) -> str:
        report = hostile_report(corpus, guide, "kindly")
        claims = {
            "current_level": Claim(value="senior", origin="document", quote="senior", line=3),
            "target_level": Claim.model_validate({"value": "mid", "origin": origin, "quote": "mid", "line": 4}),
        }
        told = report.model_copy(update={"person": report.person.model_copy(update=claims)})
        return dict(header_rows(told))["Target"]

    assert target("option") == "mid (as you said), below your level"
    assert target("document").endswith("below your level; measured against the level above it")


def test_the_ending_counts_rows_that_stand_on_no_statement_apart(corpus: Corpus, guide: Guide) -> None:
    report = hostile_report(corpus, guide, "kindly")
    rows = [Dropped(what="a", reason="b", evidence=[evidence()]), Dropped(what="gap of the model: x", reason="y")]
    usage = Usage(statements=9, used=3, dropped=1, context=5)
    words = ending_words(report.model_copy(update={"dropped": rows, "usage": usage}))
    assert words.startswith("9 statements: 3 used, 1 considered and left out, 5 context.")
    assert words.endswith("1 more, of a model, stands on no statement.")
    assert "\x1b" not in place(evidence(heading_path=["\x1b[31m"], source="\x1b]0;x\x07"), many=True)


def test_a_guide_place_can_be_found() -> None:
    guidance = Guidance(
        corpus="guide", file="competencies/x.md", heading_path=["X", "Practices"], start_line=4, end_line=9, quote="Do."
    )
    assert guide_place(guidance) == "guide: X › Practices (competencies/x.md, line 4)"


def test_a_level_says_where_it_comes_from() -> None:
    assert level_words(None, "not stated") == "not stated"
    assert level_words(Claim(value="senior-staff", origin="option"), "") == "senior staff (as you said)"
    assert level_words(Claim(value="senior", origin="document", quote="Sr.\x1b", line=3), "") == "senior (line 3: “Sr.”)"


def test_lines_are_counted_once_in_order() -> None:
    assert lines_of([evidence(line=9), evidence(line=2), evidence(line=9)]) == "lines 2, 9"
    assert lines_of([evidence(line=2), evidence(line=2)]) == "line 2"


def test_a_factor_of_one_moves_nothing_and_is_left_unsaid() -> None:
    core, neutral = Factor(name="importance", value=3.0, reason="core"), Factor(name="wish", value=1.0, reason="no wish stated")
    assert weighing(gap(priority_factors=[core, neutral])) == [core]
    assert weighing(gap(priority_factors=[neutral])) == [neutral]
