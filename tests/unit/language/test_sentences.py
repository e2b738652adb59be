"""Where a sentence ends, and that no character is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.language.sentences import MAX_CHARS, sentence_ranges


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_ranges(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I led it. It went well!", ["I led it.", "It went well!"]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("no full stop", ["no full stop"]),
        ("lower case. and on it goes. ok", ["lower case.", "and on it goes.", "ok"]),
        ("We use e.g. Kafka. It works.", ["We use e.g. Kafka.", "It works."]),
        ("Dr. Ito helped, cf. the notes.", ["Dr. Ito helped, cf. the notes."]),
        ("I moved to v2.5 of it. Fine.", ["I moved to v2.5 of it.", "Fine."]),
        ("J. Berg said so. I agree.", ["J. Berg said so.", "I agree."]),
        ("I waited… and waited.", ["I waited… and waited."]),
        ('He said "stop." I did.', ['He said "stop."', "I did."]),
        ("1. First thing", ["1. First thing"]),
        ("できた。次へ。", ["できた。", "次へ。"]),
        ("", []),
        ("   ", []),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


texts = st.lists(
    st.sampled_from(["word", "e.g.", "J.", ".", "?!", "…", "。", " ", "  ", "“", "”", ",", "42", "X", "…x", "\t"])
    | st.text(max_size=5),
    max_size=40,
)


@settings(max_examples=200, deadline=None)
@given(texts.map("".join))
def test_ranges_are_in_order_trimmed_and_leave_out_only_space(text: str) -> None:
    ranges = sentence_ranges(text)
    assert all(start < end for start, end in ranges)
    assert all(one[1] <= two[0] for one, two in pairwise(ranges))
    assert all(text[start:end] == text[start:end].strip() for start, end in ranges)
    assert "".join("".join(text[start:end].split()) for start, end in ranges) == "".join(text.split())


@pytest.mark.parametrize("unit", ["a, ", "word ", "x", "；", "I did; "])
def test_a_sentence_without_end_is_cut_and_stays_whole(unit: str) -> None:
    text = unit * 2000
    found = sentences(text)
    assert len(found) > 1
    assert all(len(each) <= MAX_CHARS for each in found)
    assert "".join("".join(found).split()) == "".join(text.split())
