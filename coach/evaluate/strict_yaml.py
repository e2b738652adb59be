"""A YAML file that must fit a schema; every kind of file under `evals/` is read here."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from coach.errors import DataError

Read = TypeVar("Read")


def read_strict(path: Path, kind: type[Read] | TypeAdapter[Read], wrong: str, remedy: str = "") -> Read:
    """What a file holds.

    Args:
        path: The file.
        kind: What it must fit.
        wrong: What to say when it does not, before the reason.
        remedy: What to do then.

    Raises:
        DataError: It cannot be read, or does not fit.
    """
    adapter = kind if isinstance(kind, TypeAdapter) else TypeAdapter(kind)
    try:
        return adapter.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, ValidationError, yaml.YAMLError) as error:
        raise DataError(f"{wrong}: {error}", place=str(path), remedy=remedy) from error
