"""Word documents: python-docx opens the package, and its XML is walked for what the library's own text leaves out.

Inserted words are used, deleted ones are not; hidden, white and tiny letters, comments, headers and footers are counted.
Facts about elements are from ECMA-376, part 1, chapter 17, and, for check boxes, from [MS-DOCX] 2.6.1.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, TypeAlias

from coach.adapters.docx_styles import Look, Styles
from coach.convert.draft import Draft, Piece, Span, marked_up
from coach.convert.tables import Table, add_content
from coach.convert.visibility import hiding
from coach.model.text import Converted

_Element: TypeAlias = Any
"""An element of lxml, which ships no types."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_INSIDE = frozenset(
    _W + name
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "sdt", "sdtContent", "dir", "bdo")
) | {_ALTERNATE, _CHOICE}
"""Elements whose content counts as if they were not there."""

_REVISIONS = (_W + "del", _W + "moveFrom")
_BREAKS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_BOXES = {"F06F": "☐", "F0A8": "☐", "F071": "☐", "F0FE": "☑", "F0FD": "☒", "F052": "☑", "F053": "☒", "F054": "☒"}
"""Letters of Wingdings that are check boxes."""

_QUOTES = ("quot", "block text")
"""Parts of the names of styles for quotations, in Word and in LibreOffice."""


def read_docx(data: bytes) -> Converted:
    """Convert a Word document; a broken one raises whatever the library and lxml raise."""
    import docx

    package = docx.Document(io.BytesIO(data))
    reader = _Reader(package)
    for content in reader.contents(package.element.body):
        add_content(reader.draft, content)
    reader.count_margins(package)
    return reader.draft.done()


class _Reader:
    """Walks the body once."""

    def __init__(self, package: Any) -> None:
        self.draft = Draft("paragraph")
        self._styles = Styles(package.styles.element)
        self._numbering = _Numbering(package)
        self._place = 0
        self._boxes: list[_Element] = []

    def contents(self, parent: _Element) -> Iterator[Piece | Table]:
        for child in parent:
            if child.tag == _W + "p":
                yield from self._paragraph(child)
            elif child.tag == _W + "tbl":
                yield self._table(child)
            elif child.tag in _INSIDE:
                yield from self.contents(child)
            elif child.tag in _REVISIONS:
                self._hide("deleted revision", _all_text(child))

    def count_margins(self, package: Any) -> None:
        """Say that headers and footers were left out, where they hold words."""
        seen = set()
        for section in package.sections:
            for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
                if not part.is_linked_to_previous:
                    text = _all_text(part._element)
                    if text.strip() and text not in seen:
                        seen.add(text)
                        self.draft.hide("page header or footer", text, 0)

    def _hide(self, reason: str, text: str) -> None:
        self.draft.hide(reason, text, self._place)

    def _table(self, element: _Element) -> Table:
        table = Table()
        for row in _unwrapped(element, _W + "tr"):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                self._hide("deleted revision", _all_text(row))
                continue
            table.rows.append([list(self.contents(cell)) for cell in _unwrapped(row, _W + "tc")])
        return table

    def _paragraph(self, element: _Element) -> Iterator[Piece | Table]:
        properties = element.find(_W + "pPr")
        style = _value(properties, "pStyle")
        if self._styles.name(style).startswith(("toc ", "table of figures")):
            return
        self._place += 1
        boxes, self._boxes = self._boxes, []
        spans = list(self._spans(element, self._styles.paragraph(style, properties)))
        inner, self._boxes = self._boxes, boxes
        if any(span.text.strip() for span in spans):
            yield self._piece(spans, style, properties)
        else:
            self._place -= not inner
        for box in inner:
            yield from self.contents(box)

    def _piece(self, spans: list[Span], style: str, properties: _Element) -> Piece:
        level = self._styles.outline_level(style, properties)
        if level:
            return Piece("heading", [(self._place, "".join(span.text for span in spans))], level)
        words = [(self._place, marked_up(spans))]
        numbering = self._numbering.of(properties, self._styles.numbering(style))
        if numbering is not None:
            depth, mark = numbering
            return Piece("item", words, depth, mark)
        quoted = any(name in self._styles.name(style) for name in _QUOTES)
        return Piece("quote" if quoted else "paragraph", words)

    def _spans(self, parent: _Element, look: Look) -> Iterator[Span]:
        for child in parent:
            if child.tag == _W + "r":
                yield from self._run(child, look)
            elif child.tag in _INSIDE:
                yield from self._spans(child, look)
            elif child.tag in _REVISIONS:
                self._hide("deleted revision", _all_text(child))
            elif child.tag == _W + "sdtPr":
                continue

    def _run(self, run: _Element, look: Look) -> Iterator[Span]:
        look = self._styles.run(run.find(_W + "rPr"), look)
        text = "".join(self._run_text(run))
        if not text:
            return
        reason = "hidden text" if look.vanish else hiding(look.colour, look.background, look.points)
        if reason:
            self._hide(reason, text)
        else:
            yield Span(text, look.bold, look.struck)

    def _run_text(self, run: _Element) -> Iterator[str]:
        for child in run:
            if child.tag == _W + "t":
                yield child.text or ""
            elif child.tag in _BREAKS:
                yield _BREAKS[child.tag]
            elif child.tag == _W + "sym":
                yield _BOXES.get(child.get(_W + "char", "").upper(), "")
            elif child.tag == _W + "fldChar":
                yield _form_box(child)
            elif child.tag == _W + "commentReference":
                self._hide("comment", "comment " + child.get(_W + "id", ""))
            elif child.tag == _W + "delText":
                self._hide("deleted revision", child.text or "")
            else:
                self._boxes.extend(_text_boxes(child))


