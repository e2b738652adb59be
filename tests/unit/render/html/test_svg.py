"""What a plotting library draws stands in a page as shapes and words, and as nothing else."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from coach.adapters.vega_pictures import VegaPictures
from coach.model.picture import (
    INKS,
    LevelPicture,
    LevelStep,
    Picture,
    Point,
    ScopeCount,
    ScopePicture,
    Stretch,
    TimePicture,
    wrapped,
)
from coach.render.html.clean import shown
from coach.render.html.svg import inline_svg
from tests.hostile import hostile_strings

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10">'
INK = INKS["ink"]
PICTURES: dict[str, Picture] = {
    "levels": LevelPicture(("Mid", "Senior"), (LevelStep("Testing and quality assurance", "Mid", "Senior"),)),
    "scopes": ScopePicture((ScopeCount("task", 2, 0), ScopeCount("feature", 1, 2)), "task", "feature"),
    "time": TimePicture(
        date(2026, 1, 5),
        date(2027, 1, 5),
        ("1. Testing",),
        (Stretch("1. Testing", date(2026, 1, 5), date(2026, 4, 5)),),
        (Point("1. Testing", date(2026, 2, 1), "action"), Point("1. Testing", date(2026, 3, 1), "milestone")),
    ),
}


@pytest.mark.parametrize(
    "drawn",
    [
        f'<script fill="{INK}">alert(1)</script>',
        f'<a href="javascript:alert(1)"><text fill="{INK}">x</text></a>',
        f'<image href="//evil.example/x.png" fill="{INK}"/>',
        f'<foreignObject fill="{INK}"><p>x</p></foreignObject>',
        f'<rect fill="{INK}" onclick="alert(1)" style="fill:red" href="//evil.example"/>',
        f'<rect fill="{INK}" transform="url(//evil.example)" class="page"/>',
        "<style>*{display:none}</style>",
    ],
)
def test_a_drawing_keeps_shapes_and_loses_everything_else(drawn: str) -> None:
    kept = inline_svg(f"{HEAD}{drawn}</svg>", "figure-x", "Title", "What it shows")
    assert not re.search(r"script|href|foreign|onclick|style|url|page|evil", kept)


def test_a_drawing_is_named_and_described() -> None:
    kept = inline_svg(f'{HEAD}<text fill="{INK}">x</text></svg>', "figure-x", "A <b>title</b>", "Says \x1bso")
    assert 'role="img" aria-labelledby="figure-x-t figure-x-d"' in kept
    assert "A &lt;b&gt;title&lt;/b&gt;" in kept
    assert "Says so" in kept


@pytest.mark.parametrize("width", [326, 680])
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_has_no_colour_of_its_own_and_no_small_letter(name: str, width: int) -> None:
    root = ElementTree.fromstring(inline_svg(VegaPictures().draw(PICTURES[name], width), "figure-x", "Title", "Says"))  # noqa: S314
    marks = [item for item in root.iter() if item.get("class")]
    assert marks
    assert not [item for item in root.iter() if {"fill", "stroke", "style", "opacity"} & set(item.attrib)]
    sizes = [float(item.get("font-size", "0")) for item in root.iter() if item.tag.endswith("text")]
    assert sizes
    assert min(sizes) >= 12
    assert float(root.get("width", "0")) <= width + 1


def test_the_words_of_a_picture_never_reach_the_plotting_library() -> None:
    """One control character in a text would end the whole process inside vl-convert."""
    steps = tuple(LevelStep(text, "Mid~0~", "</text><script>") for text in hostile_strings())
    drawn = VegaPictures().draw(LevelPicture(("Mid~0~", "</text><script>"), steps), 680)
    assert "<script" not in drawn
    assert "Says" in inline_svg(drawn, "figure-x", "Title", "Says")


@pytest.mark.parametrize(
    ("label", "width", "lines"),
    [
        ("Planning, scoping and estimation", 14, ["Planning,", "scoping and", "estimation"]),
        ("cross-team", 7, ["cross-", "team"]),
        ("Donaudampfschiff", 8, ["Donauda…"]),
        ("one two three four five six", 5, ["one", "two", "three…"]),
        ("", 5, [""]),
    ],
)
def test_a_label_is_wrapped_at_words_and_hyphens(label: str, width: int, lines: list[str]) -> None:
    assert wrapped(label, width) == lines


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x1b[31mb", "a[31mb"),
        ("a\u202eb", "ab"),
        ("a\r\nb\u2028c", "a\nb\nc"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800", "\ufffd"),
    ],
)
def test_what_would_be_obeyed_is_taken_out_and_what_a_script_needs_stays(text: str, kept: str) -> None:
    assert shown(text) == kept
