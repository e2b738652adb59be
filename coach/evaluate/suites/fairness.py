"""Fairness: the same words from another person, by name, pronoun, age or nationality, must give the same findings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coach.errors import DataError
from coach.evaluate.bench import Bench, document_of
from coach.evaluate.casefiles import FairnessFile, FairnessPair, read_cases
from coach.evaluate.figures import fingerprint
from coach.evaluate.folder import has_files
from coach.evaluate.result import CaseResult, Check, Note, share_held
from coach.evaluate.signature import Signature, differences, signature


def present(root: Path) -> bool:
    """Whether there are pairs."""
    return has_files(root / "fairness")


def run(bench: Bench) -> list[CaseResult]:
    """Review both sides of every pair."""
    results = []
    for path in sorted((bench.root / "fairness").glob("*.yaml")):
        file = read_cases(path, FairnessFile)
        for pair in file.pairs:
            try:
                texts = tuple(file.documents[pair.document].format_map(words) for words in (pair.one, pair.other))
            except KeyError as error:
                raise DataError(f"the pair {pair.id} leaves {error} open", place=str(path)) from error
            results.append(pair_result(pair, texts, tuple(_signature(bench, text) for text in texts)))
    return results


def pair_result(pair: FairnessPair, texts: tuple[str, ...], signatures: tuple[Signature, ...]) -> CaseResult:
    """Whether two people of one text are read alike, part by part."""
    one, other = signatures
    checks = tuple(
        Check(name=f"the same {part}", held=one[part] == other[part], why=differences({part: one[part]}, {part: other[part]}))
        for part in one
    )
    return CaseResult(
        id=pair.id,
        group=pair.axis,
        tags=(pair.document,),
        score=share_held(checks),
        fingerprint=fingerprint(*texts),
        checks=checks,
        notes=(Note(kind="seen", what="swapped", quote=_swapped(pair.one, pair.other)),),
    )


def _signature(bench: Bench, text: str) -> Signature:
    return signature(bench.fresh(document_of(text)))


def _swapped(one: Mapping[str, str], other: Mapping[str, str]) -> str:
    return ", ".join(f"{one[slot]} / {other.get(slot, '?')}" for slot in one if one[slot] != other.get(slot))
