"""`coach corpus` as a person uses it: add, look, search, update, check, remove."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coach.cli.corpus import command

GUIDE = "# Handbook\n\n## Feedback\n\nAsk one narrow question.\n\n## Rest\n\nSwitch the phone off at night.\n"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    cache = tmp_path / "cache"
    cache.mkdir()
    for graph in shared_cache.glob("*.onnx*"):
        (cache / graph.name).symlink_to(graph)
    monkeypatch.setenv("COACH_CACHE", str(cache))
    monkeypatch.setenv("COACH_DATA", str(tmp_path / "data"))

    def invoke(*arguments: str, fails: bool = False) -> Result:
        result = CliRunner().invoke(command, arguments, catch_exceptions=fails)
        assert bool(result.exit_code) == fails, result.output
        return result

    return invoke


def test_the_life_of_a_corpus(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "handbook.md"
    file.write_text(GUIDE)
    assert "Added acme: 1 file(s), 2 passages." in run("add", str(file), "--name", "acme").stdout
    assert "acme" in run("list").stdout

    shown = json.loads(run("show", "acme", "-f", "json").stdout)
    assert [(each["heading_path"], each["start_line"], each["end_line"], each["text"]) for each in shown["passages"]] == [
        (["Handbook", "Feedback"], 5, 5, "Ask one narrow question."),
        (["Handbook", "Rest"], 9, 9, "Switch the phone off at night."),
    ]
    assert run("show", "acme").stdout.splitlines()[2:] == [
        "handbook.md",
        "        Handbook",
        "     5    Feedback",
        "     9    Rest",
    ]

    assert run("show", "acme", "handbook.md").stdout.startswith(
        "Handbook > Feedback   (lines 5–5)\n\nAsk one narrow question.\n"
    )
    assert "no file 'x.md'" in str(run("show", "acme", "x.md", fails=True).exception)

    (hit,) = json.loads(run("search", "how do I sleep better?", "--corpus", "acme", "-k", "1", "-f", "json").stdout)["hits"]
    assert hit["heading_path"] == ["Handbook", "Rest"]
    assert set(hit) == {"score", "corpus", "file", "heading_path", "start_line", "end_line", "text"}
    assert "acme/handbook.md, lines 9–9" in run("search", "sleep", "-c", "acme").stdout

    file.write_text(GUIDE.replace("narrow", "small"))
    assert "acme: 0 new, 1 changed, 0 gone" in run("update").stdout
    assert "small" in run("search", "question", "-c", "acme").stdout
    assert "files and index are whole" in run("verify", "acme").stdout
    assert "2 passages" in run("rebuild", "acme").stdout
    run("remove", "acme")
    assert "acme" not in run("list").stdout
    assert not list((tmp_path / "cache" / "indexes").glob("index-*"))


def test_a_damaged_index_is_named_by_verify_and_mended_by_the_next_search(run: Run, tmp_path: Path) -> None:
    (tmp_path / "handbook.md").write_text(GUIDE)
    run("add", str(tmp_path / "handbook.md"), "--name", "acme")
    next((tmp_path / "cache" / "indexes").glob("index-*/vectors-*")).write_bytes(b"")
    assert "vectors" in run("verify", "acme", fails=True).output
    assert "Rest" in run("search", "sleep", "-c", "acme").stdout
    run("verify", "acme")


def test_a_search_with_a_fresh_index_loads_neither_chroma_nor_torch(run: Run, tmp_path: Path) -> None:
    (tmp_path / "handbook.md").write_text(GUIDE)
    run("add", str(tmp_path / "handbook.md"), "--name", "acme")
    command_line = [sys.executable, "-X", "importtime", "-m", "coach", "corpus", "search", "sleep", "-c", "acme"]
    done = subprocess.run(command_line, capture_output=True, text=True, check=True)
    assert "Rest" in done.stdout
    assert not {"chromadb", "torch", "sentence_transformers"} & {
        line.rsplit("|")[-1].strip() for line in done.stderr.splitlines()
    }


def test_what_is_left_out_is_said(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "handbook.md").write_text(GUIDE)
    (folder / "logo.png").write_bytes(b"\x89PNG")
    assert "logo.png: not Markdown, text or YAML" in run("add", str(folder)).stderr


def test_the_shipped_corpus_is_browsed_and_its_schema_checked(run: Run) -> None:
    assert "chapters/" in run("show").stdout
    assert "no faults" in run("verify", "corpus").stdout


def test_an_unknown_name_is_an_error(run: Run) -> None:
    for arguments in (("show", "nope"), ("verify", "nope"), ("remove", "nope"), ("search", "x", "-c", "nope")):
        assert "there is no corpus 'nope'" in str(run(*arguments, fails=True).exception)


@pytest.mark.usefixtures("run")
def test_every_line_of_the_seed_guide_is_in_a_passage(run: Run, seeds: Path) -> None:
    (path,) = seeds.glob("002_*.txt")
    from coach.library import passages_of

    covered = {
        line for each in passages_of(path.read_bytes(), "seed", path.name) for line in range(each.start_line, each.end_line + 1)
    }
    body = [
        number
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if line.strip() and not line.startswith("#") and line.strip() != "---"
    ]
    assert [number for number in body if number not in covered] == []
