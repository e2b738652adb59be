"""Lines to blocks: what is a heading, code, a table, an item."""

from __future__ import annotations

import pytest

from coach.model.text import Block, BlockKind
from coach.read.document import read_bytes
from coach.segment.blocks import find_blocks
from coach.segment.lines import LineIndex, split_lines


def blocks(text: str, *, pseudo: bool = True) -> tuple[Block, ...]:
    return find_blocks(read_bytes(text.encode(), "x"), pseudo=pseudo)[0]


def titles(text: str, *, pseudo: bool = True) -> list[tuple[int, str]]:
    return [(each.level, text[each.start : each.end]) for each in blocks(text, pseudo=pseudo) if each.kind is BlockKind.HEADING]


def code_lines(text: str) -> list[tuple[int, int]]:
    return [(each.line, each.last_line) for each in blocks(text) if each.kind is BlockKind.CODE]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# One", [(1, "One")]),
        ("##Two", [(2, "Two")]),
        ("### Three ###", [(3, "Three")]),
        ("## C# and me", [(2, "C# and me")]),
        ("## Title {#anchor}", [(2, "Title")]),
        ("Title\n=====", [(1, "Title")]),
        ("Title\n---", [(2, "Title")]),
        ("#1 priority was speed", []),
        ("#!/bin/sh", []),
        ("####### seven", []),
        ("    # indented", []),
        ("I did it.\n---\nMore.", []),
        ("Thanks\n-- \nAna", []),
    ],
)
def test_real_headings(text: str, found: list[tuple[int, str]]) -> None:
    assert titles(text, pseudo=False) == found


@pytest.mark.parametrize(
    "text",
    [
        "**Wins**\n- a b",
        "NEEDS WORK\n- a b",
        "\nWhat went well:\n- a b",
        "What did you learn?\nA lot of it.",
        "Areas to improve\n\nI rush.",
    ],
)
def test_lines_that_serve_as_headings(text: str) -> None:
    assert len(titles(text)) == 1
    assert titles(text, pseudo=False) == []


@pytest.mark.parametrize("text", ["\nLevel: senior\n\nI rush.", "\nTarget level: staff\nTeam: ledger\n\nI rush."])
def test_a_field_with_its_value_is_no_heading_of_what_follows(text: str) -> None:
    assert titles(text) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("```\n# a\n```\nb", [(1, 3)]),
        ("````\n```\n# a\n```\n````\nb", [(1, 5)]),
        ("```markdown\n# a\n```python\n# b\n```\n# c\n```\nd", [(1, 7)]),
        ("```markdown\n# a\n## Shape\n```\nbox\n```\n# c\n```\nd", [(1, 8)]),
        ("~~~\n```\n~~~\nb", [(1, 3)]),
        ("```\n# a\n\nI led it.\n", [(1, 2)]),
        ("```py\n# a\n```\nText\n\n```\nopen\n\nI led it.", [(1, 3), (6, 7)]),
        ("- item\n  ```\n  # a\n  ```\nb", [(2, 4)]),
    ],
)
def test_fenced_code(text: str, lines: list[tuple[int, int]]) -> None:
    assert code_lines(text) == lines
    assert titles(text) == []


def test_front_matter_is_no_text() -> None:
    text = "---\ntitle: Year\ntags: [a]\n---\n# Year\nI led it."
    assert [each.kind for each in blocks(text)] == [BlockKind.FRONT_MATTER, BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert BlockKind.FRONT_MATTER not in [each.kind for each in blocks("---\n\nI led it all year long.\n\n---\n")]


def test_an_escaped_bar_belongs_to_its_cell() -> None:
    rows = [each for each in blocks("a | b\n--|--\nx \\| y | z\n") if each.kind is BlockKind.TABLE_ROW]
    assert rows[0].columns == ("a", "b")


def test_lines_end_at_lf_crlf_and_cr() -> None:
    text = "a\r\nb\rc\n\nd\u2028e"
    assert [(line.number, line.start, line.text) for line in split_lines(text)] == [
        (1, 0, "a"),
        (2, 3, "b"),
        (3, 5, "c"),
        (4, 7, ""),
        (5, 8, "d\u2028e"),
    ]
    assert [LineIndex(text).of(offset) for offset in (0, 2, 3, 5, 7, 8, 10)] == [1, 1, 2, 3, 4, 5, 5]
