"""Gap findings: every labelled document through the whole pipeline; lost gaps, trodden traps and forged quotes are named."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from coach.evaluate.bench import Bench
from coach.evaluate.cases import GoldGap, ReviewCase
from coach.evaluate.figures import fingerprint
from coach.evaluate.folder import has_reviews
from coach.evaluate.result import CaseResult, Check, Force, Note, QuoteTally
from coach.evaluate.scorers import found_for, score_gaps, stands_on, trap_hits, unsupported_quotes
from coach.model.report import Evidence, Gap, Report

SURE = 0.55
"""Confidence from which a found gap must go on being found. Below it a finding stands so near a threshold that another
processor's arithmetic could lose it; losing it is listed, and many such losses together fail the permutation test."""


def present(root: Path) -> bool:
    """Whether there are labelled documents."""
    return has_reviews(root)


def run(bench: Bench) -> list[CaseResult]:
    """Review every labelled document and compare with its labels."""
    return [case_result(case, bench.report(case)) for case in bench.cases]


def case_result(case: ReviewCase, report: Report) -> CaseResult:
    """How the report on one labelled document compares with its labels."""
    counts = score_gaps(case.gold, report.gaps)
    forged = unsupported_quotes(all_evidence(report), {case.document.source: case.document.text})
    hit = trap_hits(case.gold, report.gaps, case.document.text)
    return CaseResult(
        id=case.gold.id,
        group=case.group,
        split=case.gold.split,
        tags=case.gold.tags,
        score=counts.f1,
        tally=counts.tally,
        quotes=QuoteTally(traps=len(case.gold.traps), traps_hit=len(hit), not_verbatim=len(forged)),
        fingerprint=fingerprint(case.document.text, case.gold.model_dump_json()),
        checks=(_quotes(forged), *_labels(case, report), *_traps(case, hit)),
        notes=tuple(_notes(case, report, hit)),
    )


def all_evidence(report: Report) -> list[Evidence]:
    """Every quote of a report's findings."""
    stretches = [finding.evidence for finding in report.gaps]
    stretches += [finding.evidence for finding in report.strengths]
    stretches += [finding.evidence for finding in report.aspirations]
    return [item for evidence in stretches for item in evidence]


def _quotes(forged: Sequence[str]) -> Check:
    name = "every quote is in the document at its place"
    return Check(name=name, held=not forged, force="always", why="; ".join(forged)[:200])


def _labels(case: ReviewCase, report: Report) -> Iterator[Check]:
    if not case.gold.gaps:
        names = ", ".join(gap.competency for gap in report.gaps)
        yield Check(name="no gap is found where there is none", held=not report.gaps, why=f"found {names}")
    for label in case.gold.gaps:
        best = found_for(label, report.gaps)
        held = best is not None
        force: Force = "kept" if best is None or best.confidence_score >= SURE else "watched"
        yield Check(name=f"finds {label.competency}", held=held, force=force, why=f"the text says: {label.quote[:120]}")
        on_words = best is not None and stands_on(best, label.quote, case.document.text)
        why = f"found, but not on: {label.quote[:120]}" if held else "not found"
        yield Check(name=f"finds {label.competency} in the right words", held=on_words, force=force, why=why)


def _traps(case: ReviewCase, hit: Collection[str]) -> Iterator[Check]:
    for number, trap in enumerate(case.gold.traps, 1):
        name = f"trap {number} is left alone ({trap.competency or 'any'}, {trap.why})"
        yield Check(name=name, held=trap.quote not in hit, why=f"a gap stands on: {trap.quote[:120]}")


def _notes(case: ReviewCase, report: Report, hit: Sequence[str]) -> Iterator[Note]:
    text, taken = case.document.text, set()
    for label in case.gold.gaps:
        best = found_for(label, report.gaps)
        line = line_of(text, label.quote)
        if best is None:
            yield Note(kind="missed", what=label.competency, line=line, quote=label.quote, why=_why_missed(label, report))
            continue
        taken.add(best.competency)
        what = label.competency if best.competency == label.competency else f"{label.competency} (as {best.competency})"
        why = f"confidence {best.confidence_score:.2f}"
        if not stands_on(best, label.quote, text):
            first = best.evidence[0]
            why += f", but it stands on line {first.line}: {' '.join(first.quote.split())[:100]}"
        yield Note(kind="found", what=what, line=line, quote=label.quote, why=why)
    for gap in report.gaps:
        if gap.competency not in case.gold.accepted:
            first = gap.evidence[0]
            why = f"confidence {gap.confidence_score:.2f}, {gap.kind.value}"
            yield Note(kind="excess", what=gap.competency, line=first.line, quote=first.quote, why=why)
    for quote in hit:
        why = next(trap.why for trap in case.gold.traps if trap.quote == quote)
        yield Note(kind="trap", what="a gap stands on a trap", line=line_of(text, quote), quote=quote, why=why)


def _why_missed(label: GoldGap, report: Report) -> str:
    if report.refusal:
        return "the document was refused"
    for dropped in report.dropped:
        if any(label.quote in item.quote or item.quote in label.quote for item in dropped.evidence):
            return f"considered and left: {dropped.reason}"
    elsewhere = [gap.competency for gap in report.gaps if _overlaps(gap, label.quote)]
    return f"the words were read as {', '.join(elsewhere)}" if elsewhere else "nothing in these words was read as a gap"


def _overlaps(gap: Gap, quote: str) -> bool:
    return any(quote in item.quote or item.quote in quote for item in gap.evidence)


def line_of(text: str, quote: str) -> int:
    """1-based line on which a quote begins."""
    return text.count("\n", 0, text.index(quote)) + 1
