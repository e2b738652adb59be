"""Which evidence stays under a gap, and which leads: what the person marks as urgent, and never what hardly speaks of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from coach.language.clean import plain
from coach.language.standing import is_aim
from coach.language.topics import topic_of
from coach.model.competency import Competency
from coach.model.evidence import Assessment, Category, Grounded
from coach.model.report import Dropped, Evidence
from coach.model.text import Record, Statement
from coach.rank import own_mark

_LEAST = 0.35
"""Share of the best evidence's weight that other evidence of the gap must reach to stand beside it."""

_WEAKER = "it hardly speaks of this gap; other words do"
_KIND_SIDE = "it tells the good side of the matter; other words tell the gap"
_GOOD = re.compile(
    r"\b(?:I can|I could always|I'm good at|I am good at|rewarding|fulfilling|proud|enjoy\w*|happily|comfortable with|well received)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    r"n['’]t\b|\b(?:not|never|no|none|nobody|but|yet|still|only|too|hard\w*|wish|want|need\w*|more|less|rather|until|should|struggl\w+"
    r"|afraid|avoid\w*|however|although|though|except|lack\w*|before|alone|slow\w*|only|just)\b",
    re.IGNORECASE,
)
_OWN_RANK = {"high": 0, "": 1, "medium": 1, "low": 2}
"""Where words lead by the person's own mark, once two pieces of evidence bear it."""


def sift(
    grounded: Iterable[Grounded], assessment: Assessment, records: Sequence[Record], competencies: Mapping[str, Competency]
) -> tuple[tuple[Grounded, ...], tuple[Dropped, ...]]:
    """Leave evidence out that is far weaker than the rest of its gap, and let what the person calls urgent lead.

    Args:
        grounded: Findings with their evidence.
        assessment: The readings tell how strongly a statement speaks; without a reading a statement is kept.
        records: The documents.
        competencies: By id, for the words of a topic where another statement leads than the engine's first.

    Returns:
        All findings, and the evidence that was left out.
    """
    statements = {(item.source, item.start): item for record in records for item in record.statements}
    kept: list[Grounded] = []
    dropped: list[Dropped] = []
    for item in grounded:
        if item.finding.category is not Category.GAP:
            kept.append(item)
            continue
        stays, leaves = _split(item, assessment, statements)
        kept.append(_led(replace(item, evidence=stays), statements, competencies))
        dropped += [
            Dropped(what=piece.quote, reason=reason, competency=item.finding.competency, evidence=[piece])
            for piece, reason in leaves
        ]
    return tuple(kept), tuple(dropped)


def _split(
    item: Grounded, assessment: Assessment, statements: Mapping[tuple[str, int], Statement]
) -> tuple[tuple[Evidence, ...], list[tuple[Evidence, str]]]:
    """The evidence that stays, and what leaves with its reason; what alone holds the words of the topic stays."""
    weights = [_weight(piece, item.finding.competency, assessment, statements) for piece in item.evidence]
    floor = _LEAST * max((weight for weight in weights if weight is not None), default=0.0)
    stays: list[Evidence] = []
    leaves: list[tuple[Evidence, str]] = []
    for piece, weight in zip(item.evidence, weights, strict=True):
        reason = _WEAKER if weight is not None and weight < floor else _KIND_SIDE if _is_good(piece) else ""
        leaves.append((piece, reason)) if reason else stays.append(piece)
    if not any(_holds(piece, item.finding.topic, statements) for piece in stays):
        return item.evidence, []
    return tuple(stays), leaves


def _is_good(piece: Evidence) -> bool:
    """True for words that tell a strength or a joy and take nothing back."""
    words = plain(piece.quote)
    return _GOOD.search(words) is not None and _TAKEN_BACK.search(words) is None


def _holds(piece: Evidence, topic: str, statements: Mapping[tuple[str, int], Statement]) -> bool:
    statement = statements.get((piece.source, piece.start))
    texts = (statement.text, statement.label, *statement.heading_path) if statement else (plain(piece.quote),)
    return any(topic.removesuffix("…").casefold() in " ".join(text.split()).casefold() for text in texts)


def _weight(
    piece: Evidence, competency: str, assessment: Assessment, statements: Mapping[tuple[str, int], Statement]
) -> float | None:
    statement = statements.get((piece.source, piece.start))
    reading = assessment.readings.get(statement.id) if statement else None
    return reading.gap * dict(reading.competencies).get(competency, 0.0) if reading else None


def _led(item: Grounded, statements: Mapping[tuple[str, int], Statement], competencies: Mapping[str, Competency]) -> Grounded:
    """The gap with its most urgent evidence first, as the person marks it, and the topic of what then leads."""
    marks = Counter(own_mark(piece) for piece in item.evidence)
    weighty = {mark for mark, times in marks.items() if times > 1}
    urgent = tuple(
        sorted(item.evidence, key=lambda piece: _OWN_RANK[mark] if (mark := own_mark(piece)) in weighty else _OWN_RANK[""])
    )
    ordered = tuple(sorted(urgent, key=is_aim))
    if parent := _parent(ordered):
        ordered = (parent, *(piece for piece in ordered if piece is not parent))
        return Grounded(replace(item.finding, topic=plain(parent.quote)), ordered)
    first = statements.get((ordered[0].source, ordered[0].start))
    if urgent[0] is item.evidence[0] or first is None:
        return replace(item, evidence=ordered)
    heading = first.heading_path[-1] if first.heading_path else ""
    shared = sum(piece.heading_path[-1:] == [heading] for piece in ordered) > 1
    topic = heading if shared else topic_of(first, competencies[item.finding.competency].aliases)
    return Grounded(replace(item.finding, topic=topic), ordered)


def _parent(pieces: Sequence[Evidence]) -> Evidence | None:
    """The item of a list under which most of the others stand: it names what they have in common."""
    under = Counter(piece.heading_path[-1] for piece in pieces if piece.heading_path)
    return next((piece for piece in pieces if 1 < under[plain(piece.quote)] >= len(pieces) / 2), None)
