"""Answers on a terminal and in Markdown: numbers behind sentences, sources below, nothing interpreted."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from coach.model.answer import Answer, AnswerSentence, Citation, OwnWords, Place
from coach.render.answer import marked, render_answer, render_answer_markdown
from tests.builders import CONTROL
from tests.unit.render.hostile import PAYLOADS


def sentence(text: str, heading: str = "Size", line: int = 7, **changes: Any) -> AnswerSentence:
    citation = Citation(corpus="acme", file="a.md", heading_path=["Guide", heading], start_line=line, end_line=line, quote=text)
    return AnswerSentence(**({"text": text, "citations": [citation]} | changes))


def answer(*sentences: AnswerSentence, **changes: Any) -> Answer:
    values: dict[str, Any] = {
        "engine": "fake",
        "question": "How long?",
        "understood_as": "How long?",
        "kind": "figure",
        "corpus": "acme",
        "answered": bool(sentences),
        "answer": " ".join(each.text for each in sentences) or "The guide does not say.",
        "sentences": list(sentences),
        "confidence": 0.8,
        "nearest_headings": [],
        "hits": [],
    }
    return Answer(**(values | changes))


def shown(value: Answer, *, verbatim: bool = False) -> str:
    console = Console(file=io.StringIO(), width=100, highlight=False)
    render_answer(value, console, verbatim=verbatim)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert isinstance(text, str)
    return text


def test_a_run_of_one_section_is_marked_once_and_sections_are_paragraphs() -> None:
    lines = marked(answer(sentence("One."), sentence("Two.", line=8), sentence("Three.", "Other", 20)))
    assert lines == [("prose", "One. Two.", 1), ("prose", "Three.", 2)]


def test_the_sources_say_where() -> None:
    text = shown(answer(sentence("One."), sentence("Two.", line=9), sentence("Three.", "Other", 20)))
    assert "One. Two. [1]" in text
    assert "[1] acme: Guide › Size (a.md, lines 7–9)" in text
    assert "[2] acme: Guide › Other (a.md, line 20)" in text


def test_a_list_is_a_list_under_its_heading() -> None:
    text = shown(answer(sentence("late", layout="bullet"), sentence("tired", layout="bullet", line=8)))
    assert text.splitlines()[0] == "Guide › Size" or text.splitlines()[0] == "Size"
    assert "  • late" in text


def test_steps_are_counted() -> None:
    text = shown(answer(sentence("Start:"), sentence("ask", layout="step"), sentence("write", layout="step")))
    assert "  1. ask" in text
    assert "  2. write [1]" in text


def test_the_passages_are_shown_on_request() -> None:
    value = answer(sentence("One.", citations=[sentence("**One**.").citations[0]]))
    assert "**One**." not in shown(value)
    assert "**One**." in shown(value, verbatim=True)
    assert "> \\*\\*One\\*\\*." in render_answer_markdown(value, verbatim=True) or "> One." in render_answer_markdown(
        value, verbatim=True
    )


def test_a_refusal_is_honest_and_points_on() -> None:
    near = Place(corpus="acme", file="a.md", heading_path=["Guide", "Rest"], start_line=3, end_line=9)
    value = answer(nearest_headings=[near])
    for text in (shown(value), render_answer_markdown(value)):
        assert "The guide does not say." in text
        assert "Guide › Rest (a.md, line 3)" in text


def test_the_words_are_said_to_be_those_of_the_corpus_that_was_asked_or_of_a_model() -> None:
    assert "Every sentence is the guide's own;" in shown(answer(sentence("One."), corpus="guide"))
    assert "Every sentence stands in “acme”;" in shown(answer(sentence("One.")))
    assert "Sentences of a model," in shown(answer(sentence("One.", wording="model"), corpus="guide"))


def test_what_was_understood_and_for_whom_is_shown() -> None:
    own = OwnWords(topic="saying no", quote="I never say no.", line=4, source="r.md", competency_name="Prioritisation")
    value = answer(sentence("One."), understood_as="How long, for staff?", for_person="Ada, senior", relates_to=[own])
    for text in (shown(value), render_answer_markdown(value)):
        assert "Understood as: How long, for staff?" in text
        assert "Ada, senior" in text
        assert "“saying no”" in text
        assert "r.md, line 4" in text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_is_obeyed(payload: str) -> None:
    own = OwnWords(topic=payload, quote=payload, line=4, source=payload, competency_name="C")
    cited = Citation(corpus="acme", file=payload, heading_path=[payload], start_line=1, end_line=1, quote=payload)
    line = AnswerSentence(text=payload, citations=[cited])
    value = answer(line, question=payload, understood_as=payload + "?", for_person=payload, relates_to=[own])
    near = Place(corpus="acme", file=payload, heading_path=[payload], start_line=1, end_line=1)
    for each in (value, answer(question=payload, nearest_headings=[near])):
        assert not CONTROL.search(shown(each, verbatim=True))
        text = render_answer_markdown(each, verbatim=True)
        assert not CONTROL.search(text)
        assert "<script" not in text.replace("\\<", "")


def test_code_cannot_leave_its_fence() -> None:
    text = render_answer_markdown(answer(sentence("```sh\nrm\n```\n`````", layout="code")))
    assert "``````text" in text
