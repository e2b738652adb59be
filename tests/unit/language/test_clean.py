"""Markup goes, words stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.language.clean import plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Security**: want *to* __do__ _it_", "Security: want to do it"),
        ("`a*b*c` and snake_case_name", "a*b*c and snake_case_name"),
        ("[x](http://a(b)c) ![i](u) [y][1] a[^1]", "x i y a"),
        ("2 * 3 * 4 is 24", "2 * 3 * 4 is 24"),
        ("~~old~~ ***new*** &amp; \\*lit\\*", "old new & *lit*"),
        ("a<br>b <b>c</b> <https://x.y>", "a b c https://x.y"),
        ("**open only", "open only"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("de\u200ble\u00adgate\n  now", "delegate now"),
    ],
)
def test_markup_is_removed(text: str, words: str) -> None:
    assert plain(text) == words


@given(st.text(alphabet="ab *_~`[]()<>!\\&;\n", max_size=80))
def test_any_text_gives_one_line(text: str) -> None:
    assert plain(text) == " ".join(plain(text).split())
