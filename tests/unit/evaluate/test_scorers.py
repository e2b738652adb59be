"""Each scorer passes a faithful answer and catches the planted bad one that it is for."""

from __future__ import annotations

import pytest

from coach.evaluate.cases import Gold, GoldGap, Trap
from coach.evaluate.scorers import Counts, score_gaps, trap_hits, unsupported_quotes
from coach.model.competency import GapType
from coach.model.report import Gap, GapKind
from coach.model.text import DocumentKind
from tests.builders import evidence, gap

TEXT = "I skip the load tests. My estimates are late. We were late because of the vendor. I skip the load tests."


def label(competency: str, *also: str) -> GoldGap:
    return GoldGap(competency=competency, also=also, kind=GapKind.STATED, gap_type=GapType.HABIT, quote="I skip")


def gold(*gaps: GoldGap, traps: tuple[Trap, ...] = ()) -> Gold:
    return Gold(id="x-plain-1", split="tuning", style="plain", kind=DocumentKind.SELF_ASSESSMENT, gaps=gaps, traps=traps)


def found(*competencies: str) -> list[Gap]:
    return [gap(competency=key) for key in competencies]


TWO = gold(label("testing"), label("planning", "execution"))


def test_a_faithful_answer_is_perfect() -> None:
    counts = score_gaps(TWO, found("testing", "planning"))
    assert counts == Counts(2, 0, 0)
    assert counts.f1 == counts.precision == counts.recall == 1.0


def test_a_lost_gap_is_a_miss() -> None:
    assert score_gaps(TWO, found("testing")) == Counts(1, 0, 1)
    assert score_gaps(TWO, []) == Counts(0, 0, 2)


def test_an_extra_gap_is_a_false_alarm() -> None:
    assert score_gaps(TWO, found("testing", "planning", "hiring")) == Counts(2, 1, 0)
    assert score_gaps(gold(), found("hiring")) == Counts(0, 1, 0)


def test_a_second_readers_competency_counts() -> None:
    assert score_gaps(TWO, found("testing", "execution")) == Counts(2, 0, 0)


def test_a_label_is_hit_once() -> None:
    assert score_gaps(gold(label("planning", "execution")), found("planning", "execution")).hits == 1


def test_nothing_found_where_nothing_is_is_perfect() -> None:
    counts = score_gaps(gold(), [])
    assert counts.f1 == counts.precision == counts.recall == 1.0


def test_counts_add_up_and_divide() -> None:
    total = sum((Counts(1, 0, 1), Counts(2, 1, 0)), Counts())
    assert total == Counts(3, 1, 1)
    assert total.precision == total.recall == 0.75
    assert total.f1 == pytest.approx(0.75)
    assert Counts(0, 3, 0).f1 == Counts(0, 0, 3).f1 == 0.0


def standing_on(words: str, competency: str = "planning", at: int | None = None) -> Gap:
    start = TEXT.index(words) if at is None else at
    return gap(competency=competency, evidence=[evidence(words, start=start, end=start + len(words))])


TRAP = gold(traps=(Trap(competency="planning", quote="We were late because of the vendor.", why="others"),))


def test_a_gap_on_a_trap_is_a_hit() -> None:
    assert trap_hits(TRAP, [standing_on("late because")], TEXT) == [TRAP.traps[0].quote]
    assert trap_hits(TRAP, [standing_on("My estimates are late. We were")], TEXT)


def test_a_gap_beside_a_trap_or_of_another_competency_is_none() -> None:
    assert trap_hits(TRAP, [standing_on("My estimates are late.")], TEXT) == []
    assert trap_hits(TRAP, [standing_on("late because", "conflict-resolution")], TEXT) == []
    assert trap_hits(TRAP, [], TEXT) == []


def test_a_trap_for_every_competency_is_hit_by_any() -> None:
    any_gap = gold(traps=(Trap(quote="We were late because of the vendor.", why="others"),))
    assert trap_hits(any_gap, [standing_on("late because", "hiring")], TEXT)
    assert trap_hits(any_gap, [standing_on("My estimates are late.", "hiring")], TEXT) == []


def test_a_quote_at_its_offset_is_supported() -> None:
    item = evidence("My estimates are late.", start=23, end=45)
    assert unsupported_quotes([item], {"review.md": TEXT}) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"start": 24, "end": 46},
        {"start": 22, "end": 44},
        {"end": 44},
        {"quote": "My estimates are fine."},
        {"quote": "my estimates are late."},
        {"source": "other.md"},
        {"start": 900, "end": 922},
        {"start": -1},
        {"start": 23 - len(TEXT)},
    ],
)
def test_a_quote_that_is_not_at_its_offset_is_caught(changes: dict[str, object]) -> None:
    item = evidence("My estimates are late.", start=23, end=45).model_copy(update=changes)
    assert unsupported_quotes([item], {"review.md": TEXT}) == [item.quote]
