"""A report as one HTML file: no script, no request, and a policy that allows neither."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from coach.model.report import Evidence, Goal, Report
from coach.model.text import Document
from coach.ports import Pictures
from coach.render.html.annotated import LETTERS, WISH_WORDS, AnnotatedText, MarkKind, anchor_of, annotate, marks_of
from coach.render.html.clean import shown
from coach.render.html.figures import Figure, day_words, level_figure, scope_figure, time_figure
from coach.render.html.svg import inline_svg
from coach.render.words import ending_words, guide_place, header_rows, in_ladder, lines_of, one_line, place, target_words

WIDTHS = (("narrow", 326), ("wide", 680))
"""Pixels of the two drawings of each picture; the page shows the one that fits, so that no letter is scaled down."""

_TEMPLATES = Path(__file__).resolve().parent / "templates"


_LANGUAGE = re.compile(r"[a-z]{2,3}")
_HINT = re.compile(r"[;.] Say it with --\w+$", re.IGNORECASE)
_LEAST_OPEN = 3
"""Gaps that are told in full where they stand; further ones fold what the levels expect."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure with its drawings, by the class that shows each; none where nothing can draw."""

    figure: Figure
    drawings: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True, slots=True)
class FirstStep:
    """Something to begin with.

    Attributes:
        text: What to do.
        because: What it serves.
        target: Id in the page where it is told in full.
        due: When, in words; empty where there is no date.
    """

    text: str
    because: str
    target: str
    due: str = ""


def render_html(
    report: Report, documents: Sequence[Document], *, embedded: bool = False, pictures: Pictures | None = None
) -> str:
    """Return the report as a page that stands alone, or as what stands inside another page.

    Args:
        report: What to show.
        documents: The texts it is about; findings are marked in them. Evidence that is not verbatim in them is only quoted.
        embedded: Only the `<article>`; the page around it carries `report_css()` and its own policy.
        pictures: Draws the pictures; without it their tables stand alone.
    """
    article = Markup(_environment().get_template("article.html").render(_context(report, documents, pictures)))  # noqa: S704
    if embedded:
        return str(article)
    style = f"{report_css()}\n{_css('page.css')}"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _environment().get_template("page.html").render(
        title=_title(report), policy=policy(digest), style=Markup(style), article=article  # noqa: S704 - files of this package
    )  # fmt: skip


def policy(digest: str) -> str:
    """What a report may do: use the one style sheet with this SHA-256, in base64, and nothing else.

    A header may add `frame-ancestors 'none'`, which browsers ignore in a page's own words.
    """
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def report_css() -> str:
    """The style of everything inside the article; every rule begins with `.coach-report`."""
    return _css("report.css")


@cache
def _css(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8").strip()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "one_line": _worded,
        "lines_of": lines_of,
        "spot": _spot,
        "guide_place": guide_place,
        "in_ladder": in_ladder,
        "day": _day,
        "hours": lambda hours: f"{hours:g}",
    }
    environment.globals |= {
        "target_words": target_words,
        "ending_words": ending_words,
        "anchor_of": anchor_of,
        "letters": LETTERS,
        "wish_words": WISH_WORDS,
    }
    return environment


def _finalized(value: object) -> object:
    """Every value on its way into the page loses what would be obeyed; escaping follows."""
    return value if isinstance(value, Markup) else shown(str(value))


def _day(iso: str) -> str:
    """An ISO date as people write it; anything else as it stands."""
    try:
        return day_words(date.fromisoformat(iso))
    except ValueError:
        return iso


def _worded(text: str, limit: int = 0) -> str:
    """Text on one line without markup; text that is nothing but markup stands as it is, for a heading or link needs words."""
    return one_line(text, limit) or one_line(shown(text).replace("<", "‹").replace(">", "›"), limit) or "(no words)"


def _spot(evidence: Evidence, many: bool) -> str:
    """Where words stand, with the nearest heading only: the text itself is a click away."""
    return place(evidence.model_copy(update={"heading_path": evidence.heading_path[-1:]}), many)


def _title(report: Report) -> str:
    name = _worded(report.person.name.value) if report.person.name else ""
    what = "Gap report and development plan" if report.plan else "Gap report"
    return f"{what}: {name}" if name else what


def _context(report: Report, documents: Sequence[Document], pictures: Pictures | None) -> dict[str, object]:
    marks = marks_of(report, documents)
    marked = {mark.anchor for found in marks.values() for mark in found}
    texts = [] if report.refusal else [annotate(document, marks.pop(document.source, [])) for document in documents]
    level, scope, time = level_figure(report), scope_figure(report), time_figure(report.plan)
    return {
        "report": report,
        "title": _title(report),
        "facts": _facts(report),
        "texts": texts,
        "kinds": _kinds(texts),
        "languages": {item.source: item.language for item in documents if item.language and _LANGUAGE.fullmatch(item.language)},
        "marked": marked,
        "many": len(report.documents) > 1,
        "figures": [_drawn(figure, pictures) for figure in (level, scope) if figure],
        "time": _drawn(time, pictures) if time else None,
        "first": _first_steps(report),
        "open": max(_LEAST_OPEN, len(report.plan.goals) if report.plan else 0),
        "steps": _steps(report),
        "numbers": {gap.id: number for number, gap in enumerate(report.gaps, 1)},
    }


def _facts(report: Report) -> list[tuple[str, str]]:
    """The lines of the head, without what only a command line can do with them."""
    rows = [row for row in header_rows(report) if row[0] not in ("Person", "Engine")]
    return [(label, _HINT.sub("", value)) for label, value in rows]


def _kinds(texts: Sequence[AnnotatedText]) -> list[MarkKind]:
    """The kinds of finding that the texts carry, for the key above them."""
    there = {run.main.kind for text in texts for row in text.rows for run in row.runs if run.main}
    return [kind for kind in LETTERS if kind in there]


def _drawn(figure: Figure, pictures: Pictures | None) -> Drawn:
    if pictures is None:
        return Drawn(figure, ())
    drawings = (
        (name, inline_svg(pictures.draw(figure.picture, width), f"{figure.ident}-{name}", figure.title, figure.says))
        for name, width in WIDTHS
    )
    return Drawn(figure, tuple(drawings))


def _steps(report: Report) -> dict[str, tuple[str, str]]:
    """Number and id in the page of each action, by its own id."""
    goals = report.plan.goals if report.plan else []
    return {
        action.id: (f"{goal}.{step}", f"step-{goal}-{step}")
        for goal, item in enumerate(goals, 1)
        for step, action in enumerate(item.actions, 1)
    }


def _first_steps(report: Report) -> list[FirstStep]:
    """The first action of each goal; without a plan the first gap, without gaps the first question."""
    if report.plan and report.plan.goals:
        due = {row.next_step: row.due for row in report.plan.tracking}
        return [_first_of(goal, number, due) for number, goal in enumerate(report.plan.goals, 1) if goal.actions]
    if report.gaps:
        gap = report.gaps[0]
        return [FirstStep(f"Talk about “{_worded(gap.topic)}”.", gap.competency_name, "gap-1")]
    return [FirstStep(item.question, item.competency_name, "questions") for item in report.not_evidenced[:1]]


def _first_of(goal: Goal, number: int, due: dict[str, str]) -> FirstStep:
    action = goal.actions[0]
    return FirstStep(action.text, f"Goal {number}: {_worded(goal.topic)}", f"goal-{number}", _day(due.get(action.id, "")))
