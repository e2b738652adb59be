"""Small values for tests, each with sensible parts; a test names only what it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from coach.language.clean import plain
from coach.model.competency import GapType, Importance
from coach.model.evidence import Assessment, Category, Finding, Grounded, Reading
from coach.model.report import Evidence, Factor, Gap, GapKind
from coach.model.text import Document, DocumentKind, Profile, Record, Role, Speaker, Statement
from coach.ports import ReaderOutput

GAP_TEXT = "I keep skipping the load tests before a release."


def statement(text: str = GAP_TEXT, **changes: Any) -> Statement:
    """A statement that is the whole of its document."""
    values: dict[str, Any] = {"id": "s1", "source": "review.md", "text": plain(text), "start": 0, "end": len(text), "line": 1}
    return Statement(**(values | changes))


def record(*texts: str, source: str = "review.md", prefix: str = "", **changes: Any) -> Record:
    """A record of one statement a line."""
    statements = []
    at = 0
    for number, text in enumerate(texts, 1):
        statements.append(
            statement(text, id=f"{prefix}s{number}", source=source, start=at, end=at + len(text), line=number, block=number)
        )
        at += len(text) + 1
    values: dict[str, Any] = {
        "document": Document(source, "\n".join(texts)),
        "kind": DocumentKind.SELF_ASSESSMENT,
        "kind_reason": "you said so",
        "profile": Profile(),
        "blocks": (),
        "statements": tuple(statements),
    }
    return Record(**(values | changes))


def reading(key: str = "s1", role: Role = Role.SHORTFALL, **changes: Any) -> Reading:
    """A sure reading of a statement."""
    values: dict[str, Any] = {
        "statement_id": key,
        "role": role,
        "role_confidence": 0.9,
        "gap": 0.9 if role in (Role.SHORTFALL, Role.IMPLIED, Role.GROWTH) else 0.05,
        "competencies": (("testing", 0.9),),
        "gap_type": GapType.HABIT,
        "speaker": Speaker.AUTHOR,
    }
    return Reading(**(values | changes))


def finding(*statement_ids: str, category: Category = Category.GAP, **changes: Any) -> Finding:
    """A gap in testing, in words of `GAP_TEXT`."""
    values: dict[str, Any] = {
        "category": category,
        "competency": "testing",
        "statement_ids": statement_ids or ("s1",),
        "confidence": 0.8,
        "gap_type": GapType.HABIT,
        "topic": "skipping the load tests",
    }
    return Finding(**(values | changes))


def evidence(quote: str = GAP_TEXT, **changes: Any) -> Evidence:
    """The first words of a document."""
    values: dict[str, Any] = {
        "quote": quote,
        "start": 0,
        "end": len(quote),
        "line": 1,
        "heading_path": [],
        "source": "review.md",
    }
    return Evidence(**(values | changes))


def grounded(*pieces: Evidence, **changes: Any) -> Grounded:
    """A gap with its evidence."""
    return Grounded(finding(**changes), pieces or (evidence(),))


def gap(**changes: Any) -> Gap:
    """A stated gap in testing, of high priority."""
    values: dict[str, Any] = {
        "id": "gap-1",
        "competency": "testing",
        "competency_name": "Testing",
        "topic": "skipping the load tests",
        "kind": GapKind.STATED,
        "gap_type": GapType.HABIT,
        "priority": "high",
        "priority_score": 6.0,
        "priority_factors": [
            Factor(name="importance", value=3.0, reason="core"),
            Factor(name="size", value=2.0, reason="twice"),
        ],
        "confidence": "high",
        "confidence_score": 0.8,
        "current_level": None,
        "target_level": None,
        "current_expectation": None,
        "target_expectation": None,
        "delta": "from there to here",
        "rationale": "You say so yourself (line 1).",
        "alternative_reading": None,
        "evidence": [evidence()],
        "guidance": [],
    }
    return Gap(**(values | changes))


CORE = {"testing": Importance.CORE, "planning": Importance.SUPPORTING}


@dataclass(frozen=True, slots=True)
class FakeReader:
    """A reader that says of each text what a function says: role, competency, kind of gap."""

    says: Callable[[str], tuple[Role, str, GapType]]
    competency_ids: tuple[str, ...]
    name: str = "fake"

    def read(self, texts: Sequence[str], contexts: Sequence[str]) -> ReaderOutput:
        """Nearly certain of everything."""
        said = [self.says(text) for text in texts]
        return ReaderOutput(
            roles=_sure([list(Role).index(role) for role, _, _ in said], len(Role)),
            competencies=_sure([self.competency_ids.index(key) for _, key, _ in said], len(self.competency_ids)),
            gap_types=_sure([list(GapType).index(kind) for _, _, kind in said], len(GapType)),
            speakers=_sure([0 for _ in said], len(Speaker)),
            competency_ids=self.competency_ids,
        )


def _sure(columns: list[int], width: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    rows = np.full((len(columns), width), 0.02 / width, dtype=np.float32)
    rows[np.arange(len(columns)), columns] = 0.98
    return rows


@dataclass(frozen=True, slots=True)
class FakeAssessor:
    """An engine that says what it was told to say."""

    assessment: Assessment
    name: str = "fake"

    def assess(self, records: tuple[Record, ...]) -> Assessment:
        """Say it, whatever the records."""
        return self.assessment


def flat(text: str) -> str:
    """Text with every run of white space as one space."""
    return " ".join(text.split())


CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a terminal may obey; a line end is not among it."""
