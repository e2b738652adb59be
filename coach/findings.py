"""Grounded findings to the parts of a report: words, expectations, questions. No model, no vendor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coach.corpora import Corpus
from coach.language.clean import plain
from coach.language.sections import Section, section_of
from coach.language.standing import standing_in
from coach.language.topics import term_in
from coach.model.competency import Expectation, Importance, Ladder, Level, LevelDefinition
from coach.model.evidence import Assessment, Category, Grounded
from coach.model.report import Aspiration, ClaimNote, Evidence, Gap, Guidance, NotEvidenced, Strength
from coach.rank import Ranked, assessed_level, confidence_word
from coach.rationale import rationale_of, shortened

MAX_QUESTIONS = 6
"""Most questions about competencies on which a document is silent."""

_LONGEST_EXPECTATION = 300
"""Most characters of an expectation inside a sentence; the expectation itself is quoted in full beside it."""

_WEIGHT = {"with-result": 0, "corroborated": 1, "described": 2, "claimed": 3}
_NO_STRENGTHS = (
    Section.RESOURCES,
    Section.METRICS,
    Section.GOALS,
    Section.INTERESTS,
    Section.SUPPORT,
    Section.GROWTH,
    Section.CHALLENGE,
    Section.THANKS,
    Section.LADDER,
)
"""Sections in which a sentence that sounds like a deed is a book, a plan or the kind side of a lack."""

_POINTING = re.compile(r"(?:it|that|this|they|he|she)\b(?:\W+\w+){0,4}\W*|\([^()]*\)", re.IGNORECASE)
"""A few words about something said before, or who said it."""

_FEELING = re.compile(
    r"\b(?:rewarding|fulfilling|proud|passionate|excit\w+|grateful|thankful|enjoy\w*|love|happy|believe|committed|ready|feel)\b",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"\b(?:lead|led|mentor|build|built|design|wrot|writ|ran|run|ship|launch|migrat|reduc|cut|fix|teach|taught|made|creat|deliver"
    r"|review|improv|automat|introduc|present|hir|help)\w*",
    re.IGNORECASE,
)


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
        rationale=rationale_of(
            finding, evidence, _below(assessed, current), target is not None and ranked.importance is not Importance.BEYOND
        ),
        alternative_reading=finding.alternative,
        evidence=list(evidence),
        guidance=advise(competency.id, " ".join([finding.topic, *(item.quote for item in evidence[:2])])),
    )


def _below(assessed: Level | None, current: LevelDefinition | None) -> str:
    """The level at which a gap is placed, where that is not the person's own; else empty."""
    return assessed.value.replace("-", " ") if assessed and current and assessed is not current.id else ""


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
    now = shortened(standing_in(grounded.evidence).quote)
    if not target or expectation is None:
        return f"from “{now}” to what you would call good enough; name a target level to see what a ladder expects"
    return f"from “{now}” to what {target}: {shortened(expectation.text, _LONGEST_EXPECTATION)}"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a level expects of a competency, as it is asked about.

    Attributes:
        words: A sentence.
        new: Whether the competency weighs otherwise at the level than at the person's own.
    """

    words: str
    new: bool


def strengths_of(grounded: Iterable[Grounded], corpus: Corpus) -> list[Strength]:
    """Write the strengths out, best supported first."""
    strengths = []
    for item in grounded:
        evidence = sorted(
            (piece for piece in item.evidence if not _says_little(piece)), key=lambda piece: _WEIGHT[piece.strength]
        )
        if item.finding.category is not Category.STRENGTH or not evidence:
            continue
        strengths.append(
            Strength(
                competency=item.finding.competency,
                competency_name=corpus.competencies[item.finding.competency].name,
                summary=_support(evidence),
                evidence=evidence,
            )
        )
    return sorted(strengths, key=lambda strength: _WEIGHT[strength.evidence[0].strength])


def _support(evidence: Sequence[Evidence]) -> str:
    results = sum(item.strength == "with-result" for item in evidence)
    others = sum(item.strength == "corroborated" for item in evidence)
    detail = [f"{len(evidence)} place{'s' if len(evidence) > 1 else ''}"]
    detail += [f"{results} with a result"] * bool(results)
    detail += [f"{others} in others' words"] * bool(others)
    return ", ".join(detail)


def _says_little(evidence: Evidence) -> bool:
    """True for what shows nothing somebody did: a feeling, a few words about "it", a title of a book, a plan, a lack."""
    words = plain(evidence.quote)
    if section_of(tuple(evidence.heading_path)) in _NO_STRENGTHS or _POINTING.fullmatch(words):
        return True
    return evidence.strength == "claimed" and _FEELING.search(words) is not None and _DOING.search(words) is None


def aspirations_of(grounded: Iterable[Grounded], corpus: Corpus) -> list[Aspiration]:
    """Write wishes, plans, choices and requests out, in the order of the document."""
    found = [item for item in grounded if item.finding.category is Category.ASPIRATION]
    found.sort(key=lambda item: (item.evidence[0].source, item.evidence[0].start))
    made = []
    for item in found:
        competency = item.finding.competency or _named_in(plain(item.evidence[0].quote), corpus)
        made.append(
            Aspiration(
                competency=competency or None,
                competency_name=corpus.competencies[competency].name if competency else None,
                kind=item.finding.note,  # type: ignore[arg-type]
                evidence=list(item.evidence),
            )
        )
    return made


def _named_in(words: str, corpus: Corpus) -> str:
    """The competency whose longest term stands in some words, empty where none or several do."""
    terms = {key: len(term_in(words, competency.aliases)) for key, competency in corpus.competencies.items()}
    longest = max(terms.values())
    best = [key for key, length in terms.items() if length == longest]
    return best[0] if longest and len(best) == 1 else ""


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
    assessment: Assessment,
    importance: dict[str, Importance],
    corpus: Corpus,
    covered: set[str],
    expected: Mapping[str, Expected] | None = None,
) -> list[NotEvidenced]:
    """List the competencies that the level depends on and the document is silent about, with one question each.

    Args:
        assessment: What the engine read.
        importance: Of each competency at the target level.
        corpus: The questions.
        covered: Competencies that have a finding.
        expected: What the target level shows in each, where a level is known; what that level newly depends on comes first.
    """
    spoken = set(covered)
    for finding in assessment.findings:
        spoken.add(finding.competency)
    for reading in assessment.readings.values():
        spoken.update(key for key, probability in reading.competencies[:3] if probability >= 0.15)
    silent = [key for key, weight in importance.items() if weight is Importance.CORE and key not in spoken]
    known = expected or {}
    silent.sort(key=lambda key: not (key in known and known[key].new))
    return [
        NotEvidenced(
            competency=key,
            competency_name=corpus.competencies[key].name,
            importance=importance[key],
            question=corpus.competencies[key].question + (f" {known[key].words}" if key in known else ""),
        )
        for key in silent[:MAX_QUESTIONS]
    ]


def expected_of(
    corpus: Corpus, ladder: Ladder, levels: tuple[LevelDefinition | None, LevelDefinition | None]
) -> dict[str, Expected]:
    """What the target level shows in each competency, as a sentence behind a question; empty without a target.

    Args:
        corpus: The competencies.
        ladder: Its expectations.
        levels: Current and target level, as far as known.
    """
    current, target = levels
    if target is None:
        return {}
    found = {}
    for key in corpus.competencies:
        expectation = corpus.expectation(ladder, key, target)
        new = current is not None and ladder.importance(key, current) is not ladder.importance(key, target)
        found[key] = Expected(
            f"What {_title_of(target, expectation)}: {shortened(expectation.text, _LONGEST_EXPECTATION)}", new
        )
    return found


def summary_of(gaps: Sequence[Gap], strengths: Sequence[Strength], silent: Sequence[NotEvidenced]) -> list[str]:
    """Three lines: strengths to keep, priority gaps, what could not be judged."""
    kept = ", ".join(item.competency_name for item in strengths[:3]) or "none that the words show plainly"
    named = (
        "; ".join(f"{gap.competency_name} (“{gap.topic}”)" for gap in gaps[:3]) or "none in these words, and none was invented"
    )
    asked = ", ".join(item.competency_name for item in silent[:4]) or "nothing that the level depends on"
    return [f"Strengths to keep: {kept}.", f"Priority gaps: {named}.", f"Could not be judged from this text: {asked}."]
