"""The wiring of language models: settings in, a review or an answer by a model out; loaded only when a model is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coach.guide import SHIPPED, guidance_of
from coach.model.text import Document
from coach.pipeline import Review
from coach.ports import StructuredModel
from coach.settings import Settings
from coach.wiring import local_review, open_ask, open_corpus, shipped_corpus

if TYPE_CHECKING:
    from coach.answering import Ask
    from coach.engines.llm.session import Session
    from coach.model.outgoing import Examination
    from coach.model.report import Gap, Guidance
    from coach.model_settings import ModelSettings
    from coach.person import PersonOptions
    from coach.pipeline import ReviewOptions
    from coach.ports import Disguise
    from coach.retrieve import Retriever

_PASSAGES = 4
"""Passages that are searched for each gap of a plan, beside those of the report."""


def model_review(
    settings: Settings, ladder: str, progress: Callable[[str], None], model: ModelSettings, person: PersonOptions
) -> Review:
    """A review by a language model; the local engine reads beside it, and fills what it leaves open."""
    from coach.llm_review import with_model

    session = _session(settings, model, progress)
    return with_model(local_review(settings, ladder, progress), session, person, _passages_on(settings, progress))


def _session(settings: Settings, model: ModelSettings, progress: Callable[[str], None]) -> Session:
    """A run with a model; what is meant for another machine leaves in disguise."""
    from coach.engines.llm.session import Session
    from coach.privacy.pseudonyms import Pseudonyms

    def disguise(texts: Sequence[str]) -> Disguise:
        return Pseudonyms.for_documents(texts)

    session = Session(chat_model(settings, model), progress, fall_back=model.fallback == "local")
    if not model.on_this_machine:
        session.make_disguise, session.masked = disguise, True
    return session


def examine_model(model: ModelSettings, progress: Callable[[str], None]) -> Examination:
    """What a server and its model can do; a fixed sentence is sent, nothing of anybody's."""
    from coach.adapters.keys import key_for
    from coach.adapters.model_probe import examine

    return examine(model, key_for(model), progress)


def checked_prompts(settings: Settings) -> list[str]:
    """The prompts of this installation, by name and version; their locks, schemas and examples hold.

    Raises:
        DataError: Something does not.
    """
    from coach.llm_review import check_prompts

    return check_prompts(shipped_corpus(settings))


def has_key(model: ModelSettings) -> bool:
    """Whether a key for the model is known."""
    from coach.adapters.keys import key_for

    return key_for(model) is not None


def chat_model(settings: Settings, model: ModelSettings) -> StructuredModel:
    """The model that the settings name, its answers kept on this machine where that was asked for."""
    from coach.adapters.answer_cache import CachedModel
    from coach.adapters.chat_model import ChatModel
    from coach.adapters.keys import key_for

    chat = ChatModel(model, key_for(model))
    return CachedModel(chat, settings.cache / "answers", model) if model.cache_answers else chat


def _passages_on(settings: Settings, progress: Callable[[str], None]) -> Callable[[Gap], list[Guidance]]:
    """What the guide has on a gap: the passages beside it in the report, then what a search finds; opened when it is first asked."""
    opened: list[Retriever] = []

    def passages(gap: Gap) -> list[Guidance]:
        if not opened:
            opened.append(open_corpus(settings, SHIPPED, progress))
        hits = opened[0].search(f"{gap.competency_name}: {gap.topic}. {gap.evidence[0].quote}", _PASSAGES)
        return [*gap.guidance, *(guidance_of(hit.passage) for hit in hits)]

    return passages


def outgoing_of_review(
    settings: Settings, ladder: str, chosen: tuple[ModelSettings, ReviewOptions], documents: Sequence[Document]
) -> list[bytes]:
    """The bodies of the first requests of a review by a model, exactly as they would leave; nothing is sent."""
    from coach.adapters.chat_model import ChatModel
    from coach.llm_review import outgoing

    model, options = chosen
    review = model_review(settings, ladder, lambda stage: None, model, options.person)
    return outgoing(review, documents, options, ChatModel(model, None).preview)


def open_model_ask(
    settings: Settings, name: str, progress: Callable[[str], None], model: ModelSettings, instead: StructuredModel | None = None
) -> Ask:
    """A corpus ready to be asked, answered by a language model as far as the corpus carries it; raises as `open_corpus`.

    Args:
        settings: Of this process.
        name: Of the corpus.
        progress: Told what is happening.
        model: Which model.
        instead: Asked in the model's place, such as a preview of what would be sent.
    """
    from dataclasses import replace

    from coach.engines.llm.answer import LlmAnswerer
    from coach.prompts import load_prompt

    ask, session = open_ask(settings, name, progress), _session(settings, model, progress)
    if instead is not None:
        session.model, session.fall_back = instead, True
    return replace(ask, engine=LlmAnswerer(session, load_prompt("answer"), ask.engine, SHIPPED), usage=session.usage)


def outgoing_of_ask(settings: Settings, name: str, question: str, model: ModelSettings) -> list[bytes]:
    """The body of the request that a question would send, byte for byte; nothing is sent."""
    from coach.adapters.chat_model import ChatModel, WirePreview

    preview = WirePreview(ChatModel(model, None))
    ask = open_model_ask(settings, name, lambda stage: None, model, preview)
    ask.answer(ask.question(question))
    return preview.bodies
