"""Priority is a product that anybody can multiply again, and the order follows from it."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.model.competency import GapType, Importance, Level
from coach.model.evidence import Grounded
from coach.model.report import Evidence, GapKind
from coach.model.text import Speaker
from coach.rank import assessed_level, confidence_word, gap_size, rank_gaps
from tests.builders import evidence, grounded

IMPORTANCE = {"testing": Importance.CORE, "planning": Importance.SUPPORTING, "presenting": Importance.BEYOND}

pieces = st.builds(
    evidence,
    start=st.integers(0, 500),
    line=st.integers(1, 9),
    source=st.sampled_from(["a.md", "b.md"]),
    speaker=st.sampled_from(Speaker),
    strength=st.sampled_from(["claimed", "described", "with-result", "corroborated"]),
)


@st.composite
def gaps(draw: st.DrawFn) -> list[Grounded]:
    competencies = draw(st.lists(st.sampled_from([*IMPORTANCE, "unheard-of"]), unique=True, max_size=4))
    return [
        grounded(
            *draw(st.lists(pieces, min_size=1, max_size=4)),
            competency=key,
            kind=draw(st.sampled_from(GapKind)),
            gap_type=draw(st.sampled_from(GapType)),
        )
        for key in competencies
    ]


@settings(max_examples=100, deadline=None)
@given(gaps(), st.sets(st.sampled_from([*IMPORTANCE])), st.sets(st.sampled_from([*IMPORTANCE])))
def test_factors_multiply_to_the_score_and_the_score_is_the_order(
    items: list[Grounded], wished: set[str], practised: set[str]
) -> None:
    ranked = rank_gaps(items, IMPORTANCE, frozenset(wished), dict.fromkeys(practised, "“my plan”"))
    assert sorted(item.grounded.finding.competency for item in ranked) == sorted(item.finding.competency for item in items)
    for item in ranked:
        assert math.isclose(item.score, math.prod(factor.value for factor in item.factors))
        assert [factor.name for factor in item.factors] == ["importance", "size", "wish", "opportunity"]
        assert all(factor.reason for factor in item.factors)
        assert item.priority == ("high" if item.score >= 8 else "medium" if item.score >= 3 else "low")
    assert all(one.score >= two.score for one, two in pairwise(ranked))


def order(*items: Grounded, sources: tuple[str, ...] = ()) -> list[str]:
    return [item.grounded.finding.competency for item in rank_gaps(list(items), {}, frozenset(), {}, sources)]


def test_ties_keep_the_order_of_the_document_whatever_the_engine_said_first() -> None:
    late, early = grounded(evidence(start=90), competency="testing"), grounded(evidence(start=10), competency="planning")
    assert order(late, early) == ["planning", "testing"]


def test_a_gap_stands_where_it_is_first_told_not_where_it_is_told_best() -> None:
    told_twice = grounded(evidence(start=90, line=4), evidence(start=5, line=4), competency="testing")
    assert order(grounded(evidence(start=10), competency="planning"), told_twice) == ["testing", "planning"]


def test_ties_keep_the_order_in_which_the_documents_were_given() -> None:
    second, first = (
        grounded(evidence(source="a.md"), competency="testing"),
        grounded(evidence(source="b.md"), competency="planning"),
    )
    assert order(second, first, sources=("b.md", "a.md")) == ["planning", "testing"]


def test_what_the_level_depends_on_comes_first_and_a_wish_lifts() -> None:
    core, beyond = grounded(competency="testing"), grounded(competency="presenting")
    ranked = rank_gaps([beyond, core], IMPORTANCE, frozenset(), {})
    assert [item.grounded.finding.competency for item in ranked] == ["testing", "presenting"]
    assert ranked[0].score == 3 * ranked[1].score
    assert rank_gaps([beyond], IMPORTANCE, frozenset({"presenting"}), {})[0].score == 1.5 * ranked[1].score
    lifted = rank_gaps([beyond], IMPORTANCE, frozenset(), {"presenting": "“a talk in May”"})[0]
    assert lifted.score == 1.25 * ranked[1].score
    assert "“a talk in May”" in lifted.factors[3].reason


def test_the_reason_names_the_level_at_which_importance_was_measured() -> None:
    def reason(*measured: str) -> str:
        return rank_gaps([grounded(competency="testing")], IMPORTANCE, frozenset(), {}, (), *measured)[0].factors[0].reason

    assert reason() == "core for the target level"
    assert reason("for your level") == "core for your level"


@pytest.mark.parametrize(
    ("gap", "size", "why"),
    [
        (grounded(kind=GapKind.IMPLIED), 1.0, "one mention"),
        (grounded(kind=GapKind.STATED, gap_type=GapType.HABIT), 1.5, "said plainly"),
        (grounded(kind=GapKind.STATED, gap_type=GapType.OPPORTUNITY), 1.0, "one mention"),
        (grounded(evidence(line=1), evidence(line=1), kind=GapKind.IMPLIED), 1.0, "one mention"),
        (grounded(evidence(line=1), evidence(line=2), kind=GapKind.IMPLIED), 1.5, "2 places"),
        (grounded(*(evidence(line=line) for line in range(1, 9)), kind=GapKind.IMPLIED), 2.0, "8 places"),
        (grounded(evidence(speaker=Speaker.PEER), kind=GapKind.IMPLIED), 1.5, "others see it too"),
        (grounded(evidence(strength="with-result"), kind=GapKind.IMPLIED), 1.5, "in numbers"),
        (
            grounded(*(evidence(line=line, speaker=Speaker.PEER, strength="with-result") for line in range(1, 9))),
            3.0,
            "8 places, said plainly, others see it too",
        ),
    ],
)
def test_size_of_a_gap(gap: Grounded, size: float, why: str) -> None:
    found, reasons = gap_size(gap)
    assert found == size
    assert why in reasons


@pytest.mark.parametrize(
    ("value", "word"), [(1.0, "high"), (0.75, "high"), (0.74, "medium"), (0.55, "medium"), (0.54, "low"), (0.0, "low")]
)
def test_confidence_in_words(value: float, word: str) -> None:
    assert confidence_word(value) == word


@pytest.mark.parametrize(
    ("stated", "gap_type", "pieces_", "level"),
    [
        (None, GapType.SKILL, 1, None),
        (Level.SENIOR, GapType.SKILL, 1, Level.MID),
        (Level.SENIOR, GapType.HABIT, 1, Level.SENIOR),
        (Level.SENIOR, GapType.HABIT, 2, Level.MID),
        (Level.SENIOR, GapType.OPPORTUNITY, 3, Level.SENIOR),
        (Level.SENIOR, GapType.EVIDENCE, 3, Level.SENIOR),
        (Level.JUNIOR, GapType.SKILL, 3, Level.JUNIOR),
    ],
)
def test_the_stated_level_is_the_ceiling(stated: Level | None, gap_type: GapType, pieces_: int, level: Level | None) -> None:
    assert assessed_level(stated, tuple(evidence(line=line) for line in range(1, pieces_ + 1)), gap_type) is level


def test_others_words_lower_a_habit() -> None:
    assert assessed_level(Level.SENIOR, (evidence(speaker=Speaker.MANAGER),), GapType.HABIT) is Level.MID


def wish_of(*pieces: Evidence, wished: frozenset[str] = frozenset()) -> tuple[float, str]:
    (ranked,) = rank_gaps([grounded(*pieces)], IMPORTANCE, wished, {})
    factor = next(factor for factor in ranked.factors if factor.name == "wish")
    return factor.value, factor.reason


@pytest.mark.parametrize(("mark", "value"), [("High", 2.0), ("top", 2.0), ("Medium", 1.25), ("LOW", 1.0)])
def test_the_persons_own_mark_is_their_wish(mark: str, value: float) -> None:
    marked = evidence(heading_path=["Skill gaps", f"Technical skills - {mark} priority", "Testing"])
    for wished in (frozenset[str](), frozenset({"testing"})):
        assert wish_of(marked, wished=wished)[0] == value
    assert "you mark it" in wish_of(marked)[1]


def test_what_is_listed_to_grow_in_is_a_wish_unless_somebody_else_lists_it() -> None:
    assert wish_of(evidence(heading_path=["Review", "Areas for growth"])) == (1.5, "you list it where you want to grow")
    assert wish_of(evidence(heading_path=["Review", "Areas for growth"], speaker=Speaker.MANAGER))[0] == 1.0
    assert wish_of(evidence(heading_path=["Review", "Wins"]))[0] == 1.0


def test_of_equals_the_surer_comes_first() -> None:
    unsure = grounded(evidence(start=10), competency="planning", confidence=0.5)
    sure = grounded(evidence(start=90), competency="testing", confidence=0.9)
    assert order(unsure, sure) == ["testing", "planning"]
