"""Files that are whole or not there: written aside, synced, renamed in, under one lock a folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from coach.errors import NoSpaceOrPermission, StoreBusy

_WAIT = 5.0
"""Seconds to wait for another process that writes."""

ASIDE = ".aside-"
"""How the name of a folder begins that is being built or removed; what is left of one is nobody's."""


@contextmanager
def writing(folder: Path, what: str) -> Iterator[None]:
    """Hold the write lock of a folder, and clear away what a killed process has left in it.

    Raises:
        StoreBusy: Another process held it for five seconds.
        NoSpaceOrPermission: The folder cannot be made or written.
    """
    with refusals_of(folder):
        folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".lock", timeout=_WAIT)
    with refusals_of(folder):
        _acquire(lock, folder, what)
    try:
        for left in folder.glob(f"{ASIDE}*"):
            discard(left)
        with refusals_of(folder):
            yield
    finally:
        lock.release()


def _acquire(lock: FileLock, folder: Path, what: str) -> None:
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreBusy(
            f"another coach is writing to {what}", place=str(folder), remedy="Try again when it is done."
        ) from error


@contextmanager
def refusals_of(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses into an error that says so."""
    try:
        yield
    except OSError as error:
        place = str(error.filename or folder)
        raise NoSpaceOrPermission(
            f"it cannot be written ({error.strerror or error})",
            place=place,
            remedy="Free some space, or set COACH_DATA and COACH_CACHE to folders you may write.",
        ) from error


def new_folder(parent: Path) -> Path:
    """An empty folder beside those of `parent`, to be built and renamed."""
    return Path(tempfile.mkdtemp(prefix=ASIDE, dir=parent))


def publish(aside: Path, place: Path) -> None:
    """Sync a folder that was built aside and give it its name; nothing has that name yet."""
    sync_tree(aside)
    aside.rename(place)
    _sync(place.parent)


def retire(place: Path) -> None:
    """Take a folder away in one step, then delete it."""
    aside = new_folder(place.parent)
    place.rename(aside / place.name)
    _sync(place.parent)
    discard(aside)


def discard(place: Path) -> None:
    """Delete a file or folder that nothing refers to; what cannot be deleted now is left for the next time."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, ignore_errors=True)
    else:
        place.unlink(missing_ok=True)


def replace_file(path: Path, data: bytes) -> None:
    """Give a file new content in one step."""
    descriptor, name = tempfile.mkstemp(prefix=ASIDE, dir=path.parent)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    Path(name).replace(path)
    _sync(path.parent)


def sync_tree(folder: Path) -> None:
    """Make a folder and everything in it survive a power cut."""
    for root, _, names in os.walk(folder, topdown=False):
        for name in names:
            _sync(Path(root, name))
        _sync(Path(root))


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sha256_of(path: Path) -> str:
    """Hash of a file's content."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
