"""A run as Markdown, short enough for a comment on a pull request."""

from __future__ import annotations

from coach.evaluate.compare import Verdict
from coach.evaluate.formats.rows import GROUP_HEAD, HEAD, Row, group_tables, moves, outcome, table_rows
from coach.evaluate.result import RunResult

_MOST = 40
"""Lines of a list that a comment shows."""


def render_markdown(run: RunResult, verdict: Verdict) -> str:
    """The verdict, what broke, the table, what moved."""
    lines = [f"## Evals: {'passed' if verdict.passed else 'failed'}", "", cell(outcome(run, verdict)), ""]
    if verdict.breaks:
        lines += ["### What broke", "", *_list([str(item) for item in verdict.breaks]), ""]
    lines += _table(HEAD, table_rows(run, verdict))
    for title, rows in group_tables(run):
        lines += ["", f"### {cell(title)}", "", *_table(GROUP_HEAD, rows)]
    if verdict.changes:
        moved = _list(moves(verdict))
        lines += ["", f"<details><summary>What moved ({len(verdict.changes)})</summary>", "", *moved, "", "</details>"]
    lines += ["", *(f"Note: {cell(notice)}." for notice in run.notices)]
    lines += [f"Engine: {cell(run.engine)}, splits: {', '.join(run.splits)}."]
    return "\n".join(lines) + "\n"


def cell(text: str) -> str:
    """Words that no renderer of Markdown obeys."""
    escaped = "".join(f"\\{char}" if char in "\\`*_[]<>|#~&@" else char for char in text)
    return " ".join(escaped.split())


def _table(head: tuple[str, ...], rows: list[Row]) -> list[str]:
    return [_line(head), _line(["---"] * len(head)), *(_line(row.cells) for row in rows)]


def _line(cells: tuple[str, ...] | list[str]) -> str:
    return "| " + " | ".join(text if set(text) <= {"-"} else cell(text) for text in cells) + " |"


def _list(items: list[str]) -> list[str]:
    shown = [f"- {cell(item)}" for item in items[:_MOST]]
    return [*shown, f"- … and {len(items) - _MOST} more"] if len(items) > _MOST else shown
