"""What a zip container must fulfil before anything in it is parsed."""

from __future__ import annotations

import io
import stat
import zipfile

from coach.errors import DamagedFile, InputTooLarge, ProtectedFile, UnreadableInput

MAX_ENTRIES = 200
MAX_UNPACKED = 50_000_000
"""Most bytes that all entries give together, declared and counted."""

MAX_RATIO = 100
"""Most bytes that a packed byte may give, for entries beyond `_SMALL`."""

_SMALL = 100_000
_PIECE = 65_536
_KINDS = (
    ("xl/", "a spreadsheet"),
    ("ppt/", "a presentation"),
    ("META-INF/container.xml", "an e-book"),
    ("Index/", "a Pages or Keynote document"),
)
_REMEDY = "Save it as docx, odt, PDF or text, or paste the text."


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Open a container after all checks.

    Raises:
        InputTooLarge: Too many entries, too much in them, or packed too tightly.
        ProtectedFile: An entry is encrypted.
        DamagedFile: An entry cannot be unpacked, or its name leads out of the container.
    """
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
        _check_entries(container.infolist())
        _count(container)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise DamagedFile("the container cannot be unpacked", remedy="Save it again, or export it as PDF or text.") from error
    return container


def kind_of_zip(container: zipfile.ZipFile) -> str:
    """Name the kind of a container: "docx" or "odt".

    Raises:
        UnreadableInput: It is neither.
    """
    names = container.namelist()
    if "word/document.xml" in names or any(name.startswith("word/document") for name in names):
        return "docx"
    if "content.xml" in names and "mimetype" in names:
        kind = container.read("mimetype").decode("ascii", "replace").strip()
        if kind.startswith("application/vnd.oasis.opendocument.text"):
            return "odt"
        raise UnreadableInput("this is an OpenDocument file, but no text document", remedy=_REMEDY)
    for start, what in _KINDS:
        if any(name.startswith(start) for name in names):
            raise UnreadableInput(f"this is {what}, not a text document", remedy=_REMEDY)
    raise UnreadableInput("this is a zip container, but no docx or odt document", remedy="Unpack it, and name the files in it.")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise InputTooLarge(f"the container has {len(entries):,} entries, the limit is {MAX_ENTRIES}", remedy=_REMEDY)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise InputTooLarge(f"the container unpacks to more than {MAX_UNPACKED:,} bytes", remedy=_REMEDY)
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise ProtectedFile("it is protected by a password", remedy="Save a copy without a password.")
        if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
            raise InputTooLarge("the container is packed more tightly than a document is", remedy=_REMEDY)
        parts = entry.filename.replace("\\", "/").split("/")
        if parts[0] == "" or ".." in parts or ":" in parts[0] or stat.S_ISLNK(entry.external_attr >> 16):
            raise DamagedFile("an entry of the container leads out of it", remedy=_REMEDY)


def _count(container: zipfile.ZipFile) -> None:
    """Unpack every entry once, counting: what an entry declares may be untrue."""
    total = 0
    for entry in container.infolist():
        with container.open(entry) as stream:
            while piece := stream.read(_PIECE):
                total += len(piece)
                if total > MAX_UNPACKED:
                    raise InputTooLarge(f"the container unpacks to more than {MAX_UNPACKED:,} bytes", remedy=_REMEDY)
