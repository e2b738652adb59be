"""Findings from what a reader says of each statement; the reader is a fake, so each rule is seen alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from coach.corpora import Corpus
from coach.engines.local.assess import LocalAssessor, reader_context
from coach.engines.local.thresholds import Thresholds
from coach.ground import ground
from coach.model.competency import GapType
from coach.model.evidence import Assessment, Category, Finding
from coach.model.report import GapKind
from coach.model.text import GAP_ROLES, Role, Speaker
from tests.builders import FakeReader, record, statement

Assess = Callable[..., Assessment]


@pytest.fixture
def assess(corpus: Corpus) -> Assess:
    """Assess lines; each begins with its role, competency and kind of gap: `shortfall testing habit| words`."""

    def run(*lines: str, **changes: Any) -> Assessment:
        words = [line.split("|")[1].strip() for line in lines]
        said = {text: line.split("|")[0].split() for line, text in zip(lines, words, strict=True)}

        def says(text: str) -> tuple[Role, str, GapType]:
            role, competency, gap_type = said[text]
            return Role(role), competency, GapType(gap_type)

        assessor = LocalAssessor(FakeReader(says, tuple(corpus.competencies)), corpus.competencies, Thresholds())
        made = record(*words)
        statements = tuple(replace(item, **changes) for item in made.statements)
        given = record(*words, statements=statements)
        assessment = assessor.assess((given,))
        kept, dropped = ground(assessment, [given], corpus.competencies)
        assert len(kept) == len(assessment.findings), [item.reason for item in dropped]
        return assessment

    return run


def of(assessment: Assessment, category: Category) -> list[Finding]:
    return [item for item in assessment.findings if item.category is category]


def test_a_plain_shortfall_is_a_stated_gap_with_its_words(assess: Assess) -> None:
    (gap,) = assess("shortfall testing habit| I keep shipping without an end-to-end check on Fridays.").findings
    assert (gap.category, gap.competency, gap.kind, gap.gap_type) == (Category.GAP, "testing", GapKind.STATED, GapType.HABIT)
    assert gap.statement_ids == ("s1",)
    assert gap.topic


def test_an_indirect_one_is_implied(assess: Assess) -> None:
    (gap,) = assess("implied delegation habit| By ten at night I was still fixing their tickets myself.").findings
    assert gap.kind is GapKind.IMPLIED


def test_a_missing_chance_is_missing_unless_growth_is_asked_for(assess: Assess) -> None:
    (gap,) = assess("shortfall hiring opportunity| Nobody has ever asked me to sit on a panel.").findings
    assert gap.kind is GapKind.MISSING
    (gap,) = assess("growth hiring opportunity| I would like to sit on a panel one day soon.").findings
    assert gap.kind is GapKind.STATED


@pytest.mark.parametrize("role", [role.value for role in Role if role not in GAP_ROLES])
def test_what_is_no_gap_makes_no_gap(assess: Assess, role: str) -> None:
    assert not of(assess(f"{role} testing habit| The checks ran again all night on that old machine."), Category.GAP)


def test_gaps_of_one_competency_are_one_finding_strongest_first_and_never_more_than_five(assess: Assess) -> None:
    gaps = of(
        assess(*(f"shortfall testing skill| Number {number} of the things I did not check well." for number in range(8))),
        Category.GAP,
    )
    assert len(gaps) == 1
    assert len(gaps[0].statement_ids) == len(set(gaps[0].statement_ids)) == 5
    one = of(assess("shortfall testing skill| Number 1 of the things I did not check well."), Category.GAP)
    assert gaps[0].confidence >= one[0].confidence


def test_a_wins_only_document_has_strengths_and_no_gap(assess: Assess) -> None:
    found = assess(
        "achievement testing skill| I cut the flaky suite by half.", "strength planning skill| I am good at cutting scope."
    )
    assert [item.competency for item in of(found, Category.STRENGTH)] == ["testing", "planning"]
    assert not of(found, Category.GAP)


@pytest.mark.parametrize("role", ["aspiration", "goal", "preference", "support"])
def test_wishes_are_told_by_their_kind(assess: Assess, role: str) -> None:
    (wish,) = of(assess(f"{role} presenting skill| A talk at the guild in May."), Category.ASPIRATION)
    assert (wish.note, wish.competency) == (role, "presenting")


@pytest.mark.parametrize(
    ("line", "category"),
    [
        ("strength coding skill| I am a world-class engineer.", Category.OVER_CLAIM),
        ("strength coding skill| I already operate at staff level.", Category.OVER_CLAIM),
        ("achievement coding skill| It was nothing special, I merely rewrote the scheduler.", Category.UNDER_CLAIM),
    ],
)
def test_claims_beside_their_facts(assess: Assess, line: str, category: Category) -> None:
    assert [
        item.category for item in assess(line).findings if item.category in (Category.OVER_CLAIM, Category.UNDER_CLAIM)
    ] == [category]


def test_a_large_claim_with_a_number_beside_it_is_left_alone(assess: Assess) -> None:
    assert not of(assess("achievement coding skill| Exceptional year: 40 releases without a rollback."), Category.OVER_CLAIM)


def test_somebody_elses_words_are_no_claim_of_the_author(assess: Assess) -> None:
    found = assess("strength coding skill| She is a world-class engineer.", speaker=Speaker.MANAGER)
    assert not of(found, Category.OVER_CLAIM)


def test_a_ticked_box_is_no_present_gap(assess: Assess) -> None:
    line = "shortfall testing skill| Learn property testing"
    assert of(assess(line), Category.GAP)
    assert not of(assess(line, box=True), Category.GAP)
    assert of(assess(line, box=False), Category.GAP)


@pytest.mark.parametrize("heading", ["Learning resources", "Progress tracking metrics", "Gratitude"])
def test_sections_without_gaps(assess: Assess, heading: str) -> None:
    assert not of(assess("shortfall testing skill| Property testing in depth", heading_path=(heading,)), Category.GAP)


def test_an_empty_record_says_nothing(corpus: Corpus) -> None:
    assessor = LocalAssessor(
        FakeReader(lambda text: (Role.SHORTFALL, "testing", GapType.SKILL), ("testing",)), corpus.competencies, Thresholds()
    )
    assert assessor.assess((record(),)).findings == ()
    assert assessor.assess(()).readings == {}
    assert assessor.name == "local (fake)"


def test_every_statement_has_a_reading(assess: Assess) -> None:
    found = assess("shortfall testing skill| I did not check.", "context testing skill| It rained.")
    assert set(found.readings) == {"s1", "s2"}
    assert all(abs(sum(value for _, value in item.competencies)) <= 1.001 for item in found.readings.values())


def test_the_reader_sees_the_two_innermost_headings() -> None:
    assert reader_context(statement(heading_path=("Review", "Growth", "Testing"))) == "Growth > Testing"
    assert reader_context(statement()) == ""
