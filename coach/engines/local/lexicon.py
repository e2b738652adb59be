"""Terms of the competencies in a statement, blended with what the reader says."""

from __future__ import annotations

import re

from coach.model.competency import Competency
from coach.model.text import Statement

_TERM_BOOST = 0.6
_LABEL_BOOST = 1.2


class Lexicon:
    """Finds the corpus's aliases in texts; longer terms count more, and a label counts most."""

    def __init__(self, competencies: dict[str, Competency]) -> None:
        """Compile one pattern for all terms."""
        self._owners: dict[str, set[str]] = {}
        for competency in competencies.values():
            for alias in (*competency.aliases, competency.name):
                self._owners.setdefault(alias.lower(), set()).add(competency.id)
        terms = sorted(self._owners, key=len, reverse=True)
        self._pattern = re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(term) for term in terms) + r")(?![\w-])")

    def hits(self, text: str) -> dict[str, float]:
        """Weight of the terms of each competency in a text; a term shared by several is divided."""
        found: dict[str, float] = {}
        for match in self._pattern.finditer(text.lower()):
            owners = self._owners[match.group()]
            for owner in owners:
                found[owner] = max(found.get(owner, 0.0), (0.6 + 0.2 * min(3, len(match.group().split()))) / len(owners))
        return found

    def blend(self, statement: Statement, probabilities: dict[str, float]) -> dict[str, float]:
        """Raise the competencies whose terms a statement uses, and normalise to one."""
        boosts = {key: _TERM_BOOST * weight for key, weight in self.hits(statement.text).items()}
        if statement.label:
            for key, weight in self.hits(statement.label).items():
                boosts[key] = max(boosts.get(key, 0.0), _LABEL_BOOST * weight)
        if not boosts:
            return probabilities
        blended = {key: value + boosts.get(key, 0.0) * (0.15 + value) for key, value in probabilities.items()}
        total = sum(blended.values())
        return {key: value / total for key, value in blended.items()}
