"""A model's words are a stranger's: markup goes, what reaches outside or drives a terminal is refused."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coach.engines.llm.plain_words import NotPlain, plain_words
from tests.builders import CONTROL

ESC = "\x1b"

REACHES_OUT = [
    "Read [this](http://203.0.113.7/x) first.",
    "See https://collect.example/?q=review",
    "See //collect.example/p.png now",
    "See hxxp then http:evil",
    "![x](y)",
    "![][1]\n\n[1]: //collect.example/a",
    "[1]: collect.example",
    "[click][here]",
    "Go to www.collect.example",
    "Write to me@collect.example",
    "javascript:alert(1)",
    "JaVaScRiPt :alert(1)",
    "data:text/html;base64,AAAA",
    "mailto:someone",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "< svg/onload=alert(1)>",
    "</textarea >now",
    "&lt;img src=x&gt;",
    "&#x3c;b&#x3e;",
    "Open collect-example.com today",
    "Upload it to 203.0.113.7 please",
    f"{ESC}]8;;http://x{ESC}\\click{ESC}]8;;{ESC}\\",
    f"{ESC}[2Jgone",
    "\x9b31mred",
    "ht\u200btp://collect.example",
    "ｈｔｔｐ：／／collect.example",
    "java\u00adscript:alert(1)",
    "<\u200bimg src=x>",
    "!\u2060[x](y)",
    "```\nrm -rf\n```",
    "| a | b |",
]


@pytest.mark.parametrize("text", REACHES_OUT)
def test_what_reaches_outside_is_refused(text: str) -> None:
    with pytest.raises(NotPlain):
        plain_words(text, 500)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# Plan the week", "Plan the week"),
        ("**Write** the `range` down, _before_ you start.", "Write the range down, before you start."),
        ("- Ask Tomas\n  on Monday", "Ask Tomas on Monday"),
        ("1. Ask him", "Ask him"),
        ("Ask\u202e him\u200b on\ufeff Monday\x07", "Ask him on Monday"),
        ("=SUM(A1:A9)", "SUM(A1:A9)"),
        ("+CMD() | x", "CMD() / x"),
        ("Cut p95 from 900 ms to 210 ms; 3 of 4, 50%.", "Cut p95 from 900 ms to 210 ms; 3 of 4, 50%."),
        (
            "Review the C++ and the .NET code, e.g. retry_count in v1.2.",
            "Review the C++ and the .NET code, e.g. retry_count in v1.2.",
        ),
        ("Ratio 3:1, and/or, it’s “fine”", "Ratio 3:1, and/or, it’s “fine”"),
        ("Prüfe São José’s 設計", "Prüfe São José’s 設計"),
    ],
)
def test_markup_goes_and_words_stay(text: str, words: str) -> None:
    assert plain_words(text, 500) == words


@pytest.mark.parametrize("text", ["", "  \n ", "…", "\u200b\u200b", "*" * 40, "x" * 501])
def test_nothing_and_too_much_are_refused(text: str) -> None:
    with pytest.raises(NotPlain):
        plain_words(text, 500)


_PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [*REACHES_OUT, "[", "](", "!", "<", ">", "&", "#x41;", "*", "_", "`", "|", "\\", "http", ":", "//", "@", ".com"]
        ),
        st.text(max_size=6),
    ),
    max_size=8,
).map("".join)


@given(_PIECES)
@example("\\[a](b)")
@example("&amp;lt;img&amp;gt;")
def test_what_is_let_through_is_one_plain_line(text: str) -> None:
    try:
        words = plain_words(text, 400)
    except NotPlain:
        return
    assert not CONTROL.search(words)
    assert "\n" not in words
    for active in ("](", "<a", "<i", "<s", "://", "![", "javascript:", "\x1b", "```"):
        assert active not in words.lower()
    assert 0 < len(words) <= 400
