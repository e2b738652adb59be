"""The suite of gap findings: every review case through the whole pipeline, scored by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coach.evaluate.cases import ReviewCase
from coach.evaluate.scorers import Counts, score_gaps, score_gaps_strict, trap_hits, unsupported_quotes
from coach.model.report import Report
from coach.pipeline import Review, ReviewOptions


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case went."""

    case: ReviewCase
    report: Report
    counts: Counts
    strict: Counts
    traps_hit: tuple[str, ...]
    unsupported: tuple[str, ...]

    @property
    def kind_right(self) -> bool:
        """True when the document was recognised for what it is."""
        return self.report.documents[0].kind is self.case.gold.kind


def run_gaps(review: Review, cases: Sequence[ReviewCase]) -> list[CaseResult]:
    """Review every case and score it."""
    return [_result(case, review.run([case.document], ReviewOptions(with_plan=False))) for case in cases]


def _result(case: ReviewCase, report: Report) -> CaseResult:
    evidence = [item for gap in report.gaps for item in gap.evidence]
    evidence += [item for strength in report.strengths for item in strength.evidence]
    evidence += [item for wish in report.aspirations for item in wish.evidence]
    return CaseResult(
        case=case,
        report=report,
        counts=score_gaps(case.gold, report.gaps),
        strict=score_gaps_strict(case.gold, report.gaps),
        traps_hit=tuple(trap_hits(case.gold, report.gaps, case.document.text)),
        unsupported=tuple(unsupported_quotes(evidence, {case.document.source: case.document.text})),
    )


def summary_rows(results: Sequence[CaseResult]) -> list[tuple[str, ...]]:
    """One row a group: cases, precision, recall, F1, strict F1, traps hit, kinds right, unsupported quotes."""
    rows: list[tuple[str, ...]] = []
    for group in dict.fromkeys(result.case.group for result in results):
        members = [result for result in results if result.case.group == group]
        counts = sum((result.counts for result in members), Counts())
        strict = sum((result.strict for result in members), Counts())
        traps = sum(len(result.case.gold.traps) for result in members)
        hit = sum(len(result.traps_hit) for result in members)
        rows.append(
            (
                group,
                str(len(members)),
                f"{counts.precision:.2f}",
                f"{counts.recall:.2f}",
                f"{counts.f1:.2f}",
                f"{strict.f1:.2f}",
                f"{hit}/{traps}",
                f"{sum(result.kind_right for result in members)}/{len(members)}",
                str(sum(len(result.unsupported) for result in members)),
                str(counts.false_alarms),
            )
        )
    return rows


COLUMNS = ("group", "cases", "precision", "recall", "F1", "F1 strict", "traps hit", "kind right", "unsupported", "false alarms")
