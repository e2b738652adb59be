"""Forms: fields and files of a request, in memory only; Starlette by itself would put large files on the disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

from coach.errors import InputTooLarge, UnreadableInput
from coach.web.guard import MAX_BODY

MOST_FILES = 20
_MOST_FIELDS = 30


class _InMemory(MultiPartParser):
    """Never rolls a file over to the disk."""

    spool_max_size = MAX_BODY + 1


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a browser sent it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """What a form holds."""

    fields: dict[str, str]
    files: Sequence[Upload]

    def field(self, name: str, most: int = 200) -> str:
        """A short field without the space around it, empty when it is not there.

        Raises:
            InputTooLarge: It is longer than `most` characters.
        """
        value = self.fields.get(name, "").strip()
        if len(value) > most:
            raise InputTooLarge(f"the field “{name}” has more than {most:,} characters", remedy="Shorten it.")
        return value


async def read_form(request: Request) -> Form:
    """Read a form of either kind.

    Raises:
        UnreadableInput: It is not a form, or has more parts than any form of ours.
    """
    if request.headers.get("content-type", "").lower().startswith("multipart/"):
        parser: MultiPartParser | FormParser = _InMemory(
            request.headers, request.stream(), max_files=MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=MAX_BODY
        )
    else:
        parser = FormParser(request.headers, request.stream(), max_fields=_MOST_FIELDS, max_part_size=MAX_BODY)
    try:
        data: FormData = await parser.parse()
    except (MultiPartException, UnicodeDecodeError, LookupError, KeyError) as error:
        raise UnreadableInput(
            "the form cannot be read", remedy=f"Reload the page and try again; at most {MOST_FILES} files at once."
        ) from error
    files = [
        Upload(_name(item.filename), await item.read())
        for item in data.getlist("files")
        if isinstance(item, UploadFile) and item.filename
    ]
    return Form({key: value for key, value in data.items() if isinstance(value, str)}, files)


def _name(given: str | None) -> str:
    """The last part of a file name, as something to show and nothing else."""
    last = (given or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in last if char.isprintable())[:120] or "file"
