"""Records whose keys nobody has heard of."""

from __future__ import annotations

import pytest
import yaml

from coach.ladders.shapes.record_keys import NOTHING_TOLD, RecordKeys, record_keys

WORDS, OTHERS, NAMED = {"text"}, {"id"}, {"level", "title"}


def told(text: str) -> RecordKeys:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(node, yaml.SequenceNode)
    return record_keys(node.value, NAMED, WORDS, OTHERS)


def test_a_key_whose_values_are_levels_is_the_level() -> None:
    found = told(
        "- {strand: Craft, what_of: Testing, step: Junior, prose: Writes tests when somebody asks for them in a review}\n"
        "- {strand: Craft, what_of: Debugging, step: Senior, prose: Finds a fault in services that nobody here wrote}\n"
    )
    assert found == RecordKeys("step", ("strand", "what_of"), "prose")


def test_keys_that_are_levels_leave_the_others_as_titles_from_the_wide_to_the_narrow() -> None:
    found = told("- {what_of: Testing, strand: Craft, N1: a, N2: b}\n- {what_of: Debugging, strand: Craft, N1: c, N2: d}\n")
    assert found == RecordKeys(axes=("strand", "what_of"))


def test_of_two_keys_the_first_names_and_the_longer_one_tells() -> None:
    found = told(
        "- {on: Testing, we_want: Somebody who writes tests}\n- {on: Security, we_want: Somebody who models threats}\n"
    )
    assert found == RecordKeys(axes=("on",), words="we_want")
    assert told("- {on: Testing, text: Adds tests}\n- {on: Security, text: Follows rules}\n") == RecordKeys(axes=("on",))


@pytest.mark.parametrize(
    "text",
    [
        "- {level: L1, text: a}\n- {level: L2, text: b}\n",
        "- {on: Testing, want: a long text}\n",
        "- {on: Testing, want: a long text}\n- plain\n",
        "- {a: one, b: two, c: three}\n- {a: four, b: five, c: six}\n",
        "- {on: Same, want: a long text}\n- {on: Same, want: another text}\n",
    ],
    ids=["known", "one", "mixed", "three keys", "no title"],
)
def test_nothing_is_told_where_names_tell_or_values_do_not(text: str) -> None:
    assert told(text) == NOTHING_TOLD
