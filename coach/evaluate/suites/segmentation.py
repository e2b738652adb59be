"""Segmentation: own texts with every statement in them, and the labelled documents, whose quotes must be in a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from coach.evaluate.bench import Bench, document_of
from coach.evaluate.casefiles import SCHEMAS, SegmentationCase, WantedStatement, read_cases
from coach.evaluate.cases import ReviewCase
from coach.evaluate.figures import fingerprint
from coach.evaluate.folder import has_files, has_reviews
from coach.evaluate.result import CaseResult, Check, Note, share_held
from coach.model.text import Record, Statement
from coach.segment.record import read_record


def present(root: Path) -> bool:
    """Whether there are texts of its own, or labelled documents."""
    return has_files(root / "segmentation") or has_reviews(root)


def run(bench: Bench) -> list[CaseResult]:
    """Segment every text."""
    results = [own_result(case) for path in sorted((bench.root / "segmentation").glob("*.yaml")) for case in _cases(path)]
    if bench.has_reviews:
        results += [review_result(case, read_record(case.document)) for case in bench.cases]
    return results


def _cases(path: Path) -> Sequence[SegmentationCase]:
    cases: Sequence[SegmentationCase] = read_cases(path, SCHEMAS["segmentation"])
    return cases


def own_result(case: SegmentationCase) -> CaseResult:
    """How the statements of an own text compare with those that it has."""
    record = read_record(document_of(case.text))
    checks = (_spans(record), *_wanted(case.statements, record.statements))
    return CaseResult(
        id=case.id,
        group="written",
        tags=case.tags,
        score=share_held(checks),
        fingerprint=fingerprint(case.model_dump_json()),
        checks=checks,
        notes=tuple(Note(kind="seen", what=item.id, line=item.line, quote=item.text) for item in record.statements),
    )


def _wanted(wanted: Sequence[WantedStatement], found: Sequence[Statement]) -> Iterator[Check]:
    texts = [item.text for item in found]
    yield Check(name=f"has {len(wanted)} statements", held=len(found) == len(wanted), why=f"has {len(found)}")
    for number, want in enumerate(wanted, 1):
        places = [item for item in found if item.text == want.text]
        why = "; ".join(texts)[:200] if not places else f"found, but {_place(places[0])}"
        held = any(_fits(want, item) for item in places)
        yield Check(name=f"statement {number} is {want.text[:60]!r}", held=held, why=why)


def _fits(want: WantedStatement, item: Statement) -> bool:
    return (
        want.line in (None, item.line)
        and want.under in (None, item.heading_path)
        and want.speaker in (None, item.speaker)
        and want.box in (None, item.box)
    )


def _place(item: Statement) -> str:
    return f"line {item.line}, under {' > '.join(item.heading_path) or 'nothing'}, {item.speaker.value}, box {item.box}"


def review_result(case: ReviewCase, record: Record) -> CaseResult:
    """Whether what is labelled in a document lies in its statements."""
    labels = [(gap.competency, gap.quote) for gap in case.gold.gaps]
    checks = (_spans(record), *(_in_a_statement(name, quote, record) for name, quote in labels))
    return CaseResult(
        id=case.gold.id,
        group="reviews",
        split=case.gold.split,
        tags=case.gold.tags,
        score=share_held(checks),
        fingerprint=fingerprint(case.document.text, case.gold.model_dump_json()),
        checks=checks,
    )


def _in_a_statement(name: str, quote: str, record: Record) -> Check:
    start = record.document.text.index(quote)
    held = any(item.start < start + len(quote) and start < item.end for item in record.statements)
    return Check(name=f"the words on {name} are in a statement", held=held, why=f"left out: {quote[:120]}")


def _spans(record: Record) -> Check:
    faults = list(span_faults(record.statements, record.document.text))
    return Check(
        name="every statement is a stretch of the text, in order, on its line",
        held=not faults,
        force="always",
        why="; ".join(faults)[:200],
    )


def span_faults(statements: Sequence[Statement], text: str) -> Iterator[str]:
    """What is wrong with the places of statements; nothing where they are in order, apart, and on the lines they name."""
    last = 0
    for item in statements:
        if not 0 <= item.start < item.end <= len(text) or not text[item.start : item.end].strip():
            yield f"{item.id} is no stretch of the text"
        elif item.start < last:
            yield f"{item.id} begins before the one above it ends"
        elif text.count("\n", 0, item.start) + 1 != item.line and "\r" not in text:
            yield f"{item.id} is on line {text.count(chr(10), 0, item.start) + 1}, not {item.line}"
        last = max(last, item.end)
