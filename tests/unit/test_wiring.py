"""Where a ladder is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.errors import UsageError
from coach.settings import Settings
from coach.wiring import find_ladder, library, shipped_corpus

NORTHWIND = Path(__file__).resolve().parents[2] / "evals" / "corpora" / "northwind-ladder"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(cache=tmp_path / "cache", data=tmp_path / "data")


def test_a_shipped_ladder_is_found_by_name(settings: Settings) -> None:
    corpus = shipped_corpus(settings)
    assert find_ladder(settings, "default", corpus) is corpus.ladder("default")


@pytest.mark.parametrize("path", [NORTHWIND, NORTHWIND / "levels.md"])
def test_a_file_or_folder_is_found_by_its_path(path: Path, settings: Settings) -> None:
    assert len(find_ladder(settings, str(path), shipped_corpus(settings)).levels) == 5


def test_a_corpus_that_was_added_is_found_by_name(settings: Settings) -> None:
    library(settings).add([NORTHWIND], "harbour", lambda _: None)
    ladder = find_ladder(settings, "harbour", shipped_corpus(settings))
    assert ladder.id == "harbour"
    assert {cell.file for cell in ladder.cells} == {"levels.md"}


def test_an_unknown_name_is_refused_with_the_names_there_are(settings: Settings) -> None:
    library(settings).add([NORTHWIND], "harbour", lambda _: None)
    with pytest.raises(UsageError, match="Known: default, harbour"):
        find_ladder(settings, "nowhere", shipped_corpus(settings))
