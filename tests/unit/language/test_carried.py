"""Whether words carry a sentence."""

from __future__ import annotations

import pytest

from coach.language.carried import carried, figures, share_of_words, strange_figures, strange_names

SOURCE = "Keep a change under four hundred lines. Larger ones are read less well, so split them by what a user could do."


@pytest.mark.parametrize(
    "sentence",
    [
        "Keep a change under four hundred lines.",
        "Larger changes are read less well.",
        "Split larger ones by what users could do.",
    ],
)
def test_a_sentence_near_its_source_is_carried(sentence: str) -> None:
    assert carried(sentence, [SOURCE])


@pytest.mark.parametrize(
    "sentence",
    [
        "Do not keep a change under four hundred lines.",
        "Keep a change under 200 lines.",
        "Your salary grows when you review more.",
        "Never split larger ones by what users could do.",
        "",
        "It is so.",
    ],
)
def test_a_sentence_that_says_something_else_is_not(sentence: str) -> None:
    assert not carried(sentence, [SOURCE])


def test_nothing_carries_nothing() -> None:
    assert not carried("Keep changes small.", [])


def test_a_not_of_the_source_may_not_get_lost() -> None:
    assert carried("Do not pad estimates in secret.", ["Never pad your estimates in secret."])
    assert not carried("Pad your estimates in secret.", ["Never pad your estimates in secret."])


def test_figures_are_told_in_digits_or_words() -> None:
    assert figures("Three of 12, 4.5 and 9:30") >= {"3", "12", "4.5", "9:30"}
    assert strange_figures("3 of 14", ["three things"]) == {"14"}
    assert strange_figures("no figure", []) == set()


def test_names_that_no_source_has_are_strange() -> None:
    assert strange_names("Ask Priya and Tomas about Kafka.", ["tomas runs kafka"]) == {"Priya"}
    assert strange_names("Ask first. Then write. “Quote it” (And so on): Done", []) == set()
    assert strange_names("Marit's view", ["Marit said"]) == set()


def test_the_share_counts_content_words_by_their_stem() -> None:
    assert share_of_words("estimates slipped badly", ["estimating slips"]) == pytest.approx(1 / 3)
    assert share_of_words("of the and", ["of the and"]) == 0.0
