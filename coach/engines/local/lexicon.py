"""Terms of the competencies in a statement, blended with what the reader says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from coach.model.competency import Competency
from coach.model.text import Statement

_TERM_BOOST = 0.6
_LABEL_BOOST = 1.2


class Lexicon:
    """Finds the corpus's aliases in texts; longer terms count more, and a label counts most."""

    def __init__(self, competencies: dict[str, Competency]) -> None:
        """Sort the terms by how they begin."""
        self._owners: dict[str, set[str]] = {}
        for competency in competencies.values():
            for alias in (*competency.aliases, competency.name):
                self._owners.setdefault(alias.lower(), set()).add(competency.id)
        self._terms: dict[str, list[str]] = defaultdict(list)
        for term in sorted(self._owners, key=len, reverse=True):
            self._terms[term[:2]].append(term)

    def hits(self, text: str) -> dict[str, float]:
        """Weight of the terms of each competency in a text; a term shared by several is divided."""
        found: dict[str, float] = {}
        for term in self._found(text.lower()):
            owners = self._owners[term]
            for owner in owners:
                found[owner] = max(found.get(owner, 0.0), (0.6 + 0.2 * min(3, len(term.split()))) / len(owners))
        return found

    def _found(self, text: str) -> Iterator[str]:
        """The terms in a text as whole words, from left to right, the longest where several begin; none overlap.

        A dictionary instead of one pattern of all terms, which takes longer to compile than a review has statements to read.
        """
        at = 0
        while at < len(text):
            if at and _within(text[at - 1]):
                at += 1
                continue
            term = next((item for item in self._terms.get(text[at : at + 2], ()) if _stands(text, item, at)), None)
            if term is not None:
                yield term
            at += len(term) if term is not None else 1

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


def _stands(text: str, term: str, at: int) -> bool:
    end = at + len(term)
    return text.startswith(term, at) and (end == len(text) or not _within(text[end]))


def _within(character: str) -> bool:
    """Whether a word goes on over this character."""
    return character.isalnum() or character in "_-"
