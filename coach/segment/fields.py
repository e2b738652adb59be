"""Lines such as "Author: …" that describe a document rather than the work."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINES = 60
_CHARS = 300
_WORDS = 12
_LEVEL_NAME = r"(?:(?:current|present|target|desired|next|from|to|career|job)[ _-])?(?:level|grade|seniority|title|role|position)(?: applied for| sought| wanted)?"
_NAMES = (
    rf"{_LEVEL_NAME}|target|author|name|employee(?: name)?|engineer|by|written by|prepared by|submitted by|date|created|last updated|updated|"
    r"generated(?: on| for)?|type|period|review period|reporting period|time ?frame|quarter|cycle|review cycle|manager|reviewer|line manager|"
    r"supervisor|team|department|status|version|from|to|cc|subject|sent|tags?|location|tenure|self.?rating|from seniority|to seniority|"
    r"artifact[ _]type|source[ _]profile|kind|document"
)
_FIELD = re.compile(
    rf"^[-*•#| \t]{{0,8}}(?:\*\*|__)?(?P<name>{_NAMES})(?:\*\*|__)?[ \t]?(?::|=|\|)[ \t]{{0,8}}(?:\*\*|__)?[ \t]{{0,8}}(?P<value>\S.*)$",
    re.IGNORECASE,
)
_FIELD_START = re.compile(rf"(?:^|(?<=[ \t|·•]))(?:{_NAMES}):(?=[ \t*]{{0,8}}\S)", re.IGNORECASE)
_GAP = re.compile(r"[ \t]{3,}|\t|[ \t]+[|·•][ \t]+")
_LETTER_HEAD = re.compile(r"^(?:From|To|Cc|Bcc|Subject|Sent|Date|Betreff|Re|Fwd):[ \t]*\S", re.IGNORECASE)
_DECORATION = "*_ \t\"'|"


@dataclass(frozen=True, slots=True)
class Field:
    """One such line: its name in lower case, its value, and where the value stands."""

    name: str
    value: str
    start: int
    end: int


def find_fields(visible: str) -> list[Field]:
    """List the fields near the top of a text, also several on one line."""
    fields: list[Field] = []
    offset = 0
    for number, line in enumerate(visible.splitlines(keepends=True)):
        if number > _LINES:
            break
        if len(line) <= _CHARS:
            for start, end in _segments(line):
                field = _field(line[start:end], offset + start)
                if field:
                    fields.append(field)
        offset += len(line)
    return fields


def _segments(line: str) -> list[tuple[int, int]]:
    """The whole line, or its parts where each of them is a field of its own."""
    whole = (0, len(line))
    starts = [0, *(match.end() for match in _GAP.finditer(line) if _FIELD.match(line[match.end() :].rstrip()))]
    if len(starts) == 1:
        return [whole]
    return list(zip(starts, [*starts[1:], len(line)], strict=True))


def _field(text: str, offset: int) -> Field | None:
    match = _FIELD.match(text.rstrip())
    if match is None:
        return None
    raw = match.group("value")
    value = raw.rstrip(_DECORATION + "·•")
    start = offset + match.start("value") + len(value) - len(value.lstrip(_DECORATION))
    value = value.lstrip(_DECORATION)
    if not value or len(value.split()) > _WORDS:
        return None
    return Field(re.sub(r"[_-]", " ", match.group("name").lower()), value, start, start + len(value))


def is_field(text: str, index: int) -> bool:
    """True for a field before the `index`-th statement: it says nothing of the work."""
    if index >= 8 or len(text) > _CHARS:
        return False
    if index == 0 and _LETTER_HEAD.match(text):
        return True
    if _FIELD.match(text) is None:
        return False
    return len(text.split()) <= _WORDS or len(_FIELD_START.findall(text)) > 1
