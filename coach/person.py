"""Who a report is about: what the documents say, what the options say, and what had to be assumed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coach.errors import UsageError
from coach.model.competency import Ladder, Level, LevelDefinition
from coach.model.report import Claim, Person
from coach.model.text import Claimed, Profile, Record
from coach.rank import TARGET
from coach.segment.fields import find_fields
from coach.segment.levels import Found, Scale, find_levels
from coach.segment.lines import LineIndex, visible_text
from coach.segment.record import IMPERSONAL

_EVERYDAY = re.compile(
    r"(?:(?:software|product|systems?|backend|frontend|web|mobile|data) )*(?:engineer|developer|programmer)s?", re.IGNORECASE
)
"""Titles that are also what everybody calls themselves, whatever their level."""


@dataclass(frozen=True, slots=True)
class PersonOptions:
    """What the caller says of the person; everything may be left open.

    Attributes:
        role: What they do.
        level: Where they are: a usual level, or a name that the ladder in use has for one.
        target: Where they want to be, likewise.
        period: The time that the documents are about.
    """

    role: str | None = None
    level: str | None = None
    target: str | None = None
    period: str | None = None


def resolve_person(records: Sequence[Record], options: PersonOptions, ladder: Ladder) -> Person:
    """Put options before documents, and the first document that tells before the others.

    Raises:
        UsageError: An option names a level that the ladder does not have, or a target below the level named beside it.
    """
    own = [_own_levels(record, ladder) for record in records] if ladder.cells else []
    person = Person(
        name=_claim(records, None, lambda profile: profile.author),
        role=_claim(records, options.role, lambda profile: profile.role),
        current_level=_option_level(options.level, ladder)
        or _level(records, [current for current, _ in own], ladder, "current_level"),
        target_level=_option_level(options.target, ladder)
        or _level(records, [target for _, target in own], ladder, "target_level"),
        period=_claim(records, options.period, lambda profile: profile.period),
        rating=_claim(records, None, lambda profile: profile.rating),
    )
    if options.level and options.target and (words := _descent(person, ladder)):
        raise UsageError(words, place="--target", remedy="Name a target at or above your level, or another level.")
    return person


def _claim(records: Sequence[Record], option: str | None, read: Callable[[Profile], Claimed | None]) -> Claim | None:
    if option:
        return Claim(value=str(option), origin="option")
    for record in records:
        claimed = read(record.profile)
        if claimed is not None:
            return Claim(value=claimed.value, origin="document", quote=claimed.quote, line=claimed.line)
    return None


def _option_level(words: str | None, ladder: Ladder) -> Claim | None:
    if not words:
        return None
    level = ladder.named(words)
    if level is None:
        known = (level.name if ladder.cells else f"{level.id} ({level.name})" for level in ladder.levels)
        usual = f" Usual ones: {', '.join(Level)}." if ladder.cells else ""
        remedy = f"Levels of {ladder.id}: {', '.join(known)}.{usual}"
        raise UsageError(f"there is no level {words!r} in this ladder", remedy=remedy)
    return Claim(value=level.id.value, origin="option", title=level.name if ladder.cells else None)


def _level(records: Sequence[Record], own: Sequence[Claim | None], ladder: Ladder, name: str) -> Claim | None:
    """A level as the first document that tells it does, read against somebody's own ladder where there is one."""
    if ladder.cells:
        return next((claim for claim in own if claim is not None), None)
    return _claim(records, None, lambda profile: getattr(profile, name))


def _own_levels(record: Record, ladder: Ladder) -> tuple[Claim | None, Claim | None]:
    """Current and target level that a document claims, in terms of somebody's own ladder."""
    visible = visible_text(record.document)
    prose = "" if record.kind in IMPERSONAL else visible
    role = record.profile.role if prose else None
    current, target = find_levels(prose, find_fields(visible), (role.start, role.end) if role else None, scale_of(ladder))
    return _own_claim(record, current, ladder), _own_claim(record, target, ladder)


def _own_claim(record: Record, found: Found | None, ladder: Ladder) -> Claim | None:
    if found is None:
        return None
    name, start, end = found
    level = next(item for item in ladder.levels if item.name == name)
    text = record.document.text
    return Claim(value=level.id.value, origin="document", title=name, quote=text[start:end], line=LineIndex(text).of(start))


def scale_of(ladder: Ladder) -> Scale:
    """The levels of somebody's own ladder, to read a document against."""
    named: dict[str, str] = {}
    for level in ladder.levels:
        for name in (level.name, *level.aliases):
            words = " ".join(name.lower().replace("-", " ").split())
            if words and not _EVERYDAY.fullmatch(words) and words not in list(Level):
                named.setdefault(words, level.name)
    return Scale(
        order=tuple(level.name for level in ladder.levels),
        names=tuple(named.items()),
        usual=tuple(ladder.beside(level).name for level in Level),
    )


def levels_of(person: Person, ladder: Ladder) -> tuple[LevelDefinition | None, LevelDefinition | None]:
    """Current and target level as far as known; a stated current level gives the next one as the target.

    It does so too where a text names a target below it: only the person can mean that, so only an option is believed.
    """
    current, target = _definition(person.current_level, ladder), _definition(person.target_level, ladder)
    if current is not None and not _has_target(person, ladder):
        target = ladder.above(current)
    return current, target


def measured_at(person: Person, ladder: Ladder) -> str:
    """The level at which a review measures, as the reason of a priority ends with it: worded for what is known."""
    if _has_target(person, ladder):
        return TARGET
    current, target = levels_of(person, ladder)
    if current is None:
        return "for a senior engineer, since no level is known"
    return "for your level, the highest" if current == target else "for the level above yours"


def _has_target(person: Person, ladder: Ladder) -> bool:
    told = person.target_level
    return told is not None and (told.origin == "option" or not _descent(person, ladder))


def descent_notice(person: Person, ladder: Ladder) -> str:
    """What to tell of a target below the current level, and what the report does about it; empty where there is none."""
    words, current, target = _descent(person, ladder), person.current_level, person.target_level
    if not words or current is None or target is None:
        return ""
    if target.origin == "option":
        return f"{words}. The report keeps to that target; if line {current.line} is read wrongly, name your level."
    return f"{words}. The report is measured against the level above {_called(current)}; name another target to change that."


def _descent(person: Person, ladder: Ladder) -> str:
    """That the target is below the current level on one track, in words; empty where it is not, or one is not known."""
    claims = person.current_level, person.target_level
    current, target = (_definition(claim, ladder) for claim in claims)
    if not (current and target and current.track == target.track and claims[0] and claims[1]):
        return ""
    if ladder.levels.index(target) >= ladder.levels.index(current):
        return ""
    return f"the target {_called(claims[1])} is below the current level {_called(claims[0])}"


def _called(claim: Claim) -> str:
    return f"{claim.title or claim.value.replace('-', ' ')}{f' (line {claim.line})' if claim.line else ''}"


def _definition(claim: Claim | None, ladder: Ladder) -> LevelDefinition | None:
    if claim is None:
        return None
    return ladder.named(claim.title or claim.value) or ladder.beside(Level(claim.value))
