"""What a question is about, and whether a section is about that too."""

from __future__ import annotations

import pytest

from coach.engines.local.question import understand
from coach.engines.local.subject import asked_words, is_met, is_name, lacking, said_in
from coach.model.passage import Hit
from coach.model.question import Section
from coach.read.document import read_bytes
from coach.segment.excerpts import excerpts_of
from coach.segment.passages import find_passages

TEXT = """# Interviews

## How Tallboat hires

Tallboat asks for a letter. Three people read it at Tallboat.

## Thanks

Dora of Kettlefirm drew the pictures.

- proof-reading
- tea for everyone
"""


def section(heading: str) -> Section:
    passage = next(
        each for each in find_passages(read_bytes(TEXT.encode(), "x"), "acme", "a.md") if each.heading_path[-1] == heading
    )
    return Section(passage, Hit(passage, 0.5, 0.5, 0.5), excerpts_of(passage))


def test_the_words_of_a_question_are_its_content_words_once_with_the_question_without_each() -> None:
    words = asked_words(understand("how do I file a patent, a software patent?"), {"patent": 5.0, "file": 2.0})
    assert [word.stem for word in words] == ["file", "patent", "softwar"]
    assert [word.weight for word in words] == [2.0, 5.0, 0.0]
    assert words[0].without == "how do I  a patent, a software patent?"


def test_of_many_words_the_rarer_ones_are_kept_in_order() -> None:
    text = "alpha beta gamma delta epsilon zeta eta theta iota"
    question = understand(text)
    words = asked_words(question, {stem: float(number) for number, stem in enumerate(question.words)})
    assert [word.text for word in words] == text.split()[1:]


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("what does Tallboat pay", "Tallboat", True),
        ("Tallboat: what does it pay", "Tallboat", False),
        ("is it done? Tell me", "Tell", False),
        ("what is expected of a P4", "P4", True),
        ("what is expected of an ic5", "ic5", True),
        ("what is expected of a senior", "senior", False),
        ("WHAT DOES IT PAY", "PAY", False),
    ],
)
def test_names_and_codes(text: str, word: str, name: bool) -> None:
    assert is_name(text, text.index(word), word) is name


@pytest.mark.parametrize(
    ("question", "heading", "stranger", "rarest"),
    [
        ("how does Tallboat hire", "How Tallboat hires", 0.0, 0.0),
        ("how does Kettlefirm hire", "Thanks", 1.0, 1.0),
        ("who needs a letter of reference", "How Tallboat hires", 0.0, 1.0),
        ("which folks read the letter", "How Tallboat hires", 0.0, 0.0),
        ("??", "Thanks", 0.0, 0.0),
    ],
)
def test_a_name_in_passing_and_a_rare_word_that_is_not_there_are_lacking(
    question: str, heading: str, stranger: float, rarest: float
) -> None:
    weights = {"kettlefirm": 6.0, "tallboat": 6.0, "refer": 5.0, "folk": 5.0, "letter": 2.0, "hire": 1.0, "read": 1.0}
    words = asked_words(understand(question), weights)
    assert lacking(words, said_in([section(heading)])) == (stranger, rarest)


def test_a_name_is_met_by_a_heading_or_by_two_pieces() -> None:
    said = said_in([section("How Tallboat hires")])
    (word,) = asked_words(understand("and at Tallboat"), {})
    assert is_met(word, said)
    assert "tallboat" in said.topics
    assert "kettlefirm" in said_in([section("Thanks")]).words - said_in([section("Thanks")]).topics
