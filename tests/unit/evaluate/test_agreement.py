"""Agreement of two annotators: perfect, by chance, and none; alternatives count only where the row says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.errors import DataError
from coach.evaluate.agreement import agreement, load_labels, on_gaps
from coach.evaluate.cases import Gold, GoldGap
from coach.model.competency import GapType
from coach.model.report import GapKind
from coach.model.text import DocumentKind


def gold(name: str, *competencies: str, also: tuple[str, ...] = ()) -> Gold:
    gaps = tuple(
        GoldGap(competency=key, also=also, kind=GapKind.STATED, gap_type=GapType.HABIT, quote="q") for key in competencies
    )
    return Gold(id=name, split="tuning", style="plain", kind=DocumentKind.SELF_ASSESSMENT, gaps=gaps)


def test_kappa_is_one_for_perfect_zero_for_chance_and_negative_for_contradiction() -> None:
    assert agreement("x", [(True, True), (False, False)]).kappa == 1.0
    assert agreement("x", [(True, True), (True, False), (False, True), (False, False)]).kappa == 0.0
    assert agreement("x", [(True, False), (False, True)]).kappa == -1.0
    assert agreement("x", [(False, False)] * 3).kappa == agreement("x", [(False, False)]).f1 == 1.0


def test_a_textbook_kappa() -> None:
    answers = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    assert agreement("x", answers).kappa == pytest.approx(0.4)


def test_documents_are_compared_on_any_gap_on_competencies_and_with_alternatives() -> None:
    one = {"a": gold("a", "testing", "planning", also=("execution",)), "b": gold("b"), "only": gold("only")}
    other = {"a": gold("a", "testing", "execution"), "b": gold("b", "hiring")}
    any_gap, strict, lenient, *each = on_gaps(one, other)
    assert (any_gap.both, any_gap.second, any_gap.neither) == (1, 1, 0)
    assert (strict.both, strict.first, strict.second) == (1, 1, 2)
    assert (lenient.both, lenient.first, lenient.second) == (2, 0, 1)
    assert [row.what for row in each] == ["execution", "hiring", "planning", "testing"]


def test_labels_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.gold.yaml").write_text("id: a\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.gold\.yaml"):
        load_labels(tmp_path)
