"""What a sentence has to offer: figures, instructions, reasons; and whether it leans on another."""

from __future__ import annotations

import pytest

from coach.engines.local.question import understand
from coach.engines.local.signals import dangles, fits, is_imperative
from coach.model.passage import Passage
from coach.model.question import Excerpt, ExcerptKind, Quote

PASSAGE = Passage("a#1", "acme", "a.md", "A", ("A",), 1, 1, "x")


def excerpt(text: str, kind: ExcerptKind = ExcerptKind.SENTENCE) -> Excerpt:
    return Excerpt(PASSAGE, 0, 0, -1, kind, text, (Quote(text, 1, 1),))


@pytest.mark.parametrize(
    ("question", "good", "bad"),
    [
        ("how long does it take", "Expect two to four years.", "It takes patience."),
        ("how much money for a week on call", "You get EUR 310 a week.", "On call is paid."),
        ("what share of the week", "About twenty per cent.", "Not the whole week."),
        ("how many people", "Three at most.", "Few people."),
        ("how do I say no", "Name the price and offer another date.", "It is a hard word."),
        ("why do packets fail", "Most fail because the witness is missing.", "Most fail."),
        ("is it fine to skip it", "Never skip it.", "Colleagues skip things."),
        ("what is a stop rule", "A stop rule is a sentence that ends a goal.", "Write one for every goal."),
        ("difference between mentor and sponsor", "A mentor talks with you, a sponsor about you.", "Both cost time."),
    ],
)
def test_the_fitting_sentence_is_told_from_the_other(question: str, good: str, bad: str) -> None:
    asked = understand(question)
    assert fits(asked, excerpt(good)) > fits(asked, excerpt(bad))


def test_a_list_question_wants_items() -> None:
    asked = understand("what are the signs of burnout")
    assert fits(asked, excerpt("late", ExcerptKind.ITEM)) > fits(asked, excerpt("late"))


@pytest.mark.parametrize("text", ["Write it down.", "“Ask first.”", "keep a list"])
def test_imperatives(text: str) -> None:
    assert is_imperative(text)


@pytest.mark.parametrize("text", ["A list is kept.", "", "Writing helps."])
def test_no_imperatives(text: str) -> None:
    assert not is_imperative(text)


@pytest.mark.parametrize(
    "text", ["This works.", "It takes a week.", "But not always.", "The second is harder.", "Say it early.", "“They know.”"]
)
def test_what_leans_on_the_sentence_before(text: str) -> None:
    assert dangles(text)


@pytest.mark.parametrize("text", ["Write a page.", "There are three.", "Itemise the list.", "Three things help."])
def test_what_stands_alone(text: str) -> None:
    assert not dangles(text)
