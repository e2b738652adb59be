"""A report whose every free word is hostile, on a document that is nothing else."""

from __future__ import annotations

from itertools import cycle
from typing import Any

from coach.model.report import Report
from coach.model.text import Document
from tests.hostile import hostile_strings

SOURCE = "<b>review</b>\x1b[31m.md"

_FIXED = frozenset(
    "schema_version created id gap_id competency kind gap_type priority confidence current_level target_level speaker strength scope "
    "origin encoding share basis wording day date start horizon due status role importance months next_step".split()
)
"""What is not free: closed lists, dates, ids and offsets."""


def hostile_document() -> Document:
    """One string a paragraph."""
    return Document(SOURCE, "\n\n".join(hostile_strings()))


def hostile_report(report: Report, document: Document) -> Report:
    """The report with every free word replaced, so that each string stands in some field; evidence stands in `document`."""
    words = cycle(hostile_strings())
    places = cycle(_places(document))

    def replaced(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            if "quote" in value and "start" in value and "source" in value:
                start, end, line = next(places)
                own = {"quote": document.text[start:end], "start": start, "end": end, "line": line, "source": document.source}
                return value | own | {"heading_path": [next(words), next(words)]}
            free = key in ("person", "name", "role") or "priority_factors" in value
            return {name: replaced(item, name if not (free and name == "role") else "") for name, item in value.items()}
        if isinstance(value, list):
            return [replaced(item, key) for item in value]
        if isinstance(value, str) and key not in _FIXED:
            return next(words)
        return value

    changed = replaced(report.model_dump(mode="json"))
    changed["documents"] = [item | {"source": document.source} for item in changed["documents"][:1]]
    return Report.model_validate(changed)


def _places(document: Document) -> list[tuple[int, int, int]]:
    """Range and line of each string of the document, and now and then of two together, so that marks overlap."""
    places = []
    at = 0
    for number, text in enumerate(hostile_strings()):
        line = document.text.count("\n", 0, at) + 1
        places.append((at, at + len(text), line))
        if number % 7 == 0:
            places.append((at, at + len(text) // 2 + 1, line))
        at += len(text) + 2
    return places
