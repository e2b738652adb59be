"""The server process: one loopback socket, one application, one link a browser."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coach.api import Coach
from coach.errors import CoachError, UsageError
from coach.web.app import make_app
from coach.web.doors import Doors
from coach.web.guard import ENTER
from coach.web.site import GRACE, Site

LOOPBACK = "127.0.0.1"
_QUIET = ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio")


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that is bound and ready to run."""

    site: Site
    listener: socket.socket
    log: Callable[[str], None] | None

    def link(self) -> str:
        """A new address that lets one browser in, once."""
        return f"http://{LOOPBACK}:{self.site.port}{ENTER}?token={self.site.doors.new_link()}"

    def run(self) -> None:
        """Serve until the process is told to end."""
        _hush()
        app = make_app(self.site)
        config = uvicorn.Config(
            _logged(app, self.log) if self.log else app,
            http="h11",
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=64,
            timeout_graceful_shutdown=2,
            h11_max_incomplete_event_size=32_768,
        )
        Thread(target=self._warm, name="coach-warm", daemon=True).start()
        uvicorn.Server(config).run(sockets=[self.listener])

    def _warm(self) -> None:
        try:
            self.site.coach.warm()
        except CoachError as error:
            if self.log:
                self.log(str(error))


def bind(
    coach: Coach, port: int = 0, *, api_token: bool = False, log: Callable[[str], None] | None = None, grace: float = GRACE
) -> Serving:
    """Take a port of the loopback interface, and nothing else.

    Args:
        coach: What answers.
        port: 0 for any that is free.
        api_token: Whether programs get a token.
        log: Is told a line a request: method, path, status, milliseconds; no query, no body.
        grace: Seconds that a review may take before its stages are shown.

    Raises:
        UsageError: The port is taken or may not be used.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen(128)  # a browser that comes before the server runs waits instead of being turned away
    except OSError as error:
        listener.close()
        raise UsageError(
            f"port {port} cannot be used ({error.strerror})", place="--port", remedy="Name another, or none for a free one."
        ) from error
    number = int(listener.getsockname()[1])
    return Serving(Site(coach, Doors(api_token=api_token), number, grace=grace), listener, log)


def _hush() -> None:
    """Nothing of a request's words reaches a log: what breaks is told by `coach.web`, by kind and place."""
    for name in _QUIET:
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False


def _logged(app: ASGIApp, log: Callable[[str], None]) -> ASGIApp:
    async def logged(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        await app(scope, receive, sending)
        log(f"{scope['method']} {scope['path'][:80]} {status} {(time.perf_counter() - began) * 1000:.0f} ms")

    return logged
