"""The one gate through which text comes in: a path, standard input, or bytes."""

from __future__ import annotations

import os
from pathlib import Path

from coach.errors import InputTooLarge, NoSpaceOrPermission, UnreadableInput
from coach.model.text import Document
from coach.read.decode import MAX_BYTES, MAX_CHARS, decode
from coach.read.hidden import find_hidden


def read_path(path: Path, *, max_chars: int = MAX_CHARS) -> Document:
    """Read a text or Markdown file.

    Raises:
        UnreadableInput: The file is missing, a folder, empty or not text.
        InputTooLarge: It is over a limit of `coach.read.decode`.
        NoSpaceOrPermission: It may not be read.
    """
    source = os.fsencode(path).decode("utf-8", "replace")
    try:
        if path.is_dir():
            raise UnreadableInput("this is a folder", place=source, remedy="Name the files in it.")
        if path.stat().st_size > MAX_BYTES:
            raise InputTooLarge(
                f"the file has more than {MAX_BYTES:,} bytes", place=source, remedy="Keep the part about your own work."
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableInput("there is no such file", place=source, remedy="Check the name.") from error
    except PermissionError as error:
        raise NoSpaceOrPermission("it may not be read", place=source, remedy="Check the file's permissions.") from error
    except OSError as error:
        raise UnreadableInput(f"it cannot be opened ({error.strerror})", place=source) from error
    return read_bytes(data, source, max_chars=max_chars)


def read_bytes(data: bytes, source: str, *, max_chars: int = MAX_CHARS) -> Document:
    """Read bytes that came from standard input or another program; raises as `coach.read.decode.decode`."""
    text, encoding = decode(data, source, max_chars=max_chars)
    return Document(source, text, encoding, find_hidden(text))
