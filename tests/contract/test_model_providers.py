"""What the packages of three providers send and make of what they get, through real HTTP on loopback.

A new version of a package that words a request otherwise, follows a redirect or mends a cut answer is found here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict

from coach.adapters import chat_model
from coach.adapters.chat_model import ChatModel
from coach.errors import ProviderFailed
from coach.model.outgoing import Message, Method
from coach.model_settings import ModelSettings
from tests.model_server import ModelServer, Reply, Request, Script, anthropic, chat, error, model_server, ollama, tool_call

KEY = "not-a-real-key-6408"
ASKED = (Message("system", "rules"), Message("user", "the review says that Ottilie broke the build"))
METHODS: tuple[Method, ...] = ("json_schema", "function_calling", "prompted")


class Pet(BaseModel):
    """A pet."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["cat", "dog"]
    legs: int


CAT = Pet(kind="cat", legs=4)
TEXT = CAT.model_dump_json()


@dataclass(frozen=True, slots=True)
class Wire:
    """How a provider's servers speak.

    Attributes:
        provider: Its name here.
        path: Where questions go.
        says: A text and whether it was cut to a reply.
        calls: A tool call and whether it was cut to a reply.
        refuses: A reply that refuses.
        method: A request to the method by which it asks.
    """

    provider: str
    path: str
    says: Callable[[str, bool], Reply]
    calls: Callable[[bool], Reply]
    refuses: Reply | None
    method: Callable[[dict[str, Any]], Method]

    def answer(self, request: Request, *, cut: bool = False) -> Reply:
        """The cat, in the way that was asked for."""
        return self.calls(cut) if self.method(request.body) == "function_calling" else self.says(TEXT, cut)

    def model(self, server: ModelServer, **settings: Any) -> ChatModel:
        """The model on a server."""
        url = server.url if self.provider == "openai" else server.root
        values: dict[str, Any] = {"model": f"{self.provider}:tiny", "base_url": url, "timeout": 60.0} | settings
        return ChatModel(ModelSettings(**values), KEY, lambda seconds: None)


def _openai_method(body: dict[str, Any]) -> Method:
    return "function_calling" if "tools" in body else "json_schema" if "response_format" in body else "prompted"


def _anthropic_method(body: dict[str, Any]) -> Method:
    return "function_calling" if "tools" in body else "json_schema" if "output_config" in body else "prompted"


def _ollama_method(body: dict[str, Any]) -> Method:
    return "function_calling" if body.get("tools") else "json_schema" if body.get("format") else "prompted"


def _tool_use(cut: bool) -> Reply:
    use = {"type": "tool_use", "id": "toolu_1", "name": "Pet", "input": CAT.model_dump()}
    return anthropic(use, stop_reason="max_tokens" if cut else "tool_use")


def _ollama_call(cut: bool) -> Reply:
    call = {"function": {"name": "Pet", "arguments": CAT.model_dump()}}
    return ollama({"content": "", "tool_calls": [call]}, "length" if cut else "stop")


WIRES = (
    Wire(
        "openai",
        "/v1/chat/completions",
        lambda text, cut: chat(text, "length" if cut else "stop"),
        lambda cut: tool_call(CAT.model_dump(), "Pet", "length" if cut else "tool_calls"),
        chat("", "content_filter"),
        _openai_method,
    ),
    Wire(
        "anthropic",
        "/v1/messages",
        lambda text, cut: anthropic({"type": "text", "text": text}, stop_reason="max_tokens" if cut else "end_turn"),
        _tool_use,
        anthropic(stop_reason="refusal"),
        _anthropic_method,
    ),
    Wire(
        "ollama",
        "/api/chat",
        lambda text, cut: ollama({"content": text}, "length" if cut else "stop"),
        _ollama_call,
        None,
        _ollama_method,
    ),
)

each_wire = pytest.mark.parametrize("wire", WIRES, ids=lambda wire: wire.provider)
each_method = pytest.mark.parametrize("method", METHODS)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    chat_model._KNOWN.clear()
    yield
    chat_model._KNOWN.clear()


def fails(model: ChatModel) -> str:
    """The cause with which a question fails; neither text nor key is in it."""
    with pytest.raises(ProviderFailed) as caught:
        model.ask(ASKED, Pet)
    assert "Ottilie" not in str(caught.value)
    assert KEY not in str(caught.value)
    return caught.value.cause


@each_method
@each_wire
def test_a_question_is_asked_by_the_method_that_was_chosen(wire: Wire, method: Method) -> None:
    with model_server(wire.answer) as server:
        answered = wire.model(server, structured=method).ask(ASKED, Pet)
    assert (answered.value, answered.method, len(server.requests)) == (CAT, method, 1)
    assert (answered.spent.input_tokens, answered.spent.output_tokens) in ((100, 20), (160, 20))
    request = server.requests[0]
    assert (request.path.partition("?")[0], wire.method(request.body)) == (wire.path, method)
    held = [name.lower() for name, value in request.headers.items() if KEY in value]
    assert held in (["authorization"], ["x-api-key"])
    assert KEY not in request.path + request.raw.decode()
    assert "Ottilie" in request.raw.decode()


