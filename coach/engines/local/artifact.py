"""Generated ladders and plans: what they say of a person is where a level is said to be lower than its target."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from coach.engines.local.lexicon import Lexicon
from coach.model.competency import GapType
from coach.model.evidence import Category, Finding, Reading
from coach.model.report import GapKind
from coach.model.text import Record, Statement

_LEVEL = re.compile(
    r"^\W*(?P<which>current|target|desired|from|to)(?: level| proficiency| state)?\W*:\W*(?P<value>.+)$", re.IGNORECASE
)
_CONFIDENCE = 0.55
"""The artifact says it, no person does."""


def stated_moves(record: Record, readings: dict[str, Reading], lexicon: Lexicon) -> Iterator[Finding]:
    """Find the headings under which a current and a different target level are stated, one gap a competency."""
    sections: dict[tuple[str, ...], dict[str, tuple[str, Statement]]] = defaultdict(dict)
    for statement in record.statements:
        match = _LEVEL.match(statement.text)
        if match and statement.heading_path:
            which = "now" if match["which"].lower() in ("current", "from") else "then"
            sections[statement.heading_path].setdefault(which, (match["value"].strip().lower(), statement))
    seen: set[str] = set()
    for path, sides in sections.items():
        if {"now", "then"} <= sides.keys() and sides["now"][0] != sides["then"][0]:
            competency = _competency(path[-1], sides["then"][1], readings, lexicon)
            if competency and competency not in seen:
                seen.add(competency)
                yield Finding(
                    category=Category.GAP,
                    competency=competency,
                    statement_ids=(sides["then"][1].id, sides["now"][1].id),
                    confidence=_CONFIDENCE,
                    kind=GapKind.STATED,
                    gap_type=GapType.SKILL,
                    topic=path[-1],
                    alternative="The document says so, not the person: ask them whether it is true.",
                )


def _competency(title: str, statement: Statement, readings: dict[str, Reading], lexicon: Lexicon) -> str:
    hits = lexicon.hits(title)
    if hits:
        return max(hits, key=lambda key: hits[key])
    reading = readings.get(statement.id)
    return reading.competencies[0][0] if reading and reading.competencies else ""
