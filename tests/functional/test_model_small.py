"""A real model through real HTTP: SmolLM2-135M, which reads nothing well. What must hold, holds for it too.

Prompts are as short as can be: a tenth of a second for each of its words is much on a busy machine, and the shipped prompt of
the step `assess` is nine thousand of them. That prompt is measured with capable models (`coach eval`), never with this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from coach.adapters import chat_model
from coach.adapters.chat_model import ChatModel
from coach.engines.llm.assess import LlmAssessor
from coach.engines.llm.assess_prompt import AssessPrompt, Setting
from coach.engines.llm.session import Session
from coach.errors import ProviderFailed
from coach.model.outgoing import Message
from coach.model.text import Document, DocumentKind
from coach.model_settings import ModelSettings
from coach.pipeline import Review, ReviewOptions
from coach.prompts import Prompt
from tests.small_model import NAME, small_model, what_is_missing

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("small-model"),
    pytest.mark.skipif(bool(what_is_missing()), reason=what_is_missing()),
]

PATIENCE = 240.0
UNUSABLE = ("did not have the shape", "cut off")
ASKED = (Message("user", 'A cat. JSON: {"kind": "cat", "legs": 4}'),)
TEXT = "I keep skipping the load tests before a release.\n\nMy estimates are late again.\n"
TINY = Prompt(
    name="assess",
    version=1,
    purpose="A few words, for a model that reads slowly.",
    shape='{"reading": [], "gaps": [], "strengths": [], "wishes": []}',
    slots=("competencies", "examples", "ladder", "person", "mark", "document"),
    system="Answer in JSON: {{shape}}{{competencies}}{{examples}}",
    user="{{ladder}}{{person}}{{mark}}\n{{document}}",
)


class Pet(BaseModel):
    """A pet."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["cat", "dog"]
    legs: int = Field(ge=0, le=9)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The running server."""
    with small_model() as address:
        yield address


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    chat_model._KNOWN.clear()
    yield
    chat_model._KNOWN.clear()


def model(url: str, **settings: object) -> ChatModel:
    """The model with short answers."""
    values = {"model": NAME, "base_url": url, "timeout": PATIENCE, "max_tokens": 64, "temperature": 0.0, "context": 8192}
    return ChatModel(ModelSettings(**(values | settings)), None, lambda seconds: None)  # type: ignore[arg-type]


def ended(asked: ChatModel) -> str:
    """The method by which the shape was had, or why it was not."""
    try:
        return str(asked.ask(ASKED, Pet).method)
    except ProviderFailed as error:
        return next((words for words in UNUSABLE if words in error.cause), error.cause)


def test_its_grammar_makes_it_fill_the_shape(url: str) -> None:
    asked = model(url)
    answered = asked.ask(ASKED, Pet)
    assert answered.method == "json_schema"
    assert (answered.spent.requests, asked.notices) == (1, ())
    assert 0 < answered.spent.output_tokens <= 64
    assert answered.spent.input_tokens > 10


def test_tools_that_it_ignores_are_noticed_and_the_person_is_told(url: str) -> None:
    asked = model(url, structured="function_calling")
    assert ended(asked) in ("prompted", *UNUSABLE)
    assert asked.spent.requests <= 3
    if asked.spent.requests > 1:
        assert "does not answer by function_calling" in asked.notices[0]


def test_words_alone_give_a_checked_answer_or_none(url: str) -> None:
    asked = model(url, structured="prompted")
    assert ended(asked) in ("prompted", *UNUSABLE)
    assert asked.spent.requests <= 3
    assert asked.spent.output_tokens <= 3 * 64


def test_a_model_that_takes_too_long_is_given_up(url: str) -> None:
    with pytest.raises(ProviderFailed, match="no answer within"):
        model(url, timeout=0.05).ask((Message("user", "a story of the sea, " * 20),), Pet)


def test_a_review_by_a_hopeless_model_is_grounded_all_the_same(url: str, review: Review) -> None:
    known = {key: review.corpus.competencies[key] for key in ("testing", "planning")}
    short = {key: value.model_copy(update={"definition": key, "aliases": (key,)}) for key, value in known.items()}
    asked = model(url, max_tokens=160)
    session = Session(asked, fall_back=True)
    assessor = LlmAssessor(session, AssessPrompt(TINY, short), review.assess, short, lambda records: Setting())
    report = replace(review, assess=assessor, session=session).run(
        [Document("review.md", TEXT)], ReviewOptions(with_plan=False, kind=DocumentKind.SELF_ASSESSMENT)
    )
    assert report.engines is not None
    assert report.engine == report.engines.findings
    assert report.engine == f"llm ({NAME})" or report.engines.notes
    shown = [item for part in (report.gaps, report.strengths, report.aspirations, report.dropped) for item in part]
    for evidence in (evidence for item in shown for evidence in item.evidence):
        assert TEXT[evidence.start : evidence.end] == evidence.quote
    assert asked.spent.output_tokens <= 3 * 160
    assert report.usage.statements == report.usage.used + report.usage.dropped + report.usage.context
