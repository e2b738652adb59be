"""`coach eval errors`: the lab."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coach.cli.screen import result_console, stages
from coach.settings import load_settings

if TYPE_CHECKING:
    from coach.evaluate.scorers import Counts

_SCORES = ("hits", "excess", "missed", "precision", "recall", "F1")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--split",
    type=click.Choice(["tuning", "test", "all"]),
    default="tuning",
    show_default=True,
    help="Which cases; looking into the errors of test spoils it for reporting.",
)
@click.option(
    "--evals",
    "root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path("evals"),
    show_default=True,
    help="Folder of the cases.",
)
@click.option("--top", default=15, show_default=True, type=click.IntRange(1, 200), help="Rows of each table.")
@click.option("--ladder", default="default", show_default=True, metavar="NAME|PATH", help="The ladder to review with.")
def command(split: Any, root: Path, top: int, ladder: str) -> None:
    """Show where the gap findings go wrong: by tag, by competency, what is taken for what, and over thresholds."""
    from coach.evaluate import analysis
    from coach.evaluate.bench import names_of
    from coach.wiring import eval_bench

    with stages() as progress:
        bench = eval_bench(load_settings(), root, names_of(split), ladder, progress)
        reviewed = [(case, bench.report(case)) for case in bench.cases]
    tags, competencies = analysis.by_tag(reviewed), analysis.by_competency(reviewed)
    _print("worst tags", ("tag", "cases", *_SCORES), [(row.tag, str(row.cases), *_cells(row.counts)) for row in tags[:top]])
    rows = [(row.tag, str(row.cases), *_cells(row.counts)) for row in competencies[:top]]
    _print("competencies with most errors", ("competency", "labelled", *_SCORES), rows)
    pairs = [(wanted, found, str(count)) for wanted, found, count in analysis.confusions(reviewed)[:top]]
    _print("missed gaps, and what their words were read as", ("labelled", "read as", "times"), pairs)
    points = [(f"{point.threshold:.2f}", *_cells(point.counts)) for point in analysis.over_thresholds(reviewed)]
    _print("findings kept from a confidence on", ("confidence", *_SCORES), points)


def _cells(counts: Counts) -> tuple[str, ...]:
    whole = (counts.hits, counts.false_alarms, counts.misses)
    return (*map(str, whole), f"{counts.precision:.2f}", f"{counts.recall:.2f}", f"{counts.f1:.2f}")


def _print(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=None)
    for name in head:
        table.add_column(name, justify="left" if name in ("tag", "competency", "labelled", "read as") else "right")
    for row in rows:
        table.add_row(*row)
    console = result_console()
    console.print(table)
    console.print()
