"""Words that want to be more than words, through every output of a report: all of them are shown, none is obeyed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from coach.adapters.vega_pictures import VegaPictures
from coach.model.report import Report
from coach.model.text import Document
from coach.pipeline import Review, ReviewOptions
from coach.render.html import render_html
from coach.render.markdown import render_markdown
from coach.render.terminal import render_terminal
from tests.functional.conftest import EXAMPLES
from tests.hostile import hostile_strings
from tests.hostile_report import hostile_document, hostile_report

OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\U000e0000-\U000e007f]"
)
ELEMENTS = frozenset(
    "html head meta title style body main a article header footer nav section h1 h2 h3 h4 h5 p ol ul li dl dt dd div span strong em "
    "code b bdi sup q cite br blockquote figure figcaption details summary table thead tbody tr th td input label "
    "svg g path line rect circle text tspan desc".split()
)
ATTRIBUTES = frozenset(
    "lang charset http-equiv content name class href id tabindex role scope dir type for open "
    "aria-label aria-labelledby aria-hidden "
    "width height viewbox d x y x1 x2 y1 y2 dx dy r cx cy rx ry transform font-size font-weight text-anchor stroke-width "
    "stroke-linecap stroke-dasharray stroke-miterlimit xmlns".split()
)


_ACTIVE = frozenset("link_open image html_block html_inline fence code_block code_inline hr s_open".split())


class Parsed(HTMLParser):
    """What a browser would take as markup."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.faults.append(f"<{tag} {name}>")
            if name == "href" and not re.fullmatch(r"#[a-z0-9-]+", value or ""):
                self.faults.append(f"href={value}")
            if name == "id" and not re.fullmatch(r"[a-z0-9-]+", value or ""):
                self.faults.append(f"id={value}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"<![{data}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"<?{data}")


def active_in_html(text: str) -> list[str]:
    return Parsed(text).faults


def active_in_markdown(text: str) -> list[str]:
    """What GitHub and the like would make of it: links, pictures, HTML, and blocks that the report itself has not."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = (token for block in parser.parse(text) for token in (block, *(block.children or ())))
    found = [f"{token.type}: {token.content or token.attrs}" for token in tokens if token.type in _ACTIVE]
    bare = re.compile(r"(?<![\\\w])(?:https?|ftp)://\w|(?<![\\\w])www\.\w|\w@\w", re.IGNORECASE)
    return found + [match.group() for match in bare.finditer(text)]


@pytest.fixture(scope="module")
def plain(review: Review) -> Report:
    example = (EXAMPLES / "self-review.md").read_text(encoding="utf-8")
    return review.run([Document("self-review.md", example)], ReviewOptions())


@pytest.fixture(scope="module")
def document() -> Document:
    return hostile_document()


@pytest.fixture(scope="module")
def hostile(plain: Report, document: Document) -> Report:
    return hostile_report(plain, document)


@pytest.fixture(scope="module")
def page(hostile: Report, document: Document) -> str:
    return render_html(hostile, [document], pictures=VegaPictures())


def terminal(report: Report) -> str:
    buffer = io.StringIO()
    render_terminal(report, Console(file=buffer, width=100, highlight=False, no_color=True))
    return buffer.getvalue()


def test_there_are_enough_of_them_and_each_reaches_the_report(hostile: Report) -> None:
    fields = hostile.model_dump_json()
    assert len(hostile_strings()) > 200
    assert fields.count("evil.example") > 50


def test_a_page_of_hostile_words_has_only_elements_and_attributes_of_its_own(page: str) -> None:
    assert not active_in_html(page)


def test_a_page_shows_the_words_that_it_does_not_obey(page: str) -> None:
    words = "".join(Parsed(page).words)
    assert "<script>document.title='owned'</script>" in words
    assert "{{ 7*7 }}" in words
    assert "[click](javascript:alert(1))" in words


def test_a_page_of_hostile_words_carries_no_control_character(page: str) -> None:
    assert not OBEYED.findall(page)


def test_a_refused_document_is_shown_as_harmlessly(hostile: Report, document: Document) -> None:
    for text in hostile_strings():
        page = render_html(hostile.model_copy(update={"refusal": text, "plan": None}), [document])
        assert not active_in_html(page), text
        assert not OBEYED.findall(page), text


def test_an_embedded_article_is_as_harmless(hostile: Report, document: Document) -> None:
    article = render_html(hostile, [document], embedded=True)
    assert not active_in_html(article)
    assert not OBEYED.findall(article)


def test_a_terminal_gets_no_control_character(hostile: Report) -> None:
    assert not OBEYED.findall(terminal(hostile))
    assert not OBEYED.findall(terminal(hostile.model_copy(update={"refusal": hostile_strings()[0]})))


def test_markdown_of_hostile_words_has_no_link_no_picture_and_no_html(hostile: Report) -> None:
    assert not active_in_markdown(render_markdown(hostile))


def test_markdown_gets_no_control_character(hostile: Report) -> None:
    assert not OBEYED.findall(render_markdown(hostile))


@pytest.mark.parametrize("render", [render_markdown, terminal])
def test_hostile_words_add_no_lines_to_a_report(plain: Report, hostile: Report, render: Callable[[Report], str]) -> None:
    """Headings cannot be forged: the lines that begin one are as many as with plain words."""
    count = [
        len(re.findall(r"^(?:#{1,6} |[─━]{3,}|[A-Z][a-z ]+ ─{3,})", render(report), re.MULTILINE))
        for report in (plain, hostile)
    ]
    assert count[0] == count[1]


@pytest.mark.parametrize(
    "planted",
    [
        "<script>1</script>",
        "<img src=x>",
        "<p style='x'>",
        "<a href='https://evil.example'>x</a>",
        "<!-- x -->",
        "<p onclick=x>",
    ],
)
def test_the_check_of_pages_finds_what_is_planted(page: str, planted: str) -> None:
    assert active_in_html(page.replace("</main>", f"{planted}</main>"))


@pytest.mark.parametrize(
    "planted", ["[x](https://e.example)", "![x](y)", "<b>x</b>", "see https://e.example", "me@e.example", "```\nx\n```"]
)
def test_the_check_of_markdown_finds_what_is_planted(plain: Report, planted: str) -> None:
    assert active_in_markdown(f"{render_markdown(plain)}\n{planted}\n")
