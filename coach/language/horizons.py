"""How far ahead somebody's own words set a date: "next 3 months", "months 4-6", "by the end of March", "next half"."""

from __future__ import annotations

import re
from datetime import date

_RANGE = re.compile(r"\bmonths?\s+(\d{1,2})\s*(?:-|–|to)\s*(\d{1,2})\b", re.IGNORECASE)
_WITHIN = re.compile(
    r"\b(?:next|within|in|coming)\s+(?:the\s+)?(?:next\s+)?(\d{1,2}|three|six|twelve)\s+months?\b", re.IGNORECASE
)
_STRETCH = re.compile(r"\b(?:next|this|coming)\s+(month|quarter|half|year)\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bQ([1-4])(?:\s+(\d{4}))?\b")
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = re.compile(
    rf"\b(?:by|in|until|before|end of|from)\s+(?:the\s+end\s+of\s+)?({'|'.join(_MONTHS)})\b(?:\s+(\d{{4}}))?", re.IGNORECASE
)
_NUMBERS = {"three": 3, "six": 6, "twelve": 12}
_LENGTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_FURTHEST = 12


def months_ahead(words: str, start: date) -> int | None:
    """The month in which something is due, counted from `start`, 1 to 12; None where the words set no date ahead.

    Args:
        words: A plan, or a heading above it.
        start: The day from which months count.
    """
    month = _counted(words)
    if month is None:
        month = _dated(words, start)
    return month if month is not None and 1 <= month <= _FURTHEST else None


def _counted(words: str) -> int | None:
    if found := _RANGE.search(words):
        return int(found.group(2))
    if found := _WITHIN.search(words):
        number = found.group(1).lower()
        return _NUMBERS.get(number) or int(number)
    if found := _STRETCH.search(words):
        return _LENGTHS[found.group(1).lower()]
    return None


def _dated(words: str, start: date) -> int | None:
    if found := _MONTH.search(words):
        month, year = _MONTHS.index(found.group(1).lower()) + 1, found.group(2)
    elif found := _QUARTER.search(words):
        month, year = int(found.group(1)) * 3, found.group(2)
    else:
        return None
    if year is None:
        return (month - start.month) % 12 or 12
    return (int(year) - start.year) * 12 + month - start.month
