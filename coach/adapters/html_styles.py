"""What style sheets say about being seen: the few properties and the simple selectors that hide words in practice."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from coach.convert.visibility import Colour, colour_of, hiding, is_transparent

_RULE = re.compile(r"(?P<selectors>[^{}]{1,2000})\{(?P<body>[^{}]{0,4000})\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?$", re.IGNORECASE)
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?|-?\.\d{1,6})(px|pt|em|rem|%|vw|vh|cm|in)?$")
_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0, "%": 0.12, "": 0.75, "cm": 28.3, "in": 72.0}
_KEPT = frozenset(
    "display visibility opacity font-size color background background-color font-weight text-decoration position left top "
    "text-indent clip clip-path width height overflow max-height".split()
)
_MOST_RULES = 2000


@dataclass(frozen=True, slots=True)
class Seen:
    """How an element's words are seen.

    Attributes:
        gone: Neither it nor what is inside is displayed.
        reason: Why its own words are not seen; empty when they are.
        colour: Of the letters, inherited.
        background: Behind them, inherited.
    """

    gone: bool = False
    reason: str = ""
    colour: Colour | None = None
    background: Colour | None = None


class Rules:
    """The rules of a page's own style sheets whose selectors are a tag, a class or an id."""

    def __init__(self, sheet: str) -> None:
        self._by_selector: dict[str, dict[str, str]] = {}
        plain = _COMMENT.sub(" ", sheet)
        for number, match in enumerate(_RULE.finditer(plain)):
            if number >= _MOST_RULES or "@media print" in match["selectors"]:
                continue
            body = declarations(match["body"])
            for selector in match["selectors"].split(",") if body else ():
                name = selector.strip().lower()
                if name and _SIMPLE.match(name):
                    self._by_selector.setdefault(name, {}).update(body)

    def of(self, element: Any) -> dict[str, str]:
        """What the rules say about an element; a later kind of selector outweighs an earlier one."""
        if not self._by_selector:
            return {}
        tag = str(element.tag).lower()
        classes = [f".{name}" for name in element.get("class", "").lower().split()]
        ids = [f"#{element.get('id', '').lower()}"]
        found: dict[str, str] = {}
        for name in (tag, *classes, *(tag + each for each in classes), *ids, *(tag + each for each in ids)):
            found.update(self._by_selector.get(name, {}))
        return found


def declarations(style: str) -> dict[str, str]:
    """Properties and values of a style attribute, of those that matter here."""
    found = {}
    for part in style.split(";")[:60]:
        name, _, value = part.partition(":")
        name = name.strip().lower()
        if name in _KEPT and value:
            found[name] = value.replace("!important", "").strip().lower()
    return found


def seen_through(style: dict[str, str], outer: Seen, element: Any) -> Seen:
    """How an element is seen inside another."""
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse") or _is_off_page(style):
        return replace(outer, gone=True)
    if _number(style.get("opacity", "1")) == 0 or _clipped(style):
        return replace(outer, gone=True)
    named = style.get("color") or element.get("color") or element.get("text") or ""
    colour = colour_of(named) or outer.colour if named != "inherit" else outer.colour
    painted = style.get("background-color") or element.get("bgcolor") or style.get("background", "").split(" ")[0]
    background = colour_of(painted) if painted else None
    if background is None and "url(" in style.get("background", ""):
        background = (128, 128, 128)
    background = background or outer.background
    reason = hiding(colour, background, _points(style.get("font-size", "")))
    if is_transparent(named):
        reason = "transparent text"
    tiny = outer.reason if outer.reason == "tiny text" and "font-size" not in style else ""
    return Seen(False, reason or tiny, colour, background)


def _points(size: str) -> float | None:
    match = _LENGTH.match(size)
    if match is None or (match[2] or "") not in _POINTS:
        return None
    return float(match[1]) * _POINTS[match[2] or ""]


def _number(text: str) -> float | None:
    match = _LENGTH.match(text)
    return float(match[1]) if match else None


def _is_off_page(style: dict[str, str]) -> bool:
    """Moved far to the left or up, as text for screen readers and for deceit is."""
    moved = [_number(style.get(name, "")) for name in ("left", "top")] if style.get("position") in ("absolute", "fixed") else []
    return any(value is not None and value <= -500 for value in (*moved, _number(style.get("text-indent", ""))))


def _clipped(style: dict[str, str]) -> bool:
    clip = style.get("clip", "").replace(" ", "")
    if clip.startswith(("rect(0", "rect(1px,1px,1px,1px")) and style.get("position") == "absolute":
        return True
    if style.get("overflow") != "hidden":
        return False
    return any(_number(style.get(name, "")) == 0 for name in ("height", "max-height", "width"))
