"""The three steps and the three providers over recorded HTTP: what is sent today is what was sent when it was recorded.

Prompts are the shipped ones; what they speak of is made here, so that an edit of the corpus changes no cassette.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from coach.adapters.chat_model import ChatModel
from coach.engines.llm.answer import LlmAnswerer
from coach.engines.llm.assess import LlmAssessor
from coach.engines.llm.assess_prompt import AssessPrompt, Setting
from coach.engines.llm.plan_prompt import PlanPrompt, material_of
from coach.engines.llm.plan_shape import plan_shape
from coach.engines.llm.session import NoDisguise, Session
from coach.model.competency import Competency, Level
from coach.model.evidence import Assessment, Category
from coach.model.outgoing import Message
from coach.model.passage import Hit, Passage
from coach.model.plan import PlanContext
from coach.model.question import Draft, Question, QuestionKind, Section
from coach.model.report import Guidance
from coach.model.text import Role
from coach.prompts import load_prompt
from coach.segment.excerpts import excerpts_of
from tests.builders import gap, reading, record
from tests.model_server import Request, anthropic, chat, error, ollama, tool_call

pytestmark = pytest.mark.vcr

Open = Callable[..., Any]

RECORD = record(
    "I keep skipping the load tests before a release.",
    "My estimates are a coin toss, and Ottilie waits.",
    "I mentored two interns and both stayed.",
)
ASSESSED = {
    "reading": [{"id": "s1", "role": "shortfall", "competency": "testing"}],
    "gaps": [
        {
            "statements": ["s1"],
            "lack": "releases without load tests",
            "competency": "testing",
            "kind": "stated",
            "gap_type": "habit",
            "topic": "skipping the load tests",
            "confidence": "high",
        }
    ],
    "strengths": [{"statements": ["s3"], "competency": "mentoring"}],
    "wishes": [],
}
PASSAGE = Passage(
    "length.md#1",
    "guide",
    "length.md",
    "Length",
    ("Length",),
    3,
    3,
    "A self-review needs 500 to 900 words. Cut what repeats.",
    False,
)
QUESTION = Question("How long should it be?", "How long should it be?", QuestionKind.FIGURE, ("long",))
SENTENCE = "A self-review needs 500 to 900 words."
ANSWERED = {"answered": True, "sentences": [{"text": SENTENCE, "passages": ["p1"]}]}


@dataclass(frozen=True)
class Local:
    """The local engine: nothing found, nothing chosen."""

    name: str = "local"
    related: Any = field(default=lambda question, topics: ())

    def assess(self, records: Any) -> Assessment:
        """Every statement is context."""
        return Assessment("local", (), {item.id: reading(item.id, Role.CONTEXT) for item in RECORD.statements})

    def draft(self, question: Question, sections: Any, weigh: Any) -> Draft:
        """No answer."""
        return Draft((), 0.5, False, ())


def competencies() -> dict[str, Competency]:
    """Those that the prompt's examples name, in words of this test."""
    prompt = load_prompt("assess")
    ids = {item["competency"] for example in prompt.examples for part in example.answer.values() for item in part} - {"none"}
    return {
        key: Competency.model_construct(id=key, name=key.title(), definition=f"What is called {key}.", aliases=(key,))
        for key in sorted(ids | {"testing", "mentoring"})
    }


def assess(model: ChatModel) -> Assessment:
    """One assessment of the record."""
    known = competencies()
    prompt = AssessPrompt(load_prompt("assess"), known)
    return LlmAssessor(Session(model), prompt, Local(), known, lambda records: Setting()).assess((RECORD,))


def answer(model: ChatModel) -> list[str]:
    """Sentences of one answer."""
    section = Section(PASSAGE, Hit(PASSAGE, 0.9, 0.9, 0.9), excerpts_of(PASSAGE))
    local: Any = Local()
    draft = LlmAnswerer(Session(model), load_prompt("answer"), local, "guide").draft(QUESTION, [section], lambda stem: 1.0)
    return [pick.excerpt.text for pick in draft.picks]


def test_openai_assesses_by_json_schema(model: Open) -> None:
    with model([chat(ASSESSED)]) as opened:
        found = assess(opened)
    gaps = [item for item in found.findings if item.category is Category.GAP]
    assert [(item.competency, item.statement_ids, item.topic) for item in gaps] == [
        ("testing", ("s1",), "skipping the load tests")
    ]
    assert (opened.spent.input_tokens, opened.notices) == (100, ())


def test_openai_plans_by_json_schema(model: Open) -> None:
    own = gap()
    advice = Guidance(
        corpus="guide", file="testing.md", heading_path=["Testing"], start_line=1, end_line=2, quote="Run the load test first."
    )
    material = material_of([(own, "4 May 2027")], [[advice]])
    context = PlanContext([own], [], [], (("parcel tracker", frozenset()),), Level.SENIOR, date(2027, 2, 3))
    prompt = PlanPrompt(load_prompt("plan"))
    messages = [Message("system", prompt.system()), Message("user", prompt.user(material, context, NoDisguise()))]
    said = {"goals": [{"gap": "gap-1", "statement": "By 4 May 2027, no release without a load test.", "actions": []}]}
    with model([chat(said)]) as opened:
        shape = plan_shape(list(material.gaps), list(material.words), list(material.passages))
        assert opened.ask(messages, shape).value.goals[0].gap == "gap-1"


def test_openai_answers_by_a_tool(model: Open) -> None:
    with model([tool_call(ANSWERED, "Answer")], structured="function_calling") as opened:
        assert answer(opened) == [SENTENCE]


def test_openai_is_asked_in_words_where_nothing_else_works(model: Open) -> None:
    def script(request: Request) -> Any:
        if "response_format" in request.body:
            return error(400, "response_format is not supported")
        return chat("Nice passages!") if "tools" in request.body else chat(f"```json\n{json.dumps(ANSWERED)}\n```")

    with model(script) as opened:
        assert answer(opened) == [SENTENCE]
    assert len(opened.notices) == 2


def test_openai_is_shown_what_is_wrong_with_its_answer(model: Open) -> None:
    with model([chat({"answered": "yes"}), chat(ANSWERED)]) as opened:
        assert answer(opened) == [SENTENCE]
    assert opened.spent.requests == 2


def test_openai_is_asked_again_after_a_limit(model: Open) -> None:
    with model([error(429, "slow down", {"Retry-After": "1"}), chat(ANSWERED)]) as opened:
        assert answer(opened) == [SENTENCE]
    assert opened.spent.requests == 2


def test_anthropic_answers_by_json_schema(model: Open) -> None:
    with model([anthropic({"type": "text", "text": json.dumps(ANSWERED)})], "anthropic") as opened:
        assert answer(opened) == [SENTENCE]
    assert opened.spent.cached_tokens == 60


def test_anthropic_answers_by_a_tool(model: Open) -> None:
    use = {"type": "tool_use", "id": "toolu_1", "name": "Answer", "input": ANSWERED}
    with model([anthropic(use, stop_reason="tool_use")], "anthropic", structured="function_calling") as opened:
        assert answer(opened) == [SENTENCE]


def test_ollama_answers_by_json_schema(model: Open) -> None:
    with model([ollama({"content": json.dumps(ANSWERED)})], "ollama") as opened:
        assert answer(opened) == [SENTENCE]


def test_ollama_answers_by_a_tool(model: Open) -> None:
    call = {"function": {"name": "Answer", "arguments": ANSWERED}}
    script = [ollama({"content": "", "tool_calls": [call]})]
    with model(script, "ollama", structured="function_calling") as opened:
        assert answer(opened) == [SENTENCE]
