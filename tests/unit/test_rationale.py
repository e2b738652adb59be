"""A rationale says something of this person: where they say it, what they did, what they plan."""

from __future__ import annotations

import pytest

from coach.corpora import Corpus
from coach.model.competency import GapType
from coach.model.report import Aspiration, GapKind, Strength
from coach.rationale import in_context, rationale_of, shortened
from tests.builders import evidence, finding, gap

DEED = Strength(
    competency="testing",
    competency_name="Testing",
    summary="1 place",
    evidence=[evidence("I wrote 64 tests.", line=7, start=90)],
)
PLAN = Aspiration(
    competency="testing", competency_name="Testing", kind="goal", evidence=[evidence("Test the import", line=9, start=200)]
)


def test_it_names_the_headings_under_which_it_is_said() -> None:
    pieces = (
        evidence(line=35, heading_path=["Review", "Areas for Growth"]),
        evidence(line=83, heading_path=["Review", "What I Want to Improve"]),
    )
    words = rationale_of(finding(), pieces, "")
    assert words.startswith("You name it under “Areas for Growth” and “What I Want to Improve” (lines 35, 83): ")
    assert "under" not in rationale_of(finding(), (evidence(heading_path=["Review"]),), "")


def test_a_document_that_rates_is_no_confession() -> None:
    assert rationale_of(finding(), (evidence("**Current Level**: Advanced"),), "").startswith("The document rates it (line 1)")


@pytest.mark.parametrize("gap_type", GapType)
def test_a_level_below_ones_own_is_explained(gap_type: GapType) -> None:
    assert "; the ladder asks for it at your present level too." in rationale_of(
        finding(gap_type=gap_type), (evidence(),), "mid"
    )
    assert "level" not in rationale_of(finding(gap_type=gap_type), (evidence(),), "")


def test_a_deed_and_a_plan_of_the_person_stand_beside_the_gap(corpus: Corpus) -> None:
    (told,) = in_context([gap()], [DEED], [PLAN], corpus)
    assert "Beside it stands “I wrote 64 tests.” (line 7)." in told.rationale
    assert "Your own plan takes it up: “Test the import” (line 9)." in told.rationale
    (other,) = in_context([gap(competency="planning")], [DEED], [PLAN], corpus)
    assert other.rationale == gap().rationale


def test_the_words_of_a_gap_are_not_told_against_it(corpus: Corpus) -> None:
    same = gap(evidence=[*DEED.evidence, *PLAN.evidence])
    assert in_context([same], [DEED], [PLAN], corpus)[0].rationale == same.rationale


def test_two_gaps_of_one_name_are_told_apart_by_the_words_of_the_text(corpus: Corpus) -> None:
    words = "System Architecture: I'd like more experience with large-scale distributed systems"
    gaps = [
        gap(competency="architecture", topic="System Architecture", evidence=[evidence(words)]),
        gap(competency="distributed-systems", topic="System Architecture", evidence=[evidence(words)]),
    ]
    first, second = in_context(gaps, [], [], corpus)
    assert first.topic == "System Architecture"
    assert second.topic != first.topic
    assert second.topic in words


def test_a_long_quotation_is_cut_at_a_word() -> None:
    assert shortened("**word** " * 60).endswith("word…")
    assert len(shortened("word " * 60)) <= 140
    assert shortened('"Calm and quick."') == "Calm and quick."


def test_a_target_level_is_spoken_of_only_where_one_is_known() -> None:
    missing = finding(kind=GapKind.MISSING, gap_type=GapType.OPPORTUNITY)
    assert "target" not in rationale_of(missing, (evidence(),), "")
    assert rationale_of(missing, (evidence(),), "", expected=True).startswith("The target level expects it, and you say")
