"""Reads the labelled statements of `training/statements` (format: GUIDELINE.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coach.language.clean import plain
from coach.model.competency import GapType
from coach.model.text import Role, Speaker

FOLDER = Path(__file__).parent / "statements"
CONTINUOUS = ("whole", "indirect", "polish", "story", "year")
"""How the files begin whose documents were written from beginning to end, as a person writes; the rest are collections."""

_LINE = re.compile(r"^(?P<role>[a-z]+)(?:\.(?P<type>[a-z]+))?(?:@(?P<speaker>[a-z]+))?\s*\[(?P<ids>[^\]]*)\]\s*(?P<text>.+)$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled statement.

    Attributes:
        voice: Number of the document it stands in.
        continuous: Whether that document was written from beginning to end, so that its neighbours tell something of it.
        headings: Headings above it.
        text: Its words without markup.
        role: What it does.
        gap_type: Kind of gap, None where it is none.
        speaker: Whose judgement it is.
        competencies: Ids, best first.
    """

    voice: int
    continuous: bool
    headings: tuple[str, ...]
    text: str
    role: Role
    gap_type: GapType | None
    speaker: Speaker
    competencies: tuple[str, ...]


def load(folder: Path = FOLDER) -> list[Labelled]:
    """Read every file, in order.

    Raises:
        ValueError: A line does not follow the format; names file and line.
    """
    return list(_items(sorted(folder.glob("*.txt"))))


def _items(paths: list[Path]) -> Iterator[Labelled]:
    voice = 0
    for path in paths:
        headings: tuple[str, ...] = ()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("@"):
                voice, headings = voice + 1, ()
            elif line.startswith("#"):
                headings = tuple(part.strip() for part in line.lstrip("#").split(" > ") if part.strip())
            elif line.strip() not in ("", "-"):
                yield _labelled(line, voice, headings, path.name, number)


def _labelled(line: str, voice: int, headings: tuple[str, ...], name: str, number: int) -> Labelled:
    place = f"{name}:{number}"
    match = _LINE.match(line)
    if match is None:
        raise ValueError(f"{place}: not a labelled statement: {line[:60]!r}")
    ids = tuple(part.strip() for part in match["ids"].split(",") if part.strip())
    try:
        return Labelled(
            voice=voice,
            continuous=name.startswith(CONTINUOUS),
            headings=headings,
            text=plain(re.sub(r"^(?:[-*•]|\d+[.)])\s+", "", match["text"])),
            role=Role(match["role"]),
            gap_type=GapType(match["type"]) if match["type"] else None,
            speaker=Speaker(match["speaker"]) if match["speaker"] else Speaker.AUTHOR,
            competencies=ids,
        )
    except ValueError as error:
        raise ValueError(f"{place}: {error}") from error
