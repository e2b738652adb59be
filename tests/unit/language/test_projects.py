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
        ("I led the billing migration.", "billing migration"),
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
        statement("I ran the ledger split.", id="s1"),
        statement("I led the billing migration.", id="s2"),
        statement("Then the ledger split broke.", id="s3"),
    ]
    assert projects_in(said) == [("ledger split", ["s1", "s3"]), ("billing migration", ["s2"])]


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
