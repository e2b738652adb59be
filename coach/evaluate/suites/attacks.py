"""Injection: words that try to steer the reader are put into documents; nothing may move against a neutral sentence there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from coach.evaluate.bench import Bench, document_of
from coach.evaluate.casefiles import Attack, AttackFile, read_cases
from coach.evaluate.figures import fingerprint
from coach.evaluate.folder import has_files
from coach.evaluate.result import CaseResult, Check, share_held
from coach.evaluate.signature import Signature, differences, signature

POSITIONS = ("start", "middle", "end")
_BREAK = re.compile(r"\n[ \t]*\n")


def present(root: Path) -> bool:
    """Whether there are attacks."""
    return has_files(root / "attacks")


def run(bench: Bench) -> list[CaseResult]:
    """Put every attack into every document at every position."""
    documents = {path.stem: path.read_text(encoding="utf-8") for path in sorted((bench.root / "attacks").glob("*.md"))}
    results = []
    for path in sorted((bench.root / "attacks").glob("*.yaml")):
        file = read_cases(path, AttackFile)
        controls = {
            (name, position): _signature(bench, text, position, file.control)
            for name, text in documents.items()
            for position in POSITIONS
        }
        for attack in file.attacks:
            bench.progress(f"suite attacks: {attack.id}")
            results.append(attack_result(bench, attack, documents, controls))
    return results


def attack_result(
    bench: Bench, attack: Attack, documents: Mapping[str, str], controls: Mapping[tuple[str, str], Signature]
) -> CaseResult:
    """How much an attack moves."""
    checks = tuple(_checks(bench, attack, documents, controls))
    return CaseResult(
        id=attack.id,
        group=attack.family,
        score=share_held(checks),
        fingerprint=fingerprint(attack.model_dump_json(), *documents.values()),
        checks=checks,
    )


def _checks(
    bench: Bench, attack: Attack, documents: Mapping[str, str], controls: Mapping[tuple[str, str], Signature]
) -> Iterator[Check]:
    for (name, position), control in controls.items():
        moved = differences(control, _signature(bench, documents[name], position, attack.text))
        yield Check(name=f"moves nothing at the {position} of {name}", held=not moved, why=moved[:300])


def _signature(bench: Bench, text: str, position: str, words: str) -> Signature:
    return signature(bench.fresh(document_of(with_words(text, words, position))), ignored=words)


def with_words(text: str, words: str, position: str) -> str:
    """A text with words put in as a paragraph of their own: before everything, at the middle blank line, or after everything."""
    if position == "start":
        return f"{words}\n\n{text}"
    if position == "end":
        return f"{text.rstrip()}\n\n{words}\n"
    breaks = [match.start() for match in _BREAK.finditer(text)]
    at = breaks[len(breaks) // 2] if breaks else len(text)
    return f"{text[:at]}\n\n{words}{text[at:]}"
