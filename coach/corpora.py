"""The shipped corpus: strict schema, content-hashed, compiled once into a form that opens in milliseconds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from coach.errors import DataError, UsageError
from coach.model.competency import Competency, Development, Expectation, Ladder, LadderCell, LevelDefinition, Strict

_SCHEMA = 3
"""Raised when the compiled form changes."""

_MOST_CELLS = 2
"""Most cells of somebody's own ladder that one expectation quotes."""

_Value = TypeVar("_Value", bound=Strict)


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is known of competencies and levels.

    Attributes:
        folder: Where it was read from.
        hash: Hash of every file's name and content.
        competencies: By id, in the order of the files.
        ladders: By id.
        raw_developments: Unvalidated development files by id; `development` validates the one that is asked for.
    """

    folder: Path
    hash: str
    competencies: dict[str, Competency]
    ladders: dict[str, Ladder]
    raw_developments: dict[str, dict[str, Any]]

    def development(self, competency: str) -> Development:
        """What to do about a gap in a competency."""
        return Development.model_validate(self.raw_developments[competency])

    def ladder(self, name: str) -> Ladder:
        """A ladder by id.

        Raises:
            UsageError: There is no ladder of that id.
        """
        if name not in self.ladders:
            raise UsageError(f"there is no ladder {name!r}", remedy=f"Known ladders: {', '.join(self.ladders)}.")
        return self.ladders[name]

    def expectation(self, ladder: Ladder, competency: str, level: LevelDefinition) -> Expectation:
        """What a level expects of a competency, in the ladder's own words where it has any."""
        usual = ladder.expectations.get(competency, {}).get(level.id) or self.competencies[competency].levels.at(level.id)
        if not ladder.cells:
            return Expectation(text=usual)
        cells = ladder.own_cells(competency, level)[:_MOST_CELLS]
        if not cells:
            place = f"{ladder.id} says nothing on this; these are the default ladder's words for {level.id.value}"
            return Expectation(text=usual, place=place, silent=True)
        return Expectation(
            text=" / ".join(cell.text for cell in cells), place="; ".join(_place_of(cell, level) for cell in cells)
        )


def _place_of(cell: LadderCell, level: LevelDefinition) -> str:
    """Where a cell stands, and for which level when the asked one adds nothing to it."""
    axis = f"{cell.axis}, " if cell.axis else ""
    inherited = "" if cell.level == level.name else f"; {level.name} adds nothing"
    return f"{cell.file}, line {cell.line}: {axis}{cell.level}{inherited}"


def corpus_files(folder: Path) -> list[Path]:
    """The files of a corpus folder that count, in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".md") and path.name != "WRITING.md")


def corpus_hash(folder: Path) -> str:
    """Hash of names and contents of a corpus folder's files."""
    digest = hashlib.sha256(str(_SCHEMA).encode())
    for path in corpus_files(folder):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def load_corpus(folder: Path, cache: Path) -> Corpus:
    """Load a corpus, from its compiled form when that is fresh.

    Args:
        folder: The corpus folder.
        cache: Folder for the compiled form; a missing or damaged one is written again.

    Raises:
        DataError: A file does not fit its schema.
    """
    digest = corpus_hash(folder)
    compiled = cache / f"corpus-{digest}.json"
    try:
        raw = json.loads(compiled.read_text(encoding="utf-8"))
        competencies = {item["id"]: Competency.model_validate(item) for item in raw["competencies"]}
        ladders = {item["id"]: Ladder.model_validate(item) for item in raw["ladders"]}
        return Corpus(folder, digest, competencies, ladders, {item["id"]: item for item in raw["developments"]})
    except (OSError, ValueError, KeyError, TypeError):
        corpus = read_corpus(folder)
    _write_compiled(compiled, corpus)
    return corpus


def _write_compiled(path: Path, corpus: Corpus) -> None:
    value = {
        "competencies": [item.model_dump(mode="json", by_alias=True) for item in corpus.competencies.values()],
        "ladders": [item.model_dump(mode="json", by_alias=True) for item in corpus.ladders.values()],
        "developments": list(corpus.raw_developments.values()),
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{hashlib.sha256(str(id(value)).encode()).hexdigest()[:8]}.tmp")
        temporary.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        return


def read_corpus(folder: Path) -> Corpus:
    """Read and validate every data file of a corpus folder.

    Raises:
        DataError: A file does not fit its schema, or an action cites a passage that does not exist.
    """
    competencies = {item.id: item for item in _validated(folder / "competencies", Competency)}
    developments = {item.id: item for item in _validated(folder / "development", Development)}
    ladders = {item.id: item for item in _validated(folder / "ladders", Ladder)}
    for competency in competencies:
        if competency not in developments:
            raise DataError(f"development/{competency}.yaml is missing", place=str(folder))
    raw = {key: item.model_dump(mode="json", by_alias=True) for key, item in developments.items()}
    return Corpus(folder, corpus_hash(folder), competencies, ladders, raw)


def _validated(folder: Path, model: type[_Value]) -> Iterator[_Value]:
    for path in sorted(folder.glob("*.yaml")):
        try:
            yield model.model_validate(_read_yaml(path))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise DataError(f"{where}: {first['msg']}", place=str(path), remedy="See corpus/WRITING.md.") from error


def _read_yaml(path: Path) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader, the C one
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(f"this is not YAML in UTF-8 ({error})", place=str(path)) from error
