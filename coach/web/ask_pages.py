"""Ask the guide: its own sentences, a number behind each, and the passages behind the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from coach.guide import SHIPPED
from coach.model.answer import Answer, Citation
from coach.render.answer import Sources, marked, whose_words
from coach.web.corpus_pages import page_address
from coach.web.forms import read_form
from coach.web.held import Held
from coach.web.site import Site, site_of
from coach.web.templates import render

router = APIRouter(include_in_schema=False)

SUGGESTIONS = (
    "How long should a self-review be?",
    "How do I raise a gap with my manager?",
    "What is the difference between senior and staff?",
    "How do I ask for feedback?",
)


@dataclass(frozen=True, slots=True)
class Source:
    """A cited section.

    Attributes:
        number: As it stands behind the sentences.
        words: Where it stands, in words.
        citations: The lines that are cited.
        address: The page of this server that has them, empty when there is none.
    """

    number: int
    words: str
    citations: list[Citation]
    address: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A run of an answer's lines in one layout, each with the number of its source."""

    layout: str
    parts: list[tuple[str, int | None]]


@router.get("/ask")
async def ask(request: Request) -> Response:
    """The form."""
    site = site_of(request)
    held = site.reports.get(request.query_params.get("report", ""))
    return _page(site, corpus=request.query_params.get("corpus", SHIPPED), held=held)


@router.post("/ask")
async def answer(request: Request) -> Response:
    """The answer, above the form for the next question."""
    site = site_of(request)
    form = await read_form(request)
    question, corpus = form.field("question", 20_000), form.field("corpus") or SHIPPED
    held = site.reports.get(form.field("report"))
    previous = form.field("previous", 20_000) or None
    job = site.jobs.start(
        lambda progress: site.coach.ask(
            question, progress, corpus=corpus, previous=previous, review=held.report if held else None
        )
    )
    return _page(site, await job.result(), corpus=corpus, held=held)


def _page(site: Site, found: Answer | None = None, *, corpus: str, held: Held | None) -> Response:
    return render(
        "ask.html",
        here="ask",
        answer=found,
        whose=whose_words(found) if found else "",
        lines=lines_of(found) if found else [],
        sources=_sources(site, found) if found else [],
        nearest=[(place, page_address(site.coach, place)) for place in found.nearest_headings] if found else [],
        corpora=site.coach.corpora(),
        corpus=corpus,
        held=held,
        reports=site.reports.all(),
        suggestions=SUGGESTIONS,
    )


def lines_of(answer: Answer) -> list[Lines]:
    """An answer's lines by layout; a list is one run."""
    return [
        Lines(layout, [(text, number) for _, text, number in run])
        for layout, run in groupby(marked(answer), key=lambda line: line[0])
    ]


def _sources(site: Site, answer: Answer) -> list[Source]:
    return [
        Source(number, words, citations, page_address(site.coach, citations[0]))
        for number, words, citations in Sources(answer.sentences).rows()
    ]
