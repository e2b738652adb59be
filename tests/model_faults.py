"""The ways in which a model server misbehaves, each with how a command has to end. It speaks as OpenAI does."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.model_server import Reply, Script, chat, completion, error, tool_call

SHORT = 0.4
"""Seconds after which a server that hangs is given up; whether one hangs does not depend on it, only how long a test takes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A misbehaviour.

    Attributes:
        name: What the server does.
        script: Made from a good answer as JSON and an event for which a hanging server waits.
        requests: How many requests it may and must take.
        says: Words of the message; empty when the command succeeds.
        pauses: Seconds waited between requests.
        timeout: `COACH_TIMEOUT`.

    The commands are put through those of `TOLD`, the adapter through all.
    """

    name: str
    script: Callable[[Any, threading.Event], Script]
    requests: int
    says: str = ""
    pauses: tuple[float, ...] = ()
    timeout: float = 60.0

    def __str__(self) -> str:
        return self.name


def _always(reply: Reply) -> Callable[[Any, threading.Event], Script]:
    return lambda good, over: [reply]


def _then_good(*first: Reply) -> Callable[[Any, threading.Event], Script]:
    return lambda good, over: [*first, chat(good)]


def _waiting(over: threading.Event) -> Callable[[], None]:
    return lambda: void(over.wait(60))


def void(_: object) -> None:
    """Forget a value."""


def _dripping(over: threading.Event) -> Callable[[], bytes]:
    return lambda: b"" if over.wait(0.02) else b" "


_USUAL = (1.0, 4.0)
_WRONG = {"colour": "red"}
_HTML = Reply(b"<html><body><h1>502 Bad Gateway</h1></body></html>", 502, content_type="text/html")
_DEEP = "[" * 100_000
_NOT_A_CHAT = "not an answer of a chat model"
_NO_SHAPE = "did not have the shape"
_CUT = "no connection"
_ECHO = "Traceback (most recent call last): Noor Haddad not-a-real-key-7741 \x1b[2J\x1b]0;owned\x07"


def _raw(body: bytes) -> Reply:
    return Reply(b"", raw=body)


def _usage(value: Any) -> Callable[[Any, threading.Event], Script]:
    return lambda good, over: [chat(good, usage=value)]


def _wrapped(before: str, after: str = "") -> Callable[[Any, threading.Event], Script]:
    return lambda good, over: [chat(f"{before}{json.dumps(good)}{after}")]


def _whole_but(reason: str | None) -> Callable[[Any, threading.Event], Script]:
    return lambda good, over: [chat(good, reason)]


def _bytes(change: Callable[[bytes], Reply]) -> Callable[[Any, threading.Event], Script]:
    return lambda good, over: [change(chat(good).body)]


def _chunked(body: bytes) -> Reply:
    return _raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + body)


FAULTS: tuple[Fault, ...] = (
    Fault("429", _always(error(429)), 3, "too many requests", _USUAL),
    Fault("429 retry after 2", _always(error(429, headers={"Retry-After": "2"})), 3, "too many requests", (2.0, 2.0)),
    Fault("429 retry after 0", _then_good(error(429, headers={"Retry-After": "0"})), 2, "", (0.0,)),
    Fault("429 retry after an hour", _always(error(429, headers={"Retry-After": "3600"})), 1, "asks to wait 3600 seconds"),
    Fault("429 retry after nonsense", _always(error(429, headers={"Retry-After": "soon"})), 3, "too many requests", _USUAL),
    Fault("429 retry after minus one", _always(error(429, headers={"Retry-After": "-1"})), 3, "too many requests", _USUAL),
    Fault("429 retry after nan", _always(error(429, headers={"Retry-After": "nan"})), 3, "too many requests", _USUAL),
    Fault("429 without credit", _always(error(429, "You exceeded your current quota")), 1, "no credit"),
    Fault("429 then good", _then_good(error(429)), 2, "", (1.0,)),
    Fault("500", _always(error(500)), 3, "HTTP 500", _USUAL),
    Fault("500 then good", _then_good(error(500), error(500)), 3, "", _USUAL),
    Fault("502 with a page", _always(_HTML), 3, "HTTP 502", _USUAL),
    Fault("503 retry after 3", _always(error(503, headers={"Retry-After": "3"})), 3, "HTTP 503", (3.0, 3.0)),
    Fault("503 retry after a day", _always(error(503, headers={"Retry-After": "86400"})), 1, "asks to wait"),
    Fault("500 with our words and key", _always(error(500, _ECHO)), 3, "HTTP 500", _USUAL),
    Fault("400 with our words and key", _always(error(400, _ECHO)), 3, "rejected the request"),
    Fault("hangs before headers", lambda good, over: [Reply(b"{}", before=_waiting(over))], 1, "no answer within", (), SHORT),
    Fault(
        "hangs in the body",
        lambda good, over: [Reply(chat(good).body, midway=_waiting(over))],
        1,
        "no answer within",
        (),
        SHORT,
    ),
    Fault(
        "drips",
        lambda good, over: [Reply(b"", headers={"Content-Length": "1000000"}, drip=_dripping(over))],
        1,
        "no answer within",
        (),
        SHORT,
    ),
    Fault("cut in the body", _bytes(lambda body: Reply(body, cut=len(body) // 2)), 3, _CUT, _USUAL),
    Fault("cut in the headers", _always(_raw(b"HTTP/1.1 200 OK\r\nContent-Le")), 3, _CUT, _USUAL),
    Fault("closes without a word", _always(_raw(b"")), 3, _CUT, _USUAL),
    Fault("cut, then good", _then_good(_raw(b"")), 2, "", (1.0,)),
    Fault("speaks another protocol", _always(_raw(b"220 mail.example ESMTP ready\r\n")), 3, _CUT, _USUAL),
    Fault("garbage for chunks", _always(_chunked(b"zz\r\n{\r\n0\r\n\r\n")), 3, _CUT, _USUAL),
    Fault("a chunk without end", _always(_chunked(b"ffffffff\r\n{")), 3, _CUT, _USUAL),
    Fault("plain text for a type", _bytes(lambda body: Reply(body, content_type="text/plain")), 1),
    Fault("a page with 200", _always(Reply(b"<html>welcome</html>", content_type="text/html")), 1, _NOT_A_CHAT),
    Fault("a page that calls itself JSON", _always(Reply(b"<html>welcome</html>")), 1, _NOT_A_CHAT),
    Fault("nothing with 200", _always(Reply(b"")), 1, _NOT_A_CHAT),
    Fault("204", _always(Reply(b"", 204)), 1, _NOT_A_CHAT),
    Fault("a list with 200", _always(Reply(b"[]")), 1, _NOT_A_CHAT),
    Fault("null with 200", _always(Reply(b"null")), 1, _NOT_A_CHAT),
    Fault("an error with 200", _always(Reply(error(200, _ECHO).body)), 1, _NOT_A_CHAT),
    Fault("no choices", _always(chat("", choices=[])), 1, _NOT_A_CHAT),
    Fault("null choices", _always(chat("", choices=None)), 1, _NOT_A_CHAT),
    Fault("brackets without end", _always(Reply(_DEEP.encode())), 1, _NOT_A_CHAT),
    Fault("bytes that are no text", _bytes(lambda body: Reply(body[:-30] + b"\xff\xfe\x80" + body[-30:])), 1, _NOT_A_CHAT),
    Fault("null content", _always(chat(None)), 2, _NO_SHAPE),
    Fault("empty content", _always(chat("")), 2, _NO_SHAPE),
    Fault("refusal", _always(completion({"content": None, "refusal": _ECHO})), 1, "refused to answer"),
    Fault("content filter", _always(chat(None, "content_filter")), 1, "refused to answer"),
    Fault("cut by length", _always(chat('{"reading": [', "length")), 1, "cut off"),
    Fault("whole, but cut by length", _whole_but("length"), 1, "cut off"),
    Fault("a reason nobody knows", _whole_but("tired"), 1, "refused to answer"),
    Fault("no reason", _whole_but(None), 1, ""),
    Fault("invalid JSON", _always(chat('{"gaps": [')), 2, _NO_SHAPE),
    Fault("invalid JSON, then good", _then_good(chat('{"gaps": [')), 2, ""),
    Fault("the wrong shape", _always(chat(_WRONG)), 2, _NO_SHAPE),
    Fault("the wrong shape, then good", _then_good(chat(_WRONG)), 2, ""),
    Fault("a list for an object", _always(chat("[]")), 2, _NO_SHAPE),
    Fault("prose before JSON", _wrapped("Here you are: "), 2, _NO_SHAPE),
    Fault("prose after JSON", _wrapped("", " I hope this helps!"), 2, _NO_SHAPE),
    Fault("two objects", _wrapped("{}\n"), 2, _NO_SHAPE),
    Fault("brackets without end in the content", _always(chat(_DEEP)), 2, _NO_SHAPE),
    Fault("fenced", _wrapped("```json\n", "\n```"), 1, ""),
    Fault("thoughts before", _wrapped("<think>Hm {}.</think>\n"), 1, ""),
    Fault("thoughts without end", _wrapped("<think>Hm "), 2, _NO_SHAPE),
    Fault("a tool call nobody asked for", _always(tool_call({"rm": "-rf"}, "shell")), 2, _NO_SHAPE),
    Fault("half a character", _always(chat('{"gaps": "\\ud800"}')), 2, _NO_SHAPE),
    Fault("401", _always(error(401, _ECHO)), 1, "refused the key"),
    Fault("403", _always(error(403, _ECHO)), 1, "refused the key"),
    Fault("404", _always(error(404, _ECHO)), 1, "knows no model"),
    Fault("413", _always(error(413)), 1, "rejected the request"),
    Fault("418", _always(error(418)), 1, "rejected the request"),
    Fault("context exceeded", _always(error(400, "maximum context length is 4096 tokens")), 1, "longer than this model"),
    Fault("usage in words", _usage({"prompt_tokens": "many"}), 1, _NOT_A_CHAT),
    Fault("no usage", _usage(None), 1),
    Fault("usage below zero", _usage({"prompt_tokens": -5, "completion_tokens": -5, "total_tokens": -10}), 1),
    Fault("50 MB of spaces", _bytes(lambda body: Reply(b" " * 50_000_000 + body)), 1),
    Fault("50 MB of thoughts", _always(Reply(b"x" * 50_000_000)), 1, _NOT_A_CHAT),
    Fault(
        "a small file that unpacks to 50 MB",
        _always(Reply(gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"})),
        1,
        _NOT_A_CHAT,
    ),
    Fault("gzip that is none", _always(Reply(b"{}", headers={"Content-Encoding": "gzip"})), 3, _CUT, _USUAL),
    Fault("duplicate keys", _wrapped('{"gaps": 1, ', "}"), 2, _NO_SHAPE),
    Fault("figures that are none", _always(chat('{"gaps": NaN, "reading": Infinity}')), 2, _NO_SHAPE),
)


TOLD = (
    *(
        "429 retry after 0",
        "429 retry after an hour",
        "429",
        "500",
        "500 with our words and key",
        "502 with a page",
        "401",
        "404",
        "413",
    ),
    *(
        "400 with our words and key",
        "hangs before headers",
        "hangs in the body",
        "drips",
        "cut in the body",
        "closes without a word",
    ),
    *(
        "garbage for chunks",
        "a page with 200",
        "nothing with 200",
        "no choices",
        "null content",
        "refusal",
        "whole, but cut by length",
    ),
    *(
        "invalid JSON",
        "invalid JSON, then good",
        "the wrong shape",
        "prose before JSON",
        "thoughts before",
        "a tool call nobody asked for",
    ),
    *("brackets without end", "bytes that are no text", "50 MB of spaces"),
)
"""Names of the faults whose end a person sees in a way of its own."""
