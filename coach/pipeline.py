"""The stages of a review as one readable list: read, assess, ground, rank, advise, plan, report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from coach import __version__
from coach.corpora import Corpus
from coach.findings import (
    aspirations_of,
    claims_of,
    expected_of,
    gap_of,
    not_evidenced,
    strengths_of,
    summary_of,
)
from coach.ground import ground
from coach.language.projects import projects_in
from coach.language.tongue import language_name
from coach.model.competency import Ladder, Level
from coach.model.evidence import Assessment, Category, Grounded
from coach.model.plan import PlanContext
from coach.model.report import Aspiration, DocumentInfo, Dropped, Evidence, Gap, Guidance, Plan, Report, Strength, Usage
from coach.model.run import Engines, ModelUsage
from coach.model.text import Document, DocumentKind, Record, Role
from coach.person import PersonOptions, descent_notice, levels_of, measured_at, resolve_person
from coach.rank import PRIORITY_RULE, rank_gaps
from coach.rationale import in_context
from coach.segment.record import read_record
from coach.sift import sift

NOTE = "A draft for a conversation, not a rating. Every finding stands on the quoted words; what they do not show is asked, not assumed."

_THIN = "read as a strength at first, but its words alone show none"
_REFUSED = (DocumentKind.NOT_A_REVIEW, DocumentKind.MANAGER_FEEDBACK, DocumentKind.CAREER_LADDER)
_REMEDY = {
    DocumentKind.NOT_A_REVIEW: "Paste what you wrote about your own work: a self-review, a reflection, a list of what you did or want to learn.",
    DocumentKind.MANAGER_FEEDBACK: "Findings would be about somebody who did not write it. Ask them for their own words; if it is about you, say so with --as peer-feedback.",
    DocumentKind.CAREER_LADDER: "It tells what levels expect, nothing of a person. Use it as a guide for a review of your own.",
}


class Assess(Protocol):
    """What a review asks of an engine: findings that refer to statements."""

    @property
    def name(self) -> str:
        """Engine and version."""
        ...

    def assess(self, records: tuple[Record, ...]) -> Assessment:
        """Find what the records say of the person."""
        ...


class MakePlan(Protocol):
    """What a review asks of an engine: a plan for the gaps."""

    def plan(self, context: PlanContext) -> Plan:
        """Compose a plan."""
        ...


class Signs(Protocol):
    """What a run with a language model tells at its end."""

    @property
    def dropped(self) -> list[Dropped]:
        """What the model said and code refused."""
        ...

    def engines(self) -> Engines:
        """Who wrote which part."""
        ...

    def usage(self) -> ModelUsage:
        """What the model cost."""
        ...


class Advise(Protocol):
    """What a review asks of the guide: passages about a gap."""

    def __call__(self, competency: str, words: str) -> list[Guidance]:
        """Return the passages that fit best, best first."""
        ...


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """What the caller may choose; everything has a sensible default.

    Attributes:
        person: What is known of the person.
        kind: What the documents are, where recognition is wrong.
        goals: Most priority goals, 1 to 3.
        with_plan: Whether a development plan is wanted.
        today: First day of the plan.
    """

    person: PersonOptions = field(default_factory=PersonOptions)
    kind: DocumentKind | None = None
    goals: int = 3
    with_plan: bool = True
    today: date = field(default_factory=date.today)


@dataclass(frozen=True, slots=True)
class Review:
    """A review, ready to run.

    Attributes:
        corpus: Competencies and ladders.
        ladder: The ladder that sets expectations.
        assess: The engine's reading.
        plan: The engine's planning.
        advise: The guide.
        progress: Told the name of each stage as it begins.
        session: The run with a language model; None without one.
        languages: ISO 639-1 codes of the languages that the engine reads; empty for an engine that reads any.
    """

    corpus: Corpus
    ladder: Ladder
    assess: Assess
    plan: MakePlan
    advise: Advise
    progress: Callable[[str], None] = lambda stage: None
    session: Signs | None = None
    languages: tuple[str, ...] = ()

    def run(self, documents: Sequence[Document], options: ReviewOptions) -> Report:
        """Review the documents of one person."""
        self.progress("reading")
        records = tuple(
            read_record(document, prefix=f"{chr(97 + number)}:" if len(documents) > 1 else "", kind=options.kind)
            for number, document in enumerate(documents)
        )
        usable = tuple(record for record in records if not refused(record) and not self._foreign(record))
        draft = self._empty(records, usable, options)
        if not usable:
            first = records[0]
            if self._foreign(first):
                return draft.model_copy(update={"refusal": f"{first.document.source}: {_foreign_words(first)}"})
            return draft.model_copy(update={"refusal": f"{first.document.source}: {first.kind_reason}. {_REMEDY[first.kind]}"})
        self.progress("finding")
        return _accounted(self._signed(self._assessed(usable, draft, options)))

    def _foreign(self, record: Record) -> bool:
        """True for a document that the engine cannot read, because of its language."""
        return bool(self.languages) and record.document.language not in (None, *self.languages)

    def _signed(self, report: Report) -> Report:
        """The report with who wrote which part, what a model cost, and what of its words was refused."""
        if self.session is None:
            plan = self.assess.name if report.plan else None
            return report.model_copy(update={"engines": Engines(findings=self.assess.name, plan=plan)})
        engines = self.session.engines()
        return report.model_copy(
            update={
                "engine": engines.findings,
                "engines": engines,
                "dropped": [*report.dropped, *self.session.dropped],
                "usage": report.usage.model_copy(update={"model": self.session.usage()}),
            }
        )

    def _assessed(self, records: tuple[Record, ...], draft: Report, options: ReviewOptions) -> Report:
        assessment = self.assess.assess(records)
        grounded, dropped = ground(assessment, records, self.corpus.competencies)
        grounded, weak = sift(grounded, assessment, records, self.corpus.competencies)
        dropped = (*dropped, *weak)
        current, target = levels_of(draft.person, self.ladder)
        expected_at = target or current or self.ladder.beside(Level.SENIOR)
        importance = {key: self.ladder.importance(key, expected_at) for key in self.corpus.competencies}
        self.progress("ranking")
        aspirations = aspirations_of(grounded, self.corpus)
        ranked = rank_gaps(
            [item for item in grounded if item.finding.category is Category.GAP],
            importance,
            _wished(grounded, assessment),
            _practised(aspirations),
            [record.document.source for record in records],
            measured_at(draft.person, self.ladder),
        )
        gaps = [
            _explained(gap_of(item, number, self.corpus, self.ladder, (current, target), self.advise), item.grounded)
            for number, item in enumerate(ranked)
        ]
        strengths = strengths_of(grounded, self.corpus)
        gaps = in_context(gaps, strengths, aspirations, self.corpus)
        expected = expected_of(self.corpus, self.ladder, (current, target))
        silent = not_evidenced(assessment, importance, self.corpus, {gap.competency for gap in gaps}, expected)
        plan = (
            self._plan(records, assessment, gaps, strengths, aspirations, (current.id if current else None, options))
            if options.with_plan and gaps
            else None
        )
        return draft.model_copy(
            update={
                "summary": summary_of(gaps, strengths, silent),
                "gaps": gaps,
                "strengths": strengths,
                "aspirations": aspirations,
                "not_evidenced": silent,
                "claims": claims_of(grounded),
                "dropped": [*dropped, *_thin(grounded, strengths)],
                "plan": plan,
            }
        )

    def _plan(
        self,
        records: tuple[Record, ...],
        assessment: Assessment,
        gaps: list[Gap],
        strengths: list[Strength],
        aspirations: list[Aspiration],
        choice: tuple[Level | None, ReviewOptions],
    ) -> Plan:
        self.progress("planning")
        level, options = choice
        own = [
            statement
            for record in records
            for statement in record.statements
            if assessment.readings.get(statement.id) is None
            or assessment.readings[statement.id].role not in (Role.OTHERS, Role.QUOTED, Role.PRIVATE, Role.HYPOTHETICAL)
        ]
        projects = tuple((name, _spoken_of(assessment, ids)) for name, ids in projects_in(own))
        return self.plan.plan(
            PlanContext(gaps, strengths, aspirations, projects, level or Level.SENIOR, options.today, options.goals)
        )

    def _empty(self, records: tuple[Record, ...], usable: tuple[Record, ...], options: ReviewOptions) -> Report:
        person = resolve_person(usable or records, options.person, self.ladder)
        notice = descent_notice(person, self.ladder) if usable else ""
        return Report(
            coach_version=__version__,
            engine=self.assess.name,
            created=options.today.isoformat(),
            ladder=f"{self.ladder.id} v{self.ladder.version}",
            ladder_notes=list(self.ladder.notices),
            corpus=f"shipped@{self.corpus.hash}",
            note=NOTE,
            documents=[
                _info(record if record in usable or not usable else _noted(record), notice if record in usable[:1] else "")
                for record in records
            ],
            person=person,
            summary=[],
            priority_rule=PRIORITY_RULE,
            gaps=[],
            strengths=[],
            aspirations=[],
            not_evidenced=[],
            claims=[],
            dropped=[],
            usage=Usage(statements=sum(len(record.statements) for record in records), used=0, dropped=0, context=0),
            plan=None,
        )


def refused(record: Record) -> bool:
    """True for a document that is not a person's account of their own work, unless the caller said what it is."""
    if record.kind is DocumentKind.CAREER_LADDER and record.profile.current_level is not None:
        return False
    return record.kind in _REFUSED


