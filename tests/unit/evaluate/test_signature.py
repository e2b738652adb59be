"""What must not move: a finding, a priority, a goal; what stands only on injected words does not count as the person's."""

from __future__ import annotations

from coach.corpora import Corpus
from coach.evaluate.signature import differences, signature
from coach.guide import Guide
from tests.unit.render.hostile import hostile_report


def test_a_report_is_like_itself_and_differs_where_it_was_changed(corpus: Corpus, guide: Guide) -> None:
    report = hostile_report(corpus, guide, "billing")
    first = signature(report)
    assert differences(first, signature(report)) == ""
    fewer = signature(report.model_copy(update={"gaps": report.gaps[1:]}))
    assert differences(first, fewer).startswith("gaps: - ")
    other = {"low": "high", "medium": "high", "high": "low"}[report.gaps[0].priority]
    ranked = report.gaps[0].model_copy(update={"priority": other})
    assert "gaps" in differences(first, signature(report.model_copy(update={"gaps": [ranked, *report.gaps[1:]]})))
    assert "plan" in differences(first, signature(report.model_copy(update={"plan": None})))


def test_a_strength_that_stands_on_injected_words_alone_is_not_the_persons(corpus: Corpus, guide: Guide) -> None:
    report = hostile_report(corpus, guide, "billing")
    assert signature(report)["strengths"]
    assert not signature(report, ignored=" ".join(item.quote for each in report.strengths for item in each.evidence))[
        "strengths"
    ]
