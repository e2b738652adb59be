"""A corpus's Markdown as HTML that can do nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from coach.web.markdown import MOST, anchor, render_markdown


class Elements(HTMLParser):
    """The names of the elements and attributes of some HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "![x](https://evil.example/x.png)",
        "![x][1]\n\n[1]: https://evil.example/x.png",
        "[x](javascript:alert(1))",
        "[x](https://evil.example 'y')",
        "<https://evil.example>",
        "https://evil.example",
        "<img src=x onerror=alert(1)>",
        "# <svg onload=alert(1)>",
        "`<img src=x onerror=alert(1)>`",
        "| a |\n|---|\n| <iframe src=//evil.example> |",
        '## x" onclick="alert(1)',
        "<table><tr onclick=alert(1)>",
    ],
)
def test_nothing_is_active(text: str) -> None:
    found = Elements()
    found.feed(str(render_markdown(text).html))
    assert found.names <= {"p", "h2", "code", "pre", "div", "table", "thead", "tbody", "tr", "th", "td"}
    assert found.attributes <= {"id", "class", "tabindex"}


def test_what_a_guide_needs_is_kept() -> None:
    text = (
        "# Title\n\n## Part\n\nOne **two** `three`.\n\n- a\n- b\n\n3. c\n\n| h |\n|---|\n| d |\n\n```\ncode\n```\n\n> quote\n"
    )
    html = str(render_markdown(text).html)
    for tag in ("<strong>", "<code>", "<ul>", '<ol start="3">', "<th>", "<pre>", "<blockquote>"):
        assert tag in html
    assert "<h1" not in html
    assert "Title" not in html


def test_a_heading_has_the_id_of_its_place() -> None:
    rendered = render_markdown("# Title\n\n## What a review is for\n\n### How long?\n\n## Other\n\n### How long?\n")
    assert rendered.headings == ((anchor(["What a review is for"]), "What a review is for"), (anchor(["Other"]), "Other"))
    ids = re.findall(r'id="([^"]+)"', str(rendered.html))
    assert len(ids) == len(set(ids)) == 4
    assert anchor(["Other", "How long?"]) in ids


def test_a_very_long_page_is_cut() -> None:
    assert len(render_markdown("word " * (MOST // 4)).html) < MOST + 100
