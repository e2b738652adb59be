"""When a document speaks clearly of a gap, and when doubt is not a finding."""

from __future__ import annotations

import pytest

from coach.engines.local.clear import clear_documents
from coach.engines.local.thresholds import Thresholds
from coach.model.text import DocumentKind, Role
from tests.builders import reading, statement

AT = Thresholds(document=0.85, headed=0.65, praise=0.97, gap=0.55)


def is_clear(
    *gaps: float, headed: bool = False, kind: DocumentKind = DocumentKind.REFLECTION, role: Role = Role.IMPLIED
) -> bool:
    """Whether a document is clear whose statements speak of a gap so much, beside four that speak of none."""
    said = [*gaps, 0.0, 0.0, 0.0, 0.0]
    statements = [statement(id=f"s{number}") for number in range(len(said))]
    readings = {f"s{number}": reading(f"s{number}", role, gap=gap) for number, gap in enumerate(said)}
    source = statements[0].source
    return source in clear_documents(statements, readings, {source: kind}, {"s0"} if headed else set(), AT)


def test_one_sure_statement_is_enough_and_doubts_are_not() -> None:
    assert is_clear(0.86)
    assert not is_clear(0.84, 0.8)


def test_less_will_do_under_a_heading_of_growth() -> None:
    assert is_clear(0.66, headed=True)
    assert not is_clear(0.66)
    assert not is_clear(0.64, headed=True)


def test_several_plain_statements_are_clear_together_and_inferred_ones_are_not() -> None:
    assert is_clear(0.7, 0.7, 0.7, role=Role.SHORTFALL)
    assert not is_clear(0.7, 0.7, role=Role.SHORTFALL)
    assert not is_clear(0.7, 0.7, 0.7)


def test_a_note_of_which_half_speaks_of_gaps_is_clear() -> None:
    assert is_clear(0.6, 0.6, 0.6, 0.6)
    assert not is_clear(0.6, 0.6, 0.6)


@pytest.mark.parametrize(("gaps", "clear"), [((0.96, 0.9, 0.9, 0.9), False), ((0.98,), True)])
def test_a_list_of_what_went_well_needs_a_surer_statement(gaps: tuple[float, ...], clear: bool) -> None:
    assert is_clear(*gaps, kind=DocumentKind.BRAG_DOCUMENT, role=Role.SHORTFALL) is clear
