"""A reading as a table: every part that was found, nothing that a terminal would obey."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from coach.corpora import Corpus
from coach.guide import Guide
from coach.model.text import DocumentKind
from coach.reading import readings_of
from coach.render.reading import render_reading
from coach.segment.record import read_record
from tests.builders import CONTROL
from tests.unit.render.hostile import PAYLOADS, document, hostile_review


def printed(corpus: Corpus, guide: Guide, payload: str, width: int = 100) -> str:
    record = read_record(document(payload), kind=DocumentKind.SELF_ASSESSMENT)
    assessment = hostile_review(corpus, guide).assess.assess((record,))
    buffer = io.StringIO()
    for reading in readings_of([record], assessment.readings).documents:
        render_reading(reading, Console(file=buffer, width=width, highlight=False, no_color=True))
    return buffer.getvalue()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_control_character_of_the_person_reaches_the_terminal(corpus: Corpus, guide: Guide, payload: str) -> None:
    assert not CONTROL.search(printed(corpus, guide, payload))


def test_every_part_is_shown(corpus: Corpus, guide: Guide) -> None:
    text = printed(corpus, guide, "kindly", width=200)
    for words in ("self assessment", "Achievements", "40%", "Growth areas", "(told indirectly)", "Goals", "not stated"):
        assert words in text


@pytest.mark.parametrize("width", [40, 60, 120])
@pytest.mark.parametrize("payload", ["kindly", "w" * 400])
def test_no_line_is_wider_than_the_console(corpus: Corpus, guide: Guide, payload: str, width: int) -> None:
    assert max(cell_len(line) for line in printed(corpus, guide, payload, width).splitlines()) <= width
