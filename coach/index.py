"""The index of a corpus: vectors in a store that is derived, checksummed, built aside, and rebuilt on any doubt.

An index is a folder `index-<schema>-<hash of corpus and embedder>`:

    store/                      the vector store
    vectors-<store>.npy         the vectors as the store returned them
    passages-<store>.json       the passages, in the order of files and lines
    words-<store>.json          the stems of each passage
    manifest.json               what it is of, and size and hash of each file

`<store>` is the hash of the store's files: what a one-shot command opens is a cache of that store and of no other.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from coach.disk import discard, new_folder, publish, retire, sha256_of, writing
from coach.errors import StoreDamaged
from coach.lexical import passage_words
from coach.model.passage import Passage
from coach.ports import Embedder, StoreRow, Vectors, VectorStore
from coach.views import View, views_of

_SCHEMA = 1
"""Raised when passages are cut otherwise, other views are embedded, or the files of an index change."""

_STORE, _MANIFEST = "store", "manifest.json"
_SLICE = 64
"""Texts that are embedded between two reports of progress."""

_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Index:
    """A corpus as it is searched.

    Attributes:
        passages: In the order of files and lines.
        vectors: One row a view, in the order of `coach.views.views_of`.
        words: The stems of each passage.
    """

    passages: tuple[Passage, ...]
    vectors: Vectors
    words: tuple[list[str], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What an index is of.

    Attributes:
        corpus: Its name.
        digest: Hash of its files' names and contents.
        read: Reads its passages.
    """

    corpus: str
    digest: str
    read: Callable[[], Sequence[Passage]]


class Indexes:
    """The indexes of this machine."""

    def __init__(self, folder: Path, store: VectorStore, embedder: Embedder, progress: Callable[[str], None]) -> None:
        """Take the folder of the indexes and what it takes to build one."""
        self._folder = folder
        self._store = store
        self._embedder = embedder
        self._progress = progress

    def open(self, source: Source) -> Index:
        """Open a corpus's index; build it where there is none that can be trusted.

        Raises:
            StoreBusy: Another process is building one.
            StoreDamaged: The vector store cannot be built on this machine.
            NoSpaceOrPermission: The disk refused.
        """
        place = self._place(source)
        found = _load(place)
        if found is not None:
            return found
        with writing(self._folder, "the index"):
            return _load(place) or self._build(source, place)

    def rebuild(self, source: Source) -> Index:
        """Build a corpus's index from its files, whatever there is; every passage is embedded again."""
        with writing(self._folder, "the index"):
            _drop(self._folder, source.corpus)
            return self._build(source, self._place(source))

    def faults(self, source: Source) -> list[str]:
        """What is wrong with a corpus's index: every file is hashed, and the store is opened and compared."""
        place = self._place(source)
        manifest = _manifest(place)
        if manifest is None:
            return ["there is no index" if not place.is_dir() else "the manifest is damaged"]
        wrong = [f"{name} is damaged or missing" for name in manifest["files"] if not _intact(place, manifest, name)]
        if not wrong and not self._agrees(place):
            wrong.append("the vector store does not give back the vectors")
        return wrong

    def _agrees(self, place: Path) -> bool:
        index = _load(place)
        try:
            return index is not None and _same(self._store.load(place / _STORE), index.vectors)
        except StoreDamaged:
            return False

    def _place(self, source: Source) -> Path:
        key = f"{source.corpus}\0{source.digest}\0{self._embedder.name}".encode()
        return self._folder / f"index-{_SCHEMA}-{hashlib.sha256(key).hexdigest()[:16]}"

    def _build(self, source: Source, place: Path) -> Index:
        passages = tuple(source.read())
        views = views_of(passages)
        given = self._embedded(views, self._known(source.corpus))
        self._progress(f"indexing {source.corpus}")
        aside = new_folder(self._folder)
        try:
            vectors = self._stored(aside, passages, views, given)
            index = Index(passages, vectors, tuple(map(passage_words, passages)))
            _describe(aside, {"corpus": source.corpus, "digest": source.digest, "embedder": self._embedder.name}, index)
            if place.exists():
                retire(place)
            publish(aside, place)
            _drop(self._folder, source.corpus, but=place)
        finally:
            discard(aside)
        return index

    def _stored(self, aside: Path, passages: Sequence[Passage], views: Sequence[View], given: Vectors) -> Vectors:
        if not views:
            (aside / _STORE).mkdir()
            return given
        vectors = self._store.build(aside / _STORE, [_row(passages[view.owner], view) for view in views], given)
        if not _same(vectors, given):
            raise StoreDamaged("the vector store does not give back what was put in", place=str(aside))
        return vectors

    def _embedded(self, views: Sequence[View], known: dict[str, Vectors]) -> Vectors:
        """One row a view; what is known is not embedded again."""
        if not views:
            return self._embedder.embed([])
        missing = sorted({view.text for view in views if view.text not in known}, key=lambda text: (len(text), text))
        known = dict(known)
        for start in range(0, len(missing), _SLICE):
            self._progress(f"embedding {start} of {len(missing)}")
            part = missing[start : start + _SLICE]
            known.update(zip(part, self._embedder.embed(part), strict=True))
        return np.array([known[view.text] for view in views], dtype=np.float32)

    def _known(self, corpus: str) -> dict[str, Vectors]:
        """Vectors by text, from the indexes of earlier states of the corpus by the same embedder."""
        known: dict[str, Vectors] = {}
        for place in self._folder.glob(f"index-{_SCHEMA}-*"):
            manifest = _manifest(place)
            if manifest and manifest["corpus"] == corpus and manifest["embedder"] == self._embedder.name:
                index = _load(place) or self._recovered(place, manifest)
                if index is not None:
                    known.update(zip((view.text for view in views_of(index.passages)), index.vectors, strict=True))
        return known

    def _recovered(self, place: Path, manifest: dict[str, Any]) -> Index | None:
        """An index whose quick copy of the vectors is damaged, read from the store where that is as it was built."""
        store = [name for name in manifest["files"] if name.startswith(f"{_STORE}/")]
        name = next(name for name in manifest["files"] if name.startswith("passages-"))
        if not all(_intact(place, manifest, each) for each in (*store, name)):
            return None
        passages = _passages((place / name).read_bytes())
        try:
            return Index(passages, self._store.load(place / _STORE), ())
        except StoreDamaged:
            return None


