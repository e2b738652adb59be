"""A run as one HTML file with every case to open: no script, no request, and a policy that allows neither."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from coach.evaluate.compare import Verdict
from coach.evaluate.formats.rows import GROUP_HEAD, HEAD, group_tables, moves, outcome, table_rows
from coach.evaluate.result import CaseResult, RunResult, SuiteResult

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_WIDTH = 640
"""Width of an interval's picture, in units of its own."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure as a picture: where its interval begins and ends and where its value stands, of `_WIDTH`."""

    name: str
    value: float
    words: str
    left: int
    middle: int
    right: int


def render_page(run: RunResult, verdict: Verdict) -> str:
    """The verdict, what broke, the table, the intervals, what moved, and every case with its checks."""
    style = (_TEMPLATES / "evals.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    broken = {(item.suite, item.case) for item in verdict.breaks}
    return environment.get_template("evals.html").render(
        run=run,
        verdict=verdict,
        outcome=outcome(run, verdict),
        head=HEAD,
        rows=table_rows(run, verdict),
        group_head=GROUP_HEAD,
        group_tables=group_tables(run),
        bars=bars(run.suites),
        width=_WIDTH,
        breaks=[str(item) for item in verdict.breaks],
        changes=moves(verdict),
        ordered=[(suite, _ordered(suite, broken)) for suite in run.suites],
        broken=broken,
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )


def bars(suites: Sequence[SuiteResult]) -> list[Bar]:
    """One picture a figure, suites and their groups."""
    return [
        Bar(
            name=f"{suite.name}{f', {figure.group}' if figure.group else ''}",
            value=figure.value,
            words=f"{figure.measure} {figure.value:.3f}, {figure.low:.2f} to {figure.high:.2f}, {figure.cases} cases",
            left=round(figure.low * _WIDTH),
            middle=round(figure.value * _WIDTH),
            right=round(figure.high * _WIDTH),
        )
        for suite in suites
        for figure in suite.figures
    ]


def _ordered(suite: SuiteResult, broken: set[tuple[str, str]]) -> list[CaseResult]:
    """What broke first, then the worst."""
    return sorted(suite.cases, key=lambda case: ((suite.name, case.id) not in broken, case.score, case.id))
