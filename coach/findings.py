"""Grounded findings to the parts of a report: words, expectations, questions. No model, no vendor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from coach.corpora import Corpus
from coach.model.competency import Expectation, GapType, Importance, Ladder, LevelDefinition
from coach.model.evidence import Assessment, Category, Grounded
from coach.model.report import Aspiration, ClaimNote, Gap, GapKind, Guidance, NotEvidenced, Strength
from coach.model.text import Speaker
from coach.rank import Ranked, assessed_level, confidence_word

MAX_QUESTIONS = 6
"""Most questions about competencies on which a document is silent."""

_LONGEST_EXPECTATION = 300
"""Most characters of an expectation inside a sentence; the expectation itself is quoted in full beside it."""

_TYPE_WORDS = {
    GapType.SKILL: "a gap of skill: not yet able to, or not yet known",
    GapType.HABIT: "a gap of habit: able to, but not done consistently",
    GapType.OPPORTUNITY: "a gap of opportunity: no chance yet at this scope",
    GapType.EVIDENCE: "a gap of evidence: done, but nothing to show for it",
}
_OTHERS = {Speaker.MANAGER: "your manager", Speaker.PEER: "a colleague"}
_KIND_WORDS = {
    GapKind.STATED: "You say so yourself",
    GapKind.IMPLIED: "You do not call it a gap; what you tell suggests it",
    GapKind.MISSING: "The target level expects it, and you say that you have had no chance to show it",
}


def gap_of(
    ranked: Ranked,
    number: int,
    corpus: Corpus,
    ladder: Ladder,
    levels: tuple[LevelDefinition | None, LevelDefinition | None],
    advise: Callable[[str, str], list[Guidance]],
) -> Gap:
    """Write a ranked gap out: expectations from the ladder, reasons from the evidence, passages from the guide."""
    finding, evidence = ranked.grounded.finding, ranked.grounded.evidence
    current, target = levels
    competency = corpus.competencies[finding.competency]
    assessed = assessed_level(current.id if current else None, evidence, finding.gap_type)
    expected = corpus.expectation(ladder, competency.id, target) if target else None
    met = corpus.expectation(ladder, competency.id, current) if current else None
    return Gap(
        id=f"gap-{number + 1}",
        competency=competency.id,
        competency_name=competency.name,
        topic=finding.topic,
        kind=finding.kind,
        gap_type=finding.gap_type,
        priority=ranked.priority,
        priority_score=ranked.score,
        priority_factors=list(ranked.factors),
        confidence=confidence_word(finding.confidence),
        confidence_score=finding.confidence,
        current_level=assessed,
        target_level=target.id if target else None,
        target_title=target.name if target and ladder.cells else None,
        current_expectation=met.text if met else None,
        target_expectation=expected.text if expected else None,
        ladder_place=expected.place if expected else None,
        ladder_silent=expected.silent if expected else False,
        current_ladder_place=met.place if met else None,
        delta=_delta(ranked.grounded, _title_of(target, expected), expected),
        rationale=_rationale(ranked.grounded),
        alternative_reading=finding.alternative,
        evidence=list(evidence),
        guidance=advise(competency.id, " ".join([finding.topic, *(item.quote for item in evidence[:2])])),
    )


def _title_of(level: LevelDefinition | None, expected: Expectation | None) -> str:
    """A level as a sentence names it: by the title of somebody's own ladder where its words follow, else by the usual word."""
    if level is None or expected is None:
        return ""
    return (
        f"{level.name} shows"
        if expected.place and not expected.silent
        else f"a {level.id.value.replace('-', ' ')} engineer shows"
    )


def _delta(grounded: Grounded, target: str, expectation: Expectation | None) -> str:
    now = " ".join(grounded.evidence[0].quote.replace("**", "").split())
    if len(now) > 140:
        now = now[:139].rsplit(" ", 1)[0] + "…"
    if not target or expectation is None:
        return f"from “{now}” to what you would call good enough; name a target level to see what a ladder expects"
    return f"from “{now}” to what {target}: {_shortened(expectation.text)}"


def _shortened(text: str) -> str:
    """An expectation short enough for a sentence; a cell of somebody's own ladder may be a page."""
    return text if len(text) <= _LONGEST_EXPECTATION else text[: _LONGEST_EXPECTATION - 1].rsplit(" ", 1)[0] + "…"


