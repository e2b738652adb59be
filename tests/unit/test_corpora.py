"""The corpus: a strict schema, a hash of every file, and a compiled form that is trusted only while it fits."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from coach.corpora import Corpus, corpus_files, corpus_hash, load_corpus, read_corpus
from coach.errors import DataError, UsageError


@pytest.fixture
def folder(corpus: Corpus, tmp_path: Path) -> Path:
    """A corpus of two competencies, to be damaged."""
    made = tmp_path / "corpus"
    for part in ("competencies", "development", "guide/competencies"):
        (made / part).mkdir(parents=True)
        for key in ("testing", "presenting"):
            (path,) = (corpus.folder / part).glob(f"{key}.*")
            shutil.copy(path, made / part)
    shutil.copytree(corpus.folder / "ladders", made / "ladders")
    return made


def change(path: Path, **changes: Any) -> None:
    value = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump(value | changes), encoding="utf-8")


def test_the_shipped_corpus_is_whole(corpus: Corpus) -> None:
    assert len(corpus.competencies) == 46
    assert "default" in corpus.ladders
    for key, competency in corpus.competencies.items():
        assert competency.id == key
        assert corpus.development(key).id == key
        assert competency.question.endswith("?")


def test_loading_twice_gives_the_same_from_the_compiled_form(folder: Path, tmp_path: Path) -> None:
    first = load_corpus(folder, tmp_path / "cache")
    (compiled,) = (tmp_path / "cache").glob("corpus-*.json")
    assert compiled.name == f"corpus-{first.hash}.json"
    assert load_corpus(folder, tmp_path / "cache") == first
    assert read_corpus(folder) == first


@pytest.mark.parametrize(
    "damage",
    ["", "{", "[]", "null", '{"competencies": [{"id": "x"}], "ladders": [], "developments": []}', '{"competencies": 3}'],
)
def test_a_damaged_compiled_form_is_written_again(folder: Path, tmp_path: Path, damage: str) -> None:
    whole = load_corpus(folder, tmp_path)
    compiled = tmp_path / f"corpus-{whole.hash}.json"
    compiled.write_text(damage, encoding="utf-8")
    assert load_corpus(folder, tmp_path) == whole
    assert compiled.read_text(encoding="utf-8") != damage


def test_a_cache_that_cannot_be_written_is_no_obstacle(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert load_corpus(folder, tmp_path / "file" / "cache").competencies


def test_the_hash_follows_content_and_names_but_not_line_ends_or_notes_to_writers(folder: Path) -> None:
    before = corpus_hash(folder)
    (folder / "WRITING.md").write_text("how to write", encoding="utf-8")
    (folder / "guide" / "picture.png").write_bytes(b"x")
    page = folder / "guide" / "competencies" / "testing.md"
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    assert corpus_hash(folder) == before
    page.write_bytes(page.read_bytes() + b"More.")
    changed = corpus_hash(folder)
    assert changed != before
    page.rename(page.with_name("renamed.md"))
    assert corpus_hash(folder) != changed
    assert len(corpus_files(folder)) == 6 + len(list((folder / "ladders").glob("*.yaml")))


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"aliases": ["one"]}, "aliases"),
        ({"colour": "red"}, "colour"),
        ({"levels": {"junior": "x"}}, "levels"),
        ({"name": None}, "name"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_its_place(folder: Path, changes: dict[str, Any], where: str) -> None:
    change(folder / "competencies" / "testing.yaml", **changes)
    with pytest.raises(DataError, match=where) as raised:
        read_corpus(folder)
    assert raised.value.place.endswith("testing.yaml")


@pytest.mark.parametrize("text", ["", "just words", "- a\n- list", "a: [unclosed", "\tx: 1"])
def test_what_is_no_yaml_mapping_is_refused(folder: Path, text: str) -> None:
    (folder / "competencies" / "testing.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"testing\.yaml"):
        read_corpus(folder)


def test_a_file_that_is_not_utf8_is_refused(folder: Path) -> None:
    (folder / "competencies" / "testing.yaml").write_bytes(b"id: caf\xe9")
    with pytest.raises(DataError, match=r"testing\.yaml"):
        read_corpus(folder)


def test_yaml_builds_no_objects(folder: Path) -> None:
    (folder / "competencies" / "testing.yaml").write_text('!!python/object/apply:os.system ["true"]', encoding="utf-8")
    with pytest.raises(DataError):
        read_corpus(folder)


def test_a_competency_without_its_development_is_refused(folder: Path) -> None:
    (folder / "development" / "testing.yaml").unlink()
    with pytest.raises(DataError, match=r"development/testing\.yaml is missing"):
        read_corpus(folder)


def test_an_unknown_ladder_is_the_callers_mistake(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="default"):
        corpus.ladder("nope")
    assert corpus.ladder("default").id == "default"
