"""Kills itself at every touch of the disk in turn, and looks at what is left each time. Run by `test_kill`.

    python crash_points.py library|index FOLDER GRAPH

Each round forks; the child does the work and is killed by SIGKILL at the N-th event that Python audits (open, mkdir,
rename, remove, …), until a child comes through untouched. After each kill the parent's check runs as the next command
would: with nothing repaired by hand.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from coach.index import Indexes, Source
from coach.library import Library, passages_of
from coach.ports import StoreRow, Vectors

_DISK = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.listdir", "os.scandir", "shutil.rmtree", "os.chmod")
TEXT = "# Guide\n\n## Feedback\n\nAsk one narrow question.\n\n## Rest\n\nSwitch the phone off.\n"
OTHER = TEXT.replace("Switch the phone off.", "Sleep eight hours.")


class WordEmbedder:
    """Vectors from characters: a fork must not inherit the threads of a real model."""

    name = "words"

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.array([[text.count(char) + 1 for char in "abcdefgh"] for text in texts], dtype=np.float32).reshape(
            len(texts), 8
        )
        vectors: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return vectors


class FolderStore:
    """A store in one file."""

    def build(self, folder: Path, rows: Sequence[StoreRow], vectors: Vectors) -> Vectors:
        folder.mkdir()
        np.save(folder / "rows.npy", vectors)
        return self.load(folder)

    def load(self, folder: Path) -> Vectors:
        vectors: Vectors = np.load(folder / "rows.npy")
        return vectors


def quiet(_: str) -> None:
    return


def killed_at(point: int, work: Callable[[], None], folder: Path) -> bool:
    """Do the work in a child that is killed at its `point`-th touch of the disk; False when it came through."""
    child = os.fork()
    if child == 0:
        left = point

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in _DISK and str(folder) in str(arguments):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert status == 0, f"the child failed with {status}"
    return False


def every_point(
    prepare: Callable[[Path], None], work: Callable[[Path], None], check: Callable[[Path], None], folder: Path
) -> int:
    """Kill at the first, second, … touch of the disk until none is left; return how many there were."""
    for point in range(1, 10_000):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        prepare(folder)
        was_killed = killed_at(point, lambda: work(folder), folder)
        check(folder)
        if not was_killed:
            return point - 1
    raise AssertionError("the work never came through")


def _origin(folder: Path, text: str) -> Path:
    path = folder / "origin" / "a.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def _shelf(folder: Path) -> Library:
    return Library(folder / "library")


def _state(folder: Path, name: str) -> str:
    """The text of a corpus as the next command reads it; empty when it is not there."""
    shelf = _shelf(folder)
    if name not in shelf.names():
        return ""
    corpus = shelf.corpus(name)
    assert shelf.faults(corpus) == []
    (path,) = shelf.files(corpus).values()
    return path.read_text()


def _keep_one(folder: Path) -> None:
    _shelf(folder).add([_origin(folder, TEXT)], "kept", quiet)


def library_rounds(folder: Path) -> int:
    """Add, update and remove a corpus beside one that was acknowledged."""

    def add(place: Path) -> None:
        _shelf(place).add([_origin(place, TEXT)], "acme", quiet)

    def check_add(place: Path) -> None:
        assert _state(place, "kept") == TEXT
        if not _state(place, "acme"):
            add(place)
        assert _state(place, "acme") == TEXT
        assert sorted(path.name for path in (place / "library").iterdir()) == [".lock", "acme", "kept"]

    def update(place: Path) -> None:
        _origin(place, OTHER)
        _shelf(place).update("kept", quiet)

    def check_update(place: Path) -> None:
        assert _state(place, "kept") in (TEXT, OTHER)
        update(place)
        assert _state(place, "kept") == OTHER

    def remove(place: Path) -> None:
        _shelf(place).remove("kept")

    def check_remove(place: Path) -> None:
        assert _state(place, "kept") in (TEXT, "")
        _shelf(place).add([_origin(place, TEXT)], "acme", quiet)
        assert _state(place, "acme") == TEXT

    return (
        every_point(_keep_one, add, check_add, folder)
        + every_point(_keep_one, update, check_update, folder)
        + every_point(_keep_one, remove, check_remove, folder)
    )


def index_rounds(folder: Path) -> int:
    """Build an index, build it for changed files, and rebuild it."""

    def source(text: str) -> Source:
        return Source("acme", text, lambda: passages_of(text.encode(), "acme", "a.md"))

    def indexes(place: Path) -> Indexes:
        return Indexes(place / "indexes", FolderStore(), WordEmbedder(), quiet)

    def check(text: str) -> Callable[[Path], None]:
        def checked(place: Path) -> None:
            index = indexes(place).open(source(text))
            assert [passage.text for passage in index.passages] == [passage.text for passage in source(text).read()]
            assert indexes(place).faults(source(text)) == []
            indexes(place).rebuild(source(text))
            assert len([path for path in (place / "indexes").iterdir() if path.name != ".lock"]) == 1

        return checked

    def build(place: Path) -> None:
        indexes(place).open(source(TEXT))

    def change(place: Path) -> None:
        indexes(place).open(source(OTHER))

    def rebuild(place: Path) -> None:
        indexes(place).rebuild(source(TEXT))

    return (
        every_point(lambda place: None, build, check(TEXT), folder)
        + every_point(build, change, check(OTHER), folder)
        + every_point(build, rebuild, check(TEXT), folder)
    )


if __name__ == "__main__":
    rounds = {"library": library_rounds, "index": index_rounds}[sys.argv[1]]
    sys.stdout.write(f"{rounds(Path(sys.argv[2]))}\n")
