"""OpenDocument texts: `content.xml` and `styles.xml` through lxml, without entities and without the network.

Facts about elements are from OpenDocument 1.3, part 3. Deleted words stand apart from the text in tracked changes, so what
is walked is the text as it is now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from coach.convert.draft import Draft, Piece, Span, marked_up
from coach.convert.tables import Table, add_content
from coach.convert.visibility import Colour, colour_of, hiding
from coach.convert.zip_gate import open_zip
from coach.errors import DamagedFile, ProtectedFile
from coach.model.text import Converted

_Element: TypeAlias = Any

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_CONTENT_CONTROL = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}content-control"
_MOST_STEPS = 20
_SPACES = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    struck: bool = False
    hidden: bool = False
    colour: Colour | None = None
    background: Colour | None = None
    points: float | None = None


def read_odt(data: bytes) -> Converted:
    """Convert an OpenDocument text; a broken one raises whatever lxml raises."""
    container = open_zip(data)
    names = container.namelist()
    if "META-INF/manifest.xml" in names and b"encryption-data" in container.read("META-INF/manifest.xml"):
        raise ProtectedFile("it is protected by a password", remedy="Save a copy without a password.")
    content = _parsed(container.read("content.xml"))
    reader = _Reader(content, _parsed(container.read("styles.xml")) if "styles.xml" in names else None)
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise DamagedFile("it has no text body", remedy="Save it again, or export it as PDF or text.")
    for piece in reader.contents(body):
        add_content(reader.draft, piece)
    return reader.draft.done()


def _parsed(data: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


class _Reader:
    """Walks the body once."""

    def __init__(self, content: _Element, shared: _Element | None) -> None:
        self.draft = Draft("paragraph")
        roots = [root for root in (shared, content) if root is not None]
        self._styles = {
            (str(style.get(_STYLE + "family", "")), str(style.get(_STYLE + "name", ""))): style
            for root in roots
            for style in root.iter(_STYLE + "style")
        }
        self._numbered = {
            str(style.get(_STYLE + "name", ""))
            for root in roots
            for style in root.iter(_TEXT + "list-style")
            if style.find(_TEXT + "list-level-style-number") is not None
            and style.find(_TEXT + "list-level-style-bullet") is None
        }
        self._place = 0
        if shared is not None:
            for kind in ("header", "footer"):
                for element in shared.iter(_STYLE + kind):
                    self.draft.hide("page header or footer", "".join(element.itertext()), 0)

    def contents(self, parent: _Element, depth: int = -1, mark: str = "-") -> Iterator[Piece | Table]:
        number = 0
        for child in parent:
            tag = child.tag
            if tag in (_TEXT + "p", _TEXT + "h"):
                yield from self._paragraph(child, depth if number == 0 else -1 - (depth >= 0), mark)
                number += 1
            elif tag == _TEXT + "list":
                yield from self._list(child, depth + 1)
            elif tag == _TABLE + "table":
                yield self._table(child)
            elif tag == _TEXT + "tracked-changes":
                for deletion in child.iter(_TEXT + "deletion"):
                    self._hide("deleted revision", "".join(deletion.itertext()))
            elif tag == _TEXT + "section" and child.get(_TEXT + "display") == "none":
                self._hide("hidden text", "".join(child.itertext()))
            elif tag in (_TEXT + "table-of-content", _TEXT + "illustration-index"):
                continue
            elif tag in (_TEXT + "section", _TEXT + "index-body", _DRAW + "frame", _DRAW + "text-box"):
                yield from self.contents(child)

    def _hide(self, reason: str, text: str) -> None:
        self.draft.hide(reason, text, self._place)

    def _list(self, element: _Element, depth: int) -> Iterator[Piece | Table]:
        numbered = element.get(_TEXT + "style-name", "") in self._numbered
        for number, item in enumerate(element, 1):
            if item.tag in (_TEXT + "list-item", _TEXT + "list-header"):
                yield from self.contents(item, depth, f"{number}." if numbered else "-")

    def _table(self, element: _Element) -> Table:
        table = Table()
        for row in element.iter(_TABLE + "table-row"):
            if next(row.iterancestors(_TABLE + "table"), None) is element:
                cells = [cell for cell in row if cell.tag == _TABLE + "table-cell"]
                table.rows.append([list(self.contents(cell)) for cell in cells])
        return table

    def _paragraph(self, element: _Element, depth: int, mark: str) -> Iterator[Piece | Table]:
        self._place += 1
        frames: list[_Element] = []
        style = str(element.get(_TEXT + "style-name", ""))
        spans = list(self._spans(element, self._look("paragraph", style, _Look()), frames))
        text = marked_up(spans)
        if not text.strip():
            self._place -= not frames
        elif element.tag == _TEXT + "h" or self._is(style, "title"):
            level = str(element.get(_TEXT + "outline-level", "1"))
            plain = "".join(span.text for span in spans)
            yield Piece("heading", [(self._place, plain)], int(level) if level in ("1", "2", "3", "4", "5", "6") else 1)
        elif depth >= 0:
            yield Piece("item", [(self._place, text)], depth, mark)
        else:
            yield Piece("quote" if self._is(style, "quotations") else "paragraph", [(self._place, text)])
        for frame in frames:
            yield from self.contents(frame)

    def _spans(self, parent: _Element, look: _Look, frames: list[_Element]) -> Iterator[Span]:
        yield from self._said(parent.text, look)
        for child in parent:
            tag = child.tag
            if tag in _SPACES:
                yield Span(_SPACES[tag], look.bold, look.struck)
            elif tag == _TEXT + "s":
                yield Span(" ", look.bold, look.struck)
            elif tag in (_TEXT + "hidden-text", _TEXT + "hidden-paragraph"):
                self._hide("hidden text", child.get(_TEXT + "string-value", "") or "".join(child.itertext()))
            elif tag == _OFFICE + "annotation":
                self._hide("comment", "comment")
            elif tag == _DRAW + "frame":
                frames.append(child)
            elif tag == _CONTENT_CONTROL and child.get(tag.replace("content-control", "checkbox")) == "true":
                yield Span("☑ " if child.get(tag.replace("content-control", "checked")) == "true" else "☐ ")
            elif isinstance(tag, str) and tag not in (_TEXT + "note", _OFFICE + "annotation-end"):
                inner = self._look("text", str(child.get(_TEXT + "style-name", "")), look)
                yield from self._spans(child, inner, frames)
            yield from self._said(child.tail, look)

    def _said(self, text: str | None, look: _Look) -> Iterator[Span]:
        if not text:
            return
        reason = "hidden text" if look.hidden else hiding(look.colour, look.background, look.points)
        if reason:
            self._hide(reason, text)
        else:
            yield Span(" ".join(text.split("\n")), look.bold, look.struck)

    def _is(self, key: str, name: str) -> bool:
        return any(str(style.get(_STYLE + "name", "")).lower() == name for style in self._chain("paragraph", key))

    def _chain(self, family: str, key: str) -> list[_Element]:
        chain: list[_Element] = []
        while (family, key) in self._styles and len(chain) < _MOST_STEPS:
            chain.append(self._styles[family, key])
            key = str(chain[-1].get(_STYLE + "parent-style-name", ""))
        return chain

    def _look(self, family: str, key: str, look: _Look) -> _Look:
        for style in reversed(self._chain(family, key)):
            for properties in style:
                if properties.tag in (_STYLE + "text-properties", _STYLE + "paragraph-properties"):
                    look = _laid_over(properties, look)
        return look


def _laid_over(properties: _Element, look: _Look) -> _Look:
    painted = colour_of(str(properties.get(_FO + "background-color", "")))
    if painted is not None:
        look = replace(look, background=painted)
    if properties.tag != _STYLE + "text-properties":
        return look
    weight, size = str(properties.get(_FO + "font-weight", "")), str(properties.get(_FO + "font-size", ""))
    line = str(properties.get(_STYLE + "text-line-through-style", ""))
    points = size.removesuffix("pt")
    automatic = properties.get(_STYLE + "use-window-font-color") == "true"
    return replace(
        look,
        bold=weight in ("bold", "600", "700", "800", "900") if weight else look.bold,
        struck=line != "none" if line else look.struck,
        hidden=properties.get(_TEXT + "display") == "none" or look.hidden,
        colour=None if automatic else colour_of(str(properties.get(_FO + "color", ""))) or look.colour,
        points=float(points) if points.replace(".", "", 1).isdecimal() and len(points) < 9 else look.points,
    )
