"""Pieces of work that a person names: the migration, the ledger split, the billing dashboard."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coach.model.text import Statement

_PROJECT_NOUN = (
    r"migration|project|rewrite|redesign|refactor(?:ing)?|rollout|roll-out|launch|dashboard|pipeline|platform|service|split|upgrade|"
    r"integration|initiative|framework|library|app|portal|engine|gateway|cut-?over|importer?|exporter?|tool(?:ing)?|sdk|api|checkout|"
    r"scheduler|editor|feature|module|prototype|revamp|overhaul|consolidation|programme|program|epic|release|store|system|suite|harness|model|index"
)
_PROJECT = re.compile(
    rf"\b(?:the|our|my|a|an|new|this)\s+(?P<name>(?:[A-Za-z0-9/-]+\s+){{1,3}}?(?:{_PROJECT_NOUN}))\b", re.IGNORECASE
)
_GENERIC = frozenset(
    "whole entire new old same first second last next other main current right big small team single own such certain given production live real test existing".split()
)


def projects_in(statements: Iterable[Statement]) -> list[tuple[str, list[str]]]:
    """List pieces of the person's own work named in statements, with the ids of the statements, first mention first."""
    found: dict[str, list[str]] = {}
    for statement in statements:
        for match in _PROJECT.finditer(statement.text):
            words = match.group("name").split()
            while words and words[0].lower() in _GENERIC:
                words.pop(0)
            if 2 <= len(words) <= 4 and not any(
                word.lower() in ("of", "and", "or", "to", "i", "we", "that", "is", "was") for word in words
            ):
                found.setdefault(" ".join(words), []).append(statement.id)
    return list(found.items())
