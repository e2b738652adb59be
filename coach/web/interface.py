"""The HTTP interface for programs: `/api/v1/…`, described by `/api/openapi.json`; errors are problem+json."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from coach import __version__
from coach.api import MAX_QUESTION, Coach, ReviewChoices
from coach.errors import UnreadableInput
from coach.guide import SHIPPED
from coach.model.answer import Answer, AnswerHit
from coach.model.reading import Readings
from coach.model.report import Report
from coach.model.text import Document, DocumentKind
from coach.web.forms import MOST_FILES
from coach.web.site import site_of

_LAST_DAY = date(9990, 12, 31)


class Body(BaseModel):
    """Base of what programs send: no unknown keys."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True, frozen=True)


class Problem(BaseModel):
    """Why something does not work (RFC 9457): the cause as `detail`, the place, and what to do about it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    type: Literal["about:blank"]
    title: str
    status: int
    detail: str
    """The cause."""
    code: str
    """A word for it that does not change."""
    place: str = ""
    """Where: a document, a field."""
    remedy: str = ""
    """What can be done."""


class Sent(Body):
    """A document: its text, or the bytes of a file in base64."""

    name: str = Field("text", max_length=200)
    """What reports call it."""
    text: str | None = None
    content_base64: str | None = None


_Documents = Annotated[list[Sent], Field(min_length=1, max_length=MOST_FILES)]
_Words = Annotated[str | None, Field(max_length=200)]


class ParseBody(Body):
    """What is to be read."""

    documents: _Documents
    """The documents of one person."""
    kind: DocumentKind | None = None
    """What they are, where recognition is wrong."""


class ReviewBody(ParseBody):
    """What is to be reviewed, and how."""

    role: _Words = None
    level: _Words = None
    """Current level, where the text does not say it."""
    target: _Words = None
    """Target level; by default the one above."""
    period: _Words = None
    ladder: str = Field("default", max_length=200)
    """Name of a ladder, as `GET /api/v1/ladders` lists them."""
    goals: int = Field(3, ge=1, le=3)
    """Most goals of the plan."""
    plan: bool = True
    """Whether a plan is wanted."""
    start: date | None = Field(None, le=_LAST_DAY)
    """First day of the plan; today by default."""


class AskBody(Body):
    """A question."""

    question: str = Field(min_length=1, max_length=MAX_QUESTION)
    corpus: str = Field(SHIPPED, max_length=200)
    """Name of a corpus, as `GET /api/v1/corpora` lists them."""
    previous: str | None = Field(None, max_length=MAX_QUESTION)
    """The question before it, which it may follow up."""
    k: int = Field(5, ge=1, le=50)
    """Most hits."""
    documents: list[Sent] | None = Field(None, max_length=MOST_FILES)
    """A self-review: the answer is for its author."""


class CorpusInfo(Body):
    """A corpus that can be asked and searched."""

    name: str
    pages: int
    shipped: bool


class LadderInfo(Body):
    """A ladder that can be chosen."""

    name: str
    title: str
    levels: list[str]


class Hits(Body):
    """The passages that speak about a query, best first."""

    query: str
    hits: list[AnswerHit]


class SearchBody(Body):
    """A search."""

    query: str = Field(min_length=1, max_length=MAX_QUESTION)
    corpus: str = Field(SHIPPED, max_length=200)
    k: int = Field(5, ge=1, le=50)


class Health(Body):
    """That the server is there."""

    status: Literal["ok"]
    version: str


_PROBLEMS: dict[int | str, dict[str, object]] = {
    status: {
        "description": words,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status, words in (
        (400, "A name or value is not known"),
        (401, "No cookie and no token, or the wrong one"),
        (403, "The request comes from another site"),
        (413, "Over a limit"),
        (415, "Not application/json"),
        (422, "A document cannot be read, or the body does not fit the schema"),
        (503, "Busy; try again"),
    )
}

router = APIRouter(prefix="/api/v1", responses=_PROBLEMS)


@router.get("/health", tags=["server"])
async def health() -> Health:
    """Whether the server is there, and its version."""
    return Health(status="ok", version=__version__)


@router.post("/review", tags=["coach"])
async def review(request: Request, body: ReviewBody) -> Report:
    """Review what a person wrote about their own work.

    A report whose `refusal` is not null is the answer to documents that are not a person's account of their own work.
    """
    site = site_of(request)
    choices = ReviewChoices(
        role=body.role,
        level=body.level,
        target=body.target,
        period=body.period,
        ladder=body.ladder,
        kind=body.kind,
        goals=body.goals,
        plan=body.plan,
        start=body.start,
    )

    def work(progress: Callable[[str], None]) -> Report:
        return site.coach.review(documents_of(site.coach, body.documents), progress, **choices)

    return await site.jobs.start(work).result()


@router.post("/parse", tags=["coach"])
async def parse(request: Request, body: ParseBody) -> Readings:
    """How documents are read, before anything is concluded from them."""
    site = site_of(request)

    def work(progress: Callable[[str], None]) -> Readings:
        return site.coach.parse(documents_of(site.coach, body.documents), body.kind, progress)

    return await site.jobs.start(work).result()


@router.post("/ask", tags=["coach"])
async def ask(request: Request, body: AskBody) -> Answer:
    """Ask a corpus; every sentence of the answer is cited, or `answered` is false."""
    site = site_of(request)

    def work(progress: Callable[[str], None]) -> Answer:
        own = documents_of(site.coach, body.documents or [])
        about = site.coach.review(own, progress, plan=False) if own else None
        return site.coach.ask(body.question, progress, corpus=body.corpus, previous=body.previous, review=about, k=body.k)

    return await site.jobs.start(work).result()


@router.get("/corpora", tags=["library"])
async def corpora(request: Request) -> list[CorpusInfo]:
    """The corpora that can be asked and searched."""
    coach = site_of(request).coach
    return [CorpusInfo(name=name, pages=len(coach.pages(name)), shipped=name == SHIPPED) for name in coach.corpora()]


@router.get("/ladders", tags=["library"])
async def ladders(request: Request) -> list[LadderInfo]:
    """The ladders that can be chosen for a review."""
    return [
        LadderInfo(name=name, title=ladder.title, levels=[level.name for level in ladder.levels])
        for name, ladder in site_of(request).coach.ladders().items()
    ]


@router.post("/search", tags=["library"])
async def search(request: Request, body: SearchBody) -> Hits:
    """The passages of a corpus that speak about a query."""
    site = site_of(request)
    hits = await site.jobs.start(lambda _: site.coach.search(body.query, body.corpus, body.k)).result()
    return Hits(
        query=body.query,
        hits=[
            AnswerHit(
                corpus=hit.passage.corpus,
                file=hit.passage.file,
                heading_path=list(hit.passage.heading_path),
                start_line=hit.passage.start_line,
                end_line=hit.passage.end_line,
                score=round(hit.score, 4),
                text=hit.passage.text,
            )
            for hit in hits
        ],
    )


def documents_of(coach: Coach, sent: Sequence[Sent]) -> list[Document]:
    """Read what a program sent.

    Raises:
        UnreadableInput: A document has no text, or both text and bytes, or bytes that are not base64.
    """
    return [coach.read(_bytes(item), _shown(item.name)) for item in sent]


def _bytes(item: Sent) -> bytes:
    if (item.text is None) == (item.content_base64 is None):
        raise UnreadableInput(
            "a document needs either text or content_base64", place=_shown(item.name), remedy="Send one of the two."
        )
    if item.text is not None:
        return item.text.encode("utf-8", "replace")
    try:
        return base64.b64decode(item.content_base64 or "", validate=True)
    except (binascii.Error, ValueError) as error:
        raise UnreadableInput("content_base64 is not base64", place=_shown(item.name), remedy="Encode it again.") from error


def _shown(name: str) -> str:
    return "".join(char for char in name if char.isprintable()) or "text"
