"""Answers written from the labels of a case: what a perfect reader would say, in the shape that the assess prompt asks for.

They measure no model. They hold everything around one still: the prompt, the client, the checks, grounding and ranking.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from coach.evaluate.cases import GoldGap, ReviewCase
from coach.evaluate.replay import Answer, Upstream
from coach.model.text import Record, Statement
from coach.segment.record import read_record

_TOPIC_WORDS = 8


def answers_from_labels(case: ReviewCase) -> Upstream:
    """A model that answers any request about a document with its labels."""
    said = _assessment(case, read_record(case.document))

    def answer(_path: str, body: dict[str, Any]) -> Answer:
        content = json.dumps(said, ensure_ascii=False)
        spent = {"prompt_tokens": len(json.dumps(body)) // 4, "completion_tokens": len(content) // 4}
        message = {"role": "assistant", "content": content}
        return (
            200,
            {"content-type": "application/json"},
            {
                "id": "written-from-labels",
                "object": "chat.completion",
                "created": 0,
                "model": str(body.get("model", "")),
                "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
                "usage": {**spent, "total_tokens": sum(spent.values())},
            },
        )

    return answer


def _assessment(case: ReviewCase, record: Record) -> dict[str, Any]:
    gaps = [(label, _statement(record, label.quote)) for label in case.gold.gaps]
    told = [(label, found) for label, found in gaps if found is not None]
    strengths = [(item.competency, _statement(record, item.quote)) for item in case.gold.strengths if item.competency]
    reading = {found.id: {"id": found.id, "role": _role(label), "competency": label.competency} for label, found in told}
    return {
        "reading": list(reading.values()),
        "gaps": [_gap(label, found) for label, found in told],
        "strengths": [{"statements": [found.id], "competency": name} for name, found in strengths if found],
        "wishes": [],
    }


def _role(label: GoldGap) -> str:
    return "shortfall" if label.kind.value == "stated" else "implied"


def _gap(label: GoldGap, statement: Statement) -> Mapping[str, Any]:
    return {
        "statements": [statement.id],
        "lack": " ".join(label.quote.split())[:150],
        "competency": label.competency,
        "kind": label.kind.value,
        "gap_type": label.gap_type.value,
        "topic": _topic(statement.text),
        "confidence": "high",
    }


def _topic(text: str) -> str:
    words = re.split(r"\s+", text.strip())[:_TOPIC_WORDS]
    return " ".join(words).rstrip(".,;:!?")[:88]


def _statement(record: Record, quote: str) -> Statement | None:
    start = record.document.text.index(quote)
    end = start + len(quote)
    return next((item for item in record.statements if item.start < end and start < item.end), None)
