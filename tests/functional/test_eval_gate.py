"""`coach eval run` as a gate: a planted fault in any stage fails it and names the case; an unchanged tree passes, again and again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from coach import prompts, wiring
from coach.engines.local.assess import LocalAssessor
from coach.engines.local.thresholds import Thresholds
from coach.model.evidence import Assessment
from coach.model.text import Record, Statement
from coach.segment import record as segmenting
from coach.segment.statements import find_statements
from tests.functional.conftest import REPOSITORY, Coach
from tests.unit.cli import conftest as command_line
from tests.unit.cli.conftest import Run

run = command_line.run
EVALS = REPOSITORY / "evals"
CASES = ("tuning-plain-001", "tuning-plain-002", "tuning-indirect-001", "tuning-nogap-001")
SUITES = ("gaps", "segmentation", "grounding", "recorded")


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory, coach: Coach) -> Path:
    """A few real cases with a baseline measured just now."""
    folder = tmp_path_factory.mktemp("measured") / "evals"
    (folder / "reviews" / "tuning").mkdir(parents=True)
    for name in CASES:
        for suffix in (".md", ".gold.yaml"):
            shutil.copy(EVALS / "reviews" / "tuning" / f"{name}{suffix}", folder / "reviews" / "tuning")
    shutil.copytree(EVALS / "segmentation", folder / "segmentation")
    (folder / "grounding").mkdir()
    (folder / "grounding" / "documents.yaml").write_text("documents: [tuning-plain-001]\n", encoding="utf-8")
    recorded = coach("eval", "record", "--from-labels", "--evals", str(folder), "tuning-plain-001", "tuning-indirect-001")
    assert recorded.returncode == 0, recorded.stderr
    assert coach("eval", "run", *SUITES, "--evals", str(folder), "--update-baseline").returncode == 0
    return folder


@pytest.fixture
def evals(tmp_path: Path, measured: Path) -> Path:
    """A copy of them that a test may spoil."""
    return shutil.copytree(measured, tmp_path / "evals")


def broken(run: Run, evals: Path, *suites: str) -> str:
    """What the gate says broke; it must have failed."""
    ended = run("eval", "run", *(suites or SUITES), "--evals", str(evals))
    assert ended.code == 10, ended.out
    assert "FAILED" in ended.out
    return "\n".join(line for line in ended.out.splitlines() if line.startswith("BROKE"))


@pytest.mark.slow
def test_an_unchanged_tree_passes_again_and_again(run: Run, evals: Path) -> None:
    outputs = [run("eval", "run", *SUITES, "--evals", str(evals)) for _ in range(2)]
    assert [ended.code for ended in outputs] == [0, 0]
    for ended in outputs:
        assert "BROKE" not in ended.out
        assert "moved" not in ended.out.splitlines()[0]


def no_gap_is_sure_enough() -> Thresholds:
    return Thresholds(gap=0.97)


def everything_is_a_gap() -> Thresholds:
    return Thresholds(gap=0.05, gap_headed=0.05, document=0.05, headed=0.05, competency=0.02, further=0.1, implied=0.0)


@pytest.mark.slow
@pytest.mark.parametrize("moved", [no_gap_is_sure_enough, everything_is_a_gap])
def test_a_threshold_that_was_moved_is_caught(
    run: Run, evals: Path, monkeypatch: pytest.MonkeyPatch, moved: Callable[[], Thresholds]
) -> None:
    monkeypatch.setattr(wiring, "Thresholds", moved)
    assert "gaps/tuning-" in broken(run, evals, "gaps")


@pytest.mark.slow
def test_a_segmenter_that_loses_statements_is_caught(run: Run, evals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def losing(*arguments: Any) -> tuple[Statement, ...]:
        return tuple(item for number, item in enumerate(find_statements(*arguments)) if number % 3)

    monkeypatch.setattr(segmenting, "find_statements", losing)
    assert "segmentation/seg-headings" in broken(run, evals, "segmentation")


@pytest.mark.slow
def test_a_segmenter_that_is_one_character_off_is_caught(run: Run, evals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shifted(*arguments: Any) -> tuple[Statement, ...]:
        return tuple(replace(item, start=item.start - 1, line=item.line + 1) for item in find_statements(*arguments))

    monkeypatch.setattr(segmenting, "find_statements", shifted)
    assert "every statement is a stretch of the text, in order, on its line" in broken(run, evals, "segmentation")


@pytest.mark.slow
def test_ids_that_were_swapped_are_caught(run: Run, evals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = LocalAssessor.assess

    def swapped(self: LocalAssessor, records: tuple[Record, ...]) -> Assessment:
        said = honest(self, records)
        if len(said.findings) < 2:
            return said
        one, other, *rest = said.findings
        pair = (replace(one, statement_ids=other.statement_ids), replace(other, statement_ids=one.statement_ids))
        return replace(said, findings=(*pair, *rest))

    monkeypatch.setattr(LocalAssessor, "assess", swapped)
    assert "gaps/tuning-plain-00" in broken(run, evals, "gaps")


@pytest.mark.slow
def test_a_prompt_that_lost_a_sentence_is_caught(
    run: Run, evals: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "prompts"
    shutil.copytree(REPOSITORY / "prompts", folder)
    path = max((folder / "assess").glob("*.yaml"))
    text = path.read_text(encoding="utf-8")
    sentence = "You rate nobody and write no quotations: "
    assert sentence in text
    path.write_text(text.replace(sentence, ""), encoding="utf-8")
    prompts.write_lock(folder)
    monkeypatch.setattr(prompts, "data_folder", lambda name: folder)
    said = broken(run, evals, "recorded")
    assert "recorded/tuning-plain-001" in said
    ended = run("eval", "lint", "--evals", str(evals), "--prompts", str(folder))
    assert ended.code == 10
    assert "stale: the prompt assess/" in ended.out


@pytest.mark.slow
def test_a_recording_that_was_edited_is_caught(run: Run, evals: Path) -> None:
    path = evals / "cassettes" / "recorded" / "tuning-plain-001.yaml"
    cassette = yaml.safe_load(path.read_text(encoding="utf-8"))
    message = cassette["interactions"][0]["answer"]["choices"][0]["message"]
    said = json.loads(message["content"])
    said["gaps"] = said["gaps"][1:]
    message["content"] = json.dumps(said)
    path.write_text(yaml.safe_dump(cassette), encoding="utf-8")
    said_broken = broken(run, evals, "recorded")
    assert "recorded/tuning-plain-001: no recorded answer was edited" in said_broken
    assert "recorded/tuning-plain-001: finds" in said_broken
    assert "edited: answer 1" in run("eval", "lint", "--evals", str(evals)).out


@pytest.mark.slow
def test_a_case_that_is_gone_and_one_that_was_edited_are_named(run: Run, evals: Path) -> None:
    folder = evals / "reviews" / "tuning"
    for suffix in (".md", ".gold.yaml"):
        (folder / f"tuning-plain-002{suffix}").unlink()
    path = folder / "tuning-plain-001.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nI also never write tests.\n", encoding="utf-8")
    said = broken(run, evals, "gaps")
    assert "gaps/tuning-plain-002: the case is missing" in said
    assert "gaps/tuning-plain-001: the case was edited" in said
    assert run("eval", "run", "gaps", "--evals", str(evals), "--update-baseline").code == 0
    assert run("eval", "run", "gaps", "--evals", str(evals)).code == 0


@pytest.mark.slow
def test_every_format_can_be_had_and_two_results_compared(run: Run, evals: Path, tmp_path: Path) -> None:
    for name in ("r.json", "r.xml", "r.md", "r.html"):
        assert run("eval", "run", "segmentation", "--evals", str(evals), "-o", str(tmp_path / name)).code == 0
        assert (tmp_path / name).stat().st_size > 300
    assert run("eval", "compare", str(tmp_path / "r.json"), str(tmp_path / "r.json")).code == 0
    result = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    case = result["suites"][0]["cases"][0]
    case["checks"][0]["held"] = False
    (tmp_path / "worse.json").write_text(json.dumps(result), encoding="utf-8")
    ended = run("eval", "compare", str(tmp_path / "r.json"), str(tmp_path / "worse.json"))
    assert (ended.code, case["id"] in ended.out) == (10, True)
    shown = run("eval", "show", case["id"], "--from", str(tmp_path / "worse.json"), "--evals", str(evals))
    assert "FAIL" in shown.out


@pytest.mark.slow
def test_a_run_over_its_budget_fails(run: Run, evals: Path) -> None:
    ended = run("eval", "run", "segmentation", "--evals", str(evals), "--budget", "seconds=0")
    assert ended.code == 10
    assert "at most 0 seconds" in ended.out


@pytest.mark.slow
def test_own_documents_become_a_folder_of_evals(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    example = REPOSITORY / "examples" / "self-review.md"
    assert run("eval", "init", str(folder), "--from", str(example)).code == 0
    gold = folder / "reviews" / "tuning" / "tuning-own-001.gold.yaml"
    assert yaml.safe_load(gold.read_text(encoding="utf-8"))["draft"] is True
    assert run("eval", "lint", "--evals", str(folder)).out == "nothing is wrong.\n"
    ended = run("eval", "run", "--evals", str(folder), "--update-baseline")
    assert ended.code == 0, ended.out
    assert "labels that the engine drafted" in ended.out
    assert run("eval", "run", "--evals", str(folder)).code == 0
    assert run("eval", "init", str(folder), "--from", str(example)).code == 2
