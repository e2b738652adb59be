"""A model server on this machine that answers from recordings, or hands requests on and records what comes back.

It speaks the wire format of OpenAI's chat completions, so that the whole way from prompt to report is under test, client
libraries included, and nothing leaves this machine while it replays.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from coach.evaluate.cassettes import Interaction, interaction, json_hash

Answer = tuple[int, dict[str, str], dict[str, Any]]
"""Status, headers and JSON body."""

Upstream = Callable[[str, dict[str, Any]], Answer]
"""Path and body of a request in, the answer of who really knows out."""


@dataclass(slots=True)
class Tape:
    """What a server answers with and what it was asked.

    Attributes:
        known: Answers by the hash of their request.
        upstream: Asked where nothing is known; None while replaying.
        played: Hashes that were asked for and known.
        unknown: How many requests had no recorded answer.
        recorded: What was asked of `upstream`.
    """

    known: dict[str, Interaction] = field(default_factory=dict)
    upstream: Upstream | None = None
    played: set[str] = field(default_factory=set)
    unknown: int = 0
    recorded: list[Interaction] = field(default_factory=list)

    def answer(self, path: str, body: dict[str, Any]) -> Answer:
        """The answer to a request."""
        digest = json_hash(body)
        if found := self.known.get(digest):
            self.played.add(digest)
            return found.status, dict(found.headers), found.answer
        if self.upstream is None:
            self.unknown += 1
            return 404, {}, {"error": {"message": "no answer is recorded for this request", "type": "not_recorded"}}
        status, headers, answer = self.upstream(path, body)
        self.recorded.append(interaction(body, status, headers, answer))
        return status, headers, answer


def tape_of(interactions: Iterable[Interaction]) -> Tape:
    """A tape that replays."""
    return Tape({item.request_sha256: item for item in interactions})


@contextmanager
def serving(tape: Tape) -> Iterator[str]:
    """Answer from a tape on the loopback interface; yields the base URL to give to coach."""

    class Player(BaseHTTPRequestHandler):
        """Answers POST requests from the tape."""

        def do_POST(self) -> None:
            """Read the request, answer it."""
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            try:
                body = json.loads(raw)
                status, headers, answer = tape.answer(self.path, body)
            except ValueError:
                status, headers, answer = 400, {}, {"error": {"message": "not JSON"}}
            self._send(status, headers, json.dumps(answer).encode())

        def _send(self, status: int, headers: Mapping[str, str], data: bytes) -> None:
            self.send_response(status)
            for name, value in {"content-type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Player)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
