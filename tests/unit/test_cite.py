"""Citing: code attaches the words, and a planted lie is not cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.cite import cite, quoted, sentence_of, stands, text_of
from coach.model.passage import Passage
from coach.model.question import Excerpt, ExcerptKind, Layout, Pick, Quote
from coach.segment.excerpts import excerpts_of

PASSAGE = Passage(
    "a.md#1",
    "acme",
    "a.md",
    "Guide",
    ("Guide", "Size"),
    7,
    13,
    "Keep it *small*.\nTwo pages do.\n\n| size | verdict |\n|---|---|\n| two | fine |\n| ten | no |",
)
FIRST, SECOND, ROW, _ = excerpts_of(PASSAGE)


def test_a_sentence_gets_its_place_and_its_quote() -> None:
    sentence = sentence_of(Pick(SECOND))
    citation = sentence.citations[0]
    assert (sentence.text, sentence.layout) == ("Two pages do.", "prose")
    assert (citation.corpus, citation.file, citation.heading_path) == ("acme", "a.md", ["Guide", "Size"])
    assert (citation.start_line, citation.end_line, citation.quote) == (8, 8, "Two pages do.")


@pytest.mark.parametrize(
    "lie",
    [
        replace(FIRST, text="Keep it large."),
        replace(FIRST, text="Keep it small. And red."),
        replace(FIRST, quotes=(Quote("Keep it large.", 7, 7),)),
        replace(FIRST, quotes=(replace(FIRST.quotes[0], start_line=8, end_line=8),)),
        replace(FIRST, quotes=(replace(FIRST.quotes[0], start_line=1, end_line=99),)),
        replace(FIRST, quotes=(Quote("", 7, 7),)),
        replace(ROW, text="Size: two; verdict: wonderful"),
        replace(ROW, quotes=ROW.quotes[:1]),
    ],
)
def test_a_planted_lie_is_dropped(lie: Excerpt) -> None:
    assert not stands(lie)
    assert [sentence.text for sentence in cite([Pick(lie), Pick(SECOND)])] == ["Two pages do."]


def test_markup_and_white_space_do_not_count() -> None:
    assert stands(FIRST)
    assert FIRST.text == "Keep it small."


def test_lines_are_those_of_the_file() -> None:
    assert quoted(Quote("Two pages do.", 8, 8), PASSAGE)
    assert not quoted(Quote("Two pages do.", 9, 9), PASSAGE)


def test_the_text_sets_lists_as_lists_and_sections_as_paragraphs() -> None:
    other = replace(SECOND, passage=replace(PASSAGE, heading_path=("Other",)), kind=ExcerptKind.SENTENCE)
    sentences = [sentence_of(pick) for pick in (Pick(FIRST), Pick(SECOND), Pick(ROW, Layout.BULLET), Pick(other))]
    assert text_of(sentences) == "Keep it small. Two pages do.\n- Size: two; verdict: fine\nTwo pages do."


def test_steps_are_counted() -> None:
    assert (
        text_of([sentence_of(Pick(FIRST, Layout.STEP)), sentence_of(Pick(SECOND, Layout.STEP))])
        == "1. Keep it small.\n2. Two pages do."
    )
