"""The suite over whole documents: a lying engine is caught in every column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from coach.corpora import Corpus
from coach.engines.local.plan import LocalPlanner
from coach.evaluate.cases import Gold, GoldGap, ReviewCase, Trap
from coach.evaluate.gaps import COLUMNS, CaseResult, run_gaps, summary_rows
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


def result(empty: Review, *findings: Finding, case: ReviewCase = CASE) -> CaseResult:
    readings = {item.id: reading(item.id) for item in read_record(case.document).statements}
    (found,) = run_gaps(replace(empty, assess=FakeAssessor(Assessment("fake", findings, readings))), [case])
    return found


RIGHT = finding("s1", topic="skip the load tests")
TRAPPED = finding("s2", competency="planning", topic="late because of the vendor")


def row(*results: CaseResult) -> dict[str, str]:
    (only,) = summary_rows(results)
    return dict(zip(COLUMNS, only, strict=True))


def test_a_faithful_engine_is_perfect(empty: Review) -> None:
    found = row(result(empty, RIGHT))
    assert (
        found["group"],
        found["F1"],
        found["traps hit"],
        found["kind right"],
        found["unsupported"],
        found["false alarms"],
    ) == ("plain", "1.00", "0/1", "1/1", "0", "0")


def test_a_lost_gap_a_trap_and_an_extra_gap_show(empty: Review) -> None:
    assert row(result(empty))["recall"] == "0.00"
    trapped = row(result(empty, RIGHT, TRAPPED))
    assert (trapped["traps hit"], trapped["precision"], trapped["false alarms"]) == ("1/1", "0.50", "1")
    assert row(result(empty, RIGHT, finding("s3", competency="hiring", topic="led it well")))["false alarms"] == "1"


def test_a_wrong_kind_shows(empty: Review) -> None:
    other = ReviewCase(CASE.document, GOLD.model_copy(update={"kind": DocumentKind.BRAG_DOCUMENT}))
    assert row(result(empty, RIGHT, case=other))["kind right"] == "0/1"


def test_a_forged_quote_in_a_report_shows(empty: Review) -> None:
    class Forger(Review):
        """Moves every quote by one character."""

        def run(self, documents: Sequence[Document], options: ReviewOptions) -> Report:
            report = Review.run(self, documents, options)
            gaps = [
                gap.model_copy(
                    update={"evidence": [item.model_copy(update={"start": item.start + 1}) for item in gap.evidence]}
                )
                for gap in report.gaps
            ]
            return report.model_copy(update={"gaps": gaps})

    readings = {item.id: reading(item.id) for item in read_record(CASE.document).statements}
    forger = Forger(empty.corpus, empty.ladder, FakeAssessor(Assessment("fake", (RIGHT,), readings)), empty.plan, empty.advise)
    assert row(*run_gaps(forger, [CASE]))["unsupported"] == "1"


def test_groups_are_summed_apart(empty: Review) -> None:
    indirect = ReviewCase(CASE.document, GOLD.model_copy(update={"id": "tuning-indirect-001"}))
    rows = summary_rows([result(empty, RIGHT), result(empty, RIGHT), result(empty, case=indirect)])
    assert [(each[0], each[1], each[4]) for each in rows] == [("plain", "2", "1.00"), ("indirect", "1", "0.00")]
