"""`coach completion`: completion scripts for the common shells."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script of SHELL; for bash: eval "$(coach completion bash)"."""
    from coach.cli.main import cli

    if found := get_completion_class(shell):
        click.echo(found(cli, {}, "coach", "_COACH_COMPLETE").source())
