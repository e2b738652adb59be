"""Documents from the command line: files of any format, folders, standard input, or a paste at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.cli.screen import say
from coach.errors import UsageError
from coach.model.text import Document
from coach.read.document import read_bytes, read_path
from coach.read.folder import read_folder

if TYPE_CHECKING:
    from coach.read.document import Intake

FORMATS = "Markdown, plain text, docx, PDF, odt, RTF, HTML, an e-mail, or a JSON export"
"""What a FILE may be, in words."""


def read_inputs(files: Sequence[str]) -> list[Document]:
    """Read the named files and the files of named folders; `-`, or nothing, reads standard input.

    Raises:
        UsageError: Standard input is named twice.
    """
    from coach.wiring import intake

    names = list(files) or ["-"]
    if names.count("-") > 1:
        raise UsageError("standard input can be read only once", remedy="Name `-` once.")
    accepted = intake()
    documents: list[Document] = []
    for name in names:
        documents += [_stdin(accepted)] if name == "-" else _named(Path(name), accepted)
    return documents


def _named(path: Path, accepted: Intake) -> list[Document]:
    if path.is_dir():
        return read_folder(path, say, intake=accepted)
    return [read_path(path, intake=accepted)]


def _stdin(accepted: Intake) -> Document:
    if sys.stdin.isatty():
        click.echo("Paste the text, then press Ctrl-D on an empty line.", err=True)
    return read_bytes(sys.stdin.buffer.read(), "stdin", intake=accepted)
