"""`coach eval run`: the table, and with --each what went wrong where. The engine is a fake."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from coach import wiring
from coach.cli.evals import SUBCOMMANDS
from coach.corpora import Corpus
from coach.guide import Guide
from coach.model.evidence import Assessment
from tests.builders import FakeAssessor
from tests.unit.cli.conftest import Ended, Run
from tests.unit.render.hostile import hostile_review

TEXT = """# Self-review

## Areas for growth
- I keep skipping the load tests
- I never present to a group
- We were late on every estimate because of the vendor
"""
GOLD = """
id: tuning-plain-001
split: tuning
style: plain
kind: self-assessment
gaps:
  - {competency: testing, kind: stated, gap_type: habit, quote: "I keep skipping the load tests"}
  - {competency: hiring, kind: stated, gap_type: habit, quote: "I never present to a group"}
traps:
  - {competency: planning, quote: "We were late on every estimate", why: others}
"""


@pytest.fixture
def cases(monkeypatch: pytest.MonkeyPatch, corpus: Corpus, guide: Guide, tmp_path: Path) -> Path:
    monkeypatch.setattr(wiring, "local_review", lambda settings, ladder, progress: hostile_review(corpus, guide))
    folder = tmp_path / "reviews" / "tuning"
    folder.mkdir(parents=True)
    (folder / "tuning-plain-001.md").write_text(TEXT, encoding="utf-8")
    (folder / "tuning-plain-001.gold.yaml").write_text(GOLD, encoding="utf-8")
    return tmp_path


def gate(run: Run, cases: Path, *arguments: str) -> Ended:
    return run("eval", "run", "gaps", "--evals", str(cases), *arguments)


def test_a_suite_without_a_baseline_is_shown_and_passes(run: Run, cases: Path) -> None:
    ended = gate(run, cases)
    assert ended.code == 0
    assert "gaps" in ended.out
    assert "has no baseline yet" in ended.err


def test_what_its_groups_add_up_to_is_printed_in_every_form_and_kept_in_json(run: Run, cases: Path, tmp_path: Path) -> None:
    assert "gaps, by group" in gate(run, cases).out
    result = tmp_path / "result.json"
    assert gate(run, cases, "-o", str(result)).code == 0
    (suite,) = json.loads(result.read_text(encoding="utf-8"))["suites"]
    (whole,) = suite["groups"]
    assert whole == {
        "group": "",
        "cases": 1,
        "precision": 0.3333,
        "recall": 0.5,
        "traps": 1,
        "traps_hit": 1,
        "quotes_not_verbatim": 0,
    }
    gate(run, cases, "--update-baseline")
    again = run("eval", "compare", str(cases / "baseline"), str(result), "-f", "markdown")
    assert again.code == 0
    assert "| all | 1 | 0.333 | 0.500 | 1/1 | 0 |" in again.out
    assert "groups" not in (cases / "baseline" / "gaps.json").read_text(encoding="utf-8")


def test_each_case_says_what_was_missed_and_what_was_in_excess(run: Run, cases: Path) -> None:
    out = gate(run, cases, "--each").out
    assert "missed  hiring" in out
    assert "excess  presenting" in out
    assert "trap" in out


def test_what_was_measured_becomes_the_baseline_and_a_loss_fails_by_name(
    run: Run, cases: Path, monkeypatch: pytest.MonkeyPatch, corpus: Corpus, guide: Guide
) -> None:
    assert gate(run, cases, "--update-baseline").code == 0
    assert gate(run, cases).code == 0
    silent = replace(hostile_review(corpus, guide), assess=FakeAssessor(Assessment("silent", ())))
    monkeypatch.setattr(wiring, "local_review", lambda settings, ladder, progress: silent)
    ended = gate(run, cases)
    assert ended.code == 10
    assert "BROKE  gaps/tuning-plain-001: finds testing" in ended.out
    assert gate(run, cases, "--split", "test").code == 0


def test_a_case_is_explained(run: Run, cases: Path) -> None:
    gate(run, cases, "--update-baseline")
    out = run("eval", "show", "tuning-plain-001", "--suite", "gaps", "--evals", str(cases)).out
    assert "- line" in out
    assert "hiring" in out
    assert "as in the baseline" in out
    assert run("eval", "show", "nobody", "--suite", "gaps", "--evals", str(cases)).code == 2


def test_the_lab_shows_its_tables(run: Run, cases: Path) -> None:
    out = run("eval", "errors", "--evals", str(cases)).out
    assert "competencies with most errors" in out
    assert "findings kept from a confidence on" in out


def test_two_annotators_are_compared(run: Run, cases: Path) -> None:
    assert run("eval", "agreement", "--evals", str(cases)).code == 2
    (cases / "labels-2").mkdir()
    (cases / "labels-2" / "tuning-plain-001.gold.yaml").write_text(GOLD, encoding="utf-8")
    assert "agreement on 1 documents" in run("eval", "agreement", "--evals", str(cases)).out


def test_results_stand_side_by_side(run: Run, cases: Path, tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        assert gate(run, cases, "-o", str(tmp_path / name)).code == 0
    ended = run("eval", "matrix", str(tmp_path / "one.json"), str(tmp_path / "two.json"), "-f", "markdown")
    assert ended.out.startswith("| suite | measure | one | two |")
    assert run("eval", "matrix", "--evals", str(cases)).code == 2


def test_a_damaged_label_is_named(run: Run, cases: Path) -> None:
    path = cases / "reviews" / "tuning" / "tuning-plain-001.gold.yaml"
    path.write_text(GOLD.replace("I keep skipping", "I kept skipping"), encoding="utf-8")
    ended = gate(run, cases)
    assert (ended.code, ended.out) == (1, "")
    assert path.name in ended.err
    lint = run("eval", "lint", "--evals", str(cases))
    assert lint.code == 10
    assert path.name in lint.out


@pytest.mark.parametrize(
    "arguments",
    [("--split", "secret"), ("--evals", "missing"), ("--budget", "patience=3"), ("--budget", "seconds=soon"), ("nothing",)],
)
def test_a_wrong_option_is_usage(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("eval", "run", *arguments).code == 2


@pytest.mark.parametrize("name", [*SUBCOMMANDS, ""])
def test_every_command_explains_itself(run: Run, name: str) -> None:
    ended = run("eval", *([name] if name else []), "--help")
    assert ended.code == 0
    assert "Usage: coach eval" in ended.out
