"""`coach eval lint`: what is wrong with the cases and recordings."""

from __future__ import annotations

from pathlib import Path

import click

from coach.cli.evals.options import evals_option
from coach.cli.evals.run import BROKE
from coach.cli.screen import say
from coach.settings import load_settings


@click.command()
@evals_option()
@click.option(
    "--prompts",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of the prompts; those of this installation by default.",
)
@click.option("--write-schemas", is_flag=True, help="First write the JSON Schemas of all case files into <evals>/schema.")
def command(root: Path, prompts: Path | None, write_schemas: bool) -> int:
    """Check cases, labels, recordings, prompts and baselines; exit code 10 when anything is wrong.

    Found are: cases that do not fit their schema, quotes that are not verbatim, competencies that do not exist, ids that
    stand twice; recordings that are stale (a prompt changed), unused, edited or unsafe (keys, addresses, headers outside
    the allow-list); prompts that are not what their lock says. What cannot be checked counts as wrong.
    """
    from coach.datafiles import data_folder
    from coach.evaluate import lint
    from coach.evaluate.run import chosen_suites
    from coach.wiring import shipped_corpus

    if write_schemas:
        say(f"{len(lint.write_schemas(root))} schemas were written to {root / 'schema'}.")
    chosen_suites(root)
    competencies = frozenset(shipped_corpus(load_settings()).competencies)
    faults = lint.lint(lint.Ground(root, prompts or data_folder("prompts"), competencies))
    for fault in faults:
        click.echo(f"{fault.place}: {fault.what}")
    click.echo(f"{len(faults)} faults." if faults else "nothing is wrong.")
    return BROKE if faults else 0
