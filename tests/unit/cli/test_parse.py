"""`coach parse`: the reading on its own. The engine is a fake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coach import wiring
from coach.corpora import Corpus
from coach.guide import Guide
from coach.model.reading import Readings
from coach.reading import readings_of
from coach.segment.record import read_record
from tests.unit.cli.conftest import Run
from tests.unit.render.hostile import hostile_review

TEXT = "# Self-review\nAuthor: Ana Ito\n\n## Wins\n- I led the billing migration and cut cost by 40%\n\n## Growth\n- I keep skipping the load tests\n"


@pytest.fixture(autouse=True)
def _fake_engine(monkeypatch: pytest.MonkeyPatch, corpus: Corpus, guide: Guide, tmp_path: Path) -> None:
    def local_reading(settings: Any, documents: Any, kind: Any, progress: Any) -> Readings:
        records = tuple(read_record(document, prefix=f"{number}:", kind=kind) for number, document in enumerate(documents))
        return readings_of(records, hostile_review(corpus, guide).assess.assess(records).readings)

    monkeypatch.setattr(wiring, "local_reading", local_reading)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")


def test_json_has_each_part_with_its_place(run: Run) -> None:
    ended = run("parse", "a.md", "-f", "json")
    assert (ended.code, ended.err) == (0, "")
    (document,) = json.loads(ended.out)["documents"]
    assert document["author"]["value"] == "Ana Ito"
    assert [item["numbers"] for item in document["achievements"]] == [["40%"]]
    for item in document["statements"]:
        assert TEXT[item["start"] : item["end"]] == item["quote"]


def test_a_table_for_people(run: Run) -> None:
    ended = run("parse", "a.md")
    assert (ended.code, ended.err) == (0, "")
    assert "Ana Ito  (line 2)" in ended.out
    assert "\x1b" not in ended.out


def test_several_documents_and_standard_input(run: Run) -> None:
    ended = run("parse", "a.md", "-", "-f", "json", stdin=TEXT.encode("utf-16"))
    assert [(item["source"], item["encoding"]) for item in json.loads(ended.out)["documents"]] == [
        ("a.md", "utf-8"),
        ("stdin", "utf-16"),
    ]


def test_an_output_file_holds_json(run: Run, tmp_path: Path) -> None:
    ended = run("parse", "a.md", "-o", "out.txt")
    assert (ended.code, ended.out) == (0, "")
    assert json.loads((tmp_path / "out.txt").read_text(encoding="utf-8"))["documents"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("missing.md",), 3), (("-", "-"), 2), (("a.md", "-f", "markdown"), 2), (("a.md", "--as", "poem"), 2), (("missing",), 3)],
)
def test_what_goes_wrong_has_its_code(run: Run, arguments: tuple[str, ...], code: int) -> None:
    ended = run("parse", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert ended.err


def test_the_caller_may_say_what_it_is(run: Run) -> None:
    ended = run("parse", "a.md", "--as", "brag-document", "-f", "json")
    (document,) = json.loads(ended.out)["documents"]
    assert (document["kind"], document["kind_reason"]) == ("brag-document", "you said that it is a brag document")
