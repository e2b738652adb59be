"""Who a report is about: what the documents say, what the options say, and what had to be assumed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coach.model.competency import Level
from coach.model.report import Claim, Person
from coach.model.text import Claimed, Profile, Record


@dataclass(frozen=True, slots=True)
class PersonOptions:
    """What the caller says of the person; everything may be left open."""

    role: str | None = None
    level: Level | None = None
    target: Level | None = None
    period: str | None = None


def resolve_person(records: Sequence[Record], options: PersonOptions) -> Person:
    """Put options before documents, and the first document that tells before the others."""
    return Person(
        name=_claim(records, None, lambda profile: profile.author),
        role=_claim(records, options.role, lambda profile: profile.role),
        current_level=_claim(records, options.level, lambda profile: profile.current_level),
        target_level=_claim(records, options.target, lambda profile: profile.target_level),
        period=_claim(records, options.period, lambda profile: profile.period),
        rating=_claim(records, None, lambda profile: profile.rating),
    )


def _claim(records: Sequence[Record], option: str | None, read: Callable[[Profile], Claimed | None]) -> Claim | None:
    if option:
        return Claim(value=str(option), origin="option")
    for record in records:
        claimed = read(record.profile)
        if claimed is not None:
            return Claim(value=claimed.value, origin="document", quote=claimed.quote, line=claimed.line)
    return None


def levels_of(person: Person) -> tuple[Level | None, Level | None]:
    """Current and target level as far as known; a stated current level gives the next one as the target."""
    current = Level(person.current_level.value) if person.current_level else None
    target = Level(person.target_level.value) if person.target_level else None
    if target is None and current is not None:
        target = current.next
    return current, target