class _Numbering:
    """Numbers and bullets of list paragraphs."""

    def __init__(self, package: Any) -> None:
        self._abstract: dict[str, dict[int, str]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        root = _numbering_root(package)
        if root is None:
            return
        for abstract in root.iterfind(_W + "abstractNum"):
            self._abstract[abstract.get(_W + "abstractNumId", "")] = {
                _number(level.get(_W + "ilvl")): _value(level, "numFmt") for level in abstract.iterfind(_W + "lvl")
            }
        for item in root.iterfind(_W + "num"):
            self._lists[item.get(_W + "numId", "")] = _value(item, "abstractNumId")

    def of(self, properties: _Element, styled: tuple[str, int] | None) -> tuple[int, str] | None:
        """Depth and mark of a list paragraph; None for any other."""
        own = properties.find(_W + "numPr") if properties is not None else None
        found = (_value(own, "numId"), _number(_value(own, "ilvl"))) if own is not None else styled
        if found is None or found[0] in ("", "0"):
            return None
        key, depth = found
        form = self._abstract.get(self._lists.get(key, ""), {}).get(depth, "bullet")
        if form in ("bullet", "none", ""):
            return depth, "-"
        self._counts[key, depth] = self._counts.get((key, depth), 0) + 1
        return depth, f"{self._counts[key, depth]}."


def _numbering_root(package: Any) -> _Element | None:
    """The numbering part's XML, where the document has one; python-docx would make one."""
    for relation in package.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return relation.target_part.element
    return None


def _form_box(field: _Element) -> str:
    """A check box of an old form field."""
    box = field.find(f"{_W}ffData/{_W}checkBox")
    if box is None:
        return ""
    state = box.find(_W + "checked")
    if state is None:
        state = box.find(_W + "default")
    ticked = state is not None and state.get(_W + "val", "1") not in ("0", "false", "off")
    return "☑ " if ticked else "☐ "


def _text_boxes(element: _Element) -> Iterator[_Element]:
    """The contents of text boxes in a drawing, of each alternative only the first."""
    if element.tag == _ALTERNATE:
        element = next((child for child in element if child.tag == _CHOICE), element)
    yield from element.iter(_W + "txbxContent")


def _unwrapped(parent: _Element, tag: str) -> Iterator[_Element]:
    """Rows or cells, also those in content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _INSIDE:
            yield from _unwrapped(child, tag)


def _all_text(element: _Element) -> str:
    return " ".join(node.text or "" for node in element.iter(_W + "t", _W + "delText"))


def _value(parent: _Element | None, name: str) -> str:
    child = parent.find(_W + name) if parent is not None else None
    return "" if child is None else str(child.get(_W + "val", ""))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 3 else 0
