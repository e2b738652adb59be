"""The corpora that a person added: their files as they are, each corpus whole or not there.

    library/<name>/corpus.json          what it is made of: the commit point of every change
    library/<name>/files-<hash>/…       copies of the files, the source of truth

A corpus is built aside and renamed in; an update writes the new files beside the old ones and then replaces
`corpus.json` in one step. What a killed process left behind is nobody's, and the next change clears it away.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from coach.disk import discard, new_folder, publish, replace_file, retire, sync_tree, writing
from coach.errors import CoachError, InputTooLarge, StoreDamaged, UnreadableInput, UsageError
from coach.guide import SHIPPED
from coach.model.passage import Passage
from coach.read.decode import MAX_BYTES
from coach.read.document import read_bytes
from coach.segment.passages import find_passages
from coach.segment.yaml_sections import find_yaml_passages

YAML = (".yaml", ".yml")
SUFFIXES = (".md", ".markdown", ".txt", *YAML)
"""Files that are read."""

RESERVED = (SHIPPED, "default")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")
_MAX_FILES = 2_000
_MAX_TOTAL = 50_000_000
_MAX_CHARS = MAX_BYTES
_MANIFEST = "corpus.json"


@dataclass(frozen=True, slots=True)
class Added:
    """A corpus of the library.

    Attributes:
        name: Its name.
        origins: The files and folders it was added from, which `update` reads again.
        files: Path within the corpus and sha256 of each file.
        folder: Name of the folder with the copies.
    """

    name: str
    origins: tuple[str, ...]
    files: dict[str, str]
    folder: str


@dataclass(frozen=True, slots=True)
class Change:
    """What adding or updating did.

    Attributes:
        corpus: The corpus as it is now.
        new: Files that were not there before.
        changed: Files with other content than before.
        gone: Files that are no longer part of it.
        left_out: What was not taken, with the reason.
    """

    corpus: Added
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


class Library:
    """The corpora in a folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it need not be there yet."""
        self._folder = folder

    def names(self) -> list[str]:
        """Names of the corpora, in alphabetical order."""
        return sorted(path.parent.name for path in self._folder.glob(f"[!.]*/{_MANIFEST}"))

    def corpus(self, name: str) -> Added:
        """A corpus by name.

        Raises:
            UsageError: There is none of that name.
            StoreDamaged: Its manifest cannot be read.
        """
        path = self._folder / name / _MANIFEST
        if not _NAME.fullmatch(name) or not path.is_file():
            known = ", ".join((SHIPPED, *self.names()))
            raise UsageError(f"there is no corpus {name!r}", remedy=f"Known: {known}. `coach corpus add PATH` adds one.")
        try:
            raw = json.loads(path.read_bytes())
            return Added(str(raw["name"]), tuple(raw["origins"]), dict(raw["files"]), str(raw["folder"]))
        except (ValueError, KeyError, TypeError) as error:
            raise StoreDamaged(
                "its manifest is damaged", place=str(path), remedy=f"Run `coach corpus remove {name}`, then add it again."
            ) from error

    def files(self, corpus: Added) -> dict[str, Path]:
        """The library's copies by path within the corpus."""
        return {name: self._folder / corpus.name / corpus.folder / name for name in corpus.files}

    def folder(self, corpus: Added) -> Path:
        """The folder of the library's copies."""
        return self._folder / corpus.name / corpus.folder

    def faults(self, corpus: Added) -> list[str]:
        """Files whose copy is not what was added."""
        wrong = []
        for name, path in self.files(corpus).items():
            if not path.is_file():
                wrong.append(f"{name} is missing")
            elif hashlib.sha256(path.read_bytes()).hexdigest() != corpus.files[name]:
                wrong.append(f"{name} has other content than was added")
        return wrong

    def digest(self, corpus: Added) -> str:
        """Hash of names and contents of the copies as they are now."""
        digest = hashlib.sha256()
        for name, path in self.files(corpus).items():
            data = _copy(path)
            digest.update(f"{name}\0{len(data)}\0".encode() + data)
        return digest.hexdigest()

    def passages(self, corpus: Added) -> list[Passage]:
        """Every passage of a corpus, in the order of files and lines."""
        return [passage for name, path in self.files(corpus).items() for passage in passages_of(_copy(path), corpus.name, name)]

    def add(self, origins: Sequence[Path], name: str | None, progress: Callable[[str], None]) -> Change:
        """Add a corpus: every file, or none.

        Raises:
            UsageError: The name is taken or not a name.
            UnreadableInput: A file cannot be read, or there is none to read; every such file is named.
        """
        name = self._free_name(name or _name_from(origins[0]))
        contents, left_out = _gather(origins, name, progress)
        with writing(self._folder, "the library"):
            self._free_name(name)
            aside = new_folder(self._folder)
            try:
                corpus = _written(aside, name, origins, contents)
                _describe(aside, corpus)
                publish(aside, self._folder / name)
            finally:
                discard(aside)
        return Change(corpus, new=tuple(contents), left_out=tuple(left_out))

    def update(self, name: str, progress: Callable[[str], None]) -> Change:
        """Read a corpus's origins again; raises as `add`, and then nothing has changed."""
        old = self.corpus(name)
        origins = [Path(origin) for origin in old.origins]
        contents, left_out = _gather(origins, name, progress)
        with writing(self._folder, "the library"):
            old = self.corpus(name)
            corpus = old
            if self.faults(old) or {key: _hash(data) for key, data in contents.items()} != old.files:
                corpus = self._replaced(old, origins, contents)
        return Change(
            corpus,
            new=tuple(file for file in corpus.files if file not in old.files),
            changed=tuple(file for file, found in corpus.files.items() if old.files.get(file, found) != found),
            gone=tuple(file for file in old.files if file not in corpus.files),
            left_out=tuple(left_out),
        )

    def _replaced(self, old: Added, origins: Sequence[Path], contents: dict[str, bytes]) -> Added:
        place = self._folder / old.name
        aside = new_folder(place)
        try:
            corpus = _written(aside, old.name, origins, contents)
            folder = aside / corpus.folder
            sync_tree(folder)
            if (place / corpus.folder).exists():
                retire(place / corpus.folder)
            folder.rename(place / corpus.folder)
            _describe(place, corpus)
        finally:
            discard(aside)
        for left in place.iterdir():
            if left.name not in (_MANIFEST, corpus.folder):
                discard(left)
        return corpus

    def remove(self, name: str) -> None:
        """Delete a corpus, also a damaged one.

        Raises:
            UsageError: There is none of that name.
        """
        if not _NAME.fullmatch(name) or not (self._folder / name).is_dir():
            self.corpus(name)
        with writing(self._folder, "the library"):
            if (self._folder / name).is_dir():
                retire(self._folder / name)

    def _free_name(self, name: str) -> str:
        if not _NAME.fullmatch(name):
            raise UsageError(
                f"{name!r} is not a name for a corpus", remedy="Use --name with lower-case letters, digits, dots and dashes."
            )
        if name in RESERVED:
            raise UsageError(f"{name!r} is the name of what is shipped", remedy="Choose another with --name.")
        if (self._folder / name).exists():
            raise UsageError(
                f"there is a corpus {name!r} already",
                remedy=f"`coach corpus update {name}` reads its files again; --name chooses another name.",
            )
        return name


