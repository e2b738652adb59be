"""The process in which a document of another format is parsed: it reads bytes, answers with JSON, and may do nothing else.

It is started by `coach.adapters.reading_sandbox`. Before the first byte of the document is parsed, the process gives up
memory beyond a limit, processor time, files to write and, where the system allows it, the network. Whatever a library raises
ends the process; the parent then says that the file is damaged.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import json
import sys
from collections.abc import Callable
from dataclasses import asdict

from coach.convert.zip_gate import kind_of_zip, open_zip
from coach.errors import CoachError
from coach.model.text import Converted

MOST_MEMORY = 1_000_000_000
"""Bytes of address space."""

MOST_SECONDS = 10
"""Seconds of processor time."""

READERS = {
    "docx": ("coach.adapters.docx_reader", "read_docx", ("docx", "lxml.etree")),
    "odt": ("coach.adapters.odt_reader", "read_odt", ("lxml.etree",)),
    "pdf": ("coach.adapters.pdf_reader", "read_pdf", ("pypdfium2.raw",)),
    "html": ("coach.adapters.html_reader", "read_html", ("lxml.html",)),
    "rtf": ("coach.adapters.rtf_reader", "read_rtf", ()),
    "eml": ("coach.adapters.mail_reader", "read_mail", ("lxml.html",)),
    "json": ("coach.adapters.json_reader", "read_json", ()),
}
"""Module and function of each reader, and the libraries that it needs, which are imported before the doors close."""

_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.spawn", "ftplib.", "urllib.")
_CHANGES = frozenset(
    f"os.{name}" for name in "remove rename rmdir mkdir link symlink truncate chmod chown putenv unsetenv".split()
) | {"shutil.rmtree", "shutil.move", "shutil.copyfile", "tempfile.mkstemp", "tempfile.mkdtemp"}


def convert(form: str, data: bytes) -> tuple[str, Converted]:
    """Parse a document here; return its format, which is known of a "zip" only now, and its text.

    Raises:
        CoachError: What is wrong with it; a library's own errors are not caught.
    """
    if form == "zip":
        form = kind_of_zip(open_zip(data))
    return form, reader_of(form)(data)


def reader_of(form: str) -> Callable[[bytes], Converted]:
    """The reader of a format, imported."""
    module, function, libraries = READERS[form]
    for library in libraries:
        importlib.import_module(library)
    reader: Callable[[bytes], Converted] = getattr(importlib.import_module(module), function)
    return reader


def answer(form: str, data: bytes) -> str:
    """The answer to the parent: the converted text, or one of the named errors, as ASCII JSON."""
    try:
        form, converted = convert(form, data)
    except CoachError as error:
        return json.dumps({"error": type(error).__name__, "cause": error.cause, "remedy": error.remedy})
    except (MemoryError, RecursionError) as error:
        return json.dumps({"error": type(error).__name__})
    return json.dumps({"format": form, **asdict(converted)})


def lock() -> None:
    """Give up what a parser does not need; what a system does not offer is left as it is."""
    with contextlib.suppress(ImportError):
        import resource

        for limit, value in (
            (resource.RLIMIT_AS, MOST_MEMORY),
            (resource.RLIMIT_CPU, MOST_SECONDS),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(limit, (value, value))
    if sys.platform == "linux":
        ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)
    sys.dont_write_bytecode = True
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN) or event in _CHANGES or (event == "open" and _writes(arguments)):
        raise PermissionError(f"{event} is not allowed while a document is parsed")


def _writes(arguments: tuple[object, ...]) -> bool:
    mode, flags = arguments[1], arguments[2]
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & 3)


def main() -> None:
    """Read a document from standard input, and write the answer to standard output."""
    form = sys.argv[1]
    for name in ("docx", "odt") if form == "zip" else (form,):
        reader_of(name)
    lock()
    sys.stdout.write(answer(form, sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