@each_wire
def test_a_server_that_ignores_schema_and_tools_is_asked_in_words_and_the_person_is_told(wire: Wire) -> None:
    def reply(request: Request) -> Reply:
        method = wire.method(request.body)
        return (
            error(400, "not supported")
            if method == "json_schema"
            else wire.says(TEXT if method == "prompted" else "I like cats.", False)
        )

    with model_server(reply) as server:
        model = wire.model(server)
        assert model.ask(ASKED, Pet).method == "prompted"
    assert [wire.method(request.body) for request in server.requests] == list(METHODS)
    assert len(model.notices) == 2
    assert "asked by prompted instead" in model.notices[-1]


@each_method
@each_wire
def test_a_cut_answer_is_never_used_however_whole_it_looks(wire: Wire, method: Method) -> None:
    with model_server(lambda request: wire.answer(request, cut=True)) as server:
        assert "cut off" in fails(wire.model(server, structured=method))
    assert len(server.requests) == 1


@each_method
@each_wire
def test_a_connection_that_breaks_within_the_answer_gives_none(wire: Wire, method: Method) -> None:
    def reply(request: Request) -> Reply:
        body = wire.answer(request).body
        return Reply(body, cut=len(body) * 3 // 5)

    with model_server(reply) as server:
        fails(wire.model(server, structured=method))
    assert len(server.requests) <= 3


def test_a_stream_that_ends_before_it_is_done_gives_no_half_answer() -> None:
    wire = WIRES[2]
    for script in ([ollama({"content": TEXT[:-5]}, None)], [ollama({"content": ""}, None)], [Reply(b"")]):
        with model_server(script) as server:
            fails(wire.model(server, structured="prompted"))
        assert len(server.requests) <= 3


@each_wire
def test_a_refusal_is_told_as_one(wire: Wire) -> None:
    if wire.refuses is None:
        pytest.skip("its servers have no sign for a refusal")
    with model_server([wire.refuses]) as server:
        assert "refused" in fails(wire.model(server))
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@each_wire
def test_a_redirect_is_not_followed_with_the_text(wire: Wire, status: int) -> None:
    with model_server(wire.answer) as elsewhere:
        away = error(status, "moved", {"Location": f"{elsewhere.root}{wire.path}"})
        with model_server([away]) as server:
            fails(wire.model(server))
        assert elsewhere.requests == []
        assert elsewhere.gets == 0


SAID: dict[str, tuple[Script, int, str]] = {
    "401": ([error(401)], 1, "refused the key"),
    "404": ([error(404)], 1, "knows no model"),
    "429": ([error(429)], 3, "too many requests"),
    "429 an hour": ([error(429, headers={"Retry-After": "3600"})], 1, "asks to wait 3600 seconds"),
    "500": ([error(500)], 3, "HTTP 500"),
    "529": ([error(529, "overloaded")], 3, "HTTP 529"),
    "closes": ([Reply(b"", raw=b"")], 3, "no connection"),
    "page": ([Reply(b"<html>hello</html>", content_type="text/html")], 3, ""),
    "nothing": ([Reply(b"")], 3, ""),
    "null": ([Reply(b"null")], 3, ""),
    "deep": ([Reply(b"[" * 100_000)], 3, ""),
    "bytes": ([Reply(b"\xff\xfe\x00")], 3, ""),
}


@pytest.mark.parametrize("fault", SAID)
@each_wire
def test_a_fault_is_told_alike_for_every_provider(wire: Wire, fault: str) -> None:
    script, most, cause = SAID[fault]
    if fault == "429 an hour" and wire.provider == "ollama":
        pytest.skip("its package does not tell the headers of an answer")
    with model_server(script) as server:
        assert cause in fails(wire.model(server))
    assert 1 <= len(server.requests) <= most


@each_wire
def test_a_proxy_of_the_shell_gets_nothing_that_is_meant_for_this_machine(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    with model_server([error(500)]) as proxy, model_server(wire.answer) as server:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.root)
        assert wire.model(server).ask(ASKED, Pet).value == CAT
        assert proxy.requests == []


@each_wire
def test_the_bytes_that_are_shown_are_the_bytes_that_leave(wire: Wire) -> None:
    with model_server(wire.answer) as server:
        model = wire.model(server)
        shown = model.preview(ASKED, Pet)
        assert server.requests == []
        model.ask(ASKED, Pet)
    assert json.loads(shown) == server.requests[0].body
    assert shown == server.requests[0].raw
