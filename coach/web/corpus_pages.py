"""The library: guides to read, competencies with what each level expects, ladders."""

from __future__ import annotations

import re
from itertools import groupby

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from coach.api import Coach
from coach.errors import CoachError
from coach.guide import SHIPPED, page_of
from coach.model.answer import Place
from coach.model.competency import Competency, Ladder, Level, LevelDefinition
from coach.model.page import Page
from coach.web.markdown import anchor, render_markdown
from coach.web.problems import gone
from coach.web.site import site_of
from coach.web.templates import render

router = APIRouter(include_in_schema=False)

_START = "chapters/index.md"


def slug_of(file: str) -> str:
    """A file's name in an address; an address is looked up among these and never reaches the disk."""
    return re.sub(r"\.(?:md|markdown)$", "", re.sub(r"[^A-Za-z0-9/._-]+", "-", file), flags=re.IGNORECASE)


def page_address(coach: Coach, place: Place) -> str:
    """The address of a passage, empty where its corpus is no longer there."""
    if place.corpus not in coach.corpora():
        return ""
    return f"/library/{place.corpus}/{slug_of(place.file)}#{anchor(place.heading_path[1:])}"


@router.get("/library")
async def library(request: Request) -> Response:
    """What there is to read."""
    coach = site_of(request).coach
    pages = coach.pages()
    names = [name for name in coach.corpora() if name != SHIPPED]
    return render(
        "library.html",
        here="library",
        chapters=[page for page in pages if page.file.startswith("chapters/") and page.file != _START],
        areas=_areas(coach),
        own=[(name, _readable(coach, name)) for name in names],
        ladders=list(coach.ladders().items()),
        slug=slug_of,
    )


def _readable(coach: Coach, name: str) -> list[Page]:
    try:
        return coach.pages(name)
    except CoachError:
        return []


def _areas(coach: Coach) -> list[tuple[str, list[Competency]]]:
    by_area = sorted(coach.corpus.competencies.values(), key=lambda item: (item.area, item.name))
    return [(area.replace("-", " "), list(items)) for area, items in groupby(by_area, key=lambda item: item.area)]


@router.get("/library/{corpus}/{slug:path}")
async def page(request: Request, corpus: str, slug: str) -> Response:
    """A page of a corpus."""
    coach = site_of(request).coach
    if corpus not in coach.corpora():
        return gone(request.scope)
    found = next((page for page in coach.pages(corpus) if slug_of(page.file) == slug), None)
    if found is None:
        return gone(request.scope)
    is_markdown = found.file.lower().endswith((".md", ".markdown", ".txt"))
    about = next((key for key in coach.corpus.competencies if corpus == SHIPPED and found.file == page_of(key)), "")
    return render(
        "page.html",
        here="library",
        page=found,
        corpus=corpus,
        rendered=render_markdown(found.text) if is_markdown else None,
        competency=about,
    )


@router.get("/competencies/{key}")
async def competency(request: Request, key: str) -> Response:
    """A competency: what it is, and what each level expects of it."""
    coach = site_of(request).coach
    found = coach.corpus.competencies.get(key)
    if found is None:
        return gone(request.scope)
    ladder = coach.corpus.ladders["default"]
    rows = [(ladder.beside(level), found.levels.at(level), ladder.importance(key, ladder.beside(level))) for level in Level]
    return render("competency.html", here="library", competency=found, rows=rows, guide=slug_of(page_of(key)))


@router.get("/ladders/{name}")
async def ladder(request: Request, name: str) -> Response:
    """A ladder: its levels, and what each expects."""
    coach = site_of(request).coach
    found = coach.ladders().get(name)
    if found is None:
        return gone(request.scope)
    levels = [(level, _expected(coach, found, level)) for level in found.levels]
    return render("ladder.html", here="library", name=name, ladder=found, levels=levels)


def _expected(coach: Coach, ladder: Ladder, level: LevelDefinition) -> list[tuple[str, str, str]]:
    """Title, words and competency of what a level adds: a ladder's own cells, or what begins to count at it."""
    if ladder.cells:
        return [(cell.axis or "", cell.text, "") for cell in ladder.cells if cell.level == level.name and not cell.aside]
    return [
        (item.name, item.levels.at(level.id), key)
        for key, item in coach.corpus.competencies.items()
        if ladder.core_from.get(key) is level.id
    ]
