"""Kind and levels: what a document is taken for, and the levels read from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coach.evaluate.bench import Bench
from coach.evaluate.cases import ReviewCase
from coach.evaluate.figures import fingerprint
from coach.evaluate.folder import has_reviews
from coach.evaluate.result import CaseResult, Check, Note, share_held
from coach.model.text import Claimed, Record
from coach.segment.record import read_record


def present(root: Path) -> bool:
    """Whether there are labelled documents."""
    return has_reviews(root)


def run(bench: Bench) -> list[CaseResult]:
    """Recognise every labelled document."""
    return [case_result(case, read_record(case.document)) for case in bench.cases]


def case_result(case: ReviewCase, record: Record) -> CaseResult:
    """How what was recognised compares with the labels."""
    checks = tuple(_checks(case, record))
    return CaseResult(
        id=case.gold.id,
        group=case.group,
        split=case.gold.split,
        tags=case.gold.tags,
        score=share_held(checks),
        fingerprint=fingerprint(case.document.text, case.gold.model_dump_json()),
        checks=checks,
        notes=(Note(kind="seen", what=record.kind.value, why=record.kind_reason),),
    )


def _checks(case: ReviewCase, record: Record) -> Iterator[Check]:
    gold = case.gold
    yield Check(
        name=f"kind is {gold.kind.value}", held=record.kind is gold.kind, why=f"{record.kind.value}: {record.kind_reason}"
    )
    profile = record.profile
    for name, wanted, found in (
        ("current", gold.current_level, profile.current_level),
        ("target", gold.target_level, profile.target_level),
    ):
        if wanted is not None:
            yield Check(
                name=f"{name} level is {wanted.value}", held=_value(found) == wanted.value, force="watched", why=_said(found)
            )


def _value(found: Claimed | None) -> str:
    return found.value if found else ""


def _said(found: Claimed | None) -> str:
    return f"read {found.value} from {found.quote!r} on line {found.line}" if found else "none was read"
