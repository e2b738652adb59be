"""`coach eval`: how good the findings are, on labelled documents, offline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.cli.screen import result_console, stages
from coach.settings import load_settings

if TYPE_CHECKING:
    from coach.evaluate.gaps import CaseResult


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Measure the engine on labelled documents."""


@command.command("run")
@click.option(
    "--split",
    type=click.Choice(["tuning", "test"]),
    default="test",
    show_default=True,
    help="Which cases; tune on tuning, report test.",
)
@click.option(
    "--cases",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path("evals/reviews"),
    show_default=True,
    help="Folder of the cases.",
)
@click.option("--each", is_flag=True, help="Also list every case with what was missed and what was found in excess.")
def run(split: str, cases: Path, each: bool) -> None:
    """Review every labelled document and compare with its labels."""
    from rich.table import Table

    from coach.evaluate.cases import load_cases
    from coach.evaluate.gaps import COLUMNS, run_gaps, summary_rows
    from coach.wiring import local_review

    loaded = load_cases(cases, [split])
    with stages() as progress:
        results = run_gaps(local_review(load_settings(), "default", progress), loaded)
    console = result_console()
    if each:
        for result in results:
            _print_case(result)
    table = Table(*COLUMNS, title=f"gap findings, {split} split", title_justify="left")
    for row in summary_rows(results):
        table.add_row(*row)
    console.print(table)


def _print_case(result: CaseResult) -> None:
    accepted = {key for label in result.case.gold.gaps for key in (label.competency, *label.also)}
    found = {gap.competency: gap for gap in result.report.gaps}
    click.echo(f"{result.case.gold.id}  F1 {result.counts.f1:.2f}  {result.report.documents[0].kind.value}")
    for label in result.case.gold.gaps:
        if not {label.competency, *label.also} & found.keys():
            click.echo(f"    missed  {label.competency}: {label.quote[:100]}")
    for key, gap in found.items():
        if key not in accepted:
            click.echo(f"    excess  {key} ({gap.confidence_score:.2f}): {gap.evidence[0].quote[:100]!r}")
    for quote in result.traps_hit:
        click.echo(f"    trap    {quote[:100]}")
