"""Web pages and HTML exports through lxml's parser, which neither loads nor runs anything.

Words that a browser would not show are counted and left out, by the element, its attributes, its own style, and the simple
rules (`tag`, `.class`, `#id`) of the page's own style sheets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from coach.adapters.html_styles import Rules, Seen, declarations, seen_through
from coach.convert.draft import Draft, Piece, Span, marked_up
from coach.convert.tables import Table, add_content
from coach.model.text import Converted

_Element: TypeAlias = Any

_UNSHOWN = frozenset(
    "script style template noscript head title meta link iframe object embed svg math canvas audio video select datalist".split()
)
_SILENT = frozenset(("style", "head", "title", "meta", "link", "script"))
"""Elements that every page has and nobody expects to see; they are not worth a notice, unless they hold prose."""

_BLOCKS = frozenset(
    "address article aside body blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hgroup hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul option legend".split()
)
_BOLD, _STRUCK = frozenset(("b", "strong")), frozenset(("s", "del", "strike"))
_HEADING = re.compile(r"h([1-6])$")


@dataclass(frozen=True, slots=True)
class _Context:
    """What an element inherits."""

    seen: Seen = field(default_factory=Seen)
    bold: bool = False
    struck: bool = False
    kind: str = "paragraph"
    level: int = 0
    mark: str = "-"
    pre: bool = False


def read_html(data: bytes) -> Converted:
    """Convert an HTML page; a broken one raises whatever lxml raises."""
    draft = Draft("paragraph")
    add_html(data, draft)
    return draft.done()


def add_html(data: bytes, draft: Draft) -> None:
    """Append an HTML page to a draft; its paragraphs are counted on from those already there."""
    from lxml import html

    parser = html.HTMLParser(encoding=_encoding(data), no_network=True, huge_tree=False)
    root = html.document_fromstring(data, parser=parser)
    reader = _Reader(draft, Rules("\n".join(style.text or "" for style in root.iter("style"))))
    for content in reader.contents(root):
        add_content(draft, content)


def _encoding(data: bytes) -> str | None:
    """UTF-8 where the bytes are; else what the page declares is the parser's business."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None if re.search(rb"charset", data[:2000], re.IGNORECASE) else "cp1252"
    return "utf-8"


class _Reader:
    """Walks the tree once, collecting spans into pieces."""

    def __init__(self, draft: Draft, rules: Rules) -> None:
        self._draft = draft
        self._rules = rules
        self._place = 0
        self._spans: list[Span] = []

    def contents(self, element: _Element, context: _Context | None = None) -> Iterator[Piece | Table]:
        """Pieces and tables of an element, without its tail."""
        context = self._entered(element, context or _Context())
        tag = element.tag
        if tag == "table" and not _inside_layout(element):
            yield from self._flush(context)
            yield self._table(element, context)
            return
        inside = context
        if tag in _BLOCKS:
            yield from self._flush(context)
        if tag in ("input",):
            self._input(element)
        elif tag == "br":
            self._spans.append(Span("\n"))
        elif tag == "hr":
            return
        self._say(element.text, inside)
        for number, child in enumerate(element):
            yield from self._child(child, self._for_child(tag, child, context, number))
            self._say(child.tail, inside)
        if tag in _BLOCKS:
            yield from self._flush(inside)

    def _child(self, child: _Element, context: _Context) -> Iterator[Piece | Table]:
        if not isinstance(child.tag, str):
            self._hide("HTML comment", child.text or "")
            return
        reason = self._unshown(child, context)
        if reason:
            self._hide(reason, "" if child.tag in _SILENT else " ".join(child.itertext()))
            return
        yield from self.contents(child, context)

    def _unshown(self, element: _Element, context: _Context) -> str:
        if element.tag in _UNSHOWN:
            return "undisplayed HTML"
        style = {**self._rules.of(element), **declarations(element.get("style", ""))}
        seen = seen_through(style, context.seen, element)
        if element.get("hidden") is not None or seen.gone:
            return "undisplayed HTML"
        return "undisplayed HTML" if element.get("aria-hidden") == "true" else ""

    def _entered(self, element: _Element, context: _Context) -> _Context:
        style = {**self._rules.of(element), **declarations(element.get("style", ""))}
        weight = style.get("font-weight", "")
        heavy = weight in ("bold", "bolder") or (weight.isdecimal() and int(weight[:4]) >= 600)
        light = weight in ("normal", "lighter", "400", "300")
        context = replace(
            context,
            seen=seen_through(style, context.seen, element),
            bold=not light and (context.bold or heavy or element.tag in _BOLD),
            struck=context.struck or element.tag in _STRUCK or "line-through" in style.get("text-decoration", ""),
            pre=context.pre or element.tag == "pre",
        )
        heading = _HEADING.match(element.tag)
        if heading or element.get("role") == "heading":
            level = heading[1] if heading else element.get("aria-level", "2")
            return replace(context, kind="heading", level=int(level) if level in "123456" else 2)
        if element.tag == "blockquote":
            return replace(context, kind="quote")
        return context

    def _for_child(self, tag: str, child: _Element, context: _Context, number: int) -> _Context:
        if child.tag != "li":
            return context
        depth = context.level + 1 if context.kind == "item" else 0
        mark = f"{number + 1}." if tag == "ol" else "-"
        return replace(context, kind="item", level=depth, mark=mark)

    def _say(self, text: str | None, context: _Context) -> None:
        if not text:
            return
        if context.seen.reason:
            self._hide(context.seen.reason, text)
            return
        shown = text if context.pre else re.sub(r"[ \t\r\n\f]+", " ", text)
        self._spans.append(Span(shown, context.bold and context.kind != "heading", context.struck))

    def _input(self, element: _Element) -> None:
        kind = str(element.get("type", "text")).lower()
        if kind in ("checkbox", "radio"):
            self._spans.append(Span("☑ " if element.get("checked") is not None else "☐ "))
        elif kind == "hidden":
            self._hide("undisplayed HTML", element.get("value", ""))
        elif kind in ("text", "search", "email", "date", "number", "url"):
            self._spans.append(Span(f" {element.get('value', '')} "))

    def _hide(self, reason: str, text: str) -> None:
        self._draft.hide(reason, text, self._place + 1)

    def _flush(self, context: _Context) -> Iterator[Piece]:
        text = marked_up(self._spans)
        self._spans = []
        if not text.strip():
            return
        self._place += 1
        kind: Any = "paragraph" if context.kind == "item" and not context.mark else context.kind
        yield Piece(kind, [(self._place, text)], context.level, context.mark)

    def _table(self, element: _Element, context: _Context) -> Table:
        table = Table()
        for row in element.iter("tr"):
            if next(row.iterancestors("table"), None) is not element or self._unshown(row, context):
                continue
            cells = []
            for cell in row:
                if cell.tag in ("td", "th"):
                    reason = self._unshown(cell, context)
                    cells.append([] if reason else self._cell(cell, context))
                    if reason:
                        self._hide(reason, " ".join(cell.itertext()))
            table.rows.append(cells)
        return table

    def _cell(self, cell: _Element, context: _Context) -> list[Piece | Table]:
        return list(self.contents(cell, replace(context, kind="paragraph", level=0, bold=False)))


def _inside_layout(element: _Element) -> bool:
    """A table without rows of its own."""
    return element.find(".//tr") is None
