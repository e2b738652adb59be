"""Paste or drop a document, see its stages, read the report, take it away, have it forgotten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from coach.api import Coach, ReviewChoices
from coach.errors import CoachError
from coach.model.competency import Level
from coach.model.text import Document, DocumentKind
from coach.model_settings import ModelSettings
from coach.read.decode import MAX_BYTES, MAX_CHARS
from coach.render.markdown import render_markdown
from coach.web.forms import MOST_FILES, Form, read_form
from coach.web.held import Held
from coach.web.jobs import Job
from coach.web.problems import gone, problem_of, status_of
from coach.web.site import Site, site_of
from coach.web.templates import render, to_html

router = APIRouter(include_in_schema=False)

_EXAMPLE = Path(__file__).resolve().parent / "example.md"
_PASTED = "pasted text"
_SPLIT = "<!-- stages -->"
_WORDS = {
    "reading": "Reading your text",
    "finding": "Finding what it says of your work",
    "ranking": "Putting gaps in order",
    "planning": "Writing a plan",
    "loading the reader": "Waking the reader (only the first time)",
}
_SAID = {"forgotten": "Forgotten. Nothing of it is left in coach.", "all": "All reports are forgotten."}
_KINDS = [kind for kind in DocumentKind if kind not in (DocumentKind.NOT_A_REVIEW, DocumentKind.CAREER_LADDER)]


@router.get("/")
async def home(request: Request) -> Response:
    """The form, filled in with the example or with the text of a report where that is asked for; and the reports held."""
    site = site_of(request)
    query = request.query_params
    held = site.reports.get(query.get("again", ""))
    values = {"text": _EXAMPLE.read_text(encoding="utf-8")} if query.get("example") == "1" else {}
    if held:
        values = {"text": "\n\n".join(document.text for document in held.documents if document.source == _PASTED)}
    return _form(site, values, said=_SAID.get(query.get("said", ""), ""), example=query.get("example") == "1")


@router.post("/again")
async def again(request: Request) -> Response:
    """The form as it was sent, to change something."""
    return _form(site_of(request), (await read_form(request)).fields)


def _form(site: Site, values: Mapping[str, str], status: int = 200, **more: object) -> Response:
    """The form with what was filled in; a file has to be chosen again, browsers allow no other way."""
    shown = {
        "said": "",
        "example": False,
        "problem": None,
        "missing": "",
        "values": defaultdict(str, values),
        "reports": site.reports.all(),
        "ladders": ladder_choices(site.coach),
        "levels": level_names(site.coach),
        "kinds": _KINDS,
        "model": _model(site.coach),
        "most_files": MOST_FILES,
        "most_bytes": MAX_BYTES,
        "most_chars": MAX_CHARS,
    }
    return render("home.html", status, here="review", **(shown | more))


def _model(coach: Coach) -> ModelSettings | None:
    """The model that can be chosen; none where the settings are wrong, for the page works without one."""
    try:
        return coach.model()
    except CoachError:
        return None


def ladder_choices(coach: Coach) -> list[tuple[str, str]]:
    """Name and title of every ladder that can be chosen."""
    return [(name, ladder.title) for name, ladder in coach.ladders().items()]


def level_names(coach: Coach) -> list[str]:
    """The usual levels, and those of ladders that were added."""
    own = [level.name for ladder in coach.ladders().values() if ladder.cells for level in ladder.levels]
    return list(dict.fromkeys([*Level, *own]))


@router.post("/review")
async def review(request: Request) -> Response:
    """Review what was sent: the report where that is quick, else the stages as they pass and then the way to the report."""
    site = site_of(request)
    form = await read_form(request)
    if not form.files and not form.fields.get("text", "").strip():
        return _form(site, form.fields, 422, missing="There is no text yet. Paste it here, or choose a file below.")
    try:
        documents = await site.jobs.start(lambda _: _documents(site.coach, form)).result()
        choices = choices_of(form)
        job = site.jobs.start(lambda progress: site.reports.keep(site.coach.review(documents, progress, **choices), documents))
        if not await job.within(site.grace):
            return StreamingResponse(_stages(job, form), media_type="text/html")
        return RedirectResponse(f"/reports/{(await job.result()).id}", 303)
    except CoachError as error:
        if not form.fields.get("text", "").strip():
            raise
        return _form(site, form.fields, status_of(error), problem=problem_of(error))


def _documents(coach: Coach, form: Form) -> list[Document]:
    pasted = form.fields.get("text", "")
    found = [coach.read(pasted.encode("utf-8", "replace"), _PASTED)] if pasted.strip() else []
    names: dict[str, int] = {}
    for upload in form.files:
        names[upload.name] = names.get(upload.name, 0) + 1
        number = names[upload.name]
        found.append(coach.read(upload.data, upload.name if number == 1 else f"{upload.name} ({number})"))
    return found


def choices_of(form: Form) -> ReviewChoices:
    """The choices of the form; a field that is left open chooses nothing."""
    goals = form.field("goals")
    return ReviewChoices(
        role=form.field("role") or None,
        level=form.field("level") or None,
        target=form.field("target") or None,
        period=form.field("period") or None,
        ladder=form.field("ladder") or "default",
        kind=form.field("kind") or None,
        goals=int(goals) if goals in ("1", "2", "3") else 3,
        plan=form.field("plan") != "no",
        engine="llm" if form.field("engine") == "llm" else "local",
        agreed=form.field("agreed") == "yes",
    )


async def _stages(job: Job[Held], form: Form) -> AsyncIterator[str]:
    """The page with the stages: its head at once, each stage as it begins, the outcome at the end."""
    head, foot = to_html("stages.html", here="review").split(_SPLIT)
    yield head
    async for stage in job.stages():
        yield to_html("stage.html", stage=_WORDS.get(stage, stage[:1].upper() + stage[1:]))
    error = await job.failure()
    if error is None:
        yield to_html("stages-done.html", held=await job.result())
    else:
        yield to_html("stages-failed.html", problem=problem_of(error), fields=form.fields)
    yield foot


@router.get("/reports/{key}")
async def report(request: Request, key: str) -> Response:
    """A report, to be read."""
    site = site_of(request)
    held = site.reports.get(key)
    if held is None:
        return gone(request.scope)
    if held.report.refusal:
        return render("refused.html", 200, here="review", held=held, pasted=_pasted(held))
    article = (
        held.article or await site.jobs.start(lambda _: site.coach.html(held.report, held.documents, embedded=True)).result()
    )
    held.article = article
    return render("report.html", here="review", held=held, article=article, pasted=_pasted(held))


def _pasted(held: Held) -> bool:
    """Whether the form can be filled in again."""
    return any(document.source == _PASTED for document in held.documents)


_FORMS: dict[str, tuple[str, Callable[[Coach, Held], str]]] = {
    "html": ("text/html", lambda coach, held: coach.html(held.report, held.documents)),
    "md": ("text/markdown", lambda _, held: render_markdown(held.report)),
    "json": ("application/json", lambda _, held: held.report.model_dump_json(indent=2) + "\n"),
}


@router.get("/reports/{key}/coach-report.{form}")
async def download(request: Request, key: str, form: str) -> Response:
    """A report as a file: HTML, Markdown or JSON."""
    site = site_of(request)
    held = site.reports.get(key)
    if held is None or form not in _FORMS:
        return gone(request.scope)
    kind, make = _FORMS[form]
    text = await site.jobs.start(lambda _: make(site.coach, held)).result()
    name = f"coach-report-{held.report.created}.{form}"
    return Response(text.encode("utf-8", "replace"), media_type=kind, headers=_attached(name))


def _attached(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"'}


@router.post("/forget")
async def forget(request: Request) -> Response:
    """Forget one report, or all of them."""
    site = site_of(request)
    key = (await read_form(request)).field("report")
    site.reports.forget(None if key == "all" else key)
    return RedirectResponse(f"/?said={'all' if key == 'all' else 'forgotten'}", 303)
