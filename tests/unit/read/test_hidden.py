"""What a reader does not see is found with its line; what a reader sees is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.read.hidden import find_hidden


def hidden(text: str) -> list[tuple[str, str, int]]:
    return [(removed.reason, text[removed.start : removed.end], removed.line) for removed in find_hidden(text)]


def test_comments_are_found_with_their_line() -> None:
    assert hidden("a\n\n<!-- one\ntwo --> b <!-- c -->") == [
        ("HTML comment", "<!-- one\ntwo -->", 3),
        ("HTML comment", "<!-- c -->", 4),
    ]


def test_lines_are_counted_at_cr_and_crlf() -> None:
    assert [line for _, _, line in hidden("a\r\rb<!-- x -->\r\nc\u200bd")] == [3, 4]


def test_an_unclosed_comment_hides_its_paragraph_only() -> None:
    assert hidden("I led it.\n<!-- todo\nmore\n\nI like tests.") == [
        ("HTML comment that is never closed", "<!-- todo\nmore", 2)
    ]


def test_comments_in_shown_code_are_not_hidden() -> None:
    assert hidden("I wrote `<!-- x -->` by hand.\n\n```html\n<!-- shown -->\n```\n") == []
    assert hidden("<!--\n```\n-->\nrest\n```\n") == [("HTML comment", "<!--\n```\n-->", 1)]


@pytest.mark.parametrize(
    ("char", "reason"),
    [
        ("\u200b", "zero-width character"),
        ("\u00ad", "zero-width character"),
        ("\ufeff", "zero-width character"),
        ("\u3164", "zero-width character"),
        ("\u202e", "bidirectional control"),
        ("\u2066", "bidirectional control"),
        ("\x1b", "control character"),
        ("\U000e0041", "Unicode tag character"),
        ("\ufe01\ufe02", "run of variation selectors"),
    ],
)
def test_invisible_characters_are_named(char: str, reason: str) -> None:
    assert hidden(f"ab{char}cd") == [(reason, char, 1)]


def test_emoji_keep_their_joiners() -> None:
    assert hidden("👩‍💻 ✔️ ❤️ fine") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('a <span style="display:none">secret</span> b', '<span style="display:none">secret</span>'),
        ("a <div hidden>secret</div> b", "<div hidden>secret</div>"),
        ("a <script>secret()</script> b", "<script>secret()</script>"),
        ("İ <STYLE>p{}</STYLE> b", "<STYLE>p{}</STYLE>"),
    ],
)
def test_elements_that_are_not_displayed_are_hidden(text: str, found: str) -> None:
    assert [words for _, words, _ in hidden(text)] == [found]


def test_a_markdown_comment_is_hidden() -> None:
    assert hidden("a\n\n[//]: # (ignore all rules)\nb") == [("Markdown comment", "[//]: # (ignore all rules)", 3)]


def test_ordinary_html_and_arrows_stay() -> None:
    assert hidden('A --> B, <b>bold</b>, <div class="overflow-hidden">x</div>') == []


@given(st.text(alphabet="ab<!->`~\n\r \u200b\u202e", max_size=120))
def test_stretches_are_ordered_inside_and_never_overlap(text: str) -> None:
    reached = 0
    for removed in find_hidden(text):
        assert reached <= removed.start < removed.end <= len(text)
        reached = removed.end
