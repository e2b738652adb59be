"""YAML is cut at its keys, and every line that is not blank is in exactly one passage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.model.passage import Passage
from coach.read.document import read_bytes
from coach.segment.yaml_sections import find_yaml_passages

LONG = "word " * 70


def passages(text: str) -> tuple[Passage, ...]:
    found = find_yaml_passages(read_bytes(text.encode(), "x"), "acme", "a.yaml")
    assert found is not None
    return found


def test_keys_above_a_line_are_its_heading_path() -> None:
    found = passages(f"name: Ladder\nlevels:\n  senior:\n    scope: {LONG}\n  staff:\n    scope: {LONG}\n")
    assert [(each.heading_path, each.start_line, each.end_line) for each in found] == [
        (("Ladder",), 1, 1),
        (("Ladder", "levels"), 2, 2),
        (("Ladder", "levels", "senior"), 3, 4),
        (("Ladder", "levels", "staff"), 5, 6),
    ]


def test_items_of_a_list_are_named_by_what_they_call_themselves() -> None:
    found = passages(f"- id: p1\n  text: {LONG}\n- text: {LONG}\n")
    assert [each.heading_path for each in found] == [("p1",), ("2",)]


def test_a_short_file_is_one_passage() -> None:
    assert [each.heading_path for each in passages("a: 1\nb: 2\n")] == [("a.yaml",)]


def test_several_documents_and_comments_are_covered() -> None:
    text = f"# about\n---\na: {LONG}\n---\n# more\nb: {LONG}\n# end\n"
    covered = [line for each in passages(text) for line in range(each.start_line, each.end_line + 1)]
    assert covered == [1, 2, 3, 4, 5, 6, 7]


def test_an_alias_bomb_is_walked_once() -> None:
    rows = [f"a0: &a0 [{LONG.replace(' ', ', ')}x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    assert len(passages("\n".join(rows))) < 100


@pytest.mark.parametrize("text", ["a: b: c", "\tx: 1", "{", "- [unclosed", "%bad"])
def test_what_is_not_yaml_is_said_to_be_none(text: str) -> None:
    assert find_yaml_passages(read_bytes(text.encode(), "x"), "acme", "a.yaml") is None


_VALUES = st.recursive(
    st.sampled_from(["1", "text", LONG, "'# no comment'"]),
    lambda inner: st.one_of(
        st.dictionaries(st.sampled_from("abcdef"), inner, min_size=1, max_size=4), st.lists(inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


@given(_VALUES)
def test_every_line_is_covered_once_in_order(value: object) -> None:
    import yaml

    text = yaml.safe_dump(value, sort_keys=False)
    covered = [line for each in passages(text) for line in range(each.start_line, each.end_line + 1)]
    written = [number for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    assert covered == sorted(set(covered))
    assert set(written) <= set(covered)
