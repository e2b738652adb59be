"""Where output goes: results to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from coach.errors import NoSpaceOrPermission

_PLAIN_WIDTH = 100


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


def write_output(text: str, output: Path | None) -> None:
    """Write machine or document output to a file, or to standard output."""
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise NoSpaceOrPermission(
            f"the output cannot be written ({error.strerror})", place=str(output), remedy="Name another file with -o."
        ) from error
    click.echo(f"Written to {output}.", err=True)


def terminal_width() -> int | None:
    """Width for plain output: what COLUMNS says, a hundred for pipes, None to ask the terminal."""
    if os.environ.get("COLUMNS", "").isdigit():
        return int(os.environ["COLUMNS"])
    return None if sys.stdout.isatty() else _PLAIN_WIDTH
