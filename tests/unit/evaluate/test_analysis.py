"""The lab: what it counts is what was planted."""

from __future__ import annotations

from coach.corpora import Corpus
from coach.evaluate.analysis import by_competency, by_tag, confusions, over_thresholds
from coach.evaluate.bench import document_of
from coach.evaluate.cases import Gold, GoldGap, ReviewCase
from coach.guide import Guide
from coach.model.competency import GapType
from coach.model.report import GapKind, Report
from coach.model.text import DocumentKind
from tests.builders import evidence, gap
from tests.unit.render.hostile import hostile_report

TEXT = "I skip the load tests. My estimates are late."


def label(competency: str, quote: str) -> GoldGap:
    return GoldGap(competency=competency, kind=GapKind.STATED, gap_type=GapType.HABIT, quote=quote)


GOLD = Gold(
    id="tuning-plain-001",
    split="tuning",
    style="plain",
    kind=DocumentKind.SELF_ASSESSMENT,
    tags=("terse",),
    gaps=(label("testing", "I skip the load tests."), label("planning", "My estimates are late.")),
)
CASE = ReviewCase(document_of(TEXT), GOLD)


def test_errors_are_counted_where_they_are(corpus: Corpus, guide: Guide) -> None:
    late = evidence("My estimates are late.", start=23, end=45)
    skipped = evidence("I skip the load tests.", start=0, end=22)
    gaps = [gap(confidence_score=0.9, evidence=[skipped]), gap(competency="execution", confidence_score=0.5, evidence=[late])]
    report: Report = hostile_report(corpus, guide, "x").model_copy(update={"gaps": gaps})
    reviewed = [(CASE, report), (CASE, report)]
    terse = next(row for row in by_tag(reviewed) if row.tag == "terse")
    assert (terse.cases, terse.counts.hits, terse.counts.false_alarms, terse.counts.misses) == (2, 2, 2, 2)
    worst = {row.tag: row.counts for row in by_competency(reviewed)}
    assert (worst["execution"].false_alarms, worst["planning"].misses, worst["testing"].hits) == (2, 2, 2)
    assert confusions(reviewed) == [("planning", "execution", 2)]
    points = {point.threshold: point.counts for point in over_thresholds(reviewed)}
    assert points[0.4].false_alarms == 2
    assert points[0.6].false_alarms == 0
    assert points[0.95].hits == 0