def drop_indexes(folder: Path, corpus: str) -> None:
    """Delete every index of a corpus in a folder of indexes."""
    with writing(folder, "the index"):
        _drop(folder, corpus)


def _drop(folder: Path, corpus: str, *, but: Path | None = None) -> None:
    """Delete the indexes of a corpus, and those of which it cannot be said what they are of."""
    for place in folder.glob("index-*"):
        manifest = _manifest(place)
        if place != but and (manifest is None or manifest["corpus"] == corpus):
            retire(place)


def _row(passage: Passage, view: View) -> StoreRow:
    return {
        "text": view.text,
        "view": view.kind.value,
        "passage": passage.id,
        "file": passage.file,
        "headings": " > ".join(passage.heading_path),
        "start_line": passage.start_line,
        "end_line": passage.end_line,
    }


def _same(one: Vectors, two: Vectors) -> bool:
    return one.shape == two.shape and bool(np.allclose(one, two, atol=_TOLERANCE))


def _describe(aside: Path, about: dict[str, Any], index: Index) -> None:
    """Write the quick copies, and the manifest over everything."""
    files = {path.relative_to(aside).as_posix(): path for path in sorted((aside / _STORE).rglob("*")) if path.is_file()}
    hashes = {name: sha256_of(path) for name, path in files.items()}
    store = hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()[:16]
    fields = [[getattr(passage, name) for name in Passage.__dataclass_fields__] for passage in index.passages]
    np.save(aside / f"vectors-{store}.npy", index.vectors)
    _write_json(aside / f"passages-{store}.json", fields)
    _write_json(aside / f"words-{store}.json", [" ".join(words) for words in index.words])
    files |= {path.name: path for path in sorted(aside.glob(f"*-{store}.*"))}
    listed = {
        name: [path.stat().st_size, path.stat().st_mtime_ns, hashes.get(name) or sha256_of(path)]
        for name, path in files.items()
    }
    body = {**about, "files": listed}
    _write_json(aside / _MANIFEST, {"body": body, "sha256": _sealed(body)})


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _sealed(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _manifest(place: Path) -> dict[str, Any] | None:
    """The manifest of an index, if it is as it was written."""
    try:
        value = json.loads((place / _MANIFEST).read_bytes())
        body: dict[str, Any] = value["body"]
        return body if _sealed(body) == value["sha256"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _load(place: Path) -> Index | None:
    """The index in a folder, if nothing about it is in doubt."""
    manifest = _manifest(place)
    if manifest is None or not all(_unchanged(place, manifest, name) for name in manifest["files"]):
        return None
    quick = {name.split("-")[0]: _content(place, manifest, name) for name in manifest["files"] if "/" not in name}
    vectors, passages, words = (quick.get(name) for name in ("vectors", "passages", "words"))
    if vectors is None or passages is None or words is None:
        return None
    return Index(_passages(passages), np.load(io.BytesIO(vectors)), tuple(text.split() for text in json.loads(words)))


def _passages(data: bytes) -> tuple[Passage, ...]:
    position = list(Passage.__dataclass_fields__).index("heading_path")
    values = json.loads(data)
    for value in values:
        value[position] = tuple(value[position])
    return tuple(Passage(*value) for value in values)


def _content(place: Path, manifest: dict[str, Any], name: str) -> bytes | None:
    try:
        data = (place / name).read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == manifest["files"][name][2] else None


def _unchanged(place: Path, manifest: dict[str, Any], name: str) -> bool:
    """Whether a file looks as it was written; its content is hashed where its date says that it was touched."""
    size, changed = map(int, manifest["files"][name][:2])
    try:
        found = (place / name).stat()
    except OSError:
        return False
    return found.st_size == size and (found.st_mtime_ns == changed or _intact(place, manifest, name))


def _intact(place: Path, manifest: dict[str, Any], name: str) -> bool:
    try:
        return sha256_of(place / name) == str(manifest["files"][name][2])
    except OSError:
        return False
