"""Who wrote a document, when, about which period, and what it claims of role, level and rating."""

from __future__ import annotations

import re

from coach.model.text import Claimed, Document, Profile
from coach.segment.dates import DATE, PERIOD, RATING, iso_date
from coach.segment.fields import Field, find_fields
from coach.segment.levels import Found, find_levels
from coach.segment.lines import LineIndex
from coach.segment.roles import find_role, name_before, role_in, role_name

_HEAD = 1500
_AUTHOR = ("author", "name", "employee", "employee name", "engineer", "written by", "prepared by", "submitted by", "by", "from")
_DATE = ("date", "created", "sent", "last updated", "updated", "generated", "generated on")
_PERIOD = ("period", "review period", "reporting period", "time frame", "timeframe", "quarter", "cycle", "review cycle")
_ROLE = ("role", "current role", "job role", "job title", "current title", "title", "position", "current position")
_ADDRESS = re.compile(r"[ \t]*[<(\[][^<>]*@.*$")
_LEVEL_WORDS = re.compile(r"^(?:L|IC|E)?\d$|^(?:junior|mid|senior|staff|principal)$", re.IGNORECASE)


def find_profile(document: Document, visible: str, *, fields_only: bool = False) -> Profile:
    """Read who, when, which period, role, levels and rating; each with the words it was read from.

    Args:
        document: The document.
        visible: Its text with hidden characters blanked, same length.
        fields_only: Believe "Role: …" and the like, but not what running text says of roles, levels and ratings.
    """
    fields = find_fields(visible)
    claims = _Claims(document, visible, fields)
    prose = "" if fields_only else visible
    role = claims.role(prose)
    current, target = find_levels(prose, fields, (role.start, role.end) if role and prose else None)
    rating = RATING.search(prose)
    return Profile(
        author=claims.author(role),
        date=claims.field(_DATE, date=True) or claims.match(DATE.search(visible[:_HEAD]), date=True),
        period=claims.field(_PERIOD) or claims.match(PERIOD.search(visible[:_HEAD])),
        role=role,
        current_level=claims.level(current),
        target_level=claims.level(target),
        rating=claims.match(rating, group="value" if rating and rating["value"] else "own")
        or claims.field(("self rating", "self-rating", "selfrating")),
    )


class _Claims:
    """Turns what was found in one document into `Claimed` values with their place."""

    def __init__(self, document: Document, visible: str, fields: list[Field]) -> None:
        self._document = document
        self._visible = visible
        self._fields = fields
        self._lines = LineIndex(document.text)

    def at(self, value: str, start: int, end: int) -> Claimed:
        return Claimed(value, self._document.text[start:end], start, end, self._lines.of(start))

    def level(self, found: Found | None) -> Claimed | None:
        return self.at(*found) if found else None

    def match(self, match: re.Match[str] | None, *, group: str | int = 0, date: bool = False) -> Claimed | None:
        if match is None:
            return None
        value = " ".join(match.group(group).split())
        return self.at(iso_date(value) if date else value, match.start(group), match.end(group))

    def field(self, names: tuple[str, ...], *, date: bool = False) -> Claimed | None:
        field = self._first(names)
        if field is None:
            return None
        return self.at(iso_date(field.value) if date else field.value, field.start, field.end)

    def author(self, role: Claimed | None) -> Claimed | None:
        field = self._first(_AUTHOR)
        if field:
            name = _ADDRESS.sub("", field.value)
            return self.at(name, field.start, field.start + len(name)) if name else None
        name_range = name_before(self._visible, role.start) if role else None
        return self.at(self._visible[slice(*name_range)], *name_range) if name_range else None

    def role(self, prose: str) -> Claimed | None:
        for name in _ROLE:
            field = self._first((name,))
            if field is None or _LEVEL_WORDS.match(field.value):
                continue
            place = role_in(field.value)
            if place:
                start, end = field.start + place[0], field.start + place[1]
                return self.at(role_name(self._visible[start:end]), start, end)
            if name != "title":
                return self.at(field.value, field.start, field.end)
        match = find_role(prose)
        return self.at(role_name(match.group()), match.start(), match.end()) if match else None

    def _first(self, names: tuple[str, ...]) -> Field | None:
        for name in names:
            for field in self._fields:
                if field.name == name:
                    return field
        return None
