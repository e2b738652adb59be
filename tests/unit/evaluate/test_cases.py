"""Labelled documents: strictly read, quoted verbatim, and the shipped ones whole."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from coach.corpora import Corpus
from coach.errors import DataError
from coach.evaluate.cases import load_cases

REVIEWS = Path(__file__).resolve().parents[3] / "evals" / "reviews"
GOLD = """
id: tuning-plain-001
split: tuning
style: plain
kind: self-assessment
gaps:
  - {competency: testing, kind: stated, gap_type: habit, quote: "I skip the load tests"}
traps:
  - {competency: planning, quote: "we were late", why: others}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tuning").mkdir()
    (tmp_path / "tuning" / "tuning-plain-001.md").write_text("I skip the load tests, and we were late.\n", encoding="utf-8")
    return tmp_path


def gold(folder: Path, text: str) -> None:
    (folder / "tuning" / "tuning-plain-001.gold.yaml").write_text(text, encoding="utf-8")


def test_a_case_is_read_with_its_labels(folder: Path) -> None:
    gold(folder, GOLD)
    (case,) = load_cases(folder, ["tuning"])
    assert case.group == "plain"
    assert [label.competency for label in case.gold.gaps] == ["testing"]
    assert case.document.text.startswith("I skip")
    assert load_cases(folder, ["test"]) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("I skip the load tests", "I skip the unit tests"),
        ("we were late", "We were late"),
        ("gap_type: habit", "gap_type: mood"),
        ("kind: stated", "kind: guessed"),
        ("split: tuning", "split: training"),
        ("style: plain", "colour: red"),
        ("gaps:", "gaps: ["),
        ("id: tuning-plain-001", "id: nameless"),
        ("id: tuning-plain-001", "id: tuning-plain-002"),
    ],
)
def test_labels_that_do_not_fit_are_refused_with_their_place(folder: Path, old: str, new: str) -> None:
    gold(folder, GOLD.replace(old, new, 1))
    with pytest.raises(DataError, match=r"gold\.yaml"):
        load_cases(folder, ["tuning"])


def test_a_label_without_its_document_is_refused(folder: Path) -> None:
    gold(folder, GOLD)
    (folder / "tuning" / "tuning-plain-001.md").unlink()
    with pytest.raises(Exception, match="no such file"):
        load_cases(folder, ["tuning"])


def test_the_shipped_cases_are_whole(corpus: Corpus) -> None:
    cases = load_cases(REVIEWS, ["tuning", "test"])
    assert {case.group for case in cases} >= {"plain", "indirect", "nogap"}
    for case in cases:
        labels = [
            *(key for item in case.gold.gaps for key in (item.competency, *item.also)),
            *(item.competency for item in case.gold.strengths),
        ]
        labels += [
            key
            for key in (*(item.competency for item in case.gold.aspirations), *(item.competency for item in case.gold.traps))
            if key
        ]
        assert set(labels) <= set(corpus.competencies), case.gold.id
        assert case.group != "nogap" or not case.gold.gaps


def test_tuning_and_test_share_no_document() -> None:
    texts = {split: {case.document.text for case in load_cases(REVIEWS, [split])} for split in ("tuning", "test")}
    assert texts["tuning"].isdisjoint(texts["test"])
    ids = [yaml.safe_load(path.read_text(encoding="utf-8"))["id"] for path in REVIEWS.rglob("*.gold.yaml")]
    assert len(ids) == len(set(ids))
