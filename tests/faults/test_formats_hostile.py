"""Every hostile document through the gate: a text or a named error with its remedy, in time, and nothing is left behind."""

from __future__ import annotations

import time

import pytest

from coach.errors import InputTooLarge, UnreadableInput
from coach.model.text import Document
from coach.read.document import read_bytes
from coach.wiring import intake
from tests.fixtures.formats.hostile import HOSTILE

READ = frozenset(
    "docx-deep-tables docx-style-ring docx-wild-numbers odt-deep-lists pdf-prev-itself pdf-endless-text pdf-deep-arrays "
    "pdf-deep-graphics pdf-wild-box html-entity-bomb rtf-unopened rtf-nul rtf-unknown-page rtf-many-cells eml-wrong-charset "
    "eml-bad-base64".split()
)
"""Those in which words of a person can be read in spite of all."""

_SLOW = frozenset(("html-many-attributes",))
SECONDS = 15


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.slow) if name in _SLOW else name for name in HOSTILE])
def test_a_text_or_a_named_error(name: str) -> None:
    data = HOSTILE[name]()
    begun = time.monotonic()
    outcome = read(data, f"{name}.docx")
    assert time.monotonic() - begun < SECONDS
    assert isinstance(outcome, Document) == (name in READ)
    if isinstance(outcome, Document):
        assert "root:" not in outcome.text
    else:
        assert outcome.place == f"{name}.docx"
        assert outcome.remedy
        assert outcome.exit_code == (4 if isinstance(outcome, InputTooLarge) else 3)
        assert "Error" not in outcome.cause


def read(data: bytes, source: str) -> Document | UnreadableInput | InputTooLarge:
    try:
        return read_bytes(data, source, intake=intake())
    except (UnreadableInput, InputTooLarge) as error:
        return error


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 100
