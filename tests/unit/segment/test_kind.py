"""Every kind of text is recognised by what it says, each case a text that a person could hand in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coach.model.text import DocumentKind
from coach.read.document import read_bytes
from coach.segment.record import read_record

CASES = re.split(
    r"^@ ", (Path(__file__).parents[2] / "fixtures/segment/kinds.txt").read_text(encoding="utf-8"), flags=re.MULTILINE
)[1:]


@pytest.mark.parametrize("case", CASES, ids=[case.split("\n", 1)[0] for case in CASES])
def test_kind_is_recognised(case: str) -> None:
    title, text = case.split("\n", 1)
    record = read_record(read_bytes(text.encode(), title))
    assert record.kind == DocumentKind(title.split(":")[0]), record.kind_reason
    assert record.kind_reason


def test_what_the_person_says_it_is_wins() -> None:
    record = read_record(read_bytes(b"Great year, thanks all.", "x"), kind=DocumentKind.BRAG_DOCUMENT)
    assert (record.kind, record.kind_reason) == (DocumentKind.BRAG_DOCUMENT, "you said so")
