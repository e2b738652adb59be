"""How a statement is put before the reader: its words, and the headings above it."""

from __future__ import annotations

from collections.abc import Sequence

CLS, SEP = 101, 102
MAX_TEXT, MAX_HEADINGS = 90, 24
"""Most word pieces of the two parts."""


def reader_ids(text: Sequence[int], headings: Sequence[int]) -> list[int]:
    """Join word pieces: [CLS] text [SEP] headings [SEP]."""
    return [CLS, *text[:MAX_TEXT], SEP, *headings[:MAX_HEADINGS], SEP]


def text_length(ids: Sequence[int]) -> int:
    """Length of the part that is pooled: [CLS], the text, and its [SEP]."""
    return list(ids).index(SEP) + 1
