"""A gap's topic is a short phrase of the person's own words, never empty and never ours."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coach.language.topics import MAX_TOPIC_WORDS, term_in, topic_of
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


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("It took 9 weeks, I had said 4, and Petra had already told the accountants.", "It took 9 weeks, I had said 4…"),
        ("Two of hers are open, three wait.", "Two of hers are open"),
    ],
)
def test_a_told_fact_is_named_by_how_it_begins(text: str, topic: str) -> None:
    assert topic_of(statement(text), ()) == topic


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


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (
            "I've worked hard to improve cross-functional collaboration, particularly with our partners.",
            "cross-functional collaboration",
        ),
        ("Improve work-life balance (no weekends)", "work-life balance"),
        ("Learned: Need to push back on unrealistic timelines", "push back on unrealistic timelines"),
        ("There are still almost no UI tests.", "UI tests"),
        ("Learn enough Swift that Jonas can take a proper holiday", "Swift"),
        ("In spring I couldn't read a stack trace to save my life.", "couldn't read a stack trace"),
        ("I can't read the query plan well enough to say why it was slow.", "can't read the query plan"),
    ],
)
def test_a_clause_is_cut_down_to_the_thing_itself(text: str, topic: str) -> None:
    label = "Learned" if text.startswith("Learned") else ""
    assert topic_of(statement(text, label=label), ALIASES) == topic


def test_the_heading_names_what_the_sentence_does_not() -> None:
    under = statement("Need Q1 focus on cleanup", heading_path=("Challenges", "Technical Debt"))
    assert topic_of(under, ("technical debt",)) == "Technical Debt"
    assert topic_of(under, ("estimates",)) == "focus on cleanup"


@pytest.mark.parametrize("label", ["November", "Where I want to go", "Speaking of knowing"])
def test_a_label_that_could_stand_before_anything_names_nothing(label: str) -> None:
    assert topic_of(statement(f"{label}: I rushed the estimates", label=label), ALIASES) != label


def test_a_term_is_found_however_it_is_hyphenated() -> None:
    assert term_in("define Service-Level Objectives first", ("service level objective",)) == "Service-Level Objectives"
    assert term_in("selfservice levels", ("service level",)) == ""
    assert term_in("anything", ("", "-")) == ""


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("I can't say no to requests from sales.", "can't say no to requests from sales"),
        ("I have never proposed a change of process.", "never proposed a change of process"),
        ("I do not know Jenkins and Docker enough to move it.", "do not know Jenkins and Docker"),
        ("We never really wrote the runbooks.", "never really wrote the runbooks"),
        ("I haven't built a dashboard myself", "haven't built a dashboard myself"),
        ("I am not good at saying no.", "saying no"),
        ("I don't have much experience with Kafka.", "Kafka"),
        ("I'm not confident in planning.", "planning"),
    ],
)
def test_a_topic_keeps_the_not_that_denies_it_and_drops_one_before_a_subject(text: str, topic: str) -> None:
    assert topic_of(statement(text), ()) == topic


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("I ship features without tests.", "ship features without tests"),
        ("I answer the ticket, but I do not go to them and I do not ask what they need it for.", "do not go to them"),
        ("I ship it and I don't check if somebody uses it", "don't check if somebody uses it"),
        ("My reviews are thorough and kind, but they always arrive too late.", "they always arrive too late"),
        ("The docs I write are praised by everybody here; nobody finds them.", "nobody finds them"),
        ("I write in English so that my boss can read it and my mother can't.", "write in English"),
    ],
)
def test_what_is_wrong_is_named_and_not_what_stands_beside_it(text: str, topic: str) -> None:
    assert topic_of(statement(text), ()) == topic
