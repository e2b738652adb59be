"""Exports of forms and chats."""

from __future__ import annotations

import json

import pytest

from coach.adapters.json_reader import read_json
from coach.errors import UnreadableInput


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (
            {"form": "H1", "answers": [{"question": "What went well?", "answer": "I led the release of the ledger."}]},
            "Form: H1\n\n# Answers\n\n### What went well?\n\nI led the release of the ledger.\n",
        ),
        ({"what_went_well": "I led the release of the ledger."}, "# What went well\n\nI led the release of the ledger.\n"),
        (
            [{"user": "Robin", "text": "I led the release of it."}, {"author": {"name": "Kim"}, "content": "Well done."}],
            "Robin: I led the release of it.\n\nKim: Well done.\n",
        ),
        (
            {"goals": ["Give one talk at the forum.", "Estimate better."]},
            "# Goals\n\n- Give one talk at the forum.\n- Estimate better.\n",
        ),
    ],
)
def test_exports(value: object, text: str) -> None:
    assert read_json(json.dumps(value).encode()).text == text


def test_data_without_sentences_are_refused() -> None:
    with pytest.raises(UnreadableInput, match="no sentences"):
        read_json(b'{"a": [1, 2, {"b": "c"}]}')
