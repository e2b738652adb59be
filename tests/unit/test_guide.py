"""The shipped guide: found by heading, ranked by words, cited with a place that holds the words."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.corpora import Corpus
from coach.guide import Guide, guidance_of, load_guide, page_of, read_guide
from coach.model.passage import Passage
from tests.builders import flat

PAGE = """---
id: testing
title: Testing
---
# Testing

Opening words about *nothing* in particular.

## Practices

### Load it early

Run the **load tests** before the release. A table helps. See it when nobody asks.

### Name the case

Write the name of the failing case first, then the code.

## Pitfalls

- Skipping the load tests on Fridays.

## Resources

- *A Book*, by Somebody. On load tests, load tests, load tests.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "guide" / "competencies").mkdir(parents=True)
    (tmp_path / "guide" / "competencies" / "testing.md").write_text(PAGE, encoding="utf-8")
    return tmp_path / "guide"


@pytest.fixture
def small(folder: Path) -> Guide:
    return Guide(read_guide(folder))


def test_a_passage_is_found_by_its_headings_and_cited_with_its_lines(small: Guide) -> None:
    found = small.passage("testing", "Practices > Load it early")
    assert found is not None
    assert (found.corpus, found.file, found.heading_path) == (
        "guide",
        "competencies/testing.md",
        ["Testing", "Practices", "Load it early"],
    )
    assert flat(found.quote) in flat("\n".join(PAGE.splitlines()[found.start_line - 1 : found.end_line]))
    assert "Run the **load tests**" in found.quote


@pytest.mark.parametrize(
    ("competency", "path"),
    [
        ("testing", "Practices > Unheard of"),
        ("testing", "Load it early"),
        ("testing", ""),
        ("juggling", "Practices > Load it early"),
    ],
)
def test_what_is_not_there_is_not_found(small: Guide, competency: str, path: str) -> None:
    assert small.passage(competency, path) is None


def test_advice_shares_the_words_of_the_gap_and_leaves_books_aside(small: Guide) -> None:
    advice = small.advise("testing", "I skipped the load test again")
    assert len(advice) == 2
    assert [item.heading_path[-1] for item in advice] == ["Load it early", "Name the case"]
    assert small.advise("testing", "naming a failing case")[0].heading_path[-1] == "Name the case"


def test_advice_for_nothing_known_is_empty_or_the_first_passages(small: Guide) -> None:
    assert small.advise("juggling", "load tests") == []
    assert [item.heading_path[-1] for item in small.advise("testing", "")] == ["Load it early", "Name the case"]


def test_a_citation_is_short_and_ends_with_a_sentence() -> None:
    text = " ".join(f"Sentence number {number} has six words." for number in range(40))
    quote = guidance_of(Passage("x", "guide", "x.md", "X", ("X",), 1, 1, text)).quote
    assert len(quote.split()) <= 60
    assert quote.endswith("words.")
    assert text.startswith(quote)


def test_one_long_sentence_is_cited_whole() -> None:
    text = "word " * 100
    assert guidance_of(Passage("x", "guide", "x.md", "X", ("X",), 1, 1, text)).quote == text.strip()


def test_the_compiled_form_gives_the_same_guide_and_a_damaged_one_is_made_again(folder: Path, tmp_path: Path) -> None:
    fresh = load_guide(folder, tmp_path, "abc").passage("testing", "Pitfalls")
    assert fresh is not None
    compiled = tmp_path / "guide-abc.json"
    assert load_guide(tmp_path / "nowhere", tmp_path, "abc").passage("testing", "Pitfalls") == fresh
    for damage in ("{", "[1]", '[{"id": 1}]', "null", ""):
        compiled.write_text(damage, encoding="utf-8")
        assert load_guide(folder, tmp_path, "abc").passage("testing", "Pitfalls") == fresh
        assert "Skipping" in compiled.read_text(encoding="utf-8")
    assert not list(tmp_path.glob("*.tmp"))


def test_a_cache_that_cannot_be_written_is_no_obstacle(folder: Path, tmp_path: Path) -> None:
    assert load_guide(folder, tmp_path / "not" / "there", "abc").passage("testing", "Pitfalls") is not None


def test_every_competency_of_the_shipped_guide_gives_advice_that_is_there(guide: Guide, corpus: Corpus) -> None:
    for key, competency in corpus.competencies.items():
        advice = guide.advise(key, competency.exemplars[0])
        assert len(advice) == 2, key
        for item in advice:
            lines = (corpus.folder / "guide" / page_of(key)).read_text(encoding="utf-8").splitlines()
            assert flat(item.quote) in flat("\n".join(lines[item.start_line - 1 : item.end_line])), item


def test_advice_is_a_practice_and_a_passage_of_another_section_and_never_a_list_of_pitfalls(
    guide: Guide, corpus: Corpus
) -> None:
    for key, competency in corpus.competencies.items():
        for words in competency.exemplars:
            practice, other = guide.advise(key, words)
            assert practice.heading_path[1] == "Practices", key
            assert other.heading_path[1] in ("Exercises", "Getting evidence"), key
            assert all(item.quote[-1] in '.?!:”"' and not item.quote.startswith("- ") for item in (practice, other)), key
