"""A drawn picture made fit to stand in a page: only shapes and words, named for those who do not see it.

What a plotting library writes is taken as a stranger's: elements and attributes come from two short lists, stand-in colours
become classes, and everything else is left out. No style attribute and no link survives.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markupsafe import Markup

from coach.model.picture import INKS
from coach.render.html.clean import shown

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset({"g", "path", "line", "rect", "circle", "text", "tspan"})
_ATTRIBUTES = frozenset(
    "d x y x1 x2 y1 y2 dx dy width height r cx cy rx ry transform font-size font-weight text-anchor stroke-width "
    "stroke-linecap stroke-dasharray stroke-miterlimit".split()
)
_VALUE = re.compile(r"[\w\s.,+()%-]*")
_CLASS_OF = {colour: name for name, colour in INKS.items()}


def inline_svg(drawn: str, ident: str, title: str, description: str) -> Markup:
    """Return a drawing as inline SVG with its name and its text alternative.

    Args:
        drawn: SVG in the stand-in colours of `INKS`.
        ident: Unique in the page; letters, digits and dashes.
        title: What it is.
        description: What it shows, in a sentence or two.
    """
    source = ElementTree.fromstring(drawn)  # noqa: S314 - our own library's output; an entity in it has nothing to expand
    root = ElementTree.Element("svg", _frame(source) | {"role": "img", "aria-labelledby": f"{ident}-t {ident}-d"})
    for name, text, suffix in (("title", title, "t"), ("desc", description, "d")):
        ElementTree.SubElement(root, name, {"id": f"{ident}-{suffix}"}).text = shown(text)
    _copy_children(source, root)
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 - built above from the two lists


def _frame(source: ElementTree.Element) -> dict[str, str]:
    kept = {name: source.get(name, "") for name in ("width", "height", "viewBox")}
    return {name: value for name, value in kept.items() if _VALUE.fullmatch(value)}


def _copy_children(source: ElementTree.Element, target: ElementTree.Element) -> None:
    for child in source:
        name = str(child.tag).removeprefix(_NAMESPACE)
        if name not in _ELEMENTS or _draws_nothing(child, name):
            continue
        copy = ElementTree.SubElement(target, name, _attributes(child))
        if name in ("text", "tspan") and child.text:
            copy.text = shown(child.text)
        _copy_children(child, copy)
        if name == "g" and not len(copy):
            target.remove(copy)


def _draws_nothing(element: ElementTree.Element, name: str) -> bool:
    if element.get("display") == "none" or element.get("opacity") == "0":
        return True
    return name in ("path", "line", "rect", "circle") and not {element.get("fill"), element.get("stroke")} & set(_CLASS_OF)


def _attributes(element: ElementTree.Element) -> dict[str, str]:
    """Known attributes with plain values, and the classes that stand for its colours."""
    kept = {
        name: value.removesuffix("px") if name == "font-size" else value
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and _VALUE.fullmatch(value)
    }
    inks = [
        f"{'f' if name == 'fill' else 's'}-{_CLASS_OF[element.get(name, '')]}"
        for name in ("fill", "stroke")
        if element.get(name) in _CLASS_OF
    ]
    return kept | {"class": " ".join(inks)} if inks else kept
