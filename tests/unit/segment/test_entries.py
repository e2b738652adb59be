"""Entries: data in a code block whose values are words."""

from __future__ import annotations

import pytest

from coach.segment.entries import entries_of, looks_like_prose


def words(body: str) -> list[str]:
    return [text for _, _, text in entries_of(body)]


def test_a_list_under_a_name_is_one_entry() -> None:
    assert words('paths = {\n    "first": [\n        "Docker basics",\n        "Kubernetes at scale"\n    ],\n}') == [
        "first: Docker basics; Kubernetes at scale"
    ]


def test_yaml_is_read_too() -> None:
    assert words("path:\n  first:\n    - service mesh (Istio)\n    - cost control\n") == [
        "first: service mesh (Istio); cost control"
    ]


def test_an_entry_names_the_characters_it_is_from() -> None:
    body = 'x = {\n  "a": [\n    "one two"\n  ]\n}'
    ((start, end, _),) = entries_of(body)
    assert body[start:end] == '"a": [\n    "one two"'


@pytest.mark.parametrize("body", ["def f():\n    return g(x)\n", "SELECT a FROM b;\n", "", "{}\n[]\n", "x = 1\ny = 2\n"])
def test_what_does_something_is_no_data(body: str) -> None:
    assert words(body) == []


@pytest.mark.parametrize(
    ("info", "body", "prose"),
    [("markdown", "x = 1", True), ("", "# Title\n- a\n", True), ("", "x = 1\n", False), ("python", "# comment\n- a\n", False)],
)
def test_what_is_a_markdown_example(info: str, body: str, prose: bool) -> None:
    assert looks_like_prose(info, body) is prose
