"""`coach setup`: everything that is prepared once on a machine."""

from __future__ import annotations

import click

from coach.settings import load_settings


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Export the models to ONNX and compile the corpus; what is there already is kept."""
    from coach.guide import SHIPPED
    from coach.wiring import embedder, open_corpus, shipped_corpus, shipped_guide, statement_reader

    def say(stage: str) -> None:
        click.echo(f"coach: {stage} …", err=True)

    settings = load_settings()
    corpus = shipped_corpus(settings)
    shipped_guide(settings, corpus)
    statement_reader(settings, say)
    embedder(settings, say)
    say("indexing the guide (about a minute the first time)")
    open_corpus(settings, SHIPPED, lambda stage: None)
    click.echo(f"coach is ready ({len(corpus.competencies)} competencies, corpus {corpus.hash}).", err=True)
