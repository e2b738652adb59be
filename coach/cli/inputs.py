"""Documents from the command line: files, standard input, or a paste at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from coach.errors import UsageError
from coach.model.text import Document
from coach.read.document import read_bytes, read_path


def read_inputs(files: Sequence[str]) -> list[Document]:
    """Read the named files; `-`, or nothing, reads standard input.

    Raises:
        UsageError: Standard input is named twice.
    """
    names = list(files) or ["-"]
    if names.count("-") > 1:
        raise UsageError("standard input can be read only once", remedy="Name `-` once.")
    return [_stdin() if name == "-" else read_path(Path(name)) for name in names]


def _stdin() -> Document:
    if sys.stdin.isatty():
        click.echo("Paste the text, then press Ctrl-D on an empty line.", err=True)
    return read_bytes(sys.stdin.buffer.read(), "stdin")
