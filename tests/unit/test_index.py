"""An index is used when nothing about it is in doubt, and built again otherwise, with the same answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from coach.adapters.chroma_store import ChromaStore
from coach.adapters.onnx_embedder import OnnxEmbedder
from coach.errors import StoreDamaged
from coach.index import Indexes, Source, drop_indexes
from coach.library import passages_of
from coach.model.passage import Passage
from coach.ports import StoreRow, Vectors

TEXT = "# Guide\n\n## Feedback\n\nAsk one narrow question.\n\n## Rest\n\nSwitch the phone off.\n"
OTHER = TEXT.replace("Switch the phone off.", "Sleep eight hours.")


class CountingEmbedder(OnnxEmbedder):
    """Remembers what it was asked to embed."""

    asked: list[str]

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked = [*getattr(self, "asked", []), *texts]
        return super().embed(texts)


class FolderStore:
    """A store in one file, so that every kind of damage can be tried in little time."""

    def build(self, folder: Path, rows: Sequence[StoreRow], vectors: Vectors) -> Vectors:
        folder.mkdir()
        np.save(folder / "rows.npy", vectors)
        return self.load(folder)

    def load(self, folder: Path) -> Vectors:
        vectors: Vectors = np.load(folder / "rows.npy")
        return vectors


def source(text: str = TEXT, corpus: str = "acme") -> Source:
    def read() -> tuple[Passage, ...]:
        return passages_of(text.encode(), corpus, "a.md")

    return Source(corpus, str(hash(text)), read)


def quiet(_: str) -> None:
    return


@pytest.fixture
def embedder(graph: Path) -> CountingEmbedder:
    return CountingEmbedder(graph, threads=1)


@pytest.fixture
def indexes(tmp_path: Path, embedder: CountingEmbedder) -> Indexes:
    return Indexes(tmp_path, FolderStore(), embedder, quiet)


def folders(folder: Path) -> list[Path]:
    return sorted(folder.glob("index-*"))


def test_chroma_builds_and_the_quick_copy_is_opened_without_it(tmp_path: Path, embedder: CountingEmbedder) -> None:
    indexes = Indexes(tmp_path, ChromaStore(), embedder, quiet)
    built = indexes.open(source())
    opened = Indexes(tmp_path, FolderStore(), embedder, quiet).open(source())
    assert opened.passages == built.passages == tuple(source().read())
    assert np.array_equal(opened.vectors, built.vectors)
    assert len(embedder.asked) == 4
    assert indexes.faults(source()) == []
    assert (folders(tmp_path)[0] / "store" / "chroma.sqlite3").is_file()


def test_a_store_that_kills_its_process_is_an_error_and_not_the_end(tmp_path: Path, embedder: CountingEmbedder) -> None:
    indexes = Indexes(tmp_path, ChromaStore(), embedder, quiet)
    expected = indexes.open(source())
    place = folders(tmp_path)[0]
    for path in place.joinpath("store").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(StoreDamaged, match="status"):
        ChromaStore().load(place / "store")
    assert np.allclose(indexes.open(source()).vectors, expected.vectors, atol=1e-6)
    assert indexes.faults(source()) == []


DAMAGES: dict[str, Callable[[Path], object]] = {
    "halved": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "emptied": lambda path: path.write_bytes(b""),
    "flipped": lambda path: path.write_bytes(_flipped(path.read_bytes())),
    "deleted": lambda path: path.unlink(),
}


def _flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(byte ^ 0xFF for byte in data[middle : middle + 64]) + data[middle + 64 :]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("pattern", ["manifest.json", "vectors-*.npy", "passages-*.json", "words-*.json", "store/rows.npy"])
def test_a_damaged_file_is_noticed_and_built_again(tmp_path: Path, indexes: Indexes, pattern: str, damage: str) -> None:
    expected = indexes.open(source())
    (path,) = folders(tmp_path)[0].glob(pattern)
    DAMAGES[damage](path)
    assert indexes.faults(source()) != []
    again = indexes.open(source())
    assert again.passages == expected.passages
    assert np.array_equal(again.vectors, expected.vectors)
    assert indexes.faults(source()) == []


def test_lost_vectors_come_back_from_the_store_without_embedding(
    tmp_path: Path, indexes: Indexes, embedder: CountingEmbedder
) -> None:
    indexes.open(source())
    next(folders(tmp_path)[0].glob("vectors-*")).unlink()
    embedder.asked = []
    indexes.open(source())
    assert embedder.asked == []


def test_only_what_changed_is_embedded_again_and_the_old_index_goes(
    tmp_path: Path, indexes: Indexes, embedder: CountingEmbedder
) -> None:
    indexes.open(source())
    embedder.asked = []
    index = indexes.open(source(OTHER))
    assert embedder.asked == ["Guide > Rest\nSleep eight hours."]
    assert index.passages == tuple(source(OTHER).read())
    assert len(folders(tmp_path)) == 1


def test_rebuild_embeds_everything(indexes: Indexes, embedder: CountingEmbedder) -> None:
    indexes.open(source())
    embedder.asked = []
    indexes.rebuild(source())
    assert len(embedder.asked) == 4


def test_a_file_that_was_touched_and_not_changed_is_trusted(
    tmp_path: Path, indexes: Indexes, embedder: CountingEmbedder
) -> None:
    indexes.open(source())
    for path in folders(tmp_path)[0].rglob("*.npy"):
        path.touch()
    place = folders(tmp_path)[0].stat().st_ino
    indexes.open(source())
    assert folders(tmp_path)[0].stat().st_ino == place


def test_dropping_one_corpus_keeps_the_others(tmp_path: Path, indexes: Indexes) -> None:
    indexes.open(source())
    indexes.open(source(corpus="other"))
    drop_indexes(tmp_path, "acme")
    assert len(folders(tmp_path)) == 1
    assert indexes.faults(source()) == ["there is no index"]
    assert indexes.faults(source(corpus="other")) == []


def test_a_corpus_without_passages_has_an_index(indexes: Indexes) -> None:
    assert len(indexes.open(source("# Only a heading\n")).passages) == 0
    assert len(indexes.open(source("# Only a heading\n")).passages) == 0


class LyingStore(FolderStore):
    """Gives back what was not put in."""

    def load(self, folder: Path) -> Vectors:
        return super().load(folder)[::-1]


def test_a_store_that_gives_back_something_else_is_refused(tmp_path: Path, embedder: CountingEmbedder) -> None:
    with pytest.raises(StoreDamaged, match="give back"):
        Indexes(tmp_path, LyingStore(), embedder, quiet).open(source())
    assert folders(tmp_path) == []
