"""Parses documents of other formats in a child process with limits, and believes nothing of its answer unchecked."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

from pydantic import BaseModel, ConfigDict, ValidationError

from coach import errors
from coach.adapters.reading_child import MOST_SECONDS, READERS
from coach.convert.draft import MOST_CHARS
from coach.errors import CoachError, DamagedFile, InputTooLarge, NoTextInside, ProtectedFile, UnreadableInput
from coach.model.text import Converted, LeftOut, PlaceUnit

WALL_SECONDS = 12
"""Longest time that a document may take, by the clock on the wall."""

_MOST_ANSWER = 8_000_000
_SECONDS_SIGNAL = -24
_REMEDY = "Save it as text or Markdown, or paste the text."
_ERRORS: dict[str, type[CoachError]] = {
    error.__name__: error for error in (DamagedFile, InputTooLarge, NoTextInside, ProtectedFile, UnreadableInput)
}
_NAMES = {
    "zip": "document",
    "docx": "Word document",
    "odt": "OpenDocument text",
    "pdf": "PDF",
    "html": "web page",
    "rtf": "RTF document",
    "eml": "e-mail",
    "json": "JSON export",
}
_KEPT = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "HOME", "TMPDIR", "LD_LIBRARY_PATH")


class _Answer(BaseModel):
    """What the child may say."""

    model_config = ConfigDict(strict=True, extra="forbid")

    format: str = ""
    text: str = ""
    unit: PlaceUnit | None = None
    marks: list[tuple[int, int]] = []
    left_out: list[LeftOut] = []
    notices: list[str] = []
    error: str = ""
    cause: str = ""
    remedy: str = ""


def convert_apart(form: str, data: bytes, source: str) -> tuple[str, Converted]:
    """Convert a document in a process of its own.

    Args:
        form: A format of `coach.read.formats`; "zip" for a container that may be docx or odt.
        data: Its bytes.
        source: The name to use in errors.

    Returns:
        The format and the text.

    Raises:
        DamagedFile: It is broken.
        InputTooLarge: It is over a limit of size, time or memory.
        ProtectedFile: It is locked by a password.
        NoTextInside: It is empty, or a scan.
        UnreadableInput: It is something else.
    """
    status, said, late = _exchange(form, data)
    if late or status == _SECONDS_SIGNAL:
        raise InputTooLarge(f"it takes more than {MOST_SECONDS} seconds to read", place=source, remedy=_REMEDY)
    if status != 0 or len(said) > _MOST_ANSWER:
        raise DamagedFile(f"the {_NAMES[form]} is damaged or not what it claims to be", place=source, remedy=_REMEDY)
    return believed(said, source)


def believed(said: bytes, source: str) -> tuple[str, Converted]:
    """The child's answer, checked as a stranger's; raises as `convert_apart`."""
    try:
        answer = _Answer.model_validate_json(said)
    except ValidationError as error:
        raise DamagedFile("its text cannot be relied on", place=source, remedy=_REMEDY) from error
    if answer.error:
        raise _named(answer, source)
    return _checked(answer, source)


def _exchange(form: str, data: bytes) -> tuple[int, bytes, bool]:
    """Give the bytes to a child; return its exit status, what it said, and whether its time ran out."""
    command = [sys.executable, "-P", "-m", "coach.adapters.reading_child", form]
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {"PYTHONPATH": os.pathsep.join(path for path in map(os.path.abspath, sys.path) if Path(path).exists())}
    environment |= {"PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    late = threading.Event()
    with subprocess.Popen(  # noqa: S603 - this interpreter with a module of ours
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as child:
        assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018 - both are pipes
        clock = threading.Timer(WALL_SECONDS, _end, (child, late))
        feeder = threading.Thread(target=_feed, args=(child.stdin, data), daemon=True)
        clock.start()
        feeder.start()
        said = child.stdout.read(_MOST_ANSWER + 1)
        if len(said) > _MOST_ANSWER:
            child.kill()
        status = child.wait()
        clock.cancel()
        feeder.join()
    return status, said, late.is_set()


def _end(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _feed(stream: IO[bytes], data: bytes) -> None:
    """Write the document; a child that ends early needs no more of it."""
    try:
        with stream:
            stream.write(data)
    except OSError:
        return


def _named(answer: _Answer, source: str) -> CoachError:
    if answer.error == "MemoryError":
        return InputTooLarge("it takes more memory to read than a document should", place=source, remedy=_REMEDY)
    if answer.error == "RecursionError":
        return DamagedFile("its parts are nested too deeply", place=source, remedy=_REMEDY)
    kind = _ERRORS.get(answer.error, errors.DamagedFile)
    return kind(answer.cause[:200], place=source, remedy=answer.remedy[:200] or _REMEDY)


def _checked(answer: _Answer, source: str) -> tuple[str, Converted]:
    """The answer as a value, if it is consistent in itself."""
    length = len(answer.text)
    offsets = [offset for offset, _ in answer.marks]
    sound = (
        length <= MOST_CHARS + 1
        and answer.format in READERS
        and offsets == sorted(offsets)
        and all(0 <= offset <= length and number > 0 for offset, number in answer.marks)
        and all(0 <= item.at <= length and item.number >= 0 and len(item.reason) < 60 for item in answer.left_out)
    )
    if not sound:
        raise DamagedFile("its text cannot be relied on", place=source, remedy=_REMEDY)
    left_out = tuple(sorted(answer.left_out, key=lambda item: item.at))
    notices = tuple(notice[:300] for notice in answer.notices[:50])
    return answer.format, Converted(answer.text, answer.unit, tuple(answer.marks), left_out, notices)
