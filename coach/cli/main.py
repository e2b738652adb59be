"""The `coach` command: its subcommands are imported when they are asked for, so that help is instant."""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from coach import __version__
from coach.cli.screen import say
from coach.errors import CoachError
from coach.settings import close_the_doors

COMMANDS: dict[str, tuple[str, str]] = {
    "review": ("coach.cli.review", "Review a self-review: grounded gaps, strengths and a development plan."),
    "ask": ("coach.cli.ask", "Ask the guide: its own sentences with their places, or that it does not say."),
    "serve": ("coach.cli.serve", "Open a local page: paste, read the report, ask; and an HTTP interface."),
    "mcp": ("coach.cli.mcp", "Offer review, parse and ask to an assistant, by the Model Context Protocol."),
    "parse": ("coach.cli.parse", "Show how a document is read: who, when, what each statement does."),
    "corpus": ("coach.cli.corpus", "Add, browse, search and check guides and ladders."),
    "eval": ("coach.cli.evals", "Measure the engine on labelled cases, and tell what a change broke; offline."),
    "schema": ("coach.cli.schema", "Print the JSON Schema of an output."),
    "setup": ("coach.cli.setup", "Prepare the models and indexes of this machine; later runs skip it."),
    "doctor": ("coach.cli.doctor", "Check this installation, and what a language model can do."),
    "completion": ("coach.cli.completion", "Print the shell completion script."),
}
"""Module and one line of help for each command; the module's `command` is the command."""

EPILOG = """
\b
Examples:
  coach review self-review.md
  pbpaste | coach review -
  coach review 2025.md 2026.md --target staff -f markdown -o report.md
  coach parse self-review.md
  coach ask "How long should a self-review be?"

\b
Exit codes: 0 done, 1 bug in coach, 2 usage, 3 input unreadable or not a review, 4 input over a limit,
5 model failed, 6 store busy, 7 store damaged, 8 no space or permission, 9 refused for privacy, 10 an eval broke, 130 interrupted.
Nothing leaves this machine unless you name a remote model.
"""


class LazyGroup(click.Group):
    """A group whose commands are imported only when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command's module."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="coach")
def cli() -> None:
    """Read what people write about their own work, and answer as a good engineering coach would."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process; a `CoachError` becomes one line and its exit code."""
    os.umask(0o077)
    gc.set_threshold(50_000, 20, 20)  # a short process that makes few cycles: collecting costs more than it frees
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    for name in close_the_doors():
        say(f"{name} was set and has been switched off for this run; nothing is traced.")
    sys.exit(_status(arguments))


def _status(arguments: Sequence[str] | None) -> int:
    """Run a command; say what went wrong, and return the exit code."""
    try:
        status = cli.main(args=list(arguments) if arguments is not None else None, prog_name="coach", standalone_mode=False)
    except CoachError as error:
        say(str(error))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("interrupted.")
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        say(
            f"this is a bug in coach ({type(error).__name__} at {_place(error)}). Please report it; your text is not in this message."
        )
        return 1
    return status if isinstance(status, int) else 0


def _place(error: Exception) -> str:
    """File and line where an error was raised, without the folder."""
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    return f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else "?"
