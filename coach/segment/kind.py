"""What a document is: a person's own account, or one of the things that look like one.

First it is asked whether the document is a person's own account at all (`kind_others`). If it is, several weak signs are
weighed for each of the four forms of such an account, and the heaviest sum wins. A title or an occasion that the text names
counts most, then what its sections and lines are like. What nothing speaks for is a reflection: an account in free form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coach.language.sections import Section
from coach.model.text import Block, DocumentKind, Statement
from coach.segment.kind_facts import Facts, count_facts
from coach.segment.kind_others import others
from coach.segment.kind_words import (
    ACHIEVED,
    ASKED,
    BRAG,
    BROADCAST,
    FOREIGN_REVIEW,
    FORM_LINE,
    GAPS,
    OCCASION,
    OWN_REVIEW,
    PROMPT,
    RATED,
    REFLECTION,
    REQUESTED,
    RETRO,
    RETRO_FORM,
    SKILL_COLUMNS,
    TO_LEARN,
)

_ENOUGH = 2.0
"""The weight from which signs decide: one strong sign, or two weak ones."""

_TOP_LINES = 3
_SEVERAL = 4


@dataclass(frozen=True, slots=True)
class _Sign:
    """One thing that speaks for a kind: how much, and what to tell the reader of it."""

    kind: DocumentKind
    weight: float
    reason: str


def find_kind(blocks: tuple[Block, ...], statements: tuple[Statement, ...], visible: str) -> tuple[DocumentKind, str]:
    """Name what a document is, and why, in words."""
    facts = count_facts(blocks, statements, visible)
    found = next(others(facts), None)
    return found or _heaviest([*_gap_list(facts), *_brag(facts), *_self_assessment(facts), *_reflection(facts)])


def _heaviest(signs: list[_Sign]) -> tuple[DocumentKind, str]:
    """The kind for which the signs weigh most; at a tie the one that was asked about first."""
    sums: dict[DocumentKind, float] = {}
    for sign in signs:
        sums[sign.kind] = sums.get(sign.kind, 0.0) + sign.weight
    kind = max(sums, key=lambda kind: sums[kind], default=None)
    if kind is None or sums[kind] < _ENOUGH:
        return DocumentKind.REFLECTION, "a person's own account in free form"
    return kind, max((sign for sign in signs if sign.kind is kind), key=lambda sign: sign.weight).reason


def _gap_list(facts: Facts) -> Iterator[_Sign]:
    kind = DocumentKind.SKILL_GAP_LIST
    if GAPS.search(facts.title):
        yield _Sign(kind, 6.0, "its title says that it lists skills to build")
    elif GAPS.search("\n".join(facts.titles[:_TOP_LINES])) and facts.wins < 0.1:
        yield _Sign(kind, 2.2, "its headings list skills to build")
    elif GAPS.search("\n".join(facts.lines[:_TOP_LINES])) and facts.deeds < 0.1:
        yield _Sign(kind, 2.5, "its opening says that it lists skills to build")
    if TO_LEARN.search(facts.top) and facts.listed > 0.6 and facts.deeds < 0.1:
        yield _Sign(kind, 2.0, "its opening announces a list of things to learn")
    if any(SKILL_COLUMNS.search(" ".join(columns[:300].split())) for columns in facts.columns):
        yield _Sign(kind, 2.5, "its table lists skills to build")
    if facts.growth > 0.6 and not facts.sections & {Section.WINS, Section.GOALS}:
        yield _Sign(kind, 2.0, "most of it stands under headings for growth")


def _brag(facts: Facts) -> Iterator[_Sign]:
    kind = DocumentKind.BRAG_DOCUMENT
    if BRAG.search(facts.title) and facts.growth < 0.08:
        yield _Sign(kind, 5.0, "its title says that it lists what went well")
    if facts.wins > 0.8:
        yield _Sign(kind, 2.0, "nearly all of it stands under headings for achievements")
    if len(facts.lines) >= _SEVERAL and facts.deeds > 0.5 and facts.doubts <= 0.05 and facts.growth == 0:
        yield _Sign(kind, 2.5, "most of its lines tell what was done, and hardly any what was lacking")
    if BROADCAST.search(facts.head) and ACHIEVED.search(facts.head) and facts.growth == 0:
        yield _Sign(kind, 2.5, "it tells colleagues what was achieved")


def _self_assessment(facts: Facts) -> Iterator[_Sign]:
    kind = DocumentKind.SELF_ASSESSMENT
    if OWN_REVIEW.search(facts.title) or FOREIGN_REVIEW.search(facts.top):
        yield _Sign(kind, 4.5, "its title calls it a review of the author's own work")
    elif OWN_REVIEW.search(facts.head):
        yield _Sign(kind, 3.0, "it calls itself a review of the author's own work")
    elif OCCASION.search(facts.top):
        yield _Sign(kind, 2.0, "it names the review that it was written for")
    if REQUESTED.search(facts.head):
        yield _Sign(kind, 2.5, "it answers an employer's request to review one's own work")
    if ASKED.search(facts.head):
        yield _Sign(kind, 0.5, "it answers a request to review one's own work")
    if RATED.search(facts.text[:20_000]):
        yield _Sign(kind, 2.0 if RATED.search(facts.top) else 1.5, "it measures the author's work against a scale or a level")
    fields = len(FORM_LINE.findall(facts.text[:4000]))
    if fields >= 2:
        yield _Sign(kind, 2.5 if fields >= 4 else 1.5, "it has the fields of a form")
    if sum(bool(PROMPT.search(line)) for line in (*facts.titles, *facts.lines)) >= 2:
        yield _Sign(kind, 2.5, "it answers the questions of a form")
    if len(facts.titles) >= 3:
        yield _Sign(kind, 2.0, "it goes through the author's work under headings")


def _reflection(facts: Facts) -> Iterator[_Sign]:
    kind = DocumentKind.REFLECTION
    if REFLECTION.search(facts.title) or RETRO.search(facts.title):
        yield _Sign(kind, 5.0, "its title says that it looks back or was written for oneself")
    elif RETRO_FORM.search(facts.title):
        yield _Sign(kind, 2.2, "its title names a form of looking back")
    elif REFLECTION.search(facts.head):
        yield _Sign(kind, 1.0, "it looks back in the author's own voice")
