"""`coach eval`: what got better and what got worse, offline; its subcommands are imported when they are asked for."""

from __future__ import annotations

import importlib

import click

SUBCOMMANDS: dict[str, tuple[str, str]] = {
    "run": ("coach.cli.evals.run", "Run the suites and compare with the baseline; exit 10 when something broke."),
    "compare": ("coach.cli.evals.compare", "Compare two results, case by case."),
    "show": ("coach.cli.evals.show", "Explain one case: expected, found, why, and what the baseline says."),
    "errors": ("coach.cli.evals.errors", "Where the findings go wrong: by tag, by competency, over thresholds."),
    "agreement": ("coach.cli.evals.agreement", "How far two annotators agree."),
    "lint": ("coach.cli.evals.lint", "Check cases, labels, recordings and baselines; fails closed."),
    "record": ("coach.cli.evals.record", "Record a model's answers, to be replayed without it."),
    "matrix": ("coach.cli.evals.matrix", "Engines, models and prompts side by side."),
    "init": ("coach.cli.evals.init", "Make a folder of evals from a few of your own documents."),
}
"""Module and one line of help for each subcommand; the module's `command` is the command."""

EPILOG = """
\b
Examples:
  coach eval run                          everything, offline, against the committed baseline
  coach eval run gaps --split tuning --each
  coach eval run -f markdown -o comment.md

\b
Exit codes of run, compare and lint: 0 nothing broke, 10 something broke. Of all: 2 no folder of evals, or no case in it;
others as `coach --help` says.
"""


class EvalGroup(click.Group):
    """A group whose commands are imported only when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The subcommands in the order of the table."""
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a subcommand's module."""
        if cmd_name not in SUBCOMMANDS:
            return None
        found: click.Command = importlib.import_module(SUBCOMMANDS[cmd_name][0]).command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands from the table, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in SUBCOMMANDS.items()])


@click.group(cls=EvalGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Measure the engine on labelled cases, and tell what a change made better or worse. Offline."""
