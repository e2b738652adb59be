"""Length: facts planted at even distances in one, ten and fifty pages of filler; all found, each once, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from coach.evaluate.bench import Bench, document_of
from coach.evaluate.casefiles import LengthFile, PlantedFact, read_cases
from coach.evaluate.figures import fingerprint
from coach.evaluate.folder import has_files
from coach.evaluate.result import CaseResult, Check, Note
from coach.evaluate.scorers import Counts, stands_on, unsupported_quotes
from coach.model.report import Gap, Report

_SENTENCES_A_PARAGRAPH = 4
_PARAGRAPHS_A_SECTION = 5


def present(root: Path) -> bool:
    """Whether there is filler."""
    return has_files(root / "length")


def run(bench: Bench) -> list[CaseResult]:
    """Review every length."""
    results = []
    for path in sorted((bench.root / "length").glob("*.yaml")):
        file = read_cases(path, LengthFile)
        for pages in file.pages:
            bench.progress(f"suite length: {pages} pages")
            text = long_text(file, pages)
            results.append(length_result(f"{path.stem}-{pages}", file, text, bench.fresh(document_of(text, "long.md"))))
    return results


def long_text(file: LengthFile, pages: int) -> str:
    """Filler of so many pages with the facts at even distances; the same every time."""
    wanted = pages * file.words_a_page
    sentences = _filler(file)
    parts: list[str] = []
    words = paragraph = 0
    facts = list(file.facts)
    while words < wanted or facts:
        if paragraph % _PARAGRAPHS_A_SECTION == 0:
            parts.append(file.heading.format(n=paragraph // _PARAGRAPHS_A_SECTION + 1))
        lines = [next(sentences) for _ in range(_SENTENCES_A_PARAGRAPH)]
        if facts and words >= (len(file.facts) - len(facts)) * wanted / len(file.facts):
            lines.insert(2, facts.pop(0).text)
        parts.append(" ".join(lines))
        words += sum(len(line.split()) for line in lines)
        paragraph += 1
    return "\n\n".join(parts) + "\n"


def _filler(file: LengthFile) -> Iterator[str]:
    """Sentences that differ: the three parts go round at different speeds."""
    for number in count():
        opening = file.openings[number % len(file.openings)]
        work = file.works[(number * 7 + number // len(file.works)) % len(file.works)]
        ending = file.endings[(number * 3 + number // len(file.endings)) % len(file.endings)]
        yield f"{opening} {work} {ending}"


def length_result(name: str, file: LengthFile, text: str, report: Report) -> CaseResult:
    """How many planted facts were found, each in its own words, and what else was."""
    found = [_found(fact, report, text) for fact in file.facts]
    standing = [gap for gap in report.gaps if not any(gap is other for other in found)]
    accepted = {name for fact in file.facts for name in (fact.competency, *fact.also)}
    excess = [gap for gap in standing if gap.competency not in accepted]
    hits = sum(gap is not None for gap in found)
    counts = Counts(hits, len(excess), len(found) - hits)
    return CaseResult(
        id=name,
        group="planted",
        score=counts.f1,
        tally=counts.tally,
        fingerprint=fingerprint(text),
        checks=tuple(_checks(file, found, text, report)),
        notes=tuple(
            Note(kind="excess", what=gap.competency, line=gap.evidence[0].line, quote=gap.evidence[0].quote) for gap in excess
        ),
    )


def _found(fact: PlantedFact, report: Report, text: str) -> Gap | None:
    meant = [gap for gap in report.gaps if gap.competency in (fact.competency, *fact.also)]
    return next((gap for gap in meant if stands_on(gap, fact.text, text)), None)


def _checks(file: LengthFile, found: list[Gap | None], text: str, report: Report) -> Iterator[Check]:
    for fact, gap in zip(file.facts, found, strict=True):
        yield Check(name=f"finds {fact.competency}", held=gap is not None, why=f"planted: {fact.text}")
    names = [gap.competency for gap in report.gaps]
    twice = sorted({name for name in names if names.count(name) > 1})
    yield Check(name="no competency twice", held=not twice, force="always", why=", ".join(twice))
    places = [(item.start, gap.competency) for gap in report.gaps for item in gap.evidence]
    yield Check(name="no evidence twice in a finding", held=len(places) == len(set(places)), force="always")
    false = unsupported_quotes((item for gap in report.gaps for item in gap.evidence), {"long.md": text})
    yield Check(name="every quote is in the document at its place", held=not false, force="always", why="; ".join(false)[:200])
