"""`coach eval compare`: two results, case by case."""

from __future__ import annotations

from pathlib import Path

import click

from coach.cli.evals.options import format_option, output_option
from coach.cli.evals.run import BROKE, form_of, show


@click.command()
@click.argument("before", type=click.Path(path_type=Path, exists=True))
@click.argument("after", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@format_option("terminal", "junit", "markdown", "html")
@output_option
def command(before: Path, after: Path, form: str | None, output: Path | None) -> int:
    """Compare two results of `coach eval run -f json -o FILE`; BEFORE may also be a folder of baselines.

    Exit code 10 when something that held in BEFORE broke in AFTER, by the rule of `coach eval run`.
    """
    from coach.evaluate.baseline import load_baselines, load_result
    from coach.evaluate.compare import compare
    from coach.wiring import eval_statistics

    run = load_result(after)
    verdict = compare(run, load_baselines(before), eval_statistics(), whole=True)
    show(run, verdict, form or form_of(output), output)
    return 0 if verdict.passed else BROKE
