"""Checks every reference of an engine against the documents; asks no model.

What fails is dropped and listed with its reason. A quote is never searched for or repaired: an engine refers to
statements by id, and the words are cut out of the document here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias, get_args

from coach.model.competency import Scope
from coach.model.evidence import Assessment, Category, Finding, Grounded, Reading, Unused
from coach.model.report import Dropped, Evidence, EvidenceStrength, WishKind
from coach.model.text import Document, Record, Speaker, Statement

_Places: TypeAlias = dict[str, tuple[Statement, Document] | None]

_ONE_A_COMPETENCY = (Category.GAP, Category.STRENGTH)
"""Categories that need a competency and have at most one finding for each."""

_MAX_WHAT = 160
_NUMBER = re.compile(r"\d")
_DEED = re.compile(
    r"\b(?:built|wrote|led|ran|shipped|fixed|moved|migrated|reduced|cut|designed|introduced|set up|launched|delivered|taught|"
    r"mentored|hired|reviewed|created|made|took|traced|found|replaced|automated|organised|organized|presented|gave|helped|"
    r"deferred|missed|skipped|promised|forgot|said|told|asked|kept|started|stopped|did|got|broke|merged|deployed)\b",
    re.IGNORECASE,
)
_SCOPES: tuple[tuple[Scope, re.Pattern[str]], ...] = (
    (
        Scope.INDUSTRY,
        re.compile(
            r"\b(?:industry|open.?source|conference|community|keynote|published|meetup|standards? body|upstream)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Scope.COMPANY,
        re.compile(
            r"\b(?:company.?wide|across the company|whole company|entire company|every team|all teams|all engineers|board|ceo|cto|company's)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Scope.ORGANISATION,
        re.compile(
            r"\b(?:organi[sz]ation|department|org.?wide|across the org|director|division|(?:[6-9]|[1-9]\d|ten|twelve|fifteen|twenty) teams)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Scope.CROSS_TEAM,
        re.compile(
            r"\b(?:cross.?team|cross.?functional|other teams?|across teams|several teams|multiple teams|both teams|(?:two|three|four|five|[2-5]) (?:other )?teams|teams|outside my team|stakeholders?|another team)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Scope.TEAM,
        re.compile(
            r"\b(?:my team|our team|the team|team(?:'s|mates?)?|squad|colleagues?|juniors?|mentees?|interns?|sprint|standup|on.?call|service|system|platform|project)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Scope.FEATURE,
        re.compile(
            r"\b(?:feature|module|component|endpoint|screen|page|dashboard|pipeline|library|script|migration|job)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Scope.TASK,
        re.compile(r"\b(?:ticket|bug|task|pull request|pr|merge request|function|test|typo|commit)s?\b", re.IGNORECASE),
    ),
)


def evidence_of(statement: Statement, document: Document, speaker: Speaker | None = None) -> Evidence:
    """Cut a statement's words out of its document and weigh them as evidence."""
    said_by = speaker or statement.speaker
    quote = document.text[statement.start : statement.end]
    return Evidence(
        quote=quote,
        start=statement.start,
        end=statement.end,
        line=statement.line,
        heading_path=list(statement.heading_path),
        source=statement.source,
        speaker=said_by,
        strength=_strength(quote, said_by),
        scope=scope_of(statement.text),
        page=document.number_at(statement.start, "page"),
        paragraph=document.number_at(statement.start, "paragraph"),
    )


def _strength(quote: str, speaker: Speaker) -> EvidenceStrength:
    if speaker is not Speaker.AUTHOR:
        return "corroborated"
    if _NUMBER.search(quote) and _DEED.search(quote):
        return "with-result"
    if _DEED.search(quote):
        return "described"
    return "claimed"


def scope_of(text: str) -> Scope | None:
    """How far the work in a sentence reaches, by its words; None where it does not tell."""
    for scope, pattern in _SCOPES:
        if pattern.search(text):
            return scope
    return None


