"""Checks of a model's goals and actions: plain words, of this person, carried by the passage they cite, promising nothing."""

from __future__ import annotations

import re

from coach.engines.llm.plain_words import NotPlain, plain_words
from coach.engines.llm.plan_prompt import Material
from coach.engines.llm.plan_shape import ActionSaid
from coach.language.carried import strange_names
from coach.lexical import words_of
from coach.model.competency import Share
from coach.model.plan import PlanContext
from coach.model.report import Action, Gap, Guidance
from coach.ports import Disguise

_MOST_TEXT, _MOST_DONE, _MOST_GOAL = 520, 280, 360
_OWN_WORDS, _PASSAGE_WORDS = 2, 2
_EVERYDAY = frozenset(
    words_of(
        "work team week month day time people person colleague manager peer write ask read make take use next first one two three "
        "task project piece review meeting note list before after each every part thing good new own need start end hour year"
    )
)
"""Stems so common in advice that sharing them ties a sentence to nobody."""

_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december".split()
)
_PROMISE = re.compile(r"\b(?:promot\w+|pay rise|raise in pay|salary|bonus|rating of|rated)\b", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z]{2,6}s?\b")


def action_of(said: ActionSaid, gap: Gap, material: Material, context: PlanContext, disguise: Disguise) -> Action | str:
    """A model's action, or why it is not used."""
    passage = material.passages[str(said.passage)]
    own = [material.words[str(key)] for key in said.words]
    evidence = [item for item in own if any(item is each for each in gap.evidence)] or gap.evidence[:1]
    try:
        text = _restored(said.text, disguise, _MOST_TEXT)
        done = _restored(said.done_when, disguise, _MOST_DONE)
    except NotPlain as error:
        return str(error)
    fault = (
        _not_theirs(f"{text} {done}", gap, context)
        or _not_of_passage(f"{text} {done}", passage)
        or _invented(f"{text} {done}", gap, context, passage)
    )
    if fault:
        return fault
    return Action(
        id="",
        share=Share(said.share),
        text=_sentence(text),
        done_when=_sentence(done),
        hours_per_week=float(said.hours),
        gap_id=gap.id,
        evidence=list(evidence),
        guidance=[passage],
        basis="guide",
        wording="model",
    )


def goal_statement(said: str, gap: Gap, due: str, context: PlanContext, disguise: Disguise) -> tuple[str, str]:
    """A model's goal as it may stand in the plan, and why it may not; one of the two is empty."""
    try:
        text = _restored(said, disguise, _MOST_GOAL)
    except NotPlain as error:
        return "", str(error)
    if due not in text:
        return "", "it does not name the day by which it is due"
    fault = _not_theirs(text, gap, context) or _invented(text, gap, context, None)
    return ("", fault) if fault else (_sentence(text), "")


def _restored(text: str, disguise: Disguise, limit: int) -> str:
    if disguise.unknown_placeholders(text):
        raise NotPlain("it names somebody who was never mentioned to the model")
    return plain_words(disguise.restore(text), limit)


def _own_sources(gap: Gap, context: PlanContext) -> list[str]:
    wishes = [item.evidence[0].quote for item in context.aspirations]
    return [gap.topic, *(item.quote for item in gap.evidence), *(name for name, _ in context.projects), *wishes]


def _not_theirs(text: str, gap: Gap, context: PlanContext) -> str:
    """A sentence that would fit anybody is a defect: it has to name the topic, a piece of work, or words of the evidence."""
    folded = text.casefold()
    if gap.topic.casefold() in folded or any(name.casefold() in folded for name, _ in context.projects):
        return ""
    own = {word for source in _own_sources(gap, context) for word in words_of(source)} - _EVERYDAY
    shared = own & set(words_of(text))
    return "" if len(shared) >= _OWN_WORDS else "it would fit anybody: it names nothing of this person"


def _not_of_passage(text: str, passage: Guidance) -> str:
    there = set(words_of(" ".join([*passage.heading_path, passage.quote]))) - _EVERYDAY
    return "" if len(there & set(words_of(text))) >= _PASSAGE_WORDS else "the passage it cites does not speak of it"


def _invented(text: str, gap: Gap, context: PlanContext, passage: Guidance | None) -> str:
    if _PROMISE.search(text):
        return "it promises what others decide"
    sources = [*_own_sources(gap, context), gap.competency_name, *(item.evidence[0].quote for item in context.strengths)]
    if passage:
        sources += [passage.quote, *passage.heading_path]
    names = {name for name in strange_names(text, sources) if name.casefold() not in _CALENDAR and not _ACRONYM.fullmatch(name)}
    return "it names somebody or something that is not in the person's words" if names else ""


def _sentence(text: str) -> str:
    return text if text[-1:] in ".?!…" else f"{text}."
