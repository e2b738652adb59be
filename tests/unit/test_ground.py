"""Whatever an engine says: what is kept stands on the documents, what is not kept is listed with its reason."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from coach.ground import evidence_of, ground, scope_of
from coach.model.competency import GapType, Scope
from coach.model.evidence import Assessment, Category, Finding, Reading, Unused
from coach.model.report import GapKind
from coach.model.text import Document, Record, Role, Speaker
from tests.builders import finding, reading, record, statement

KNOWN = ("testing", "planning", "presenting")
TEXTS = ("I keep skipping the load tests.", "I led 3 talks.", "My estimates are late.")
OWN = ("s1", "s2", "s3", "b:s1", "b:s2")
FOREIGN = ("s99", "", "c:s1", "S1", "s1 ", "outside", "backwards", "beyond", "blank", "negative", "twice", "lent")


def hostile_records() -> tuple[Record, Record]:
    """Two documents; some statements have spans that are not in the text, or belong to no one document."""
    first, second = record(*TEXTS), record("I rush.\r\n", "I plan to speak.", source="other.md", prefix="b:")
    end = len(first.document.text)
    broken = (
        statement("x", id="outside", start=end + 5, end=end + 9),
        statement("x", id="backwards", start=9, end=3),
        statement("x", id="beyond", start=0, end=end + 1),
        statement("x", id="blank", start=len(TEXTS[0]), end=len(TEXTS[0]) + 1),
        statement("x", id="negative", start=-9, end=-1),
        statement("x", id="lent", start=0, end=3, source="nobody.md"),
        statement("I", id="twice", start=0, end=1),
    )
    also = statement("I", id="twice", start=0, end=1, source="other.md")
    return (
        replace(first, statements=(*first.statements, *broken)),
        replace(second, statements=(*second.statements, also)),
    )


ids = st.sampled_from([*OWN, *OWN, *FOREIGN]) | st.text(max_size=4)
confidences = st.floats(0, 1) | st.sampled_from([math.nan, 2.0, -0.1, math.inf, -math.inf]) | st.floats()
findings = st.builds(
    Finding,
    category=st.sampled_from(Category),
    competency=st.sampled_from([*KNOWN, "", "juggling"]) | st.text(max_size=3),
    statement_ids=st.lists(ids, max_size=4).map(tuple) | st.sampled_from([("s1",), ("s2", "s1"), ("b:s1", "b:s1")]),
    confidence=confidences,
    kind=st.sampled_from(GapKind),
    gap_type=st.sampled_from(GapType),
    topic=st.sampled_from(["skipping the load tests", "led 3 talks", "rush", "estimates", "invented words", ""]),
    note=st.sampled_from(["goal", "aspiration", "support", "preference", "context", ""]),
    alternative=st.none() | st.text(max_size=5),
)
readings = st.builds(
    reading, key=ids, role=st.sampled_from(Role), speaker=st.sampled_from(Speaker), gap=st.floats(), role_confidence=st.floats()
)
assessments = st.builds(
    Assessment,
    engine=st.just("hostile"),
    findings=st.lists(findings, max_size=6).map(lambda made: (*made, *made[:2])),
    readings=st.dictionaries(ids, readings, max_size=4),
    unused=st.lists(
        st.builds(
            Unused,
            ids,
            st.sampled_from(["closed", "", "  "]),
            st.none() | st.sampled_from(Role),
            st.sampled_from([None, "testing", "juggling"]),
        ),
        max_size=3,
    ).map(tuple),
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(assessments)
def test_nothing_unverified_is_kept_and_everything_dropped_is_listed(assessment: Assessment) -> None:
    records = hostile_records()
    texts = {each.document.source: each.document.text for each in records}
    kept, dropped = ground(assessment, records, KNOWN)
    event(f"kept {min(3, len(kept))}")
    assert len(kept) + len(dropped) == len(assessment.findings) + len(assessment.unused)
    assert all(item.reason.strip() for item in dropped)
    for item in kept:
        assert item.evidence
        assert set(item.finding.statement_ids) <= set(OWN)
        assert 0.0 <= item.finding.confidence <= 1.0
        assert item.finding.competency in KNOWN or (
            not item.finding.competency and item.finding.category not in (Category.GAP, Category.STRENGTH)
        )
    pairs = [
        (item.finding.category, item.finding.competency)
        for item in kept
        if item.finding.category in (Category.GAP, Category.STRENGTH)
    ]
    assert len(pairs) == len(set(pairs))
    for piece in [
        *(piece for item in kept for piece in item.evidence),
        *(piece for item in dropped for piece in item.evidence),
    ]:
        assert piece.quote == texts[piece.source][piece.start : piece.end]
        assert piece.quote.strip()
    assert {item.competency for item in dropped} <= {*KNOWN, None}


def faults(*given_findings: Finding, **changes: Any) -> list[str]:
    _, dropped = ground(Assessment("x", given_findings, **changes), hostile_records(), KNOWN)
    return [item.reason for item in dropped]


def test_a_faithful_finding_is_kept_with_its_words() -> None:
    kept, dropped = ground(Assessment("x", (finding("s1", "s2"),)), hostile_records(), KNOWN)
    assert not dropped
    assert [item.quote for item in kept[0].evidence] == list(TEXTS[:2])
    assert [item.line for item in kept[0].evidence] == [1, 2]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"statement_ids": ()}, "no statement"),
        ({"statement_ids": ("s1", "s99")}, "does not exist (s99)"),
        ({"statement_ids": ("twice",)}, "not of one document"),
        ({"statement_ids": ("lent",)}, "not of one document"),
        ({"statement_ids": ("outside",)}, "span"),
        ({"statement_ids": ("negative",)}, "span"),
        ({"statement_ids": ("blank",)}, "span"),
        ({"confidence": math.nan}, "confidence"),
        ({"confidence": 2.0}, "confidence"),
        ({"competency": "juggling"}, "'juggling' does not exist"),
        ({"competency": ""}, "does not exist"),
        ({"category": Category.ASPIRATION, "note": "goal", "competency": "juggling"}, "does not exist"),
        ({"category": Category.ASPIRATION, "note": "hunch"}, "no kind of wish"),
        ({"topic": "public speaking"}, "topic"),
        ({"topic": " "}, "topic"),
    ],
)
def test_a_planted_fault_is_named(changes: dict[str, Any], reason: str) -> None:
    (said,) = faults(replace(finding("s1"), **changes))
    assert reason in said


def test_the_second_finding_of_a_competency_is_dropped_but_not_that_of_another_category() -> None:
    twice = faults(finding("s1"), finding("s1"), finding("s1", category=Category.STRENGTH))
    assert twice == ["another finding already covers this competency"]


def test_a_dropped_finding_does_not_cover_its_competency() -> None:
    kept, _ = ground(Assessment("x", (finding("s99"), finding("s1"))), hostile_records(), KNOWN)
    assert len(kept) == 1


def test_an_unused_statement_is_shown_with_its_words_and_an_unknown_one_is_listed() -> None:
    unused = (Unused("s1", "closed", Role.CLOSED, "testing"), Unused("s99", "closed"), Unused("s2", " "))
    _, dropped = ground(Assessment("x", (), unused=unused), hostile_records(), KNOWN)
    assert [(item.what, item.reason) for item in dropped] == [
        (TEXTS[0], "closed"),
        ("statement s99", "it refers to a statement that does not exist (s99)"),
        (TEXTS[1], "the engine gave no reason"),
    ]
    assert [len(item.evidence) for item in dropped] == [1, 0, 1]


def test_a_long_statement_is_named_in_short_and_quoted_whole() -> None:
    text = "I wrote " + "and wrote " * 40
    _, dropped = ground(Assessment("x", (), unused=(Unused("s1", "why"),)), [record(text)], KNOWN)
    assert len(dropped[0].what) == 160
    assert dropped[0].evidence[0].quote == text


@pytest.mark.parametrize(
    ("text", "speaker", "strength"),
    [
        ("I am good at it.", Speaker.AUTHOR, "claimed"),
        ("I rebuilt it and led the release.", Speaker.AUTHOR, "described"),
        ("I cut the build from 9 to 4 minutes.", Speaker.AUTHOR, "with-result"),
        ("Ana said it was 9.", Speaker.PEER, "corroborated"),
    ],
)
def test_strength_of_evidence(text: str, speaker: Speaker, strength: str) -> None:
    assert evidence_of(statement(text), Document("x", text), speaker).strength == strength


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("I fixed a bug.", Scope.TASK),
        ("I built the export module.", Scope.FEATURE),
        ("I changed how my team plans.", Scope.TEAM),
        ("I aligned three teams.", Scope.CROSS_TEAM),
        ("I set it for the whole department.", Scope.ORGANISATION),
        ("It is used company-wide.", Scope.COMPANY),
        ("I gave a conference talk.", Scope.INDUSTRY),
        ("I am tired.", None),
    ],
)
def test_scope_by_the_words(text: str, scope: Scope | None) -> None:
    assert scope_of(text) is scope


def test_a_reading_may_say_who_speaks() -> None:
    readings: dict[str, Reading] = {"s1": reading(speaker=Speaker.MANAGER)}
    kept, _ = ground(Assessment("x", (finding("s1"),), readings), [record(*TEXTS)], KNOWN)
    assert (kept[0].evidence[0].speaker, kept[0].evidence[0].strength) == (Speaker.MANAGER, "corroborated")
