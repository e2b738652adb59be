"""Where the data that `coach` ships is: in the repository when run from it, inside the wheel otherwise."""

from __future__ import annotations

from pathlib import Path

from coach.errors import DataError

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the folder `name` ("corpus", "prompts", …) of shipped data.

    Raises:
        DataError: The installation is incomplete.
    """
    for candidate in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise DataError(
        f"the data folder {name!r} is missing from this installation", place=str(_PACKAGE), remedy="Reinstall coach."
    )