def _explained(gap: Gap, grounded: Grounded) -> Gap:
    """The gap with what a model says is missing, marked as the model's words; the local engine says nothing of its own."""
    note = grounded.finding.note
    return gap.model_copy(update={"rationale": f"{gap.rationale} In the model's words: {note}."}) if note else gap


def _foreign_words(record: Record) -> str:
    language = language_name(record.document.language or "")
    return (
        f"it is written in {language}, and the local engine reads English only; it would guess, so it says nothing. "
        "Name a language model with --model, which reads it as it is, or translate it."
    )


def _noted(record: Record) -> Record:
    if record.kind not in _REMEDY:
        return replace(record, notices=(*record.notices, "This document was left out because of its language."))
    notice = f"This document was left out: {record.kind_reason}. {_REMEDY[record.kind]}"
    return replace(record, notices=(*record.notices, notice))


def _wished(grounded: Sequence[Grounded], assessment: Assessment) -> frozenset[str]:
    """Competencies in which the person asks to grow."""
    wished = set()
    for finding in (item.finding for item in grounded):
        if finding.category is Category.GAP and any(
            assessment.readings[key].role is Role.GROWTH for key in finding.statement_ids if key in assessment.readings
        ):
            wished.add(finding.competency)
        if finding.category is Category.ASPIRATION and finding.competency and finding.note in (Role.ASPIRATION, Role.SUPPORT):
            wished.add(finding.competency)
    return frozenset(wished)


