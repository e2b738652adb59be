"""A record and an engine's reading of it, sorted into what a person looks for in a self-review."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

from coach import __version__
from coach.language.sections import Section, section_of
from coach.language.topics import topic_of
from coach.model.evidence import Reading
from coach.model.reading import (
    Achievement,
    Challenge,
    DocumentReading,
    Feedback,
    GoalItem,
    GrowthArea,
    Place,
    Readings,
    StatementItem,
)
from coach.model.report import Claim
from coach.model.text import GAP_ROLES, Claimed, Record, Role, Speaker, Statement

_Pairs: TypeAlias = Sequence[tuple[Statement, Reading]]

_NUMBERS = re.compile(
    r"[€$£]\s?\d[\d,. ]*\s?(?:k|m|bn|million|thousand)?\b|(?<![\w.])\d[\d,.]*\s?(?:%|percent|x\b|k\b|m\b|bn\b|ms\b|s\b|sec\w*|minutes?|mins?|hours?|days?|weeks?|months?|years?|"
    r"million|thousand|people|engineers|teams?|users|customers|requests|rps|qps|gb|tb|points|tickets|prs|incidents|services)?(?![\w])",
    re.IGNORECASE,
)
_HORIZON = re.compile(
    r"\b(?:next|within|in|over) (?:the )?(?:next |coming )?(?:\d+|three|six|twelve|two|few)?[ -]?(?:weeks?|months?|quarters?|half(?:[- ]year)?|years?)\b|(?:short|mid|medium|long)[ -]term(?: goals?)?(?: \([^)]*\))?|"
    r"\b(?:by|before|until|in) (?:the end of )?(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|q[1-4]|h[12]|20\d\d|next \w+|year[- ]end)(?: 20\d\d)?\b|\bq[1-4](?: 20\d\d)?\b|\bphase \d(?: \([^)]*\))?|\bhalf[- ]year\b",
    re.IGNORECASE,
)


def readings_of(records: Sequence[Record], readings: dict[str, Reading]) -> Readings:
    """Sort the statements of each record by what they do."""
    return Readings(coach_version=__version__, documents=[_document(record, readings) for record in records])


def _document(record: Record, readings: dict[str, Reading]) -> DocumentReading:
    profile = record.profile
    pairs = [(statement, readings[statement.id]) for statement in record.statements]
    return DocumentReading(
        source=record.document.source,
        encoding=record.document.encoding,
        format=record.document.format,
        language=record.document.language,
        kind=record.kind,
        kind_reason=record.kind_reason,
        author=_claim(profile.author),
        date=_claim(profile.date),
        period=_claim(profile.period),
        role=_claim(profile.role),
        current_level=_claim(profile.current_level),
        target_level=_claim(profile.target_level),
        rating=_claim(profile.rating),
        achievements=_achievements(pairs, record),
        growth_areas=_growth_areas(pairs, record),
        goals=[
            GoalItem(**_place(item, reading, record), horizon=_horizon(item))
            for item, reading in pairs
            if reading.role is Role.GOAL
        ],
        challenges=_challenges(pairs, record),
        lessons=_places(pairs, record, Role.LESSON),
        support=_places(pairs, record, Role.SUPPORT),
        feedback=_feedback(pairs, record),
        statements=[_statement_item(item, reading, record) for item, reading in pairs],
        notices=list(record.notices),
    )


def _achievements(pairs: _Pairs, record: Record) -> list[Achievement]:
    return [
        Achievement(
            **_place(item, reading, record), numbers=[match.group().strip(" ,.") for match in _NUMBERS.finditer(item.text)]
        )
        for item, reading in pairs
        if reading.role is Role.ACHIEVEMENT
    ]


def _growth_areas(pairs: _Pairs, record: Record) -> list[GrowthArea]:
    return [
        GrowthArea(**_place(item, reading, record), topic=topic_of(item, ()), plain=reading.role is not Role.IMPLIED)
        for item, reading in pairs
        if reading.role in GAP_ROLES
    ]


def _places(pairs: _Pairs, record: Record, role: Role) -> list[Place]:
    return [Place(**_place(item, reading, record)) for item, reading in pairs if reading.role is role]


def _feedback(pairs: _Pairs, record: Record) -> list[Feedback]:
    return [
        Feedback(**_place(item, reading, record), speaker=reading.speaker, tone=_tone(reading))
        for item, reading in pairs
        if reading.speaker is not Speaker.AUTHOR
    ]


def _statement_item(item: Statement, reading: Reading, record: Record) -> StatementItem:
    return StatementItem(
        **_place(item, reading, record),
        id=item.id,
        role=reading.role,
        role_confidence=round(reading.role_confidence, 3),
        speaker=reading.speaker,
        box=item.box,
    )


def _claim(claimed: Claimed | None) -> Claim | None:
    if claimed is None:
        return None
    return Claim(value=claimed.value, origin="document", quote=claimed.quote, line=claimed.line)


def _place(statement: Statement, reading: Reading, record: Record) -> dict[str, Any]:
    return {
        "quote": record.document.text[statement.start : statement.end],
        "start": statement.start,
        "end": statement.end,
        "line": statement.line,
        "heading_path": list(statement.heading_path),
        "source": statement.source,
        "page": record.document.number_at(statement.start, "page"),
        "paragraph": record.document.number_at(statement.start, "paragraph"),
        "competencies": [key for key, probability in reading.competencies if probability >= 0.25],
    }


def _horizon(statement: Statement) -> str | None:
    for text in (statement.text, *reversed(statement.heading_path)):
        match = _HORIZON.search(text)
        if match:
            return match.group()
    return None


def _challenges(pairs: _Pairs, record: Record) -> list[Challenge]:
    found: list[Challenge] = []
    for statement, reading in pairs:
        challenging = section_of(statement.heading_path) is Section.CHALLENGE and reading.role not in (
            Role.LESSON,
            Role.ACHIEVEMENT,
            Role.STRENGTH,
        )
        if not (challenging or reading.role is Role.OTHERS):
            continue
        lessons = [
            Place(**_place(item, other, record))
            for item, other in pairs
            if other.role is Role.LESSON and item.heading_path == statement.heading_path and statement.start < item.start
        ]
        whose: Literal["author", "others"] = "others" if reading.role is Role.OTHERS else "author"
        found.append(Challenge(**_place(statement, reading, record), whose=whose, lessons=lessons))
    return found


def _tone(reading: Reading) -> Literal["praise", "criticism", "neutral"]:
    if reading.role in GAP_ROLES:
        return "criticism"
    return "praise" if reading.role in (Role.STRENGTH, Role.ACHIEVEMENT, Role.CLOSED) else "neutral"
