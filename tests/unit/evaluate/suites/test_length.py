"""Long texts: as long as asked, the same every time, every fact in them once, and filler that does not repeat itself."""

from __future__ import annotations

from itertools import pairwise

import pytest

from coach.evaluate.casefiles import LengthFile, read_cases
from coach.evaluate.suites.length import long_text
from tests.conftest import REPOSITORY

FILE = read_cases(REPOSITORY / "evals" / "length" / "worklog.yaml", LengthFile)


@pytest.mark.parametrize("pages", FILE.pages)
def test_a_text_has_its_pages_and_each_fact_once(pages: int) -> None:
    text = long_text(FILE, pages)
    assert pages * FILE.words_a_page <= len(text.split()) <= (pages + 1) * FILE.words_a_page
    assert [text.count(fact.text) for fact in FILE.facts] == [1] * len(FILE.facts)
    assert long_text(FILE, pages) == text


def test_facts_lie_apart() -> None:
    text = long_text(FILE, 10)
    places = [text.index(fact.text) / len(text) for fact in FILE.facts]
    assert all(later - earlier > 0.1 for earlier, later in pairwise(places))


def test_filler_of_fifty_pages_hardly_repeats_a_sentence() -> None:
    sentences = [line for line in long_text(FILE, 50).replace("\n", " ").split(". ") if line]
    assert len(set(sentences)) > 0.6 * len(sentences)