def _practised(aspirations: list[Aspiration]) -> dict[str, str]:
    """Competencies for which a goal or request of the person gives a place to practise."""
    return {
        item.competency: f"“{' '.join(item.evidence[0].quote.split())[:80]}”"
        for item in reversed(aspirations)
        if item.competency and item.kind in ("goal", "support")
    }


def _spoken_of(assessment: Assessment, ids: Sequence[str]) -> frozenset[str]:
    return frozenset(
        competency
        for key in ids
        if key in assessment.readings
        for competency, probability in assessment.readings[key].competencies[:2]
        if probability >= 0.2
    )


def _thin(grounded: Sequence[Grounded], strengths: Sequence[Strength]) -> list[Dropped]:
    """Words that were read as a strength and are not shown under one, with the reason."""
    shown = {_place(evidence) for item in strengths for evidence in item.evidence}
    return [
        Dropped(what=evidence.quote, reason=_THIN, competency=item.finding.competency, evidence=[evidence])
        for item in grounded
        if item.finding.category is Category.STRENGTH
        for evidence in item.evidence
        if _place(evidence) not in shown
    ]


def _accounted(report: Report) -> Report:
    """The report with each statement in one list: left out only where no finding shows it, and once, in the order of the texts.

    What was refused without a statement, a model's claim on nothing, stays at the end and counts for no statement.
    """
    used = {_place(evidence) for pieces in _shown(report) for evidence in pieces}
    order = {document.source: number for number, document in enumerate(report.documents)}
    rows: dict[tuple[str, int], Dropped] = {}
    for item in report.dropped:
        for evidence in item.evidence[:1]:
            rows.setdefault(_place(evidence), item)
    left = sorted(rows.keys() - used, key=lambda place: (order.get(place[0], len(order)), place))
    without = [item for item in report.dropped if not item.evidence]
    counts = {"used": len(used), "dropped": len(left), "context": report.usage.statements - len(used) - len(left)}
    return report.model_copy(
        update={
            "dropped": [*(rows[place] for place in left), *without],
            "usage": report.usage.model_copy(update=counts),
        }
    )


def _shown(report: Report) -> list[list[Evidence]]:
    """The evidence of each finding."""
    return [
        *(item.evidence for item in report.gaps),
        *(item.evidence for item in report.strengths),
        *(item.evidence for item in report.aspirations),
        *(item.evidence for item in report.claims),
    ]


def _place(evidence: Evidence) -> tuple[str, int]:
    return evidence.source, evidence.start


def _info(record: Record, notice: str) -> DocumentInfo:
    profile = record.profile
    return DocumentInfo(
        source=record.document.source,
        kind=record.kind,
        kind_reason=record.kind_reason,
        encoding=record.document.encoding,
        format=record.document.format,
        language=record.document.language,
        characters=len(record.document.text),
        statements=len(record.statements),
        author=profile.author.value if profile.author else None,
        date=profile.date.value if profile.date else None,
        period=profile.period.value if profile.period else None,
        notices=[*record.notices, *([notice] if notice else [])],
    )
