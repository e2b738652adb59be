"""A gap's topic is a short phrase of the person's own words, never empty and never ours."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coach.language.topics import MAX_TOPIC_WORDS, topic_of
from tests.builders import flat, statement

ALIASES = ("public speaking", "threat modelling", "estimates")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("I want to improve my public speaking.", "public speaking"),
        ("I need to get better at threat modelling before the audit.", "threat modelling before the audit"),
        ("I struggle with estimates", "estimates"),
        ("I rush.", "rush"),
        ("Conditional types", "Conditional types"),
        ("1. Advanced TypeScript", "Advanced TypeScript"),
        ("By the time the panel met I had no threat modelling to show and nobody asked me again.", "threat modelling"),
    ],
)
def test_the_phrase_that_names_the_gap(text: str, topic: str) -> None:
    assert topic_of(statement(text), ALIASES) == topic


def test_a_label_names_the_gap_unless_it_could_stand_anywhere() -> None:
    assert topic_of(statement("Security: I want to know more", label="Security"), ()) == "Security"
    assert topic_of(statement("Challenge: I skip the load tests", label="Challenge"), ()) != "Challenge"


def test_the_words_of_the_text_are_used_not_those_of_the_corpus() -> None:
    text = "When the director asked about it in front of all of them, Public Speaking was the last thing that I wanted"
    assert topic_of(statement(text), ALIASES) == "Public Speaking"


words = st.lists(
    st.sampled_from(
        [
            *"I want to improve my need more the and of with but because , ; : — ( ) … “ ” 1. - is not a".split(),
            "public speaking",
            "estimates",
        ]
    )
    | st.text(min_size=1, max_size=8),
    min_size=1,
    max_size=25,
).map(lambda parts: flat(" ".join(parts)))


@settings(max_examples=300, deadline=None)
@given(words.filter(lambda text: any(char.isalnum() for char in text)), st.text(max_size=12))
@example("I want to improve “” and so it goes on and on and on", "")
@example("I need to — —", "")
def test_a_topic_is_short_and_in_the_persons_words(text: str, label: str) -> None:
    topic = topic_of(replace(statement(), text=text, label=flat(label)), ALIASES)
    assert topic.strip()
    assert len(topic.split()) <= MAX_TOPIC_WORDS
    said = topic.removesuffix("…")
    assert said in flat(text) or said in flat(label)
