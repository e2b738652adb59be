"""Excerpts: every citable piece of a passage, in order, with words and lines that can be found again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.cite import stands
from coach.datafiles import data_folder
from coach.guide import read_guide
from coach.model.passage import Passage
from coach.model.question import Excerpt, ExcerptKind
from coach.segment.excerpts import excerpts_of, row_text

SENTENCE, LEAD_IN, ITEM, STEP = ExcerptKind.SENTENCE, ExcerptKind.LEAD_IN, ExcerptKind.ITEM, ExcerptKind.STEP


def passage(text: str, first: int = 10) -> Passage:
    return Passage("a.md#1", "acme", "a.md", "Guide", ("Guide", "Part"), first, first + text.count("\n"), text)


def read(text: str) -> list[tuple[ExcerptKind, str]]:
    return [(each.kind, each.text) for each in excerpts_of(passage(text))]


def lines(excerpt: Excerpt) -> list[tuple[int, int]]:
    return [(quote.start_line, quote.end_line) for quote in excerpt.quotes]


def test_sentences_that_wrap_keep_their_lines_and_their_words() -> None:
    first, second = excerpts_of(passage("Ask one **narrow**\nquestion. Name the\nmoment."))
    assert (first.text, first.quotes[0].text, lines(first)) == (
        "Ask one narrow question.",
        "Ask one **narrow**\nquestion.",
        [(10, 11)],
    )
    assert (second.text, lines(second)) == ("Name the moment.", [(11, 12)])


def test_a_list_knows_what_announces_it() -> None:
    found = excerpts_of(passage("Look in five places. The best first:\n\n1. Reviews.\n2. Roadmaps of\n   others."))
    assert [(each.kind, each.text) for each in found] == [
        (SENTENCE, "Look in five places."),
        (LEAD_IN, "The best first:"),
        (STEP, "Reviews."),
        (STEP, "Roadmaps of others."),
    ]
    assert found[1].group == found[2].group == found[3].group != -1
    assert found[3].context == "The best first"
    assert lines(found[3]) == [(13, 14)]


def test_a_line_in_bold_announces_too() -> None:
    assert read("**Signs**\n- late\n- tired") == [(LEAD_IN, "Signs"), (ITEM, "late"), (ITEM, "tired")]


def test_two_lists_are_two_groups() -> None:
    found = excerpts_of(passage("- a\n- b\n\nText.\n\n- c"))
    assert [each.group for each in found] == [0, 0, -1, 1]


def test_a_table_row_is_told_with_its_heads_and_cites_both() -> None:
    row, _ = excerpts_of(passage("| level | scope |\n|---|---|\n| senior | team |\n| staff | teams |"))
    assert (row.kind, row.text, lines(row)) == (ExcerptKind.ROW, "Level: senior; scope: team", [(12, 12), (10, 10)])


def test_rows_without_their_head_are_told_without() -> None:
    assert row_text((), ["senior", "", "team"]) == "Senior; team"


def test_a_quotation_of_two_sentences_stays_in_one_piece() -> None:
    assert read('Say: "I want to stop. Help me plan it." Then wait.') == [
        (SENTENCE, 'Say: "I want to stop. Help me plan it."'),
        (SENTENCE, "Then wait."),
    ]


def test_a_quotation_that_never_closes_does_not_swallow_the_page() -> None:
    assert len(read('She said "no. ' + "And then more was said by all of us. " * 30)) > 10


def test_a_fenced_example_in_markdown_is_read_as_markdown() -> None:
    found = read("```markdown\n# Certificates\n- CKA\n- CKS\n```")
    assert [text for kind, text in found if kind is not ExcerptKind.CODE] == ["Certificates:", "CKA", "CKS"]
    assert found[1][0] is LEAD_IN


def test_data_in_code_is_read_entry_by_entry() -> None:
    found = excerpts_of(
        passage('```python\npay = {\n    "oslo": {\n        "base": "90 to 110 k",\n        "bonus": "10 k"\n    }\n}\n```')
    )
    entry = found[0]
    assert (entry.kind, entry.text, lines(entry)) == (ExcerptKind.ENTRY, "oslo: base: 90 to 110 k; bonus: 10 k", [(12, 14)])
    assert found[-1].kind is ExcerptKind.CODE


def test_code_that_does_something_has_no_entries() -> None:
    assert {each.kind for each in excerpts_of(passage("```python\ndef f(x):\n    return x + 1\n```"))} == {ExcerptKind.CODE}


def test_every_excerpt_of_the_shipped_guide_stands() -> None:
    found = [each for one in read_guide(data_folder("corpus") / "guide") for each in excerpts_of(one)]
    assert len(found) > 5_000
    assert [each.text for each in found if not stands(each)] == []


def test_every_excerpt_of_a_strange_guide_stands(seeds: Path) -> None:
    from coach.read.document import read_path
    from coach.segment.passages import find_passages

    path = next(seeds.glob("002_*.txt"))
    text = path.read_text(encoding="utf-8").split("\n")
    for one in find_passages(read_path(path), "seed", path.name):
        for each in excerpts_of(one):
            assert stands(each), each.text
            assert all(quote.text in "\n".join(text[quote.start_line - 1 : quote.end_line]) for quote in each.quotes)


@given(st.text(alphabet="ab .:\n-*|`#\"'12", max_size=300))
def test_whatever_the_text_its_excerpts_are_in_it(text: str) -> None:
    for each in excerpts_of(passage(text)):
        for quote in each.quotes:
            assert quote.text in text
            assert 10 <= quote.start_line <= quote.end_line <= 10 + text.count("\n")


@pytest.mark.parametrize("text", ["", "\n\n", "```\n", "| a |", "![x](y)", "---"])
def test_nothing_to_read_is_no_error(text: str) -> None:
    excerpts_of(passage(text))
