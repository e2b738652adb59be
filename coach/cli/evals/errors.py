"""`coach eval errors`: the lab."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.cli.evals.options import evals_option, ladder_option, split_option
from coach.cli.evals.tables import print_table
from coach.cli.screen import stages
from coach.evaluate.folder import Splits, names_of
from coach.settings import load_settings

if TYPE_CHECKING:
    from coach.evaluate.scorers import Counts

_SCORES = ("hits", "excess", "missed", "precision", "recall", "F1")


@click.command()
@split_option("tuning", "Which cases; looking into the errors of test spoils it for reporting.")
@evals_option()
@click.option("--top", default=15, show_default=True, type=click.IntRange(1, 200), help="Rows of each table.")
@ladder_option
def command(split: Splits, root: Path, top: int, ladder: str) -> None:
    """Show where the gap findings go wrong: by tag, by competency, what is taken for what, and over thresholds."""
    from coach.evaluate import analysis
    from coach.wiring import eval_bench

    with stages() as progress:
        bench = eval_bench(load_settings(), root, names_of(split), ladder, progress)
        reviewed = [(case, bench.report(case)) for case in bench.some_cases()]
    tags, competencies = analysis.by_tag(reviewed), analysis.by_competency(reviewed)
    _print("worst tags", ("tag", "cases", *_SCORES), [(row.tag, str(row.cases), *_cells(row.counts)) for row in tags[:top]])
    rows = [(row.tag, str(row.cases), *_cells(row.counts)) for row in competencies[:top]]
    _print("competencies with most errors", ("competency", "labelled", *_SCORES), rows)
    pairs = [(wanted, found, str(count)) for wanted, found, count in analysis.confusions(reviewed)[:top]]
    _print("missed gaps, and what their words were read as", ("labelled", "read as", "times"), pairs, left=2)
    points = [(f"{point.threshold:.2f}", *_cells(point.counts)) for point in analysis.over_thresholds(reviewed)]
    _print("findings kept from a confidence on", ("confidence", *_SCORES), points, left=0)


def _cells(counts: Counts) -> tuple[str, ...]:
    whole = (counts.hits, counts.false_alarms, counts.misses)
    return (*map(str, whole), f"{counts.precision:.2f}", f"{counts.recall:.2f}", f"{counts.f1:.2f}")


def _print(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1) -> None:
    print_table(head, rows, left=left, title=title)
    click.echo()
