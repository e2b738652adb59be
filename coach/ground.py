"""Checks every reference of an engine against the documents; asks no model.

What fails is dropped and listed with its reason. A quote is never searched for or repaired: an engine refers to
statements by id, and the words are cut out of the document here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from coach.model.competency import Scope
from coach.model.evidence import Assessment, Category, Finding, Grounded, Reading, Unused
from coach.model.report import Dropped, Evidence, EvidenceStrength
from coach.model.text import Record, Speaker, Statement

_NUMBER = re.compile(r"\d")
_DEED = re.compile(
    r"\b(?:built|wrote|led|ran|shipped|fixed|moved|migrated|reduced|cut|designed|introduced|set up|launched|delivered|taught|"
    r"mentored|hired|reviewed|created|made|took|traced|found|replaced|automated|organised|organized|presented|gave|helped|"
    r"deferred|missed|skipped|promised|forgot|said|told|asked|kept|started|stopped|did|got|broke|merged|deployed)\b",
    re.IGNORECASE,
)
_SCOPES: tuple[tuple[Scope, re.Pattern[str]], ...] = (
    (Scope.INDUSTRY, re.compile(r"\b(?:industry|open.?source|conference|community|keynote|published|meetup|standards? body|upstream)\b", re.IGNORECASE)),
    (Scope.COMPANY, re.compile(r"\b(?:company.?wide|across the company|whole company|entire company|every team|all teams|all engineers|board|ceo|cto|company's)\b", re.IGNORECASE)),
    (Scope.ORGANISATION, re.compile(r"\b(?:organi[sz]ation|department|org.?wide|across the org|director|division|(?:[6-9]|[1-9]\d|ten|twelve|fifteen|twenty) teams)\b", re.IGNORECASE)),
    (Scope.CROSS_TEAM, re.compile(r"\b(?:cross.?team|cross.?functional|other teams?|across teams|several teams|multiple teams|both teams|(?:two|three|four|five|[2-5]) (?:other )?teams|teams|outside my team|stakeholders?|another team)\b", re.IGNORECASE)),
    (Scope.TEAM, re.compile(r"\b(?:my team|our team|the team|team(?:'s|mates?)?|squad|colleagues?|juniors?|mentees?|interns?|sprint|standup|on.?call|service|system|platform|project)\b", re.IGNORECASE)),
    (Scope.FEATURE, re.compile(r"\b(?:feature|module|component|endpoint|screen|page|dashboard|pipeline|library|script|migration|job)\b", re.IGNORECASE)),
    (Scope.TASK, re.compile(r"\b(?:ticket|bug|task|pull request|pr|merge request|function|test|typo|commit)s?\b", re.IGNORECASE)),
)


def evidence_of(statement: Statement, text: str, speaker: Speaker | None = None) -> Evidence:
    """Cut a statement's words out of its document and weigh them as evidence."""
    said_by = speaker or statement.speaker
    quote = text[statement.start : statement.end]
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
    statements: dict[str, tuple[Statement, str]] = {
        statement.id: (statement, record.document.text) for record in records for statement in record.statements
    }
    known = frozenset(competencies)
    kept: list[Grounded] = []
    dropped: list[Dropped] = []
    seen: set[tuple[Category, str]] = set()
    for finding in assessment.findings:
        reason = _fault(finding, statements, known, seen)
        if reason:
            dropped.append(Dropped(what=f"{finding.category}: {finding.topic or finding.note or finding.competency}", reason=reason, competency=finding.competency if finding.competency in known else None))
            continue
        if finding.category in (Category.GAP, Category.STRENGTH):
            seen.add((finding.category, finding.competency))
        kept.append(Grounded(finding, tuple(_evidence(finding, statements, assessment.readings))))
    dropped.extend(_unused(unused, statements, known) for unused in assessment.unused if unused.statement_id in statements)
    return tuple(kept), tuple(dropped)


def _evidence(
    finding: Finding, statements: Mapping[str, tuple[Statement, str]], readings: Mapping[str, Reading]
) -> Iterable[Evidence]:
    for key in dict.fromkeys(finding.statement_ids):
        statement, text = statements[key]
        reading = readings.get(key)
        yield evidence_of(statement, text, reading.speaker if reading else None)


def _fault(
    finding: Finding,
    statements: Mapping[str, tuple[Statement, str]],
    known: frozenset[str],
    seen: set[tuple[Category, str]],
) -> str:
    """Name what is wrong with a finding; empty when nothing is."""
    if not finding.statement_ids:
        return "it names no statement as evidence"
    missing = [key for key in finding.statement_ids if key not in statements]
    if missing:
        return f"it refers to statements that do not exist ({', '.join(missing[:3])})"
    if finding.competency not in known and finding.category in (Category.GAP, Category.STRENGTH):
        return f"its competency {finding.competency!r} does not exist"
    if (finding.category, finding.competency) in seen:
        return "another finding already covers this competency"
    for key in finding.statement_ids:
        statement, text = statements[key]
        if not 0 <= statement.start < statement.end <= len(text) or not text[statement.start : statement.end].strip():
            return f"the span of statement {key} is not in the document"
    if not 0.0 <= finding.confidence <= 1.0:
        return "its confidence is not between 0 and 1"
    return ""


def _unused(unused: Unused, statements: Mapping[str, tuple[Statement, str]], known: frozenset[str]) -> Dropped:
    statement, text = statements[unused.statement_id]
    return Dropped(
        what=statement.text if len(statement.text) <= 160 else statement.text[:157] + "…",
        reason=unused.reason,
        competency=unused.competency if unused.competency in known else None,
        role=unused.role,
        evidence=[evidence_of(statement, text)],
    )
