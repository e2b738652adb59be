"""`coach eval`: the table, and with --each what went wrong where. The engine is a fake."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach import wiring
from coach.corpora import Corpus
from coach.guide import Guide
from tests.unit.cli.conftest import Run
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
    (tmp_path / "tuning").mkdir()
    (tmp_path / "tuning" / "tuning-plain-001.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "tuning" / "tuning-plain-001.gold.yaml").write_text(GOLD, encoding="utf-8")
    return tmp_path


def test_a_row_for_each_group(run: Run, cases: Path) -> None:
    ended = run("eval", "run", "--split", "tuning", "--cases", str(cases))
    assert (ended.code, ended.err) == (0, "")
    assert "plain" in ended.out
    assert "1/1" in ended.out


def test_each_case_says_what_was_missed_and_what_was_in_excess(run: Run, cases: Path) -> None:
    out = run("eval", "run", "--split", "tuning", "--cases", str(cases), "--each").out
    assert "missed  hiring" in out
    assert "excess  presenting" in out
    assert "trap    We were late" in out


def test_a_damaged_label_is_named(run: Run, cases: Path) -> None:
    path = cases / "tuning" / "tuning-plain-001.gold.yaml"
    path.write_text(GOLD.replace("I keep skipping", "I kept skipping"), encoding="utf-8")
    ended = run("eval", "run", "--split", "tuning", "--cases", str(cases))
    assert (ended.code, ended.out) == (1, "")
    assert path.name in ended.err


@pytest.mark.parametrize("arguments", [("--split", "secret"), ("--cases", "missing")])
def test_a_wrong_option_is_usage(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("eval", "run", *arguments).code == 2
