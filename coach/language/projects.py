"""Pieces of work that a person names: the migration, the ledger split, the billing dashboard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from coach.language.sections import Section, section_of
from coach.model.text import Statement

_EVENTS = (
    r"migration|project|rewrite|redesign|refactor(?:ing)?|rollout|roll-out|launch|split|upgrade|integration|initiative|cut-?over|"
    r"revamp|overhaul|consolidation|programme|program|epic|release|prototype"
)
"""Work that has an end: once it is done, nothing can be practised on it."""

_THINGS = (
    r"dashboard|pipeline|platform|service|framework|library|app|portal|engine|gateway|importer?|exporter?|tool(?:ing)?|sdk|api|"
    r"checkout|scheduler|editor|feature|module|store|system|suite|harness|model|index"
)
"""Work that stays, and can be worked on after it was built."""

_PROJECT = re.compile(
    rf"\b(?:the|our|my|a|an|new|this)\s+(?P<name>(?:[A-Za-z0-9/-]+\s+){{1,3}}?(?:{_EVENTS}|{_THINGS}))\b(?![-’'])",
    re.IGNORECASE,
)
_PLANNED = re.compile(rf"(?:^|[-–:] )(?P<name>[A-Z][A-Za-z0-9/-]+(?:\s+[A-Za-z0-9/-]+)?\s+(?i:{_EVENTS}|{_THINGS}))\b(?![-’'])")
"""A name in a list of plans, which has no article."""

_EVENT = re.compile(rf"(?:{_EVENTS})$", re.IGNORECASE)
_GENERIC = frozenset(
    "whole entire new old same first second last next other main current right big small team single own such certain given production live real test existing "
    "overall newer best file complex large major good great cross-team lead build create deploy design take own drive ship agree write make launch finish complete run start implement significant".split()
)
_NO_NAME = frozenset(
    "of and or to i we that is was are were has have had can will be with for in on by from as at it more".split()
)
_AHEAD = (Section.GOALS, Section.INTERESTS, Section.SUPPORT)
_NOW = re.compile(
    r"\b(?:still|will|going to|next|currently|now|ongoing|in progress|half.?way|not (?:yet )?(?:done|finished)|want|need|plan|"
    r"is|are|has|keeps?|needs)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:led|leading|ran|shipped|built|launched|completed|delivered|finished|migrated|moved|took|was|were|had|went|said|"
    r"contributions?|done|proud|\w{3,}ed)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:my|mine|our|I (?:own|run|maintain|built|wrote|designed|look after)|(?:I|we)(?:'ve)? (?:also )?\w+ (?:a|an|our|my))\b",
    re.IGNORECASE,
)
_TO_BE_MADE = re.compile(r"\b(?:build|create|design|implement|develop|write|learn)\s+(?:a|an|the|my|our)\b", re.IGNORECASE)
_THEIRS = re.compile(r"^(?:they|their|he|his|she|her)\b", re.IGNORECASE)
_ENOUGH = 2
"""From which openness a piece of work counts: planned, told as going on, one's own, or named twice."""


def projects_in(statements: Iterable[Statement]) -> list[tuple[str, list[str]]]:
    """List pieces of the person's own work that can still be worked on, planned ones first.

    Args:
        statements: Of the person, in the order of the document.

    Returns:
        Names as the text has them, with the ids of the statements. A migration that is told as done is left out; a
        dashboard that was built is not.
    """
    found: dict[str, list[str]] = {}
    openness: dict[str, int] = {}
    for statement in statements:
        for name in _names(statement):
            key = next((known for known in found if known.casefold() == name.casefold()), name)
            found.setdefault(key, []).append(statement.id)
            openness[key] = openness.get(key, 0) + _openness(name, statement)
    names = sorted((name for name in found if openness[name] >= _ENOUGH), key=lambda name: -openness[name])
    return [(name, found[name]) for name in names]


def has_an_end(name: str) -> bool:
    """True for work that is done some day, as a migration is and a dashboard is not."""
    return _EVENT.search(name) is not None


def _names(statement: Statement) -> Iterator[str]:
    planned = section_of(statement.heading_path) is Section.GOALS
    seen: set[str] = set()
    for pattern in (_PROJECT, _PLANNED) if planned else (_PROJECT,):
        for match in pattern.finditer(statement.text):
            words = match.group("name").split()
            while words and words[0].lower() in _GENERIC:
                words.pop(0)
            if not 2 <= len(words) <= 4 or any(word.lower() in _NO_NAME or _is_adverb(word) for word in words):
                continue
            if words[-1] not in seen:
                seen.add(words[-1])
                yield " ".join(words)


def _is_adverb(word: str) -> bool:
    return word.lower().endswith("ly") and word.lower() not in (
        "assembly",
        "monthly",
        "weekly",
        "daily",
        "early",
        "family",
        "supply",
    )


def _openness(name: str, statement: Statement) -> int:
    """4 for work ahead, 2 for work that goes on or a thing of one's own, 1 for another thing, 0 for what is not there to work on."""
    if _TO_BE_MADE.search(statement.text):
        return 0
    if section_of(statement.heading_path) in _AHEAD:
        return 4
    if _THEIRS.match(statement.text):
        return 0
    if not has_an_end(name):
        return 2 if _OWN.search(statement.text) else 1
    return 2 if _NOW.search(statement.text) is not None and _DONE.search(statement.text) is None else 0