def _rationale(grounded: Grounded) -> str:
    finding, evidence = grounded.finding, grounded.evidence
    others = [_OTHERS[speaker] for speaker in _OTHERS if any(item.speaker is speaker for item in evidence)]
    lead = _KIND_WORDS[finding.kind]
    if others and all(item.speaker is not Speaker.AUTHOR for item in evidence):
        lead = f"{' and '.join(others)} say{'' if len(others) > 1 else 's'} so".capitalize()
    elif others:
        lead += f", and {' and '.join(others)} see{'' if len(others) > 1 else 's'} it too"
    lines = sorted({item.line for item in evidence})
    where = f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(str(line) for line in lines)}"
    return f"{lead} ({where}). It reads as {_TYPE_WORDS[finding.gap_type]}."


def strengths_of(grounded: Iterable[Grounded], corpus: Corpus) -> list[Strength]:
    """Write the strengths out, best supported first."""
    strengths = []
    for item in grounded:
        if item.finding.category is not Category.STRENGTH:
            continue
        name = corpus.competencies[item.finding.competency].name
        results = sum(evidence.strength == "with-result" for evidence in item.evidence)
        others = sum(evidence.strength == "corroborated" for evidence in item.evidence)
        detail = [f"{len(item.evidence)} place{'s' if len(item.evidence) > 1 else ''}"]
        if results:
            detail.append(f"{results} with a result")
        if others:
            detail.append(f"{others} in others' words")
        strengths.append(
            Strength(
                competency=item.finding.competency,
                competency_name=name,
                summary=", ".join(detail),
                evidence=list(item.evidence),
            )
        )
    return strengths


def aspirations_of(grounded: Iterable[Grounded], corpus: Corpus) -> list[Aspiration]:
    """Write wishes, plans, choices and requests out, in the order of the document."""
    found = [item for item in grounded if item.finding.category is Category.ASPIRATION]
    found.sort(key=lambda item: (item.evidence[0].source, item.evidence[0].start))
    return [
        Aspiration(
            competency=item.finding.competency or None,
            competency_name=corpus.competencies[item.finding.competency].name if item.finding.competency else None,
            kind=item.finding.note,  # type: ignore[arg-type]
            evidence=list(item.evidence),
        )
        for item in found
    ]


def claims_of(grounded: Iterable[Grounded]) -> list[ClaimNote]:
    """Write the notes on over- and under-claims out."""
    return [
        ClaimNote(
            kind="over-claim" if item.finding.category is Category.OVER_CLAIM else "under-claim",
            note=item.finding.note,
            evidence=list(item.evidence),
        )
        for item in grounded
        if item.finding.category in (Category.OVER_CLAIM, Category.UNDER_CLAIM)
    ]


def not_evidenced(
    assessment: Assessment, importance: dict[str, Importance], corpus: Corpus, covered: set[str]
) -> list[NotEvidenced]:
    """List the competencies that the level depends on and the document is silent about, with one question each."""
    spoken = set(covered)
    for finding in assessment.findings:
        spoken.add(finding.competency)
    for reading in assessment.readings.values():
        spoken.update(key for key, probability in reading.competencies[:3] if probability >= 0.15)
    silent = [key for key, weight in importance.items() if weight is Importance.CORE and key not in spoken]
    return [
        NotEvidenced(
            competency=key,
            competency_name=corpus.competencies[key].name,
            importance=importance[key],
            question=corpus.competencies[key].question,
        )
        for key in silent[:MAX_QUESTIONS]
    ]


def summary_of(gaps: Sequence[Gap], strengths: Sequence[Strength], silent: Sequence[NotEvidenced]) -> list[str]:
    """Three lines: strengths to keep, priority gaps, what could not be judged."""
    kept = ", ".join(item.competency_name for item in strengths[:3]) or "none that the words show plainly"
    named = (
        "; ".join(f"{gap.competency_name} (“{gap.topic}”)" for gap in gaps[:3]) or "none in these words, and none was invented"
    )
    asked = ", ".join(item.competency_name for item in silent[:4]) or "nothing that the level depends on"
    return [f"Strengths to keep: {kept}.", f"Priority gaps: {named}.", f"Could not be judged from this text: {asked}."]
