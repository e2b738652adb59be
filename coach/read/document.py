"""The one gate through which text comes in: a path, standard input, or bytes of any format."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from coach.errors import InputTooLarge, NoSpaceOrPermission, NoTextInside, UnreadableInput
from coach.language.tongue import foreign_paragraphs, is_english, language_name, word_count
from coach.model.text import Converted, Document, Removed
from coach.read.decode import MAX_BYTES, MAX_CHARS, check_length, decode
from coach.read.formats import container_format, text_format
from coach.read.hidden import find_hidden, line_starts

Convert: TypeAlias = Callable[[str, bytes, str], tuple[str, Converted]]
"""Takes a format of `coach.read.formats`, bytes and a name for errors; gives the exact format and the text."""

Recognise: TypeAlias = Callable[[str], str | None]
"""Gives the ISO 639-1 code of a text's language, or None."""

_WORDS_TO_RECOGNISE = 20


@dataclass(frozen=True, slots=True)
class Intake:
    """What reading can do besides text; `coach.wiring.intake` makes one that can do everything.

    Attributes:
        convert: Converts documents of other formats; without it they are refused.
        recognise: Names the language of a text that is not English; without it that stays unknown.
    """

    convert: Convert | None = None
    recognise: Recognise | None = None


TEXT_ONLY = Intake()
"""Reads text and Markdown."""


def read_path(path: Path, *, max_chars: int = MAX_CHARS, intake: Intake = TEXT_ONLY) -> Document:
    """Read a file; what it is, its first bytes tell.

    Raises:
        UnreadableInput: The file is missing, a folder, empty, broken, locked, or holds no text.
        InputTooLarge: It is over a limit.
        NoSpaceOrPermission: It may not be read.
    """
    source = os.fsencode(path).decode("utf-8", "replace")
    try:
        if path.is_dir():
            raise UnreadableInput("this is a folder", place=source, remedy="Name the files in it.")
        if not path.is_file() and path.exists():
            raise UnreadableInput("this is no ordinary file", place=source, remedy="Give its content to standard input.")
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
    return read_bytes(data, source, max_chars=max_chars, intake=intake)


def read_bytes(data: bytes, source: str, *, max_chars: int = MAX_CHARS, intake: Intake = TEXT_ONLY) -> Document:
    """Read bytes that came from standard input or another program; raises as `read_path`."""
    if len(data) > MAX_BYTES:
        raise InputTooLarge(
            f"the file has {len(data):,} bytes, the limit is {MAX_BYTES:,}",
            place=source,
            remedy="Split it, or keep the part that is about your own work.",
        )
    form = container_format(data, source)
    if form is None:
        text, encoding = decode(data, source, max_chars=MAX_BYTES)
        form = text_format(text) if intake.convert else None
        if form is None:
            check_length(text, source, max_chars)
            return _with_language(Document(source, text, encoding, find_hidden(text)), intake)
    if intake.convert is None:
        raise UnreadableInput(
            f"this is a {form} file, and only text and Markdown are read here",
            place=source,
            remedy="Export it as text or Markdown.",
        )
    return _with_language(_document(source, *intake.convert(form, data, source)), intake)


def _document(source: str, form: str, converted: Converted) -> Document:
    text = converted.text
    if not text.strip():
        seen = " that a person can see" if converted.left_out else ""
        raise NoTextInside(f"there is no text in it{seen}", place=source, remedy="Paste the text you want to have read.")
    starts = line_starts(text)
    left_out = [
        Removed(item.reason, item.at, item.at, bisect_right(starts, min(item.at, len(text) - 1)), item.number)
        for item in converted.left_out
    ]
    removed = sorted((*find_hidden(text, markup=False), *left_out), key=lambda item: (item.start, item.end))
    return Document(
        source,
        text,
        removed=tuple(removed),
        format=form,
        unit=converted.unit,
        marks=converted.marks,
        notices=converted.notices,
    )


def _with_language(document: Document, intake: Intake) -> Document:
    """The document with its language, and with a notice where that is not English throughout."""
    if is_english(document.text):
        other = foreign_paragraphs(document.text)
        if not other:
            return replace(document, language="en")
        are = "paragraph seems" if other == 1 else "paragraphs seem"
        notice = f"{other} {are} to be in another language; the local engine reads English only"
        return replace(document, language="en", notices=(*document.notices, notice))
    if intake.recognise is None or word_count(document.text) < _WORDS_TO_RECOGNISE:
        return document
    code = intake.recognise(document.text)
    if code is None or code == "en":
        return replace(document, language=code)
    notice = f"it is written in {language_name(code)}; the local engine reads English only, a language model (--model) reads it as it is"
    return replace(document, language=code, notices=(*document.notices, notice))
