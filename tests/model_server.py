"""A scripted model server on loopback: it speaks as OpenAI, Anthropic or Ollama do, and says what a test tells it to say.

    with model_server([chat({"gaps": []}), error(429, "slow down", {"Retry-After": "1"})]) as server:
        ... server.url ...
    assert server.requests[0].body["model"] == "tiny"

A script is a list of replies, given in order (the last one again when it runs out), or a function from the request to a reply.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """What the server was sent."""

    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        """The JSON body."""
        return json.loads(self.raw)

    @property
    def text(self) -> str:
        """Every word of every message."""
        return "\n".join(_words(message["content"]) for message in self.body["messages"])


def _words(content: Any) -> str:
    if isinstance(content, str):
        return content
    return "\n".join(part.get("text", "") for part in content or [])


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answers.

    Attributes:
        body: The bytes as they are sent.
        status: HTTP status.
        headers: Beside Content-Type and Content-Length.
        content_type: Its name.
        before: Called before anything is sent; may wait for an event to be a server that hangs.
        cut: Send only so many bytes of the body, then close the connection.
        midway: Called when half of the body is sent; may wait, as a server does that stalls.
        raw: Sent instead of a status line, headers and body.
        drip: Called again and again for the next bytes after the headers, until it has none.
    """

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    before: Callable[[], None] = lambda: None
    cut: int | None = None
    midway: Callable[[], None] | None = None
    raw: bytes | None = None
    drip: Callable[[], bytes] | None = None


Script = Sequence[Reply] | Callable[[Request], Reply]


def completion(message: dict[str, Any], finish_reason: str | None = "stop", **changes: Any) -> Reply:
    """A chat completion with one choice."""
    value = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "tiny",
        "choices": [{"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish_reason}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
    return Reply(json.dumps(value | changes).encode())


def chat(content: Any, finish_reason: str | None = "stop", **changes: Any) -> Reply:
    """A completion whose content is a text, or an object as JSON."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    return completion({"content": text}, finish_reason, **changes)


def tool_call(arguments: Any, name: str = "Assessment", finish_reason: str = "tool_calls") -> Reply:
    """A completion that calls a tool with an object as arguments, or with a text as it stands."""
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    call = {"id": "call-1", "type": "function", "function": {"name": name, "arguments": text}}
    return completion({"content": None, "tool_calls": [call]}, finish_reason)


def anthropic(*content: dict[str, Any], stop_reason: str | None = "end_turn") -> Reply:
    """A message as Anthropic's servers word it."""
    value = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "tiny",
        "content": list(content),
        "stop_reason": stop_reason,
        "stop_sequence": None,
        "usage": {"input_tokens": 100, "output_tokens": 20, "cache_read_input_tokens": 60},
    }
    return Reply(json.dumps(value).encode())


def ollama(message: dict[str, Any], done_reason: str | None = "stop") -> Reply:
    """An answer as Ollama streams it, the text in three pieces; without a reason the stream ends before it is done."""
    words = message.get("content", "")
    third = len(words) // 3 + 1
    pieces = [{**message, "content": words[at : at + third]} for at in range(0, len(words), third)] or [message]
    head = {"model": "tiny", "created_at": "2026-01-01T00:00:00Z"}
    rows = [{**head, "message": {"role": "assistant", **piece}, "done": False} for piece in pieces]
    if done_reason is not None:
        end = {"done": True, "done_reason": done_reason, "prompt_eval_count": 100, "eval_count": 20}
        rows.append({**head, "message": {"role": "assistant", "content": ""}, **end})
    return Reply("".join(json.dumps(row) + "\n" for row in rows).encode(), content_type="application/x-ndjson")


def error(status: int, message: str = "no", headers: dict[str, str] | None = None, **more: Any) -> Reply:
    """An error as OpenAI words it."""
    return Reply(json.dumps({"error": {"message": message, "type": "error", **more}}).encode(), status, headers or {})


class ModelServer:
    """The running server: where it is, and what it was asked."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._lock = threading.Lock()
        self.requests: list[Request] = []
        self.gets = 0
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def url(self) -> str:
        """Base URL, as `--base-url` takes it."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    @property
    def root(self) -> str:
        """The same without the version, as Anthropic and Ollama take it."""
        return self.url.removesuffix("/v1")

    def reply_to(self, request: Request) -> Reply:
        """Note a request and find its reply."""
        with self._lock:
            number = len(self.requests)
            self.requests.append(request)
        if callable(self._script):
            return self._script(request)
        return self._script[min(number, len(self._script) - 1)]

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop and close the port."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def _handler_of(server: ModelServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers every POST from the script, and a GET as a server does that lists one model."""

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self._send(server.reply_to(Request(self.path, dict(self.headers.items()), raw)))

        def do_GET(self) -> None:
            server.gets += 1
            self._send(Reply(json.dumps({"object": "list", "data": [{"id": "tiny", "max_model_len": 16384}]}).encode()))

        def _send(self, reply: Reply) -> None:
            reply.before()
            self.close_connection = True
            with suppress(ConnectionError):  # who has heard enough hangs up
                if reply.raw is not None:
                    self.wfile.write(reply.raw)
                    return
                self.send_response(reply.status)
                headers = {"Content-Type": reply.content_type, "Content-Length": str(len(reply.body))} | reply.headers
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self._send_body(reply)

        def _send_body(self, reply: Reply) -> None:
            half = len(reply.body) // 2 if reply.midway else 0
            self.wfile.write(reply.body[:half])
            if reply.midway:
                self.wfile.flush()
                reply.midway()
            self.wfile.write(reply.body[half:] if reply.cut is None else reply.body[: reply.cut])
            while reply.drip and (more := reply.drip()):
                self.wfile.write(more)
                self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            return

    return Handler


@contextmanager
def model_server(script: Script) -> Iterator[ModelServer]:
    """Run a scripted server for as long as the block lasts."""
    server = ModelServer(script)
    server.start()
    try:
        yield server
    finally:
        server.stop()
