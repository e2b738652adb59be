"""The person for whom a question is answered, known from their review."""

from __future__ import annotations

from coach.guide import page_of
from coach.model.answer import OwnWords
from coach.model.question import Reader, Topic
from coach.model.report import Gap, Report


def reader_of(report: Report) -> Reader:
    """Who a report is about: role, level, target and gaps; a report that found nothing gives a reader without topics."""
    person = report.person
    role = person.role.value if person.role else ""
    level = _words(person.current_level.value) if person.current_level else ""
    target = _words(person.target_level.value) if person.target_level else ""
    known = [part for part in (person.name.value if person.name else "", role, level and f"level {level}") if part]
    label = ", ".join(known) or "the author of the review"
    return Reader(
        label=f"{label}, aiming at {target}" if target else label,
        role=role,
        level=level,
        target=target,
        topics=tuple(_topic(gap) for gap in report.gaps),
    )


def _topic(gap: Gap) -> Topic:
    first = gap.evidence[0]
    own = OwnWords(
        topic=gap.topic,
        quote=" ".join(first.quote.split()),
        line=first.line,
        source=first.source,
        competency_name=gap.competency_name,
    )
    return Topic(own, page_of(gap.competency))


def _words(level: str) -> str:
    return level.replace("-", " ")
