"""What a group adds up to: a lying engine is caught in every column."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.corpora import Corpus
from coach.engines.local.plan import LocalPlanner
from coach.evaluate.cases import Gold, GoldGap, ReviewCase, Trap
from coach.evaluate.gaps import by_group
from coach.evaluate.result import CaseResult, GapGroup
from coach.evaluate.suites.gaps import case_result
from coach.guide import Guide
from coach.model.competency import GapType
from coach.model.evidence import Assessment, Finding
from coach.model.report import GapKind, Report
from coach.model.text import Document, DocumentKind
from coach.pipeline import Review, ReviewOptions
from coach.segment.record import read_record
from tests.builders import FakeAssessor, finding, reading

TEXT = "# Self-review\n\n## Areas for growth\n\n- I skip the load tests\n- We were late because of the vendor\n- I led it well this time\n"
GOLD = Gold(
    id="tuning-plain-001",
    split="tuning",
    style="plain",
    kind=DocumentKind.SELF_ASSESSMENT,
    gaps=(GoldGap(competency="testing", kind=GapKind.STATED, gap_type=GapType.HABIT, quote="I skip the load tests"),),
    traps=(Trap(competency="planning", quote="We were late because of the vendor", why="others"),),
)
CASE = ReviewCase(Document("x.md", TEXT), GOLD)


@pytest.fixture
def empty(corpus: Corpus, guide: Guide) -> Review:
    planner = LocalPlanner(corpus.development, guide.passage)
    return Review(corpus, corpus.ladder("default"), FakeAssessor(Assessment("fake", ())), planner, guide.advise)


def reported(empty: Review, *findings: Finding) -> Report:
    readings = {item.id: reading(item.id) for item in read_record(CASE.document).statements}
    engine = FakeAssessor(Assessment("fake", findings, readings))
    return replace(empty, assess=engine).run([CASE.document], ReviewOptions(with_plan=False))


def result(empty: Review, *findings: Finding, case: ReviewCase = CASE) -> CaseResult:
    return case_result(case, reported(empty, *findings))


RIGHT = finding("s1", topic="skip the load tests")
TRAPPED = finding("s2", competency="planning", topic="late because of the vendor")


def whole(*results: CaseResult) -> GapGroup:
    (only,) = by_group(results)
    return only


def test_a_faithful_engine_is_perfect(empty: Review) -> None:
    assert whole(result(empty, RIGHT)) == GapGroup(
        group="", cases=1, precision=1.0, recall=1.0, traps=1, traps_hit=0, quotes_not_verbatim=0
    )


def test_a_lost_gap_a_trap_and_an_extra_gap_show(empty: Review) -> None:
    assert whole(result(empty)).recall == 0.0
    trapped = whole(result(empty, RIGHT, TRAPPED))
    assert (trapped.traps_hit, trapped.precision, trapped.recall) == (1, 0.5, 1.0)
    assert whole(result(empty, RIGHT, finding("s3", competency="hiring", topic="led it well"))).precision == 0.5


def test_forged_quotes_are_counted_one_by_one(empty: Review) -> None:
    report = reported(empty, RIGHT, TRAPPED)
    moved = [
        gap.model_copy(update={"evidence": [item.model_copy(update={"start": item.start + 1}) for item in gap.evidence]})
        for gap in report.gaps
    ]
    assert whole(case_result(CASE, report.model_copy(update={"gaps": moved}))).quotes_not_verbatim == 2


def test_a_share_of_nothing_is_none(empty: Review) -> None:
    assert (whole(result(empty)).precision, whole(result(empty)).recall) == (None, 0.0)
    clean = ReviewCase(CASE.document, GOLD.model_copy(update={"gaps": ()}))
    for found in (whole(result(empty, case=clean)), whole(result(empty, RIGHT, case=clean))):
        assert (found.precision, found.recall) == (None, None)


def test_groups_are_summed_apart_below_the_whole(empty: Review) -> None:
    indirect = ReviewCase(CASE.document, GOLD.model_copy(update={"id": "tuning-indirect-001"}))
    rows = by_group([result(empty, RIGHT), result(empty, RIGHT), result(empty, case=indirect)])
    assert [(each.group, each.cases, each.recall, each.traps) for each in rows] == [
        ("", 3, 0.6667, 3),
        ("plain", 2, 1.0, 2),
        ("indirect", 1, 0.0, 1),
    ]


def test_no_cases_are_no_group() -> None:
    assert by_group([]) == ()
