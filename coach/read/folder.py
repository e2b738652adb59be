"""A folder of documents: those that can be read, in the order of their names, and why the others cannot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from coach.errors import CoachError, InputTooLarge, NoSpaceOrPermission, UnreadableInput
from coach.model.text import Document
from coach.read.document import TEXT_ONLY, Intake, read_path

MOST_FILES = 50
"""Most files that a folder may hold; more is an archive, not a person's record of a year."""


def read_folder(folder: Path, skipped: Callable[[str], None], *, intake: Intake = TEXT_ONLY) -> list[Document]:
    """Read the files of a folder; folders in it and hidden files are not entered.

    Args:
        folder: The folder.
        skipped: Told in a sentence of each file that is not read, and why.
        intake: What can be read.

    Raises:
        UnreadableInput: None of its files can be read.
        InputTooLarge: It holds more than `MOST_FILES` files.
        NoSpaceOrPermission: It may not be read.
    """
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith((".", "~$")))
    except OSError as error:
        raise NoSpaceOrPermission(f"the folder may not be read ({error.strerror})", place=str(folder)) from error
    if len(entries) > MOST_FILES:
        raise InputTooLarge(
            f"the folder holds {len(entries):,} files, the limit is {MOST_FILES}", place=str(folder), remedy="Name the files."
        )
    documents = []
    for entry in entries:
        if entry.is_dir():
            skipped(f"{entry}: skipped, this is a folder")
            continue
        try:
            documents.append(read_path(entry, intake=intake))
        except CoachError as error:
            skipped(f"{entry}: skipped, {error.cause}")
    if not documents:
        raise UnreadableInput("none of its files can be read", place=str(folder), remedy="Name a file with your own words.")
    return documents
