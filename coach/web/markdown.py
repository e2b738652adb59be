"""A corpus's Markdown as HTML that can do nothing: no HTML of its own, no links, no pictures; headings have an id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

MOST = 200_000
"""Longest text that is set as Markdown, in characters; some texts take a parser much longer than others."""

_TAGS = set("h2 h3 h4 h5 h6 p ul ol li blockquote pre code em strong s table thead tbody tr th td hr br div".split())
_ATTRIBUTES = {tag: {"id"} for tag in ("h2", "h3", "h4", "h5", "h6")} | {"div": {"class", "tabindex"}, "ol": {"start"}}
_OPENING = re.compile(r"<table>")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as HTML, and its headings of the first two ranks with their ids."""

    html: Markup
    headings: tuple[tuple[str, str], ...]


def anchor(heading_path: Sequence[str]) -> str:
    """The id of a heading, from the headings above it (without the page's title) and its own words."""
    return "-".join(filter(None, ("h", *(re.sub(r"\W+", "-", part.lower()).strip("-") for part in heading_path))))[:160]


@lru_cache(maxsize=128)
def render_markdown(text: str) -> Rendered:
    """Set a page; the title is left to the page around it."""
    if len(text) > MOST:
        text = text[:MOST]
    parser = MarkdownIt("js-default", {"html": False, "linkify": False}).disable(["image", "link", "autolink"])
    tokens = parser.parse(text)
    path: list[str] = []
    found: list[tuple[str, str]] = []
    for number, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            rank = int(token.tag[1])
            token.tag = f"h{min(6, max(2, rank))}"
        if token.type == "heading_open":
            words = " ".join(child.content for child in tokens[number + 1].children or () if child.content)
            path = [*path[: rank - 1], words]
            token.attrSet("id", anchor(path[1:] if rank > 1 else []))
            if rank == 2:
                found.append((anchor(path[1:]), words))
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h2" and tokens[0].markup == "#":
        del tokens[:3]
    html = _OPENING.sub('<div class="wide" tabindex="0"><table>', parser.renderer.render(tokens, parser.options, {}))
    clean = nh3.clean(
        html.replace("</table>", "</table></div>"), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set(), link_rel=None
    )
    return Rendered(Markup(clean), tuple(found))  # noqa: S704 - cleaned in the line above
