"""Evals of one's own: drafts that say they are, verbatim on one line, and never over files that are there."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from coach.corpora import Corpus
from coach.errors import UsageError
from coach.evaluate.cases import load_cases
from coach.evaluate.scaffold import one_line, scaffold
from coach.guide import Guide
from coach.pipeline import ReviewOptions
from tests.unit.render.hostile import document, hostile_review


def test_drafts_load_as_cases_and_are_marked(corpus: Corpus, guide: Guide, tmp_path: Path) -> None:
    text = document("billing")
    report = hostile_review(corpus, guide).run([text], ReviewOptions(with_plan=False))
    (path,) = scaffold(tmp_path / "own", [(text, report)], "run: EVALS_FOLDER")
    (case,) = load_cases(tmp_path / "own" / "reviews", ["tuning"])
    assert case.gold.draft
    assert {label.competency for label in case.gold.gaps} == {gap.competency for gap in report.gaps}
    assert path.read_text(encoding="utf-8").count("DRAFT") == 1
    assert yaml.safe_load((tmp_path / "own" / "workflow.yml").read_text(encoding="utf-8")) == {"run": str(tmp_path / "own")}
    with pytest.raises(UsageError, match="not empty"):
        scaffold(tmp_path / "own", [], "")


def test_a_quote_over_lines_becomes_its_longest_line() -> None:
    assert one_line("a\n  the longest one \nb") == "the longest one"
