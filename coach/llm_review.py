"""A review by a language model, composed over one by the local engine: the same stages, another reading and another planning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from coach.corpora import Corpus
from coach.datafiles import data_folder
from coach.engines.llm.answer import check_example
from coach.engines.llm.assess import LlmAssessor
from coach.engines.llm.assess_prompt import AssessPrompt, Setting
from coach.engines.llm.plan import LlmPlanner
from coach.engines.llm.plan_prompt import PlanPrompt
from coach.engines.llm.session import Session
from coach.errors import DataError
from coach.model.competency import Importance
from coach.model.report import Gap, Guidance
from coach.model.text import Document, Record
from coach.person import PersonOptions, levels_of, resolve_person
from coach.pipeline import Review, ReviewOptions, refused
from coach.prompts import faults_of, load_prompt
from coach.segment.record import read_record


def with_model(
    review: Review, session: Session, person: PersonOptions, passages: Callable[[Gap], Sequence[Guidance]]
) -> Review:
    """The same review with a model's findings and plan.

    Args:
        review: By the local engine, which goes on reading beside the model and fills what the model leaves open.
        session: The model.
        person: What the caller says of the person.
        passages: What the guide has on a gap, best first.
    """
    competencies = review.corpus.competencies
    assessor = LlmAssessor(
        session,
        AssessPrompt(load_prompt("assess"), competencies),
        review.assess,
        competencies,
        lambda records: setting_of(review, person, records),
    )
    planner = LlmPlanner(session, PlanPrompt(load_prompt("plan")), review.plan, passages)
    return replace(review, assess=assessor, plan=planner, session=session)


def setting_of(review: Review, person: PersonOptions, records: tuple[Record, ...]) -> Setting:
    """Levels of a person, and what the target level expects of the competencies that decide it."""
    told = resolve_person(records, person, review.ladder)
    current, target = levels_of(told, review.ladder)
    known = [
        f"Role: {told.role.value}." if told.role else "",
        f"Current level: {current.name}." if current else "",
        f"Target level: {target.name}." if target else "",
    ]
    decide = [
        (key, review.corpus.expectation(review.ladder, key, target).text)
        for key in review.corpus.competencies
        if target and review.ladder.importance(key, target) is Importance.CORE
    ]
    return Setting(
        person=" ".join(part for part in known if part),
        expectations=tuple(decide),
        target=target.name if target else "",
        own_ladder=bool(review.ladder.cells),
    )


def outgoing(
    review: Review, documents: Sequence[Document], options: ReviewOptions, preview: Callable[..., bytes]
) -> list[bytes]:
    """The bodies of the requests with which a review begins, exactly as they would be sent; nothing is sent.

    Args:
        review: With a model.
        documents: Of one person.
        options: As for the review itself.
        preview: Messages and schema to the bytes of their request.
    """
    assessor = review.assess
    if not isinstance(assessor, LlmAssessor):
        return []
    records = tuple(
        read_record(document, prefix=f"{chr(97 + number)}:" if len(documents) > 1 else "", kind=options.kind)
        for number, document in enumerate(documents)
    )
    usable = tuple(record for record in records if not refused(record))
    return [preview(request.messages, request.schema) for request in assessor.requests(usable)] if usable else []


def check_prompts(corpus: Corpus) -> list[str]:
    """Names and versions of the prompts in use, after holding their files to the lock and their examples to their words.

    Raises:
        DataError: Something does not hold.
    """
    folder = data_folder("prompts")
    if faults := faults_of(folder):
        raise DataError("; ".join(faults), place=str(folder))
    answer = load_prompt("answer")
    for example in answer.examples:
        check_example(example, answer.id)
    return [AssessPrompt(load_prompt("assess"), corpus.competencies).id, PlanPrompt(load_prompt("plan")).id, answer.id]
