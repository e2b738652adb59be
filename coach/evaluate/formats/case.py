"""One case, explained on a terminal: expected, found, why, and what the baseline says."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from coach.evaluate.baseline import KeptCase
from coach.evaluate.result import CaseResult, Note, SuiteResult

_MARKS = {"found": "=", "missed": "-", "excess": "+", "trap": "!", "expected": "?", "seen": " "}
_LEGEND = "= expected and found   - expected and missed   + found and not expected   ! a trap   ? expected"


def render_case(suite: SuiteResult, case: CaseResult, kept: KeptCase | None, console: Console) -> None:
    """Print a case of a suite, with its entry in the baseline where there is one."""
    tags = f"  [{', '.join(case.tags)}]" if case.tags else ""
    console.print(Text(f"{suite.name}/{case.id}  {case.score:.2f}{tags}", style="bold"))
    console.print(Text(f"  {_movement(case, kept)}"))
    if case.notes:
        console.print(Text(f"  {_LEGEND}", style="dim"))
    for note in case.notes:
        console.print(Text(f"  {_line(note)}"), soft_wrap=True)
    for check in case.checks:
        was = _was(check.name, check.held, kept)
        why = f": {check.why}" if check.why and not check.held else ""
        mark = "ok  " if check.held else "FAIL"
        console.print(Text(f"  {mark}  {check.name}{why}{was}", style="" if check.held else "red"), soft_wrap=True)
    console.print()


def _line(note: Note) -> str:
    where = f"line {note.line}: " if note.line else ""
    quote = f" “{' '.join(note.quote.split())}”" if note.quote else ""
    return f"{_MARKS[note.kind]} {where}{note.what}{quote}" + (f"  ({note.why})" if note.why else "")


def _movement(case: CaseResult, kept: KeptCase | None) -> str:
    if kept is None:
        return "not in the baseline"
    if kept.fingerprint != case.fingerprint:
        return "edited since the baseline"
    change = case.score - kept.score
    return f"baseline {kept.score:.2f}, change {change:+.2f}" if abs(change) >= 0.005 else "as in the baseline"


def _was(name: str, held: bool, kept: KeptCase | None) -> str:
    if kept is None or kept.fingerprint is None:
        return ""
    before = name in (*kept.held, *kept.watched)
    if held and name in kept.open:
        return "   (new: failed in the baseline)"
    if not held and before:
        return "   (BROKE: held in the baseline)" if name in kept.held else "   (lost: held narrowly in the baseline)"
    return ""
