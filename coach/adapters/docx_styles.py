"""How the letters of a Word document look, through styles that build on each other (ECMA-376, part 1, 17.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from coach.convert.visibility import Colour, colour_of

_Element: TypeAlias = Any
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_STEPS = 20
"""Longest chain of styles that is followed; a chain may be a ring."""


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look.

    Attributes:
        vanish: Marked as hidden.
        bold: Bold.
        struck: Struck through.
        colour: Of the letters; None where the program chooses.
        background: Behind them; None for white.
        points: Their height.
    """

    vanish: bool = False
    bold: bool = False
    struck: bool = False
    colour: Colour | None = None
    background: Colour | None = None
    points: float | None = None


def own_look(properties: _Element | None, look: Look) -> Look:
    """Lay run properties over a look."""
    if properties is None:
        return look
    for child in properties:
        name = str(child.tag).removeprefix(_W)
        value = child.get(_W + "val", "")
        if name in ("vanish", "specVanish"):
            look = replace(look, vanish=_on(value))
        elif name == "b":
            look = replace(look, bold=_on(value))
        elif name in ("strike", "dstrike"):
            look = replace(look, struck=_on(value))
        elif name == "color":
            look = replace(look, colour=colour_of(value))
        elif name == "shd":
            look = replace(look, background=colour_of(child.get(_W + "fill", "")) or look.background)
        elif name == "highlight" and value != "none":
            look = replace(look, background=colour_of(value) or (255, 255, 0))
        elif name == "sz" and value.isdecimal() and len(value) < 5:
            look = replace(look, points=int(value) / 2)
    return look


def _on(value: str) -> bool:
    return value not in ("0", "false", "off")


class Styles:
    """The styles of a document by their id."""

    def __init__(self, root: _Element) -> None:
        self._styles: dict[str, _Element] = {}
        self._default = ""
        for style in root.iterfind(_W + "style"):
            key = str(style.get(_W + "styleId", ""))
            self._styles.setdefault(key, style)
            if style.get(_W + "type") == "paragraph" and style.get(_W + "default") in ("1", "true", "on"):
                self._default = key
        self._base = own_look(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr"), Look())

    def name(self, key: str) -> str:
        """Name of a style in lower case; Word writes the built-in names in English in every language."""
        style = self._styles.get(key)
        named = style.find(_W + "name") if style is not None else None
        return str(named.get(_W + "val", "")).lower() if named is not None else ""

    def paragraph(self, key: str, properties: _Element | None) -> Look:
        """The look that a paragraph gives to its runs."""
        look = self._base
        for style in reversed(self._chain(key or self._default)):
            look = own_look(style.find(_W + "rPr"), look)
            look = _shaded(style.find(_W + "pPr"), look)
        look = _shaded(properties, look)
        cell = next(properties.iterancestors(_W + "tc"), None) if properties is not None else None
        return _shaded(cell.find(_W + "tcPr"), look) if cell is not None and look.background is None else look

    def run(self, properties: _Element | None, look: Look) -> Look:
        """Lay a run's character style and its own properties over the look of its paragraph."""
        if properties is None:
            return look
        style = properties.find(_W + "rStyle")
        if style is not None:
            for each in reversed(self._chain(str(style.get(_W + "val", "")))):
                look = own_look(each.find(_W + "rPr"), look)
        return own_look(properties, look)

    def outline_level(self, key: str, properties: _Element | None) -> int:
        """Level of a heading, 1 to 6; 0 for any other paragraph."""
        own = properties.find(_W + "outlineLvl") if properties is not None else None
        levels = [own] if own is not None else []
        for style in self._chain(key):
            name = style.find(_W + "name")
            if name is not None and str(name.get(_W + "val", "")).lower() == "title":
                return 1
            found = style.find(f"{_W}pPr/{_W}outlineLvl")
            if found is not None:
                levels.append(found)
        value = str(levels[0].get(_W + "val", "")) if levels else ""
        return int(value) + 1 if value in ("0", "1", "2", "3", "4", "5") else 0

    def numbering(self, key: str) -> tuple[str, int] | None:
        """List and depth that a style puts its paragraphs in."""
        for style in self._chain(key):
            found = style.find(f"{_W}pPr/{_W}numPr")
            if found is not None:
                number, depth = found.find(_W + "numId"), found.find(_W + "ilvl")
                at = str(depth.get(_W + "val", "0")) if depth is not None else "0"
                return (
                    str(number.get(_W + "val", "")) if number is not None else "",
                    int(at) if at.isdecimal() and len(at) < 3 else 0,
                )
        return None

    def _chain(self, key: str) -> list[_Element]:
        """A style and those it builds on, nearest first."""
        chain: list[_Element] = []
        while key in self._styles and len(chain) < _MOST_STEPS:
            style = self._styles[key]
            chain.append(style)
            based = style.find(_W + "basedOn")
            key = str(based.get(_W + "val", "")) if based is not None else ""
        return chain


def _shaded(properties: _Element | None, look: Look) -> Look:
    shade = properties.find(_W + "shd") if properties is not None else None
    fill = colour_of(str(shade.get(_W + "fill", ""))) if shade is not None else None
    return replace(look, background=fill) if fill is not None else look
