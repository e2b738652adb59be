"""Letters that a person cannot see."""

from __future__ import annotations

import pytest

from coach.convert.visibility import Colour, colour_of, hiding, is_transparent


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("FFFFFF", (255, 255, 255)),
        ("#fff", (255, 255, 255)),
        ("rgb(255, 254, 0)", (255, 254, 0)),
        ("rgb(100% 100% 100%)", (255, 255, 255)),
        ("rgba(1,2,3,.5)", (1, 2, 3)),
        ("White", (255, 255, 255)),
        ("auto", None),
        ("inherit", None),
        ("#12", None),
    ],
)
def test_colours(text: str, colour: Colour | None) -> None:
    assert colour_of(text) == colour


@pytest.mark.parametrize(
    ("colour", "background", "points", "reason"),
    [
        ((255, 255, 255), None, None, "white text"),
        ((240, 240, 240), None, 11.0, "white text"),
        ((200, 200, 200), None, 11.0, ""),
        ((255, 255, 255), (0, 0, 80), 11.0, ""),
        ((0, 0, 80), (0, 0, 80), 11.0, "text in the colour of its background"),
        ((0, 0, 0), None, 2.0, "tiny text"),
        ((0, 0, 0), None, 2.5, ""),
        (None, None, None, ""),
    ],
)
def test_reasons(colour: Colour | None, background: Colour | None, points: float | None, reason: str) -> None:
    assert hiding(colour, background, points) == reason


def test_transparency() -> None:
    assert [
        is_transparent(text) for text in ("transparent", "rgba(0, 0, 0, 0)", "rgba(0,0,0,0.0)", "rgba(0,0,0,.5)", "black")
    ] == [
        True,
        True,
        True,
        False,
        False,
    ]
