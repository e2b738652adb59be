"""Chroma, in process, for the vectors of guidance corpora; always in a child, because it can take its process with it.

A truncated or flipped segment ends Chroma's process by a signal that Python cannot catch, so the child does the work and
the caller sees an exit status. The folder is written once, read back, and never written again.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from coach.errors import StoreDamaged
from coach.ports import StoreRow, Vectors

_COLLECTION = "passages"
_ROWS, _GIVEN, _RETURNED = "rows.json", "given.npy", "returned.npy"
_SECONDS = 900
_PACKAGE_PARENT = Path(__file__).resolve().parents[2]
_CHILD = "import sys; sys.path.append(sys.argv[1]); from coach.adapters.chroma_store import child; child(*sys.argv[2:])"


class ChromaStore:
    """A `VectorStore` in a folder."""

    def build(self, folder: Path, rows: Sequence[StoreRow], vectors: Vectors) -> Vectors:
        """Make a new store of rows with their vectors; return the vectors as the store gives them back."""
        with tempfile.TemporaryDirectory(prefix="coach-") as name:
            exchange = Path(name)
            (exchange / _ROWS).write_text(json.dumps(rows), encoding="utf-8")
            np.save(exchange / _GIVEN, vectors)
            return _run("build", folder, exchange)

    def load(self, folder: Path) -> Vectors:
        """Read the vectors of a store in the order of its rows, from a copy: opening one may write to it."""
        with tempfile.TemporaryDirectory(prefix="coach-") as name:
            exchange = Path(name)
            shutil.copytree(folder, exchange / "copy")
            return _run("load", exchange / "copy", exchange)


def _run(task: str, folder: Path, exchange: Path) -> Vectors:
    command = [sys.executable, "-P", "-c", _CHILD, str(_PACKAGE_PARENT), task, str(folder), str(exchange)]
    environment = {**os.environ, "ANONYMIZED_TELEMETRY": "False", "OTEL_SDK_DISABLED": "true"}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter
            command, capture_output=True, text=True, errors="replace", env=environment, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise StoreDamaged(f"the vector store did not answer within {_SECONDS} seconds", place=str(folder)) from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise StoreDamaged(
            f"the vector store failed with status {done.returncode} ({last[:200]})",
            place=str(folder),
            remedy="Is the disk full? Then `coach corpus rebuild`.",
        )
    returned: Vectors = np.load(exchange / _RETURNED)
    return returned


def child(task: str, folder: str, exchange: str) -> None:
    """The child's side: build or load, then write what the store gives back."""
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(path=folder, settings=Settings(anonymized_telemetry=False))
    place = Path(exchange)
    if task == "build":
        rows = json.loads((place / _ROWS).read_text(encoding="utf-8"))
        _fill(client, rows, np.load(place / _GIVEN))
    collection = client.get_collection(_COLLECTION, embedding_function=None)
    np.save(place / _RETURNED, _all_vectors(collection))


def _fill(client: Any, rows: list[dict[str, Any]], vectors: Vectors) -> None:
    collection = client.create_collection(_COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "ip"}})
    step = min(1000, client.get_max_batch_size())
    for start in range(0, len(rows), step):
        part = rows[start : start + step]
        collection.add(
            ids=[str(start + number) for number in range(len(part))],
            embeddings=vectors[start : start + step],
            documents=[row["text"] for row in part],
            metadatas=[{key: value for key, value in row.items() if key != "text"} for row in part],
        )


def _all_vectors(collection: Any) -> Vectors:
    count = collection.count()
    found: dict[int, Any] = {}
    for start in range(0, count, 1000):
        part = collection.get(ids=[str(number) for number in range(start, min(count, start + 1000))], include=["embeddings"])
        found.update(zip(map(int, part["ids"]), part["embeddings"], strict=True))
    vectors: Vectors = np.array([found[number] for number in range(count)], dtype=np.float32)
    return vectors
