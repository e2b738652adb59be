"""The `assess` of the language-model engine: what a model says of numbered statements, put together and checked in code.

The local reader always reads beside it: what it takes for a gap and the model passes over is listed, never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from coach.engines.llm.assess_prompt import AssessPrompt, Setting
from coach.engines.llm.assess_shape import AssessmentSaid, assessment_shape
from coach.engines.llm.session import Session
from coach.engines.llm.sheet import Sheet, sheets_of
from coach.engines.llm.verdicts import Verdicts
from coach.errors import ProviderError, ProviderFailed
from coach.model.competency import Competency
from coach.model.evidence import Assessment, Category, Finding
from coach.model.outgoing import Message
from coach.model.text import DocumentKind, Record, Statement

LEAST_ROOM = 400
"""Tokens of a document that must fit beside the rules; a model with less room is of no use."""

_GOOD_ROOM = 2_000
"""With less than this beside the rules, they are told in their short form."""


class LocalReading(Protocol):
    """The engine that reads beside the model."""

    @property
    def name(self) -> str:
        """Engine and weights."""
        ...

    def assess(self, records: tuple[Record, ...]) -> Assessment:
        """Find what the records say of the person."""
        ...


@dataclass(frozen=True, slots=True)
class Request:
    """One question to the model, ready to be sent."""

    messages: tuple[Message, ...]
    schema: type[AssessmentSaid]
    sheet: Sheet


class LlmAssessor:
    """Asks a model, and believes nothing that cannot be checked."""

    def __init__(
        self,
        session: Session,
        prompt: AssessPrompt,
        local: LocalReading,
        competencies: dict[str, Competency],
        setting: Callable[[tuple[Record, ...]], Setting],
    ) -> None:
        """Put the parts together.

        Args:
            session: The model and what the steps of a run share.
            prompt: What is said to the model.
            local: The engine that reads beside it.
            competencies: By id.
            setting: Records to the levels and expectations that count for them.
        """
        self._session = session
        self._prompt = prompt
        self._local = local
        self._competencies = competencies
        self._setting = setting

    @property
    def name(self) -> str:
        """Engine and model."""
        return self._session.name

    def assess(self, records: tuple[Record, ...]) -> Assessment:
        """Find gaps, strengths and wishes in the records of one person.

        Raises:
            ProviderFailed: The model failed, and nobody asked for the local engine instead.
        """
        local = self._local.assess(records)
        personal = personal_statements(records)
        if not personal:
            return local
        try:
            said = self._ask(self.requests(records))
        except ProviderError as error:
            if not self._session.fall_back:
                raise
            self._session.failures.append(f"the model failed, so the local engine found the gaps: {error.cause}")
            self._session.findings = self._local.name
            return local
        self._session.findings = self.name
        verdicts = Verdicts(personal, local, self._competencies, self._session.disguise)
        for answer in said:
            verdicts.hear(answer)
        self._session.dropped.extend(verdicts.dropped)
        kept = tuple(finding for finding in local.findings if _stays(finding, personal))
        return Assessment(
            engine=self.name,
            findings=(*verdicts.findings(), *kept),
            readings=verdicts.readings(),
            unused=verdicts.unused(),
        )

    def requests(self, records: tuple[Record, ...]) -> list[Request]:
        """What would be asked of the model, one request a part of the document."""
        self._session.begin([record.document.text for record in records])
        self._session.prompts.append(self._prompt.id)
        disguise = self._session.disguise
        system, setting, room = self._fitting(self._setting(records))
        sheets = sheets_of(
            personal_statements(records), disguise, room, lambda text: self._session.model.tokens([Message("user", text)])
        )
        return [
            Request(
                (Message("system", system), Message("user", self._prompt.user(setting, sheet, disguise))),
                assessment_shape(sheet.ids, list(self._competencies)),
                sheet,
            )
            for sheet in sheets
        ]

    def _fitting(self, setting: Setting) -> tuple[str, Setting, int]:
        """Rules and setting that leave room for the document, and how much: the whole of them, else the short form.

        Raises:
            ProviderFailed: Not even the short form fits.
        """
        model = self._session.model
        for short, kept, least in ((False, setting, _GOOD_ROOM), (True, replace(setting, expectations=()), LEAST_ROOM)):
            system = self._prompt.system(short=short)
            around = Message("user", self._prompt.user(kept, None, self._session.disguise))
            room = model.room - model.tokens([Message("system", system), around])
            if room >= least:
                return system, kept, room
        raise ProviderFailed(
            f"the rules alone do not fit into {model.room} tokens",
            place=model.name,
            remedy="Use a model with more context, and set COACH_CONTEXT to it.",
        )

    def _ask(self, requests: Sequence[Request]) -> list[AssessmentSaid]:
        said = []
        for number, request in enumerate(requests, 1):
            what = f"(part {number} of {len(requests)})" if len(requests) > 1 else "about the gaps"
            said.append(self._session.ask(request.messages, request.schema, what))
        return said


def personal_statements(records: Sequence[Record]) -> list[Statement]:
    """Statements of a person's own account; those of a ladder that somebody ticked are the local engine's business."""
    return [statement for record in records if record.kind is not DocumentKind.CAREER_LADDER for statement in record.statements]


def _stays(finding: Finding, personal: Sequence[Statement]) -> bool:
    """Findings of the local engine that the model has no part in: notes on claims, and what a ticked ladder says."""
    if finding.category in (Category.OVER_CLAIM, Category.UNDER_CLAIM):
        return True
    asked = {statement.id for statement in personal}
    return not asked & set(finding.statement_ids)
