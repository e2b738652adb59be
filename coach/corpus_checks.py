"""Checks on the corpus that a schema cannot express: references, slots, coverage, repetition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from coach.corpora import Corpus
from coach.guide import page_of, read_guide
from coach.model.competency import ActionTemplate, Development, GapType, Share

_SLOT = re.compile(r"\{(\w*)\}")
_FILLED = {"topic", "project", "date"}


def find_faults(corpus: Corpus) -> list[str]:
    """List what is wrong with a corpus, a line each; empty when nothing is."""
    faults = [fault for key in corpus.competencies for fault in _development_faults(corpus.development(key))]
    faults += [
        f"development/{key}.yaml: there is no competency {key!r}"
        for key in corpus.raw_developments.keys() - corpus.competencies
    ]
    headings: dict[str, set[tuple[str, ...]]] = {}
    for passage in read_guide(corpus.folder / "guide"):
        headings.setdefault(passage.file, set()).add(passage.heading_path[1:])
    for key in corpus.competencies:
        known = headings.get(page_of(key), set())
        faults += [
            f"development/{key}.yaml: {action.id}: the guide has no passage {action.passage!r}"
            for action in corpus.development(key).actions
            if tuple(part.strip() for part in action.passage.split(" > ")) not in known
        ]
    faults += list(_ladder_faults(corpus))
    texts = Counter(action.text for key in corpus.competencies for action in corpus.development(key).actions)
    faults += [f"an action stands {number} times: {text[:80]!r}" for text, number in texts.items() if number > 1]
    return faults


def _development_faults(development: Development) -> Iterator[str]:
    place = f"development/{development.id}.yaml"
    for action in development.actions:
        yield from (f"{place}: {action.id}: {fault}" for fault in _action_faults(action))
    unknown = set(_SLOT.findall(development.model_dump_json(exclude={"actions"}))) - _FILLED
    if unknown:
        yield f"{place}: unknown slot {', '.join(sorted(unknown))}"
    for goal in (development.goal.skill, development.goal.habit, development.goal.opportunity, development.goal.evidence):
        if "{date}" not in goal:
            yield f"{place}: a goal has no date: {goal[:60]!r}"
    for gap_type in GapType:
        serving = [item for item in development.actions if gap_type in item.gap_types and item.share is Share.EXPERIENCE]
        if len(serving) < 2:
            yield f"{place}: fewer than two actions on the job for a gap of {gap_type}"
    if not any(item.share is Share.EXPOSURE for item in development.actions):
        yield f"{place}: no action with other people"


def _action_faults(action: ActionTemplate) -> Iterator[str]:
    named = set(_SLOT.findall(action.text))
    if not {"topic", "project"} & named:
        yield "the text names nothing of the person"
    if "project" in named and not action.without_project:
        yield "without_project is missing"
    if "project" in _SLOT.findall(action.without_project):
        yield "without_project names the project"
    unknown = set(_SLOT.findall(action.text + action.without_project + action.done_when)) - {"topic", "project"}
    if unknown:
        yield f"unknown slot {', '.join(sorted(unknown))}"


def _ladder_faults(corpus: Corpus) -> Iterator[str]:
    for ladder in corpus.ladders.values():
        for key in (*ladder.core_from, *ladder.supporting_from, *ladder.expectations):
            if key not in corpus.competencies:
                yield f"ladders/{ladder.id}.yaml: unknown competency {key!r}"
