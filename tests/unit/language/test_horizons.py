"""Dates in a person's own words, counted in months."""

from __future__ import annotations

from datetime import date

import pytest

from coach.language.horizons import months_ahead

START = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "month"),
    [
        ("Phase 1 (Next 3 Months)", 3),
        ("Phase 2 (Months 4-6)", 6),
        ("Phase 3 (Months 7-12)", 12),
        ("within six months", 6),
        ("Goals for the next half", 6),
        ("next quarter", 3),
        ("Agree the objectives by the end of March", 4),
        ("Give a talk in May.", 6),
        ("ready in October", 11),
        ("by the end of Q1", 4),
        ("by the end of Q1 2027", 4),
        ("Q1 2025 Priorities", None),
        ("in March 2025", None),
        ("next 36 months", None),
        ("I may march on", None),
        ("Lead a project", None),
        ("", None),
    ],
)
def test_how_far_ahead(words: str, month: int | None) -> None:
    assert months_ahead(words, START) == month
