"""Pieces of work that a person names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.language.projects import projects_in
from tests.builders import statement


@pytest.mark.parametrize(
    ("text", "project"),
    [
        ("I am still on the billing migration.", "billing migration"),
        ("We shipped our customer export service in May.", "customer export service"),
        ("I own the search index rewrite.", "search index"),
        ("The whole payments API is mine now.", "payments API"),
        ("I built a feature-flag tool.", "feature-flag tool"),
    ],
)
def test_a_piece_of_work_is_named(text: str, project: str) -> None:
    assert [name for name, _ in projects_in([statement(text)])] == [project]


@pytest.mark.parametrize(
    "text",
    ["", "I am tired.", "the migration", "the new project", "a big new system", "the end of the project", "this is the tool"],
)
def test_what_names_nothing(text: str) -> None:
    assert projects_in([statement(text)]) == []


def test_mentions_are_gathered_first_one_first() -> None:
    said = [
        statement("I am on the ledger split now.", id="s1"),
        statement("We still have the billing migration ahead of us.", id="s2"),
        statement("Then the ledger split broke.", id="s3"),
    ]
    assert projects_in(said) == [("ledger split", ["s1", "s3"]), ("billing migration", ["s2"])]


@pytest.mark.parametrize(
    "text",
    [
        "I led the billing migration.",
        "I'm proud of leading the microservices migration project, which was complex.",
        "We shipped the ledger cut-over in six weeks.",
        "They change the scoring API without notice.",
        "The project successfully reduced system latency and improved our overall system reliability.",
        "A bug in the mobile gateway.",
    ],
)
def test_nothing_can_be_practised_on_work_that_is_done_or_not_ones_own(text: str) -> None:
    assert projects_in([statement(text)]) == []


def test_planned_work_comes_first_and_needs_no_article() -> None:
    said = [
        statement("Our billing dashboard is slow.", id="s1"),
        statement("API Modernization - GraphQL migration", id="s2", heading_path=("Q1 Priorities",)),
        statement("Agree service-level objectives with Finance", id="s3", heading_path=("Goals",)),
        statement("Lead Cross-team Initiative", id="s4", heading_path=("Goals",)),
    ]
    assert projects_in(said) == [("GraphQL migration", ["s2"]), ("billing dashboard", ["s1"])]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from("the our a of to new ledger split billing migration and whole service I own".split()), max_size=12)
)
def test_a_name_is_two_to_four_words_of_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    for name, ids in projects_in([statement(text)]):
        assert 2 <= len(name.split()) <= 4
        assert name in text
        assert ids
