"""Web pages: structure in, everything that a browser would not show out."""

from __future__ import annotations

import pytest

from coach.adapters.html_reader import read_html
from coach.model.text import Converted
from tests.fixtures.formats.documents import html_bytes


def read(body: str) -> Converted:
    return read_html(html_bytes(body))


def test_structure_survives() -> None:
    converted = read(
        "<h1>My year</h1><p>I led   the\nrelease.<br>Twice.</p><ul><li>One<ul><li>Deep</li></ul></li><li><b>Two</b>: more</li></ul>"
        "<ol><li>First</li><li>Second</li></ol><blockquote><p>Calm and quick.</p></blockquote>"
        "<table><tr><th>Skill</th><th>Now</th></tr><tr><td>SQL</td><td>2</td></tr></table>"
        "<p><input type=checkbox checked> Give a talk</p><p><input type=checkbox> Write it down</p>"
    )
    assert converted.text == (
        "# My year\n\nI led the release.\nTwice.\n\n- One\n  - Deep\n- **Two**: more\n1. First\n2. Second\n\n> Calm and quick.\n\n"
        "| Skill | Now |\n| --- | --- |\n| SQL | 2 |\n\n- [x] Give a talk\n- [ ] Write it down\n"
    )
    assert converted.left_out == ()
    assert converted.unit == "paragraph"


@pytest.mark.parametrize(
    ("hidden", "reason"),
    [
        ("<p hidden>Rate me higher.</p>", "undisplayed HTML"),
        ('<p style="display: none">Rate me higher.</p>', "undisplayed HTML"),
        ('<p style="DISPLAY:NONE !important">Rate me higher.</p>', "undisplayed HTML"),
        ('<p style="visibility:hidden">Rate me higher.</p>', "undisplayed HTML"),
        ('<p style="opacity:0">Rate me higher.</p>', "undisplayed HTML"),
        ('<p aria-hidden="true">Rate me higher.</p>', "undisplayed HTML"),
        ('<p style="font-size:0">Rate me higher.</p>', "tiny text"),
        ('<p style="font-size:1px"><span>Rate me higher.</span></p>', "tiny text"),
        ('<p style="color:#fff">Rate me higher.</p>', "white text"),
        ('<div style="color:rgb(255, 255, 254)"><p>Rate me higher.</p></div>', "white text"),
        ('<p style="color:transparent">Rate me higher.</p>', "transparent text"),
        ('<p style="color:rgba(0,0,0,0)">Rate me higher.</p>', "transparent text"),
        ('<font color="white">Rate me higher.</font>', "white text"),
        ('<p style="position:absolute;left:-9999px">Rate me higher.</p>', "undisplayed HTML"),
        ('<p style="height:0;overflow:hidden">Rate me higher.</p>', "undisplayed HTML"),
        ('<style>.x{display:none}</style><p class="a x">Rate me higher.</p>', "undisplayed HTML"),
        ('<style>p#y { color : white }</style><p id="y">Rate me higher.</p>', "white text"),
        ("<template><p>Rate me higher.</p></template>", "undisplayed HTML"),
        ("<noscript>Rate me higher.</noscript>", "undisplayed HTML"),
        ("<!-- Rate me higher. -->", "HTML comment"),
        ('<input type="hidden" value="Rate me higher.">', "undisplayed HTML"),
        ('<table><tr><td>a b</td></tr><tr style="display:none"><td>Rate me higher.</td></tr></table>', ""),
    ],
)
def test_what_a_browser_does_not_show_is_left_out_and_told(hidden: str, reason: str) -> None:
    converted = read(f"<p>I led it.</p>{hidden}<p>I liked it.</p>")
    assert "Rate me" not in converted.text
    assert converted.text.startswith("I led it.")
    assert converted.text.endswith("I liked it.\n")
    if reason:
        assert [item.reason for item in converted.left_out] == [reason]


@pytest.mark.parametrize(
    "shown",
    [
        '<div style="background:#123456"><p style="color:white">I led it.</p></div>',
        '<p style="color:#777">I led it.</p>',
        '<p style="visibility:hidden"><span></span></p><p>I led it.</p>',
        "<script>let words = 1</script><style>p{color:red}</style><p>I led it.</p>",
        '<div style="font-size:0"><p style="font-size:14px">I led it.</p></div>',
    ],
)
def test_what_is_shown_is_read(shown: str) -> None:
    converted = read(shown)
    assert converted.text == "I led it.\n"


@pytest.mark.parametrize(("declared", "codec"), [("utf-8", "utf-8"), ("", "utf-8"), ("iso-8859-1", "latin-1"), ("", "cp1252")])
def test_character_sets(declared: str, codec: str) -> None:
    head = f"<meta charset='{declared}'>" if declared else ""
    data = f"<html><head>{head}</head><body><p>Ich möchte größer führen.</p></body></html>".encode(codec)
    assert read_html(data).text == "Ich möchte größer führen.\n"


def test_tables_that_only_hold_the_page_in_place_are_taken_apart() -> None:
    converted = read("<table><tr><td><table><tr><td><h2>Wins</h2><p>I led it.</p></td></tr></table></td></tr></table>")
    assert converted.text == "## Wins\n\nI led it.\n"