def passages_of(data: bytes, corpus: str, file: str) -> tuple[Passage, ...]:
    """The passages of one file, by its suffix; YAML that cannot be parsed is read as text."""
    document = read_bytes(data, file, max_chars=_MAX_CHARS)
    found = find_yaml_passages(document, corpus, file) if file.lower().endswith(YAML) else None
    return found if found is not None else find_passages(document, corpus, file)


def _copy(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreDamaged(
            f"the library's copy cannot be read ({error.strerror})",
            place=str(path),
            remedy="`coach corpus update` reads the original again.",
        ) from error


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _name_from(origin: Path) -> str:
    name = re.sub(r"[^a-z0-9._-]+", "-", (origin.resolve().stem if origin.is_file() else origin.resolve().name).lower())
    return name.strip("-._")[:60]


def _written(aside: Path, name: str, origins: Sequence[Path], contents: dict[str, bytes]) -> Added:
    """Write the files into a folder named by their hash."""
    files = {key: _hash(data) for key, data in contents.items()}
    folder = f"files-{_hash(json.dumps(files, sort_keys=True).encode())[:16]}"
    for key, data in contents.items():
        path = aside / folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Added(name, tuple(str(origin.resolve()) for origin in origins), files, folder)


def _describe(place: Path, corpus: Added) -> None:
    replace_file(place / _MANIFEST, json.dumps(asdict(corpus), ensure_ascii=False, indent=1).encode())


def _gather(origins: Sequence[Path], corpus: str, progress: Callable[[str], None]) -> tuple[dict[str, bytes], list[str]]:
    """The content of every file that is read, by its path within the corpus, and what is left out."""
    contents: dict[str, bytes] = {}
    left_out: list[str] = []
    faults: list[CoachError] = []
    found = [entry for origin in origins for entry in _entries(origin, left_out)]
    for number, (key, path) in enumerate(found):
        progress(f"reading {number} of {len(found)}")
        try:
            if key in contents:
                raise UnreadableInput(
                    f"a second file would be {key} in the corpus", place=str(path), remedy="Add the folder above both."
                )
            contents[key] = _content(path)
            passages_of(contents[key], corpus, key)
        except CoachError as error:
            faults.append(error)
    _refuse(faults, contents, origins)
    return dict(sorted(contents.items())), left_out


def _refuse(faults: Sequence[CoachError], contents: dict[str, bytes], origins: Sequence[Path]) -> None:
    """Raise for every fault at once, or for what is too much or nothing."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        listed = "\n".join(f"  {fault.place}: {fault.cause}." for fault in faults)
        raise UnreadableInput(
            f"{len(faults)} files cannot be read, so nothing was added:\n{listed}\n ", remedy="Repair them or take them away."
        )
    if not contents:
        raise UnreadableInput(
            "there is no file to read", place=", ".join(map(str, origins)), remedy=f"These are read: {' '.join(SUFFIXES)}."
        )
    total = sum(len(data) for data in contents.values())
    if len(contents) > _MAX_FILES or total > _MAX_TOTAL:
        raise InputTooLarge(
            f"{len(contents):,} files with {total:,} bytes are too many",
            remedy=f"At most {_MAX_FILES:,} files and {_MAX_TOTAL:,} bytes in a corpus.",
        )


def _entries(origin: Path, left_out: list[str]) -> Iterator[tuple[str, Path]]:
    """Path within the corpus and place of each file of an origin; a file that is named is read whatever it is called."""
    if not origin.is_dir():
        yield origin.name, origin
        return
    for root, folders, names in os.walk(origin):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "node_modules")))
        for name in sorted(names):
            path = Path(root, name)
            reason = _reason_to_leave(path)
            if reason:
                left_out.append(f"{path}: {reason}")
            elif not name.startswith("."):
                yield path.relative_to(origin).as_posix(), path


def _reason_to_leave(path: Path) -> str:
    if path.name.startswith("."):
        return ""
    if path.suffix.lower() not in SUFFIXES:
        return "not Markdown, text or YAML"
    if path.is_symlink():
        return "a link to somewhere else"
    return "" if path.stat().st_size else "empty"


def _content(path: Path) -> bytes:
    if path.exists() and path.suffix.lower() not in SUFFIXES:
        raise UnreadableInput("this kind of file is not read", place=str(path), remedy=f"These are: {' '.join(SUFFIXES)}.")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputTooLarge(f"the file has more than {MAX_BYTES:,} bytes", place=str(path), remedy="Split it.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableInput("there is no such file or folder", place=str(path), remedy="Check the name.") from error
    except OSError as error:
        raise UnreadableInput(
            f"it cannot be opened ({error.strerror})", place=str(path), remedy="Check its permissions."
        ) from error
