"""Grounding: real assessments, forged in one place each; the forged finding must fall and all others must stand, verbatim."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from coach.evaluate.bench import Bench
from coach.evaluate.casefiles import GroundingDocuments, read_cases
from coach.evaluate.cases import ReviewCase
from coach.evaluate.figures import fingerprint
from coach.evaluate.result import CaseResult, Check, share_held
from coach.evaluate.scorers import unsupported_quotes
from coach.ground import ground
from coach.model.evidence import Assessment, Category, Finding, Grounded
from coach.model.text import Record, Statement
from coach.segment.record import read_record

_FILE = "grounding/documents.yaml"

Forge = Callable[[Finding, Record], Finding]

FORGERIES: dict[str, Forge] = {
    "a statement that does not exist": lambda it, record: replace(it, statement_ids=("s9999",)),
    "a statement of another document": lambda it, record: replace(it, statement_ids=(f"b:{it.statement_ids[0]}",)),
    "a second statement that does not exist": lambda it, record: replace(it, statement_ids=(*it.statement_ids, "s9999")),
    "no statement at all": lambda it, record: replace(it, statement_ids=()),
    "another statement, with the words of the first": lambda it, record: replace(it, statement_ids=(_elsewhere(it, record),)),
    "a competency that does not exist": lambda it, record: replace(it, competency="telepathy"),
    "no competency": lambda it, record: replace(it, competency=""),
    "a confidence above one": lambda it, record: replace(it, confidence=1.5),
    "a negative confidence": lambda it, record: replace(it, confidence=-0.1),
    "a topic in words of its own": lambda it, record: replace(it, topic="is not ready for the next level"),
    "a topic with a word changed": lambda it, record: replace(it, topic=_with_a_word_changed(it.topic)),
    "a topic that is denied": lambda it, record: replace(it, topic=f"never {it.topic}"),
    "no topic": lambda it, record: replace(it, topic=""),
}
"""One lie each, told of the first gap of an assessment."""


def present(root: Path) -> bool:
    """Whether documents are named for it."""
    return (root / _FILE).is_file()


def run(bench: Bench) -> list[CaseResult]:
    """Forge the assessment of each named document in every way."""
    wanted = read_cases(bench.root / _FILE, GroundingDocuments).documents
    return [result for case in bench.cases if case.gold.id in wanted for result in document_results(case, bench)]


def document_results(case: ReviewCase, bench: Bench) -> Iterator[CaseResult]:
    """One result a forgery; none where the engine finds no gap that could be forged."""
    record = read_record(case.document)
    assessment = bench.review.assess.assess((record,))
    gaps = [finding for finding in assessment.findings if finding.category is Category.GAP]
    if gaps:
        known = tuple(bench.review.corpus.competencies)
        yield from (_result(case, record, assessment, name, known) for name in FORGERIES)


def _result(case: ReviewCase, record: Record, assessment: Assessment, name: str, known: tuple[str, ...]) -> CaseResult:
    victim = next(item for item in assessment.findings if item.category is Category.GAP)
    forged = FORGERIES[name](victim, record)
    findings = tuple(forged if item is victim else item for item in assessment.findings)
    kept, dropped = ground(replace(assessment, findings=findings), (record,), known)
    honest, _ = ground(assessment, (record,), known)
    checks = tuple(_checks((kept, honest), forged, victim, case, len(dropped)))
    return CaseResult(
        id=f"{case.gold.id}: {name}",
        group="forged",
        split=case.gold.split,
        score=share_held(checks),
        fingerprint=fingerprint(case.document.text, name),
        checks=checks,
    )


def _checks(
    both: tuple[tuple[Grounded, ...], tuple[Grounded, ...]], forged: Finding, victim: Finding, case: ReviewCase, dropped: int
) -> Iterator[Check]:
    kept, honest = both
    held = all(item.finding is not forged for item in kept) and dropped > 0
    yield Check(name="the forged finding is dropped and listed", held=held, force="always", why=f"kept {forged.competency}")
    others = [item.finding for item in honest if item.finding is not victim]
    lost = [item.competency for item in others if all(each.finding is not item for each in kept)]
    yield Check(name="every other finding stands", held=not lost, force="always", why=f"lost {', '.join(lost)}")
    evidence = [quote for item in kept for quote in item.evidence]
    false = unsupported_quotes(evidence, {case.document.source: case.document.text})
    yield Check(name="every quote is in the document at its place", held=not false, force="always", why="; ".join(false)[:200])


def _elsewhere(finding: Finding, record: Record) -> str:
    topic = " ".join(finding.topic.removesuffix("…").casefold().split())

    def silent(item: Statement) -> bool:
        words = (item.text, item.label, *item.heading_path)
        return all(topic not in " ".join(word.casefold().split()) for word in words)

    return next((item.id for item in record.statements if silent(item)), "s9999")


def _with_a_word_changed(topic: str) -> str:
    words = topic.split()
    middle = len(words) // 2
    return " ".join([*words[:middle], "flawlessly", *words[middle + 1 :]])
