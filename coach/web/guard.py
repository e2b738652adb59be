"""What every request must pass before any other code sees it: who is spoken to, from where, by whom, and how much.

The server is for one person's browser on the same machine. A page of another site may reach it all the same: by a name that
it rebinds to 127.0.0.1 (so the Host must be ours), or by a form or a script (so a browser must say that the request
comes from our own page). Without the cookie or the token nothing is told. The checks are in the order of `Guard.__call__`.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coach.web.doors import Doors

MAX_BODY = 5_000_000 + 65_536
"""Most bytes of a request: the largest document that is read, and the form around it."""

_BODY_SECONDS = 30
_PLAIN_PATH = re.compile(rb"/[A-Za-z0-9._~/-]*")
"""Paths of ours need no escapes, so whatever has one is not one of them."""

_DOTS = re.compile(rb"(?:^|/)\.{1,2}(?:/|$)|//")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_FORWARDED = re.compile(rb"x-forwarded-|forwarded$|x-real-ip$|x-original-|x-rewrite-|x-http-method|x-method-override$")
_OPEN = re.compile(r"/static/[a-z.-]+|/favicon\.ico")
"""What holds no secret, and styles the pages that turn somebody away."""

ENTER = "/enter"

SECURITY_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "referrer-policy": "same-origin",  # `no-referrer` would make browsers send `Origin: null` with our own forms
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
"""Sent with every response."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request goes no further.

    Attributes:
        status: HTTP status.
        code: A word for programs.
        cause: What is wrong, one sentence without a full stop.
        remedy: What a person can do.
    """

    status: int
    code: str
    cause: str
    remedy: str = ""


RefusalPage = Callable[[Scope, Refusal], ASGIApp]
"""Makes the response to a refused request."""


class Guard:
    """The outermost layer of the server."""

    def __init__(self, app: ASGIApp, port: int, doors: Doors, refusal_page: RefusalPage) -> None:
        """Guard an application that listens at a port of the loopback interface."""
        self._app = app
        self._hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))
        self._doors = doors
        self._cookie = cookie_name(port)
        self._refusal_page = refusal_page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with a refusal."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        sending = _with_headers(send)
        headers = _single(scope)
        refusal = (
            self._refuse_shape(scope, headers) or self._refuse_origin(scope, headers) or self._refuse_stranger(scope, headers)
        )
        body = b""
        if refusal is None:
            refusal = _refuse_kind(scope, headers)
        if refusal is None:
            refusal, body = await _read(headers, receive)
        if refusal is not None:
            await self._refusal_page(scope, refusal)(scope, receive, _closing(sending))
            return
        await self._app(scope, _replay(body, receive), sending)

    def _refuse_shape(self, scope: Scope, headers: Mapping[str, str | None]) -> Refusal | None:
        """Whether the request is addressed to this server and asks for one of its paths in the plain way."""
        if headers.get("host") not in self._hosts:
            return Refusal(400, "wrong-host", "this server answers only to its own address on this machine")
        raw = scope.get("raw_path") or b""
        if not _PLAIN_PATH.fullmatch(raw) or _DOTS.search(raw):
            return Refusal(400, "wrong-path", "this is not an address of this server")
        if any(_FORWARDED.match(name) for name, _ in scope["headers"]):
            return Refusal(400, "forwarded", "this server stands behind no proxy and takes no method from a header")
        if "content-length" in headers and "transfer-encoding" in headers:
            return Refusal(400, "two-lengths", "the request says its length in two ways")
        if "upgrade" in headers:
            return Refusal(400, "upgrade", "this server speaks plain HTTP only")
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return Refusal(405, "wrong-method", "this server knows GET, HEAD and POST")
        return None

    def _refuse_origin(self, scope: Scope, headers: Mapping[str, str | None]) -> Refusal | None:
        """Whether a browser says that the request comes from one of our own pages, or from the person.

        `Sec-Fetch-Mode` says how, not from where, and is never asked.
        """
        foreign = Refusal(403, "cross-site", "this request comes from another page than coach's own", "Use coach's own page.")
        site, origin = headers.get("sec-fetch-site", ""), headers.get("origin", "")
        if scope["path"] == ENTER and scope["method"] in ("GET", "HEAD"):
            return None  # a link in a terminal that is itself a web page
        if site not in ("", "same-origin", "none"):
            return foreign
        if "origin" in headers and origin != f"http://{headers['host']}":
            return foreign
        if scope["method"] == "POST" and not site and not origin and "authorization" not in headers:
            return foreign
        return None

    def _refuse_stranger(self, scope: Scope, headers: Mapping[str, str | None]) -> Refusal | None:
        """Whether whoever asks has the cookie or, for the programs' interface, the token."""
        path = scope["path"]
        if path == ENTER or _OPEN.fullmatch(path):
            return None
        if "authorization" in headers:
            scheme, _, token = (headers["authorization"] or "").partition(" ")
            if path.startswith("/api/") and scheme.lower() == "bearer" and self._doors.knows_program(token.strip()):
                return None
            return Refusal(401, "wrong-token", "this is not the token that `coach serve --api-token` printed")
        if self._doors.knows_session(cookie_value(headers.get("cookie"), self._cookie)):
            return None
        return Refusal(
            401,
            "no-session",
            "this browser has not come in by the link that `coach serve` printed, or that was in an earlier run",
            "Open the link from the terminal; it works once. Pressing Enter there prints a new one.",
        )


