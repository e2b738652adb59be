"""The scorers of answers, each with a planted bad case that it must catch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coach.evaluate.answers import Scored, ask_all, auroc, cites, contains, says, stands, summarise
from coach.evaluate.retrieval import LabelledQuestion
from coach.model.answer import Answer, AnswerSentence, Citation

TEXT = "# Guide\n\n## Size\n\nKeep it *small*.\nTwo pages do.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(TEXT)
    return tmp_path


def citation(quote: str = "Two pages do.", **changes: Any) -> Citation:
    values: dict[str, Any] = {
        "corpus": "acme",
        "file": "a.md",
        "heading_path": ["Guide", "Size"],
        "start_line": 6,
        "end_line": 6,
    }
    return Citation(**(values | {"quote": quote} | changes))


def sentence(text: str = "Two pages do.", *citations: Citation) -> AnswerSentence:
    return AnswerSentence(text=text, citations=list(citations) or [citation()])


def question(**changes: Any) -> LabelledQuestion:
    values: dict[str, Any] = {"id": "q1", "corpus": "acme", "question": "How long?", "style": "paraphrase", "kind": "fact"}
    place = {"file": "a.md", "heading_path": ["Guide", "Size"]}
    return LabelledQuestion.model_validate(values | {"relevant": [place], "must_contain": ["two pages"]} | changes)


def answer(*sentences: AnswerSentence, confidence: float = 0.9) -> Answer:
    return Answer(
        engine="fake",
        question="How long?",
        understood_as="How long?",
        kind="figure",
        corpus="acme",
        answered=bool(sentences),
        answer=" ".join(each.text for each in sentences),
        sentences=list(sentences),
        confidence=confidence,
        nearest_headings=[],
        hits=[],
    )


def test_a_citation_that_stands(folder: Path) -> None:
    assert stands(citation(), folder)
    assert stands(citation("*small*.\nTwo", start_line=5), folder)


@pytest.mark.parametrize(
    "bad",
    [
        citation("Three pages do."),
        citation(start_line=5, end_line=5),
        citation(file="b.md"),
        citation(""),
        citation(start_line=60, end_line=61),
    ],
)
def test_a_planted_citation_is_caught(folder: Path, bad: Citation) -> None:
    assert not stands(bad, folder)


def test_a_sentence_that_says_more_than_its_quote_is_caught() -> None:
    assert says(sentence("Keep it small.", citation("Keep it *small*.")))
    assert not says(sentence("Two pages do, always."))


def test_a_row_is_told_by_row_and_head_together() -> None:
    row, head = citation("three | team"), citation("level | scope")
    assert says(sentence("Level: three; scope: team", row, head))
    assert not says(sentence("Level: three; scope: galaxy", row, head))


def test_the_section_counts_as_in_retrieval() -> None:
    assert cites([sentence()], question())
    assert not cites([sentence("x", citation(heading_path=["Guide", "Rest"]))], question())
    assert not cites([sentence("x", citation(file="b.md"))], question())


def test_a_phrase_is_found_whatever_the_case_and_missed_when_it_is_not_there() -> None:
    assert contains("Keep it to TWO\npages.", "two pages")
    assert not contains("Keep it to three pages.", "two pages")


def test_auroc_counts_pairs() -> None:
    assert auroc([0.9, 0.5], [0.5, 0.1]) == pytest.approx(0.875)
    assert auroc([0.1], [0.9]) == 0.0


def test_the_summary_counts_every_kind_of_failure(folder: Path) -> None:
    none = question(id="q2", relevant=[], must_contain=[], style="unanswerable")
    scored = [
        Scored(question(), answer(sentence()), 0.1),
        Scored(question(id="q3"), answer(sentence("Nine pages do.", citation("Nine pages do."))), 0.3),
        Scored(question(id="q4"), answer(confidence=0.2), 0.2),
        Scored(none, answer(confidence=0.1), 0.2),
        Scored(none, answer(sentence(), confidence=0.95), 0.2),
    ]
    summary = summarise(scored, {"acme": folder})
    assert (summary.answerable, summary.unanswerable) == (3, 2)
    assert summary.answered == pytest.approx(2 / 3)
    assert summary.refused == pytest.approx(1 / 2)
    assert summary.accuracy == pytest.approx(3 / 5)
    assert summary.section == 1.0
    assert summary.said == pytest.approx(1 / 2)
    assert summary.standing == pytest.approx(5 / 6)
    assert summary.seconds == 0.2


def test_every_question_is_asked() -> None:
    assert [each.question.id for each in ask_all([question(), question(id="q9")], lambda item: answer())] == ["q1", "q9"]
