"""What a person cannot see on a page: letters in the colour of their background, or too small to read."""

from __future__ import annotations

import re
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

WHITE: Colour = (255, 255, 255)

TINY_POINTS = 2.0
"""Letters up to this size, in points, cannot be read."""

_LEAST_CONTRAST = 1.25
"""Contrast by the formula of WCAG 2.2; #e6e6e6 on white has it, and text below it is not seen."""

_HEX = re.compile(r"#?([0-9a-f]{6})(?:[0-9a-f]{2})?$|#([0-9a-f]{3})$", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})(%?)[\s,]+(\d{1,3})%?[\s,]+(\d{1,3})%?(?:[\s,/]+([\d.]{1,8})(%?))?\s*\)$", re.IGNORECASE)
_NAMES: dict[str, Colour] = {
    "white": WHITE,
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245),
    "ghostwhite": (248, 248, 255),
    "floralwhite": (255, 250, 240),
    "black": (0, 0, 0),
    "navy": (0, 0, 128),
    "blue": (0, 0, 255),
    "green": (0, 128, 0),
    "red": (255, 0, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
}


def colour_of(text: str) -> Colour | None:
    """Read a colour as documents write it: `FFFFFF`, `#fff`, `rgb(255, 255, 255)`, `white`; None for any other."""
    text = text.strip().lower()
    if text in _NAMES:
        return _NAMES[text]
    if match := _HEX.match(text):
        digits = match[1] or "".join(digit * 2 for digit in match[2])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if match := _RGB.match(text):
        scale = 2.55 if match[2] else 1.0
        red, green, blue = (min(255, round(int(match[index]) * scale)) for index in (1, 3, 4))
        return red, green, blue
    return None


def is_transparent(text: str) -> bool:
    """True for a colour that is written as fully transparent."""
    text = text.strip().lower()
    match = _RGB.match(text)
    return text == "transparent" or bool(match and match[5] and match[5].strip("0.") == "" and match[5].startswith("0"))


def hiding(colour: Colour | None, background: Colour | None, points: float | None) -> str:
    """Say why letters are not seen; empty when they are.

    Args:
        colour: Of the letters; None where the document leaves it to the program, which chooses a readable one.
        background: Behind them; None for white.
        points: Their height in points; None where nothing says it.
    """
    if points is not None and points <= TINY_POINTS:
        return "tiny text"
    if colour is None or _contrast(colour, background or WHITE) >= _LEAST_CONTRAST:
        return ""
    return "white text" if min(colour) >= 225 else "text in the colour of its background"


def _contrast(one: Colour, other: Colour) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        (part / 12.92) if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
