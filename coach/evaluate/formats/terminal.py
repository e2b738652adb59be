"""A run on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from coach.evaluate.compare import Verdict
from coach.evaluate.formats.rows import GROUP_HEAD, HEAD, Row, group_tables, moves, outcome, table_rows
from coach.evaluate.result import CaseResult, RunResult

_MOST = 60

_WORDS = ("suite", "group", "measure", "verdict")
"""Columns that hold words and begin at the left; the others hold numbers."""


def render_terminal(run: RunResult, verdict: Verdict, console: Console, each: bool = False) -> None:
    """Print the cases if wanted, the tables, what moved, what broke, and last the verdict."""
    if each:
        for suite in run.suites:
            for case in suite.cases:
                _case(suite.name, case, console)
    _table(f"evals, {' and '.join(run.splits)} split", HEAD, table_rows(run, verdict), console)
    for title, rows in group_tables(run):
        _table(title, GROUP_HEAD, rows, console)
    for notice in run.notices:
        console.print(Text(f"note: {notice}"))
    _listed("moved", moves(verdict), console)
    _listed("BROKE", [str(item) for item in verdict.breaks], console)
    console.print(Text(outcome(run, verdict), style="green" if verdict.passed else "bold red"))


def _table(title: str, head: tuple[str, ...], rows: list[Row], console: Console) -> None:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for name in head:
        table.add_column(name, justify="left" if name in _WORDS else "right", no_wrap=True)
    for row in rows:
        style = "dim" if row.group else "red" if row.failed else ""
        table.add_row(*(Text(cell, style=style) for cell in row.cells))
    console.print(table)


def _listed(name: str, items: list[str], console: Console) -> None:
    for item in items[:_MOST]:
        console.print(Text(f"{name}  {item}"), soft_wrap=True)
    if len(items) > _MOST:
        console.print(Text(f"{name}  … and {len(items) - _MOST} more; -f json lists all"))


def _case(suite: str, case: CaseResult, console: Console) -> None:
    console.print(Text(f"{suite}/{case.id}  {case.score:.2f}", style="bold"))
    for note in case.notes:
        if note.kind in ("missed", "excess", "trap"):
            quote = " ".join(note.quote.split())[:100]
            console.print(Text(f"    {note.kind:<7} {note.what}: {quote}  ({note.why})"), soft_wrap=True)
    for check in case.checks:
        if not check.held and not case.notes:
            console.print(Text(f"    failed  {check.name}: {check.why[:160]}"), soft_wrap=True)
