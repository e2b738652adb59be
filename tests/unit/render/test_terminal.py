"""A terminal shows a person's words and never obeys them; colour and width are the console's business."""

from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from coach.corpora import Corpus
from coach.guide import Guide
from coach.model.report import Report
from coach.render.terminal import render_terminal
from coach.render.words import one_line
from tests.builders import CONTROL
from tests.unit.render.hostile import PAYLOADS, hostile_report

STYLE = re.compile(r"\x1b\[[0-9;]*m")


def printed(report: Report, width: int = 100, colour: bool = False) -> str:
    buffer = io.StringIO()
    render_terminal(
        report,
        Console(
            file=buffer,
            width=width,
            highlight=False,
            force_terminal=colour,
            color_system="standard" if colour else None,
            no_color=not colour,
        ),
    )
    return buffer.getvalue()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_control_character_of_the_person_reaches_the_terminal(corpus: Corpus, guide: Guide, payload: str) -> None:
    report = hostile_report(corpus, guide, payload)
    assert not CONTROL.search(printed(report))
    assert not CONTROL.search(STYLE.sub("", printed(report, colour=True)))


@pytest.mark.parametrize("text", ["\x1b[31m", "\x9b31m", "\x07", "\u202e", "\x1b]8;;x\x1b\\"])
def test_the_detector_sees_what_is_active(text: str) -> None:
    assert CONTROL.search(STYLE.sub("", text) or text)


def test_a_persons_colours_are_not_taken_for_the_consoles_own(corpus: Corpus, guide: Guide) -> None:
    """Styles are stripped before the search above; red alone is a style that this console never sets."""
    text = printed(hostile_report(corpus, guide, "\x1b[31mred\x1b[0m"), width=300, colour=True)
    assert "[31mred" in text
    assert "\x1b[31m" not in text


def test_rich_markup_of_the_person_is_shown_as_words(corpus: Corpus, guide: Guide) -> None:
    assert "[red]rich markup" in printed(hostile_report(corpus, guide, "[red]rich markup[/red]"), width=300)


@pytest.mark.parametrize("width", [40, 60, 100, 200])
@pytest.mark.parametrize("payload", ["kindly", "w" * 400, "👩‍💻 🎉 מילים 中文 " * 10])
def test_no_line_is_wider_than_the_console(corpus: Corpus, guide: Guide, width: int, payload: str) -> None:
    lines = printed(hostile_report(corpus, guide, payload), width=width).splitlines()
    assert max(cell_len(line) for line in lines) <= width


def test_without_colour_the_text_is_plain(corpus: Corpus, guide: Guide) -> None:
    assert "\x1b" not in printed(hostile_report(corpus, guide, "kindly"))
    assert "\x1b[" in printed(hostile_report(corpus, guide, "kindly"), colour=True)


def test_nothing_is_said_twice_where_once_is_enough(corpus: Corpus, guide: Guide) -> None:
    report = hostile_report(corpus, guide, "kindly")
    rows = [report.dropped[0].model_copy(update={"what": what, "reason": "it is closed"}) for what in ("One.", "Two.")]
    text = printed(report.model_copy(update={"dropped": rows}), width=200)
    assert text.count("it is closed") == 1
    assert report.plan is not None
    for strength in report.plan.strengths_to_use:
        assert strength not in text
    for goal in report.plan.goals:
        assert text.count("Ready when") == text.count("  Ask  ") == len(report.plan.goals)
        assert all(one_line(question)[:60] in text for question in goal.check_in_questions)
        assert all(f"☐ {action.id.removeprefix('goal-')}" in text for action in goal.actions)


def test_the_report_has_its_parts(corpus: Corpus, guide: Guide) -> None:
    report = hostile_report(corpus, guide, "kindly")
    text = printed(report, width=200)
    for title in (
        "Summary",
        "Gaps, in order of priority",
        "Strengths to build on",
        "Development plan",
        "Tracking",
        "Considered and not used",
    ):
        assert title in text
    for gap in report.gaps:
        assert one_line(gap.evidence[0].quote)[:60] in text
        assert f"= {gap.priority_score:.3g}" in text


def test_a_refusal_is_short_and_says_why(corpus: Corpus, guide: Guide) -> None:
    text = printed(hostile_report(corpus, guide, "kindly").model_copy(update={"refusal": "x.md: it is a \x1b[31mrecipe."}))
    assert "recipe" in text
    assert "Summary" not in text
    assert "\x1b" not in text


def test_without_gaps_none_is_invented(corpus: Corpus, guide: Guide) -> None:
    report = hostile_report(corpus, guide, "kindly").model_copy(update={"gaps": [], "plan": None})
    assert "none was invented" in printed(report)
    assert "Development plan" not in printed(report)
