"""Statements to findings: what the reader says of each statement, put together over the whole record."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.engines.local.artifact import stated_moves
from coach.engines.local.clear import clear_documents
from coach.engines.local.lexicon import Lexicon
from coach.engines.local.structure import KEPT, adjust_roles, is_headed_as_gap, pool_bullets, pool_neighbours, section_paths
from coach.engines.local.thresholds import Thresholds
from coach.language.people import unnamed
from coach.language.topics import topic_of
from coach.model.competency import Competency, GapType
from coach.model.evidence import Assessment, Category, Finding, Reading, Unused
from coach.model.report import GapKind
from coach.model.text import GAP_ROLES, STRENGTH_ROLES, DocumentKind, Record, Role, Speaker, Statement
from coach.ports import ReaderOutput, StatementReader

_CLOSED_ROLES = (Role.CLOSED, Role.DENIED, Role.HYPOTHETICAL, Role.OTHERS, Role.QUOTED, Role.PRIVATE, Role.PREFERENCE)
_WHY_UNUSED = {
    Role.CLOSED: "a gap of the past that the text says is closed",
    Role.DENIED: "the text denies the gap",
    Role.HYPOTHETICAL: "hypothetical, joking or sarcastic, not meant as a gap",
    Role.OTHERS: "somebody else's problem, or the team's, with no part of the author named",
    Role.QUOTED: "words that are not about the author",
    Role.PRIVATE: "private: health, family or money is never read as a gap",
    Role.PREFERENCE: "a choice of the author, not a gap",
    Role.LESSON: "a lesson drawn, with no gap left in its words",
    Role.GOAL: "a plan, with no lack behind it in its words",
    Role.ASPIRATION: "a wish, with no lack behind it in its words",
    Role.SUPPORT: "a request for support",
}
_SURE_SPEAKER = 0.9
_SURE_STRENGTH = 0.45
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|I'd|I’m|I’ve|I’d|my|me)\b")
_NO_COMPETENCY = "it reads like a gap, but of no competency that can be named with confidence"
_NO_CLEAR_GAP = "it could be read as a gap, but nothing in this document speaks of one clearly"
_FAINT = "it could be read as a gap, but far less clearly than others in this text"
_OVER = re.compile(
    r"\b(?:expert|world.?class|best (?:engineer|in)|always deliver|flawless|exceptional|outstanding|unmatched|10x|rock.?star|guru|master of|already (?:operat|work|perform)\w* at|operat\w+ at (?:the )?(?:staff|principal|senior|next|L\d|T\d))\b",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(?:just (?:got )?luck\w*|i only|only helped|anyone could|nothing special|not (?:really )?a big deal|i merely|small part|didn't do much|was lucky|probably nothing|don't deserve|impostor|imposter|not sure (?:it|this|that) counts)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Scored:
    """A statement with what the reader says of it for one competency."""

    statement: Statement
    reading: Reading
    score: float


class LocalAssessor:
    """The `assess` of the local engine."""

    def __init__(self, reader: StatementReader, competencies: dict[str, Competency], thresholds: Thresholds) -> None:
        """Put the parts together.

        Args:
            reader: Reads single statements.
            competencies: By id.
            thresholds: Calibrated on the tuning split.
        """
        self._reader = reader
        self._competencies = competencies
        self._lexicon = Lexicon(competencies)
        self._at = thresholds

    @property
    def name(self) -> str:
        """Engine and weights."""
        return f"local ({self._reader.name})"

    def assess(self, records: tuple[Record, ...]) -> Assessment:
        """Find gaps, strengths, aspirations and claims in the records of one person."""
        statements = [statement for record in records for statement in record.statements]
        kinds = {record.document.source: record.kind for record in records}
        if not statements:
            return Assessment(self.name, ())
        paths = section_paths(statements)
        read = [reading for record in records for reading in self._read(record, paths)]
        readings = pool_neighbours(statements, pool_bullets(statements, read))
        artifacts = [record for record in records if record.kind is DocumentKind.CAREER_LADDER]
        personal = [item for item in statements if kinds[item.source] is not DocumentKind.CAREER_LADDER]
        headed = frozenset(key for key, path in paths.items() if is_headed_as_gap(path))
        gaps, unused = self._gaps(personal, readings, headed, clear_documents(personal, readings, kinds, headed, self._at))
        gaps += [finding for record in artifacts for finding in stated_moves(record, readings, self._lexicon)]
        statements = personal
        findings = (
            *gaps,
            *self._strengths(statements, readings),
            *_aspirations(statements, readings),
            *_claims(statements, readings),
        )
        return Assessment(self.name, findings, readings, unused)

    def _read(self, record: Record, paths: dict[str, tuple[str, ...]]) -> list[Reading]:
        if not record.statements:
            return []
        author = record.profile.author.value if record.profile.author else ""
        output = self._reader.read(
            unnamed([item.text for item in record.statements], author),
            unnamed([reader_context(item) for item in record.statements], author),
        )
        return [self._reading(item, row, output, paths[item.id]) for row, item in enumerate(record.statements)]

    def _reading(self, statement: Statement, row: int, output: ReaderOutput, path: tuple[str, ...]) -> Reading:
        roles = adjust_roles(statement, np.array(output.roles[row], dtype=np.float64), path)
        competencies = self._lexicon.blend(
            statement, dict(zip(output.competency_ids, output.competencies[row].tolist(), strict=True))
        )
        gap_roles = [list(Role).index(role) for role in GAP_ROLES]
        gap = float(roles[gap_roles].sum())
        speaks_of_gap = np.isin(np.arange(len(roles)), gap_roles) == (gap >= 0.5)
        best = int(np.argmax(np.where(speaks_of_gap, roles, -1.0)))
        ordered = sorted(competencies.items(), key=lambda pair: -pair[1])[:KEPT]
        speaker = _heard(statement, output.speakers[row])
        return Reading(
            statement_id=statement.id,
            role=list(Role)[best],
            role_confidence=float(roles[best]),
            gap=gap,
            competencies=tuple((key, float(value)) for key, value in ordered),
            gap_type=list(GapType)[int(np.argmax(output.gap_types[row]))],
            speaker=speaker,
        )

    def _gaps(
        self, statements: list[Statement], readings: dict[str, Reading], headed: frozenset[str], clear: frozenset[str]
    ) -> tuple[list[Finding], tuple[Unused, ...]]:
        by_competency: dict[str, list[_Scored]] = defaultdict(list)
        unused: list[Unused] = []
        for statement in statements:
            reading = readings[statement.id]
            if reading.gap < (self._at.gap_headed if statement.id in headed else self._at.gap):
                if reading.gap >= self._at.considered and reading.role in _WHY_UNUSED:
                    unused.append(_unused(reading, _WHY_UNUSED[reading.role]))
                continue
            chosen = self._chosen(reading) if statement.source in clear else []
            if not chosen:
                unused.append(_unused(reading, _NO_COMPETENCY if statement.source in clear else _NO_CLEAR_GAP))
            for competency, score in chosen:
                by_competency[competency].append(_Scored(statement, reading, score))
        findings = [self._gap(competency, scored) for competency, scored in by_competency.items()]
        kept, faint = self._parted(sorted(findings, key=lambda finding: -finding.confidence))
        spoken = {key for finding in kept for key in finding.statement_ids}
        unused += [
            Unused(key, _FAINT, readings[key].role, finding.competency)
            for finding in faint
            for key in finding.statement_ids[:1]
            if key not in spoken
        ]
        return kept, tuple(unused)

    def _parted(self, findings: list[Finding]) -> tuple[list[Finding], list[Finding]]:
        """The gaps to show, and the inferred ones that are much less clear than the clearest: a reader with many doubts names few."""
        clearest = max((finding.confidence for finding in findings), default=0.0)
        faint = [
            finding
            for finding in findings
            if finding.kind is GapKind.IMPLIED and finding.confidence < self._at.implied * clearest
        ]
        return [finding for finding in findings if finding not in faint], faint

    def _chosen(self, reading: Reading) -> list[tuple[str, float]]:
        """Competencies that a gap statement counts for: the best one, and others nearly as good."""
        chosen: list[tuple[str, float]] = []
        for position, (competency, probability) in enumerate(reading.competencies):
            score = reading.gap * probability
            if score >= (self._at.competency if position == 0 else self._at.further):
                chosen.append((competency, score))
        return chosen

    def _gap(self, competency: str, scored: list[_Scored]) -> Finding:
        scored.sort(key=lambda item: -item.score * item.reading.gap)
        best = scored[0]
        stated = any(item.reading.role in (Role.SHORTFALL, Role.GROWTH) for item in scored)
        types: dict[GapType, float] = defaultdict(float)
        for item in scored:
            types[item.reading.gap_type] += item.score
        gap_type = max(types, key=lambda key: types[key])
        kind = GapKind.STATED if stated else GapKind.IMPLIED
        if gap_type is GapType.OPPORTUNITY and not any(item.reading.role is Role.GROWTH for item in scored):
            kind = GapKind.MISSING
        miss = 1.0
        for item in scored:
            miss *= 1.0 - item.reading.gap * min(1.0, item.score / max(item.reading.gap, 1e-6) + 0.35)
        return Finding(
            category=Category.GAP,
            competency=competency,
            statement_ids=tuple(item.statement.id for item in scored[:5]),
            confidence=round(float(min(0.99, 1.0 - miss)), 3),
            kind=kind,
            gap_type=gap_type,
            topic=topic_of(best.statement, self._competencies[competency].aliases),
            alternative=self._alternative(best.reading, competency),
        )

    def _alternative(self, reading: Reading, competency: str) -> str | None:
        for other, probability in reading.competencies:
            if other != competency and probability > 0.2:
                return f"The same words could be read as {self._competencies[other].name.lower()}."
        return None

    def _strengths(self, statements: list[Statement], readings: dict[str, Reading]) -> list[Finding]:
        by_competency: dict[str, list[_Scored]] = defaultdict(list)
        for statement in statements:
            reading = readings[statement.id]
            sure = reading.role in STRENGTH_ROLES and reading.role_confidence >= _SURE_STRENGTH and reading.gap <= 0.35
            if not sure or not reading.competencies:
                continue
            competency, probability = reading.competencies[0]
            if probability >= self._at.strength:
                by_competency[competency].append(_Scored(statement, reading, probability * (1 - reading.gap)))
        findings = []
        for competency, scored in by_competency.items():
            scored.sort(key=lambda item: -item.score)
            confidence = min(0.99, 0.4 + 0.15 * len(scored) + 0.3 * scored[0].score)
            findings.append(
                Finding(Category.STRENGTH, competency, tuple(item.statement.id for item in scored[:4]), round(confidence, 3))
            )
        return sorted(findings, key=lambda finding: -finding.confidence)


def _heard(statement: Statement, speakers: NDArray[np.float32]) -> Speaker:
    """Whose judgement a statement is: as its place says; the reader is believed only when it is sure and nobody says "I"."""
    best = int(np.argmax(speakers))
    if statement.speaker is not Speaker.AUTHOR or speakers[best] < _SURE_SPEAKER or _FIRST_PERSON.search(statement.text):
        return statement.speaker
    return list(Speaker)[best]


def reader_context(statement: Statement) -> str:
    """The headings that the reader sees with a statement."""
    return " > ".join(statement.heading_path[-2:])


def _unused(reading: Reading, reason: str) -> Unused:
    competency = reading.competencies[0][0] if reading.competencies else None
    return Unused(reading.statement_id, reason, reading.role, competency)


def _aspirations(statements: list[Statement], readings: dict[str, Reading]) -> list[Finding]:
    findings = []
    for statement in statements:
        reading = readings[statement.id]
        if reading.role in (Role.ASPIRATION, Role.GOAL, Role.PREFERENCE, Role.SUPPORT) and reading.role_confidence >= 0.4:
            competency = reading.competencies[0][0] if reading.competencies and reading.competencies[0][1] >= 0.25 else ""
            findings.append(
                Finding(
                    Category.ASPIRATION, competency, (statement.id,), round(reading.role_confidence, 3), note=reading.role.value
                )
            )
    return findings


def _claims(statements: list[Statement], readings: dict[str, Reading]) -> list[Finding]:
    findings = []
    for statement in statements:
        reading = readings[statement.id]
        if statement.speaker is not Speaker.AUTHOR or reading.role in _CLOSED_ROLES:
            continue
        if _OVER.search(statement.text) and not re.search(r"\d", statement.text):
            note = "A large claim with no deed or number beside it; name the piece of work that shows it, or say less."
            findings.append(Finding(Category.OVER_CLAIM, "", (statement.id,), 0.6, note=note))
        elif _UNDER.search(statement.text) and reading.role in (*STRENGTH_ROLES, Role.CONTEXT):
            note = "This makes the work smaller than its facts; say what you did and what came of it."
            findings.append(Finding(Category.UNDER_CLAIM, "", (statement.id,), 0.6, note=note))
    return findings
