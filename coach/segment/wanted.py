"""Skill tables that say where somebody is and where they want to be: "Testing | 2 | 4"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NOW = re.compile(
    r"(?:level |score |rating |as of |i am )?(?:now|today|current(?:ly)?|present|actual|as[ -]is|ist|have)(?: level| score| rating)?",
    re.IGNORECASE,
)
_WANT = re.compile(
    r"(?:level |score )?(?:want(?:ed)?|target|goal|desired|needed|required|aim|to[ -]be|soll|should be)(?: level| score| rating)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\D{0,2}(\d+(?:[.,]\d+)?)")
_SCALE = (
    ("none", "no", "nothing"),
    ("novice", "beginner", "awareness", "aware", "learning", "junior"),
    ("basic", "basics", "elementary", "some"),
    ("working", "intermediate", "competent", "ok", "fair", "medium", "practitioner"),
    ("proficient", "solid", "good", "confident", "comfortable"),
    ("advanced", "strong", "fluent", "very good"),
    ("expert", "master", "mastery", "teaching"),
)
"""Words of usual scales, lowest first."""


def wanted_row(columns: Sequence[str], cells: Sequence[str]) -> tuple[str, str] | None:
    """What a row says of a skill, in words that a reader of sentences understands, and the skill.

    None where the columns do not say where the person is and wants to be, or the two cannot be compared.
    """
    heads = [column.strip(" :*_") for column in columns[: len(cells)]]
    now = [place for place, head in enumerate(heads) if _NOW.fullmatch(head)]
    want = [place for place, head in enumerate(heads) if _WANT.fullmatch(head)]
    named = [place for place in range(len(heads)) if place not in (*now, *want)]
    if len(now) != 1 or len(want) != 1 or not named or not cells[named[0]].strip():
        return None
    one, other = _rank(cells[now[0]]), _rank(cells[want[0]])
    if one is None or other is None or one[0] != other[0]:
        return None
    skill = cells[named[0]].strip()
    notes = "; ".join(cells[place] for place in named[1:] if cells[place].strip())
    said = (
        f"{skill}: I am not yet as good at this as I want to be and need to improve"
        if other[1] > one[1]
        else f"I am good at {skill}"
    )
    return (f"{said}; {notes}" if notes else said), skill


def _rank(cell: str) -> tuple[str, float] | None:
    """A cell's place on its scale, with the kind of scale."""
    if number := _NUMBER.match(cell.strip()):
        return "number", float(number[1].replace(",", "."))
    words = cell.strip(" .*_").lower()
    places = [place for place, names in enumerate(_SCALE) if words in names]
    return ("words", float(places[0])) if places else None
