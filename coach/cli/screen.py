"""Where output goes: results to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.errors import NoSpaceOrPermission

if TYPE_CHECKING:
    from rich.console import Console

_PLAIN_WIDTH = 100
_LEAST_WIDTH = 40
"""Below this a table of a report is a column of letters."""


@contextmanager
def stages() -> Iterator[Callable[[str], None]]:
    """Show the current stage on standard error while it is a terminal; say nothing otherwise."""
    if not sys.stderr.isatty():
        yield lambda stage: None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("starting") as status:
        yield status.update


def say(message: str) -> None:
    """Tell the person something on standard error; a file's name or a text's words are shown there, never obeyed."""
    click.echo("".join(char if char.isprintable() else " " for char in f"coach: {message}"), err=True)


def write_output(text: str, output: Path | None) -> None:
    """Write machine or document output to a file, or to standard output."""
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()
        return
    try:
        output.write_bytes(text.encode("utf-8", "replace"))
    except OSError as error:
        raise NoSpaceOrPermission(
            f"the output cannot be written ({error.strerror})", place=str(output), remedy="Name another file with -o."
        ) from error
    say(f"written to {output}.")


def result_console() -> Console:
    """A console on standard output; a reader that stops reading, such as `head`, ends it like any other broken pipe."""
    from rich.console import Console

    class Screen(Console):
        """Leaves a broken pipe to `coach.cli.main`."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Screen(width=terminal_width(), highlight=False)


def terminal_width() -> int | None:
    """Width for plain output: what COLUMNS says, a hundred for pipes, None to ask the terminal."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return max(_LEAST_WIDTH, int(columns))
    return None if sys.stdout.isatty() else _PLAIN_WIDTH
