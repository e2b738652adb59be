"""When something found counts for a labelled section, and how what was found is handed to the metrics."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.datafiles import data_folder
from coach.errors import DataError
from coach.evaluate.retrieval import LabelledQuestion, Place, Section, counts_for, judged, load_questions
from coach.guide import read_guide
from coach.library import passages_of

REPOSITORY = Path(__file__).resolve().parents[3]
QUESTIONS = REPOSITORY / "evals" / "questions"
WANTED: Section = ("a.md", ("Guide", "Part"))


@pytest.mark.parametrize(
    ("found", "counts"),
    [
        (("a.md", ("Guide", "Part")), True),
        (("a.md", ("Guide",)), True),
        (("a.md", ("Guide", "Part", "Detail")), True),
        (("a.md", ("Guide", "Part", "Detail", "More")), False),
        (("a.md", ("Guide", "Other")), False),
        (("a.md", ()), False),
        (("b.md", ("Guide", "Part")), False),
    ],
)
def test_a_section_its_parent_and_its_children_count(found: Section, counts: bool) -> None:
    assert counts_for(found, WANTED) is counts


def test_a_labelled_section_is_credited_once() -> None:
    question = LabelledQuestion(
        id="q",
        corpus="guide",
        question="?",
        style="paraphrase",
        kind="fact",
        relevant=(Place(file="a.md", heading_path=("Guide", "Part")), Place(file="b.md", heading_path=("B",))),
    )
    found: list[list[Section]] = [[("c.md", ("C",))], [("a.md", ("Guide",))], [WANTED], [("x.md", ()), ("b.md", ("B",))]]
    assert judged(question, found) == ["other-0", "relevant-0", "relevant-1"]


@pytest.mark.parametrize("split", ["tuning", "test"])
def test_every_label_is_a_section_of_its_corpus(split: str) -> None:
    passages = {"guide": read_guide(data_folder("corpus") / "guide")}
    for folder in (REPOSITORY / "evals" / "corpora").iterdir():
        passages[folder.name] = [
            each for path in folder.glob("*.md") for each in passages_of(path.read_bytes(), "n", path.name)
        ]
    paths = {
        name: {(each.file, each.heading_path[:depth]) for each in found for depth in range(1, 9)}
        for name, found in passages.items()
    }
    questions = load_questions(QUESTIONS, "tuning" if split == "tuning" else "test")
    assert len(questions) >= 80
    assert [(each.id, place) for each in questions for place in each.relevant if place.section not in paths[each.corpus]] == []
    assert all(bool(each.relevant) != (each.style == "unanswerable") for each in questions)


def test_questions_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x-test.yaml").write_text("- id: 1\n")
    with pytest.raises(DataError, match="schema"):
        load_questions(tmp_path, "test")
