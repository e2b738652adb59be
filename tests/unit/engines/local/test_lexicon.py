"""Terms of the corpus in a statement: longer terms count more, shared ones less, a label most."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.corpora import Corpus
from coach.engines.local.lexicon import Lexicon
from tests.builders import statement


@pytest.fixture(scope="module")
def lexicon(corpus: Corpus) -> Lexicon:
    return Lexicon(corpus.competencies)


def test_every_alias_points_to_its_competency(lexicon: Lexicon, corpus: Corpus) -> None:
    lost = [
        (key, alias)
        for key, competency in corpus.competencies.items()
        for alias in (*competency.aliases, competency.name)
        if key not in lexicon.hits(f"I need more of {alias}, really.")
    ]
    assert not lost


@pytest.mark.parametrize("text", ["", "I am tired.", "slidesmith", "non-presenting", "presenting-free"])
def test_a_term_inside_another_word_is_none(lexicon: Lexicon, text: str) -> None:
    assert lexicon.hits(text) == {}


def test_terms_are_found_in_any_case_and_longer_ones_weigh_more(lexicon: Lexicon) -> None:
    assert lexicon.hits("PUBLIC SPEAKING") == lexicon.hits("public speaking")
    assert lexicon.hits("giving presentations well")["presenting"] > lexicon.hits("slides")["presenting"]


def test_a_term_that_several_own_is_divided(corpus: Corpus) -> None:
    pair = {key: corpus.competencies[key].model_copy(update={"aliases": ("caching",)}) for key in ("testing", "performance")}
    alone = {"testing": pair["testing"]}
    assert Lexicon(pair).hits("caching")["testing"] == Lexicon(alone).hits("caching")["testing"] / 2


def test_blending_raises_what_the_words_name(lexicon: Lexicon) -> None:
    before = {"presenting": 0.1, "testing": 0.6, "planning": 0.3}
    after = lexicon.blend(statement("I avoid public speaking."), before)
    assert after["presenting"] > before["presenting"]
    assert after["testing"] < before["testing"]
    assert lexicon.blend(statement("I avoid it."), before) == before


def test_a_label_counts_more_than_the_words(lexicon: Lexicon) -> None:
    before = {"presenting": 0.3, "testing": 0.7}
    by_words = lexicon.blend(statement("slides: I avoid it."), before)
    by_label = lexicon.blend(statement("slides: I avoid it.", label="slides"), before)
    assert by_label["presenting"] > by_words["presenting"] > 0.3


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80), st.lists(st.floats(0.01, 1), min_size=3, max_size=3))
def test_blended_probabilities_stay_probabilities(lexicon: Lexicon, text: str, weights: list[float]) -> None:
    before = {key: weight / sum(weights) for key, weight in zip(("presenting", "testing", "planning"), weights, strict=True)}
    after = lexicon.blend(statement(f"public speaking {text}", label=text), before)
    assert after.keys() == before.keys()
    assert sum(after.values()) == pytest.approx(1)
    assert all(0 < value < 1 for value in after.values())
