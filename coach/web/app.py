"""The application: pages, the programs' interface and a few static files, behind the guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp

from coach import __version__
from coach.errors import CoachError
from coach.render.html import report_css
from coach.web import ask_pages, corpus_pages, interface, review_pages
from coach.web.doors import SESSION_SECONDS
from coach.web.guard import ENTER, Guard, Refusal, cookie_name
from coach.web.problems import error_page, gone, problem, refusal_page
from coach.web.site import Site, site_of
from coach.web.templates import render

_STATIC = Path(__file__).resolve().parent / "static"
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

router = APIRouter(include_in_schema=False)


def make_app(site: Site) -> ASGIApp:
    """The whole server as one application."""
    app = FastAPI(
        title="coach",
        version=__version__,
        description="Grounded gap reports, development plans and cited answers, on this machine only.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.site = site
    for part in (router, review_pages.router, ask_pages.router, corpus_pages.router, interface.router):
        app.include_router(part)
    app.add_exception_handler(CoachError, error_page)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _does_not_fit)
    app.add_exception_handler(Exception, error_page)
    _describe(app)
    return Guard(app, site.port, site.doors, refusal_page)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.site.jobs.close()
    app.state.site.reports.forget()


def _describe(app: FastAPI) -> None:
    """Put the shape of problems and the two ways in into the OpenAPI description."""
    value = app.openapi()
    schemas = value["components"]["schemas"]
    schemas["Problem"] = interface.Problem.model_json_schema()
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    value["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "Printed by `coach serve --api-token`."},
        "cookie": {"type": "apiKey", "in": "cookie", "name": cookie_name(app.state.site.port)},
    }
    value["security"] = [{"token": []}, {"cookie": []}]


@router.get(ENTER)
async def enter(request: Request) -> Response:
    """Exchange the token of a link for the cookie of a browser; a token works once."""
    site = site_of(request)
    session = site.doors.exchange(request.query_params.get("token", ""))
    if session is None:
        used = Refusal(
            401,
            "used-link",
            "this link has been used, or belongs to an earlier run",
            "Press Enter in the terminal where coach runs: it prints a new link.",
        )
        return _answer(request, used)
    # A cookie that is strict is not sent along a redirect from another site, such as a terminal in a browser.
    elsewhere = request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
    response: Response = render("enter.html") if elsewhere else RedirectResponse("/", 303)
    response.set_cookie(cookie_name(site.port), session, max_age=SESSION_SECONDS, httponly=True, samesite="strict", path="/")
    return response


def _answer(request: Request, refusal: Refusal) -> Response:
    response = refusal_page(request.scope, refusal)
    assert isinstance(response, Response)  # noqa: S101 - every refusal is one
    return response


@router.get("/static/{name}")
async def static(request: Request, name: str) -> Response:
    """A style sheet, the script or the icon, by a name from a fixed list."""
    found = static_files().get(name)
    return Response(found[0], media_type=found[1]) if found else gone(request.scope)


@router.get("/favicon.ico")
async def icon() -> Response:
    """The icon, for browsers that do not read the page."""
    data, kind = static_files()["icon.svg"]
    return Response(data, media_type=kind)


@cache
def static_files() -> dict[str, tuple[bytes, str]]:
    """Content and kind of each static file by its name."""
    files = {path.name: (path.read_bytes(), _KINDS[path.suffix]) for path in _STATIC.iterdir() if path.suffix in _KINDS}
    return files | {"report.css": (report_css().encode(), "text/css")}


async def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return gone(request.scope)
    return _answer(
        request, Refusal(status, "wrong-method" if status == 405 else "wrong-request", "this is not understood here")
    )


async def _does_not_fit(_request: Request, error: Exception) -> Response:
    """A body that does not fit the schema: the place and the rule, never the value."""
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    first = faults[0] if faults else {"loc": (), "msg": "it does not fit"}
    place = ".".join(str(part) for part in first["loc"] if part != "body")
    value = problem(422, "does-not-fit", str(first["msg"])[:300], place=place, remedy="See /api/openapi.json.")
    return JSONResponse(value, 422, media_type="application/problem+json")
