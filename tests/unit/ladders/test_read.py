"""Every shape, read whole: levels in order, competencies, words and places, compared with what a person wrote down."""

from __future__ import annotations

import contextlib
import os
import re
import time
from functools import cache
from pathlib import Path

import pytest

from coach.corpora import Corpus, read_corpus
from coach.datafiles import data_folder
from coach.errors import UnreadableInput, UsageError
from coach.ladders.read import read_ladder
from coach.model.competency import Ladder, Level

REPOSITORY = Path(__file__).resolve().parents[3]
FIXTURES = REPOSITORY / "tests" / "fixtures" / "ladders"
SHAPES = sorted(path for path in FIXTURES.iterdir() if path.suffix != ".expected")


@cache
def corpus() -> Corpus:
    return read_corpus(data_folder("corpus"))


def ladder_of(path: Path) -> Ladder:
    return read_ladder(path, corpus())


def written_out(ladder: Ladder) -> str:
    """A ladder as the `.expected` files have it."""
    lines = [f"{level.name} = {level.id.value}" for level in ladder.levels]
    lines.append("")
    for cell in ladder.cells:
        mark = "~ " if cell.aside else ""
        lines.append(
            f"{mark}{cell.level} | {cell.axis} = {', '.join(cell.competencies)} | {cell.file}:{cell.line} | {cell.text}"
        )
    return "\n".join([*lines, *(f"! {notice}" for notice in ladder.notices)]) + "\n"


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.name)
def test_a_ladder_of_each_shape_is_read_with_its_words_and_places(path: Path) -> None:
    expected = path.with_name(f"{path.name}.expected")
    found = written_out(ladder_of(path))
    if os.environ.get("WRITE_EXPECTED"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_expected_files_are_compared_not_written() -> None:
    assert "WRITE_EXPECTED" not in os.environ


@pytest.mark.parametrize("path", [path for path in SHAPES if path.is_file()], ids=lambda path: path.name)
def test_every_cell_stands_on_its_line(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    for cell in ladder_of(path).cells:
        first = re.findall(r"\w+", cell.text)[0]
        assert first in lines[cell.line - 1], (cell, lines[cell.line - 1])


@pytest.mark.parametrize(
    "name", ["wide-table.md", "html-table.md", "front-matter.md", "nested-keys.yaml", "matrix.csv", "nested-lists.md"]
)
@pytest.mark.parametrize("change", ["crlf", "bom", "utf-16"])
def test_line_ends_and_encodings_change_nothing(name: str, change: str, tmp_path: Path) -> None:
    text = (FIXTURES / name).read_text(encoding="utf-8")
    data = {"crlf": text.replace("\n", "\r\n").encode(), "bom": text.encode("utf-8-sig"), "utf-16": text.encode("utf-16")}[
        change
    ]
    copy = tmp_path / name
    copy.write_bytes(data)
    assert written_out(ladder_of(copy)) == written_out(ladder_of(FIXTURES / name))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Notes\n\nNothing about levels here, only about tests and code.\n", "no ladder is found"),
        ("| Severity | Meaning |\n|---|---|\n| S1 | fire |\n| S2 | smoke |\n", "could be laid to a competency"),
        ("# Junior\n\n# Senior\n", "no ladder is found"),
    ],
)
def test_what_is_no_ladder_is_refused_and_the_shapes_are_named(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        ladder_of(path)
    assert said in str(caught.value)
    assert "Markdown headings, lists and tables" in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_folder_without_files_of_a_ladder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"x")
    with pytest.raises(UsageError, match="no file of a ladder"):
        ladder_of(tmp_path)


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput):
        ladder_of(tmp_path / "none.md")


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [*a]\n",
        "a: [" * 2_000,
        "x: &x [y, y]\n"
        + "".join(f"l{n}: &l{n} [*{'x' if n == 0 else f'l{n - 1}'}, *{'x' if n == 0 else f'l{n - 1}'}]\n" for n in range(60)),
    ],
    ids=["self-reference", "deep", "laughs"],
)
def test_hostile_yaml_ends_soon(text: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.yaml"
    path.write_text(text)
    with pytest.raises(UsageError):
        ladder_of(path)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(" " * depth + ("- Junior: a" if depth % 2 else "- Senior: a") for depth in range(1_000)),
        "\n".join(f"{'  ' * depth}- Junior\n{'  ' * depth}- Senior" for depth in range(300)),
        "|" * 100_000 + "\n" + "|-" * 50_000,
        "**a" * 60_000,
        "<table>" + "<tr><td colspan=999 rowspan=999>" * 2_000,
        "# " + "a: " * 60_000,
    ],
    ids=["deep list", "deep levels", "bars", "stars", "cells", "labels"],
)
def test_hostile_markdown_ends_soon(text: str, tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_text(text)
    started = time.monotonic()
    with contextlib.suppress(UsageError):
        ladder_of(path)
    assert time.monotonic() - started < 10


def test_a_review_is_no_ladder() -> None:
    with pytest.raises(UsageError, match="no ladder is found"):
        ladder_of(REPOSITORY / "examples" / "self-review.md")


def test_a_ladder_in_the_schema_of_the_shipped_ones_is_taken_as_it_is() -> None:
    assert ladder_of(data_folder("corpus") / "ladders" / "default.yaml") == corpus().ladder("default")


def test_the_ladder_of_the_question_set_is_read_from_its_folder() -> None:
    ladder = ladder_of(REPOSITORY / "evals" / "corpora" / "northwind-ladder")
    assert [(level.name, level.id) for level in ladder.levels] == [
        ("P1 Deckhand", Level.JUNIOR),
        ("P2 Sailor", Level.MID),
        ("P3 Mate", Level.SENIOR),
        ("P4 Navigator", Level.STAFF),
        ("P5 Harbor master", Level.SENIOR_STAFF),
    ]
    assert len([cell for cell in ladder.cells if not cell.aside]) == 25
    assert {cell.file for cell in ladder.cells} == {"levels.md"}


def test_a_development_plan_of_one_person_is_no_ladder(seeds: Path) -> None:
    with pytest.raises(UsageError):
        ladder_of(next(seeds.glob("004*")))