def ground(
    assessment: Assessment, records: Iterable[Record], competencies: Iterable[str]
) -> tuple[tuple[Grounded, ...], tuple[Dropped, ...]]:
    """Check an assessment against the documents.

    Args:
        assessment: What an engine says.
        records: The documents it was given.
        competencies: The ids that exist.

    Returns:
        The findings that stand, with their evidence, and what was dropped and why.
    """
    places = _places(records)
    known = frozenset(competencies)
    kept: list[Grounded] = []
    dropped: list[Dropped] = []
    seen: set[tuple[Category, str]] = set()
    for finding in assessment.findings:
        reason = _fault(finding, places, known, seen)
        if reason:
            dropped.append(_dropped(finding, reason, known))
            continue
        if finding.category in _ONE_A_COMPETENCY:
            seen.add((finding.category, finding.competency))
        kept.append(Grounded(finding, tuple(_evidence(finding, places, assessment.readings))))
    dropped.extend(_unused(unused, places, known) for unused in assessment.unused)
    return tuple(kept), tuple(dropped)


def _places(records: Iterable[Record]) -> _Places:
    """Every statement by id with the document it is cut from; None for an id that two statements share."""
    places: _Places = {}
    for record in records:
        for statement in record.statements:
            own = statement.id not in places and statement.source == record.document.source
            places[statement.id] = (statement, record.document) if own else None
    return places


def _evidence(finding: Finding, places: _Places, readings: Mapping[str, Reading]) -> Iterable[Evidence]:
    for key in dict.fromkeys(finding.statement_ids):
        place, reading = places[key], readings.get(key)
        if place is not None:
            yield evidence_of(*place, reading.speaker if reading else None)


def _fault(finding: Finding, places: _Places, known: frozenset[str], seen: set[tuple[Category, str]]) -> str:
    """Name what is wrong with a finding; empty when nothing is."""
    if not finding.statement_ids:
        return "it names no statement as evidence"
    for key in finding.statement_ids:
        fault = _place_fault(key, places)
        if fault:
            return fault
    if not 0.0 <= finding.confidence <= 1.0:
        return "its confidence is not between 0 and 1"
    if finding.competency not in known and (finding.competency or finding.category in _ONE_A_COMPETENCY):
        return f"its competency {finding.competency!r} does not exist"
    if (finding.category, finding.competency) in seen:
        return "another finding already covers this competency"
    if finding.category is Category.ASPIRATION and finding.note not in get_args(WishKind):
        return f"{finding.note!r} is no kind of wish or plan"
    if finding.category is Category.GAP and not _in_own_words(finding, places):
        return "its topic is not in the words it stands on"
    return ""


def _place_fault(key: str, places: _Places) -> str:
    if key not in places:
        return f"it refers to a statement that does not exist ({key})"
    place = places[key]
    if place is None:
        return f"it refers to a statement that is not of one document alone ({key})"
    statement, text = place[0], place[1].text
    if not 0 <= statement.start < statement.end <= len(text) or not text[statement.start : statement.end].strip():
        return f"the span of statement {key} is not in the document"
    return ""


def _in_own_words(finding: Finding, places: _Places) -> bool:
    topic = _normal(finding.topic.removesuffix("…"))
    cited = [place[0] for place in (places[key] for key in finding.statement_ids) if place is not None]
    return bool(topic) and any(
        topic in _normal(words) for item in cited for words in (item.text, item.label, *item.heading_path)
    )


def _normal(text: str) -> str:
    return " ".join(text.split()).casefold()


def _dropped(finding: Finding, reason: str, known: frozenset[str]) -> Dropped:
    what = f"{finding.category}: {finding.topic or finding.note or finding.competency}"
    return Dropped(what=what, reason=reason, competency=finding.competency if finding.competency in known else None)


def _unused(unused: Unused, places: _Places, known: frozenset[str]) -> Dropped:
    competency = unused.competency if unused.competency in known else None
    fault = _place_fault(unused.statement_id, places)
    place = places.get(unused.statement_id)
    if fault or place is None:
        return Dropped(what=f"statement {unused.statement_id}", reason=fault, competency=competency, role=unused.role)
    statement, document = place
    return Dropped(
        what=statement.text if len(statement.text) <= _MAX_WHAT else statement.text[: _MAX_WHAT - 1] + "…",
        reason=unused.reason.strip() or "the engine gave no reason",
        competency=competency,
        role=unused.role,
        evidence=[evidence_of(statement, document)],
    )
