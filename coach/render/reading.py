"""How a document was read, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from coach.model.reading import DocumentReading, Place
from coach.model.report import Claim
from coach.render.words import one_line, printable


def render_reading(reading: DocumentReading, console: Console) -> None:
    """Print one document's reading."""
    console.print(
        Text(f"{printable(reading.source)}: {reading.kind.value.replace('-', ' ')} ({reading.kind_reason})", style="bold")
    )
    facts = (
        ("author", reading.author),
        ("date", reading.date),
        ("period", reading.period),
        ("role", reading.role),
        ("level", reading.current_level),
        ("target", reading.target_level),
        ("rating", reading.rating),
    )
    for label, claim in facts:
        console.print(Text.assemble((f"  {label:<8}", "dim"), _claim(claim)))
    _table(console, "Achievements", [(item, ", ".join(item.numbers)) for item in reading.achievements], "numbers")
    _table(
        console,
        "Growth areas",
        [(item, item.topic if item.plain else f"{item.topic} (told indirectly)") for item in reading.growth_areas],
        "topic",
    )
    _table(console, "Goals", [(item, item.horizon or "") for item in reading.goals], "horizon")
    _table(
        console,
        "Challenges",
        [(item, "; ".join(one_line(lesson.quote, 60) for lesson in item.lessons)) for item in reading.challenges],
        "lessons",
    )
    _table(console, "Support asked for", [(item, "") for item in reading.support], "")
    _table(console, "Said by others", [(item, f"{item.speaker.value}, {item.tone}") for item in reading.feedback], "speaker")
    for notice in reading.notices:
        console.print(Text(f"Note: {printable(notice)}", style="yellow"))


def _claim(claim: Claim | None) -> str:
    if claim is None:
        return "not stated"
    return f"{one_line(claim.value)}  (line {claim.line})"


def _table(console: Console, title: str, rows: Sequence[tuple[Place, str]], extra: str) -> None:
    if not rows:
        return
    table = Table(title=title, title_justify="left", title_style="bold", show_edge=False, expand=False)
    table.add_column("line", justify="right", style="dim")
    table.add_column("words", overflow="fold", ratio=3)
    if extra:
        table.add_column(extra, overflow="fold", ratio=1)
    for item, value in rows:
        cells = [Text(str(item.line)), Text(one_line(item.quote, 160))]
        table.add_row(*cells, *([Text(printable(value))] if extra else []))
    console.print(table)
