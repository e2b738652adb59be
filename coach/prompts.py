"""Prompts: versioned data in `prompts/<name>/v<number>.yaml`, strict, locked by their hashes, filled in one pass.

`python -m coach.prompts --lock` writes the hashes of the files as they stand into `prompts/prompts.lock`; a file that does not
match its hash is not used, so that no prompt changes unseen.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, model_validator

from coach.datafiles import data_folder
from coach.errors import CoachError, DataError
from coach.model.competency import Strict

LOCK = "prompts.lock"
LOCK_COMMAND = "python -m coach.prompts --lock"
_SLOT = re.compile(r"\{\{([a-z_]+)\}\}")
_FILE = re.compile(r"v([1-9]\d{0,3})\.yaml")


class Example(Strict):
    """A worked example: what is given, and the right answer to it.

    Attributes:
        title: What is hard about it.
        given: What the model would be given, one line each.
        answer: The answer, in the shape that the prompt's step asks for.
    """

    title: str
    given: tuple[str, ...] = Field(min_length=1)
    answer: dict[str, Any]


class Prompt(Strict):
    """One version of one prompt.

    Attributes:
        name: The step it is for.
        version: 1, 2, …; a published version is never edited.
        purpose: What it is for, for people.
        shape: The shape of the answer in words, with a sample; always sent, because not every server sends the schema.
        slots: Names of the slots that code fills.
        system: What never changes from call to call; it comes first, so that providers can keep it in their cache.
        user: What changes.
        examples: Validated against their own words before use.
    """

    name: str = Field(pattern=r"^[a-z][a-z-]*$")
    version: int = Field(ge=1)
    purpose: str
    shape: str
    slots: tuple[str, ...]
    system: str
    user: str
    examples: tuple[Example, ...] = ()

    @model_validator(mode="after")
    def _slots_are_those_used(self) -> Prompt:
        used = set(_SLOT.findall(self.system)) | set(_SLOT.findall(self.user))
        if used != set(self.slots) | {"shape"}:
            raise ValueError(f"slots {sorted(self.slots)} (and shape) are declared, {sorted(used)} are used")
        return self

    @property
    def id(self) -> str:
        """Name and version, as a report names it."""
        return f"{self.name}/v{self.version}"

    def fill(self, part: str, values: Mapping[str, str]) -> str:
        """Put values into the slots of a text in one pass: what stands in a value is never a slot."""
        told = {**values, "shape": self.shape.strip()}
        return _SLOT.sub(lambda match: told[match.group(1)], part).strip()


def load_prompt(name: str, folder: Path | None = None) -> Prompt:
    """The newest version of a prompt, checked against its lock and its schema.

    Args:
        name: The step.
        folder: The prompts' folder; that of this installation when it is left open.

    Raises:
        DataError: There is none, it does not fit its schema, or it is not the file that was locked.
    """
    root = folder or data_folder("prompts")
    versions = sorted(
        (int(match.group(1)), path) for path in (root / name).glob("*.yaml") if (match := _FILE.fullmatch(path.name))
    )
    if not versions:
        raise DataError(f"there is no prompt {name!r}", place=str(root), remedy="Reinstall coach.")
    number, path = versions[-1]
    key = path.relative_to(root).as_posix()
    if _locked(root).get(key) != _hash(path):
        raise DataError(
            "this prompt is not the one that was locked",
            place=str(path),
            remedy=f"Write a new version beside it, or lock it as it stands: {LOCK_COMMAND}",
        )
    return _validated(path, name, number)


def _validated(path: Path, name: str, number: int) -> Prompt:
    import yaml

    try:
        prompt = Prompt.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DataError(f"{where}: {first['msg']}", place=str(path)) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError("this is not YAML in UTF-8", place=str(path)) from error
    if (prompt.name, prompt.version) != (name, number):
        raise DataError(f"it calls itself {prompt.id}, its place says {name}/v{number}", place=str(path))
    return prompt


def faults_of(folder: Path) -> list[str]:
    """What is wrong with a prompts' folder: files and lock that do not agree, prompts that do not fit; empty when all is well."""
    written, there = _locked(folder), {path.relative_to(folder).as_posix(): path for path in folder.glob("*/*.yaml")}
    faults = [f"{key} is not locked" for key in sorted(there.keys() - written.keys())]
    faults += [f"{key} is locked and missing" for key in sorted(written.keys() - there.keys())]
    faults += [
        f"{key} was changed after it was locked" for key in sorted(there) if written.get(key, "") not in ("", _hash(there[key]))
    ]
    if faults:
        return [*faults, f"to lock the files as they stand: {LOCK_COMMAND}"]
    for path in there.values():
        try:
            match = _FILE.fullmatch(path.name)
            _validated(path, path.parent.name, int(match.group(1)) if match else 0)
        except DataError as error:
            faults.append(str(error))
    return faults


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _locked(folder: Path) -> dict[str, str]:
    try:
        lines = (folder / LOCK).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    rows = [line.split("  ", 1) for line in lines if line.strip() and not line.startswith("#")]
    return {row[1].strip(): row[0] for row in rows if len(row) == 2}


def write_lock(folder: Path) -> None:
    """Lock the prompts of a folder as they stand."""
    rows = [f"{_hash(path)}  {path.relative_to(folder).as_posix()}" for path in sorted(folder.glob("*/*.yaml"))]
    head = f"# sha256 of each prompt, written by: {LOCK_COMMAND}"
    (folder / LOCK).write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Check the prompts of this installation, or lock them with `--lock`; returns the exit code."""
    try:
        folder = data_folder("prompts")
        if arguments == ["--lock"]:
            write_lock(folder)
        faults = faults_of(folder)
    except CoachError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stderr.write("\n".join(faults or ["the prompts are as they were locked"]) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
