"""A person's words are shown in Markdown and never become it; what we write ourselves is sound Markdown."""

from __future__ import annotations

import html
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from coach.corpora import Corpus
from coach.guide import Guide
from coach.language.clean import plain
from coach.render.markdown import escape, render_markdown
from tests.builders import CONTROL
from tests.unit.render.hostile import PAYLOADS, hostile_report

ACTIVE = ("link_open", "image", "html_inline", "html_block", "code_inline", "fence", "code_block", "hr", "s_open")
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(text: str) -> list[Token]:
    return [token for block in PARSER.parse(text) for token in (block, *(block.children or ()))]


def active(text: str) -> list[str]:
    return [f"{token.type}: {token.content}" for token in tokens(text) if token.type in ACTIVE]


def shape(text: str) -> list[str]:
    """Kinds of blocks in order: what a reader sees as headings, items and rows."""
    return [token.type for token in PARSER.parse(text)]


@pytest.mark.parametrize("text", ["[a](https://x.example)", "![a](b)", "<b>x</b>", "<div>\n", "`x`", "~~x~~", "```\nx\n```"])
def test_the_detector_sees_what_is_active(text: str) -> None:
    assert active(text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_of_the_person_becomes_active(corpus: Corpus, guide: Guide, payload: str) -> None:
    text = render_markdown(hostile_report(corpus, guide, payload))
    assert active(text) == []
    assert not CONTROL.search(text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_persons_words_do_not_change_the_shape_of_the_report(corpus: Corpus, guide: Guide, payload: str) -> None:
    """As many headings, items and table cells as the report has parts, whatever stands in them."""
    report = hostile_report(corpus, guide, payload)
    assert report.plan
    text = render_markdown(report)
    blocks = PARSER.parse(text)
    heads = [token.tag for token in blocks if token.type == "heading_open"]
    assert heads.count("h1") == 1
    assert heads.count("h3") == len(report.gaps) + len(report.plan.goals) + bool(report.plan.parked) + 1
    assert len(heads) == 1 + heads.count("h2") + heads.count("h3")
    assert shape(text).count("list_item_open") == len(re.findall(r"^ *- ", text, re.MULTILINE))
    assert not {"ordered_list_open", "lheading_open"} & set(shape(text))
    rows = [len(re.findall(r"(?<!\\)\|", line)) for line in text.splitlines() if line.startswith("|")]
    assert set(rows) == {3, 6}
    assert len(rows) == sum(2 + len(goal.milestones) + len(goal.phases) for goal in report.plan.goals) + 2 + len(
        report.plan.tracking
    )


@pytest.mark.parametrize(
    "text", ["https://evil.example", "HTTP://evil.example", "www.evil.example", "WWW.evil.example", "a@evil.example"]
)
def test_bare_addresses_are_defused_for_renderers_that_link_them_unasked(text: str) -> None:
    assert not re.search(r"(?<!\\)://|www(?<!\\)\.|(?<!\\)@", escape(text), re.IGNORECASE)
    assert shown(escape(text)) == text


def shown(markdown: str) -> str:
    """The characters that a reader sees."""
    return html.unescape(re.sub(r"<[^>]*>", "", PARSER.renderInline(markdown)))


marks = st.lists(
    st.sampled_from([*"\\`*_[]<>|~#+-.()!&;:/@ 1a", "www.", "&lt;", "**", "1."])
    | st.characters(codec="utf-8", exclude_categories=["C"]),
    max_size=30,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(marks)
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    """Whatever is left after cleaning is what a reader sees, character for character, in one paragraph."""
    expected = plain(text)
    escaped = escape(text)
    assert "\n" not in escaped
    blocks = shape(escaped)
    assert blocks in ([], ["paragraph_open", "inline", "paragraph_close"])
    seen = "".join(token.content for token in tokens(escaped) if token.type in ("text", "text_special"))
    assert active(escaped) == []
    assert plain(seen) == plain(expected)


def test_numbers_at_the_start_keep_their_look() -> None:
    assert shown(escape("1. Advanced TypeScript")) == "1. Advanced TypeScript"
    assert shape(f"- {escape('1. Advanced TypeScript')}").count("ordered_list_open") == 0
    assert shown(escape("2026-01-05 and 3.5 and # x")) == "2026-01-05 and 3.5 and # x"


def test_the_report_has_its_parts(corpus: Corpus, guide: Guide) -> None:
    report = hostile_report(corpus, guide, "kindly")
    text = render_markdown(report)
    titles = [after.content for before, after in pairwise(PARSER.parse(text)) if before.type == "heading_open"]
    for title in (
        "Summary",
        "Gaps, in order of priority",
        "Strengths to build on",
        "Development plan",
        "Tracking",
        "Considered and not used",
    ):
        assert title in titles
    for gap in report.gaps:
        assert escape(gap.evidence[0].quote) in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_a_refusal_is_short_and_says_why(corpus: Corpus, guide: Guide) -> None:
    report = hostile_report(corpus, guide, "kindly").model_copy(
        update={"refusal": "x.md: it is a recipe.", "plan": None, "gaps": []}
    )
    text = render_markdown(report)
    assert "it is a recipe" in text
    assert "## Summary" not in text


def test_without_gaps_none_is_invented(corpus: Corpus, guide: Guide) -> None:
    report = hostile_report(corpus, guide, "kindly").model_copy(update={"gaps": [], "plan": None})
    text = render_markdown(report)
    assert "none was invented" in text
    assert "Development plan" not in text
