"""Stability: the same document again, and in other clothes that mean nothing; how many of the runs agree."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from coach.evaluate.bench import Bench, document_of
from coach.evaluate.casefiles import StabilityDocuments, read_cases
from coach.evaluate.cases import ReviewCase
from coach.evaluate.figures import fingerprint
from coach.evaluate.result import CaseResult, Check, share_held
from coach.evaluate.signature import differences, signature
from coach.model.report import Report
from coach.model.text import Document

_FILE = "stability/documents.yaml"

CLOTHES: dict[str, Callable[[str], str]] = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "blank lines doubled": lambda text: re.sub(r"\n[ \t]*\n", "\n\n\n", text),
    "trailing spaces": lambda text: re.sub(r"(?<=\S)\n", " \n", text),
    "other bullets": lambda text: re.sub(r"(?m)^([ \t]*)- ", r"\1* ", text),
}
"""Changes of form that change no word."""


def present(root: Path) -> bool:
    """Whether documents are named for it."""
    return (root / _FILE).is_file()


def run(bench: Bench) -> list[CaseResult]:
    """Review the named documents again, last one first, then in other clothes."""
    wanted = read_cases(bench.root / _FILE, StabilityDocuments).documents
    cases = [case for case in bench.cases if case.gold.id in wanted]
    first = {case.gold.id: bench.report(case) for case in cases}
    again = {case.gold.id: bench.fresh(case.document) for case in reversed(cases)}
    return [case_result(case, first[case.gold.id], again[case.gold.id], bench.fresh) for case in cases]


def case_result(case: ReviewCase, first: Report, again: Report, review: Callable[[Document], Report]) -> CaseResult:
    """Whether a document's reports agree: byte by byte when nothing changed, in what they find when only its form did."""
    same = first.model_dump_json() == again.model_dump_json()
    checks = [Check(name="again, in another order: the same to the last character", held=same, force="always")]
    before = signature(first)
    for name, dress in CLOTHES.items():
        text = dress(case.document.text)
        moved = differences(before, signature(review(document_of(text, case.document.source))))
        checks.append(Check(name=f"{name}: the same findings", held=not moved, why=moved[:300]))
    return CaseResult(
        id=case.gold.id,
        group=case.group,
        split=case.gold.split,
        tags=case.gold.tags,
        score=share_held(checks),
        fingerprint=fingerprint(case.document.text),
        checks=tuple(checks),
    )
