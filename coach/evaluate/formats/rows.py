"""The rows that every format shows."""

from __future__ import annotations

from dataclasses import dataclass

from coach.evaluate.compare import Change, Movement, Verdict
from coach.evaluate.result import Figure, GapGroup, RunResult, SuiteResult

_NAMED = 5
"""New cases that are named."""

HEAD = ("suite", "cases", "measure", "value", "95 %", "change", "better/worse", "p", "open", "verdict")

GROUP_HEAD = ("group", "cases", "precision", "recall", "traps hit", "quotes not verbatim")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table.

    Attributes:
        cells: In the order of the table's head.
        group: True for a group of the suite above it.
        failed: True where the suite fails the gate.
    """

    cells: tuple[str, ...]
    group: bool
    failed: bool


def table_rows(run: RunResult, verdict: Verdict) -> list[Row]:
    """One row a suite, with one below it a group."""
    rows = []
    movements = {movement.suite: movement for movement in verdict.movements}
    for suite in run.suites:
        broken = sum(item.suite == suite.name for item in verdict.breaks)
        new = suite.name in verdict.without_baseline
        rows += [_row(suite, figure, movements.get(suite.name), broken, new) for figure in suite.figures]
    return rows


def _row(suite: SuiteResult, figure: Figure, movement: Movement | None, broken: int, new: bool) -> Row:
    members = [case for case in suite.cases if figure.group in ("", case.group)]
    failing = sum(any(not check.held for check in case.checks) for case in members)
    value = (figure.measure, f"{figure.value:.3f}", f"{figure.low:.2f}–{figure.high:.2f}")
    if figure.group:
        return Row((f"  {figure.group}", str(figure.cases), *value, "", "", "", str(failing), ""), True, False)
    if movement:
        change = f"{movement.after - movement.before:+.3f}"
        moved = (change, f"{movement.better}/{movement.worse}", f"{movement.chance:.3f}")
    else:
        moved = ("–", "–", "–")
    verdict = f"{broken} broke" if broken else "new" if new else "ok"
    return Row((suite.name, str(figure.cases), *value, *moved, str(failing), verdict), False, bool(broken))


def group_tables(run: RunResult) -> list[tuple[str, list[Row]]]:
    """A title and a row a group, in the order of `GROUP_HEAD`, of each suite that tells more of its groups than a figure."""
    return [(f"{suite.name}, by group", [_group_row(each) for each in suite.groups]) for suite in run.suites if suite.groups]


def _group_row(each: GapGroup) -> Row:
    shares = ["–" if share is None else f"{share:.3f}" for share in (each.precision, each.recall)]
    counts = (f"{each.traps_hit}/{each.traps}", str(each.quotes_not_verbatim))
    name = f"  {each.group}" if each.group else "all"
    return Row((name, str(each.cases), *shares, *counts), bool(each.group), False)


def moves(verdict: Verdict) -> list[str]:
    """What moved, a line each; new cases of a suite together."""
    lines = [change_words(change) for change in verdict.changes if change.before is not None]
    new = [change for change in verdict.changes if change.before is None]
    for suite in dict.fromkeys(change.suite for change in new):
        names = [change.case for change in new if change.suite == suite]
        shown = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
        lines.append(f"{suite}: {len(names)} new cases, not in the baseline yet: {shown}")
    return lines


def change_words(change: Change) -> str:
    """A change in one line."""
    before = "new" if change.before is None else f"{change.before:.2f} →"
    parts = [f"{change.suite}/{change.case}: {before} {change.after:.2f}"]
    parts += [f"+ {name}" for name in change.gained] + [f"- {name}" for name in change.lost]
    return "; ".join(parts)


def outcome(run: RunResult, verdict: Verdict) -> str:
    """The verdict in one sentence."""
    spent = f"{run.seconds:.1f} s" + (f", {run.tokens} recorded tokens" if run.tokens else "")
    cases = sum(len(suite.cases) for suite in run.suites)
    if verdict.breaks:
        places = {(item.suite, item.case) for item in verdict.breaks}
        return f"FAILED: {len(verdict.breaks)} broke in {len(places)} places, of {cases} cases ({spent})."
    moved = len(verdict.changes)
    news = f"; {moved} cases moved without breaking anything" if moved else ""
    return f"passed: nothing broke in {cases} cases ({spent}){news}."
