"""Every way in which something does not work, as a page for people and as problem+json for programs."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Scope

from coach import errors
from coach.errors import CoachError
from coach.web.guard import Refusal
from coach.web.templates import render

log = logging.getLogger("coach.web")

_STATUS: tuple[tuple[type[CoachError], int], ...] = (
    (errors.UsageError, 400),
    (errors.UnreadableInput, 422),
    (errors.NotAReview, 422),
    (errors.InputTooLarge, 413),
    (errors.ProviderError, 502),
    (errors.Busy, 503),
    (errors.StoreBusy, 503),
    (errors.NoSpaceOrPermission, 507),
    (errors.RefusedForPrivacy, 403),
)

_TITLES = {
    400: "That does not fit",
    401: "This page needs the link from your terminal",
    403: "That came from somewhere else",
    404: "There is nothing here",
    405: "That is not how this works",
    408: "That took too long",
    413: "That is too much at once",
    415: "That is not a form of this page",
    422: "This cannot be read",
    500: "Something broke in coach",
    502: "The model did not answer",
    503: "One moment, please",
    507: "There is no room, or no permission",
}

GONE = Refusal(
    404,
    "not-found",
    "this address leads nowhere, or to a report that is no longer held",
    "Reports live in memory: they are gone when coach stops, when you forget them, or when nobody looks at them for hours.",
)


def status_of(error: CoachError) -> int:
    """The HTTP status of an error."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def is_api(scope: Scope) -> bool:
    """Whether a request is for the programs' interface."""
    return str(scope["path"]).startswith("/api/")


def problem(status: int, code: str, cause: str, *, place: str = "", remedy: str = "") -> dict[str, Any]:
    """A problem as RFC 9457 describes it, with the place and the remedy beside the cause."""
    value = {"type": "about:blank", "title": _TITLES.get(status, "Error"), "status": status, "detail": cause, "code": code}
    return value | {key: words for key, words in (("place", place), ("remedy", remedy)) if words}


def refusal_page(scope: Scope, refusal: Refusal) -> ASGIApp:
    """The response to a request that the guard refused."""
    outside = refusal.status in (400, 401, 403, 405)
    return _response(scope, refusal.status, refusal.code, refusal.cause, remedy=refusal.remedy, inside=not outside)


def problem_of(error: BaseException) -> dict[str, Any]:
    """The problem that an error is; of one that was not foreseen, kind and place, never its words: they may be the person's."""
    if isinstance(error, CoachError):
        return problem(status_of(error), type(error).__name__, error.cause, place=error.place, remedy=error.remedy)
    log.error("bug: %s at %s", type(error).__name__, place_of(error))
    cause = f"this is a bug in coach ({type(error).__name__} at {place_of(error)})"
    return problem(500, "bug", cause, remedy="Please report it; your text is not in this message.")


def error_page(request: Request, error: Exception) -> Response:
    """The response where an error was raised, on purpose or not."""
    return _answered(request.scope, problem_of(error))


def gone(scope: Scope) -> Response:
    """The response where nothing is found."""
    return _response(scope, GONE.status, GONE.code, GONE.cause, remedy=GONE.remedy)


def place_of(error: BaseException) -> str:
    """File and line where an error was raised, without the folder."""
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    return f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else "?"


def _response(scope: Scope, status: int, code: str, cause: str, *, remedy: str, inside: bool = True) -> Response:
    return _answered(scope, problem(status, code, cause, remedy=remedy), inside=inside)


def _answered(scope: Scope, value: dict[str, Any], *, inside: bool = True) -> Response:
    status = value["status"]
    headers = {"retry-after": "5"} if status == 503 else {"allow": "GET, HEAD, POST"} if status == 405 else {}
    if is_api(scope):
        return JSONResponse(value, status, headers, media_type="application/problem+json")
    return render("problem.html", status, headers, problem=value, inside=inside)
