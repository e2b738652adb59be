"""`coach eval compare`: two results, case by case."""

from __future__ import annotations

from pathlib import Path

import click

from coach.cli.evals.run import BROKE, form_of, show


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("before", type=click.Path(path_type=Path, exists=True))
@click.argument("after", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("-f", "--format", "form", type=click.Choice(["terminal", "junit", "markdown", "html"]), help="Output.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file instead.")
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
