"""YAML leaves: values that hold words, with their exact place and what they belong to."""

from __future__ import annotations

from coach.segment.yaml_leaves import leaves_of

LADDER = """levels:
  - id: L3
    name: Senior engineer
    delivery: Ships alone.
    notes: >-
      Works for: a year
      without help.
  - id: L4
    does:
      - Leads three teams.
      - 12
# a comment about nothing
"""


def read(text: str) -> list[tuple[str, str, list[str]]]:
    return [
        (leaf.key, " ".join(text[slice(*leaf.value)].split()), [text[slice(*name)] for name in leaf.names])
        for leaf in leaves_of(text)
    ]


def test_leaves_know_what_they_belong_to() -> None:
    assert read(LADDER) == [
        ("delivery", "Ships alone.", ["levels", "L3", "Senior engineer"]),
        ("notes", "Works for: a year without help.", ["levels", "L3", "Senior engineer"]),
        ("", "Leads three teams.", ["levels", "L4", "does"]),
    ]


def test_a_span_is_key_and_value() -> None:
    first = next(iter(leaves_of(LADDER)))
    assert LADDER[slice(*first.span)] == "delivery: Ships alone."


def test_what_is_no_yaml_is_no_error() -> None:
    for text in ("", "\n\n", "::::", "- - - x y", "{a: b", "key:\n\tTabs are here"):
        list(leaves_of(text))