def cookie_name(port: int) -> str:
    """Name of the cookie; browsers share cookies between the ports of a host, so the port is in it."""
    return f"coach-{port}"


def cookie_value(header: str | None, name: str) -> str:
    """The value of a cookie, empty when there is none or the header cannot be read."""
    try:
        morsel = SimpleCookie(header or "").get(name)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


_ONCE = frozenset(("host", "origin", "sec-fetch-site", "authorization", "cookie", "content-type", "content-length"))


def _single(scope: Scope) -> dict[str, str | None]:
    """The headers by name; one that decides something and stands twice is None, which equals nothing."""
    found: dict[str, str | None] = {}
    for raw_name, raw_value in scope["headers"]:
        name = raw_name.decode("latin-1").lower()
        found[name] = None if name in found and name in _ONCE else raw_value.decode("latin-1")
    return found


def _refuse_kind(scope: Scope, headers: Mapping[str, str | None]) -> Refusal | None:
    """Whether the body is of a kind that the path takes: what a form of another site can send is no JSON."""
    if scope["method"] != "POST":
        return None
    kind = (headers.get("content-type") or "").partition(";")[0].strip().lower()
    wanted = ("application/json",) if scope["path"].startswith("/api/") else _FORMS
    if kind not in wanted:
        return Refusal(415, "wrong-kind", f"the content type must be {' or '.join(wanted)}")
    return None


async def _read(headers: Mapping[str, str | None], receive: Receive) -> tuple[Refusal | None, bytes]:
    """The body, counted while it arrives, whatever its length is said to be."""
    too_large = Refusal(
        413,
        "too-large",
        f"the request is larger than {MAX_BODY // 1_000_000} MB",
        "Split the document, or keep the part that is about your own work.",
    )
    if (headers.get("content-length") or "0").isdecimal() and int(headers.get("content-length") or 0) > MAX_BODY:
        return too_large, b""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return Refusal(400, "gone", "the connection was closed before the whole request arrived"), b""
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > MAX_BODY:
                    return too_large, b""
                if not message.get("more_body"):
                    return None, b"".join(parts)
    except TimeoutError:
        return Refusal(408, "too-slow", "the request took too long to arrive", "Try again."), b""


def _replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body that was read, and then what is left: that the client leaves."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = [(name.encode(), value.encode()) for name, value in SECURITY_HEADERS.items()]
            given = [pair for pair in message.get("headers", []) if pair[0].decode("latin-1").lower() not in SECURITY_HEADERS]
            message = {**message, "headers": [*given, *own]}
        await send(message)

    return sending


def _closing(send: Send) -> Send:
    """Ends the connection after a refusal: what is left of the request must not be read as another."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), (b"connection", b"close")]}
        await send(message)

    return sending
