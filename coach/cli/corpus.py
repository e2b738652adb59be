"""`coach corpus`: look at the guidance corpus, and check it."""

from __future__ import annotations

from pathlib import Path

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Look at and check the guidance corpus."""


@command.command("verify")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), required=False)
def verify(folder: Path | None) -> None:
    """Check every file of a corpus FOLDER (the shipped one by default) against the strict schema."""
    from coach.corpora import read_corpus
    from coach.corpus_checks import find_faults
    from coach.datafiles import data_folder

    place = folder or data_folder("corpus")
    corpus = read_corpus(place)
    faults = find_faults(corpus)
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.exceptions.Exit(1)
    click.echo(f"{len(corpus.competencies)} competencies, {len(corpus.ladders)} ladder(s): no faults ({corpus.hash}).")
