"""A chat model behind its port: methods, faults, limits; against a real HTTP server on loopback that is told what to say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict

from coach.adapters import chat_model
from coach.adapters.chat_model import ChatModel, WirePreview, shape_of
from coach.errors import BudgetExceeded, CoachError, ProviderFailed, ProviderMissing
from coach.model.outgoing import Message, Method
from coach.model_settings import ModelSettings
from tests.model_server import ModelServer, Reply, Request, Script, chat, completion, error, model_server, tool_call

PRIVATE = "the review says that Ottilie broke the build"
KEY = "not-a-real-key-9931"
ASKED = (Message("system", "rules"), Message("user", PRIVATE))


class Pet(BaseModel):
    """A pet."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["cat", "dog"]
    legs: int


CAT = {"kind": "cat", "legs": 4}


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    chat_model._KNOWN.clear()
    yield
    chat_model._KNOWN.clear()


class Asked:
    """A model on a scripted server, with the pauses it made."""

    def __init__(self, server: ModelServer, **settings: object) -> None:
        self.pauses: list[float] = []
        values = {"model": "openai:tiny", "base_url": server.url, "timeout": 20.0} | settings
        self.model = ChatModel(ModelSettings(**values), KEY, self.pauses.append)  # type: ignore[arg-type]
        self.server = server

    def __call__(self) -> Pet:
        return self.model.ask(ASKED, Pet).value

    def fails(self) -> CoachError:
        """The error it ends with, which shows neither text nor key and is not a traceback."""
        with pytest.raises(CoachError) as caught:
            self()
        for hidden in (PRIVATE, "Ottilie", KEY):
            assert hidden not in str(caught.value)
        assert caught.value.exit_code == 5
        assert len(self.server.requests) <= 3
        return caught.value


def void(_: object) -> None:
    """Forget a value."""


def method_of(request: Request) -> Method:
    """How a request asks for its shape."""
    if "tools" in request.body:
        return "function_calling"
    kind = request.body.get("response_format", {}).get("type")
    return {"json_schema": "json_schema", "json_object": "json_mode", None: "prompted"}[kind]  # type: ignore[return-value]


def test_a_server_with_json_schema_is_asked_once_and_strictly() -> None:
    with model_server([chat(CAT)]) as server:
        asked = Asked(server)
        assert asked() == Pet(kind="cat", legs=4)
    body = server.requests[0].body
    assert body["response_format"]["json_schema"]["strict"] is True
    assert body["response_format"]["json_schema"]["schema"]["additionalProperties"] is False
    assert body["max_completion_tokens"] == 12_000
    assert "temperature" not in body
    assert [message["role"] for message in body["messages"]] == ["system", "user"]


def test_usage_is_counted_as_the_server_tells() -> None:
    with model_server([chat(CAT)]) as server:
        asked = Asked(server)
        asked()
        asked()
        assert (asked.model.spent.calls, asked.model.spent.requests) == (2, 2)
        assert (asked.model.spent.input_tokens, asked.model.spent.output_tokens) == (200, 40)


def only(works: Method) -> Script:
    """A server that does one method, refuses JSON Schema, and ignores tools."""

    def reply(request: Request) -> Reply:
        method = method_of(request)
        if method == works:
            return tool_call(CAT, "Pet") if method == "function_calling" else chat(CAT)
        return chat("I would rather chat.") if method == "function_calling" else error(400, "response_format is not supported")

    return reply


@pytest.mark.parametrize(
    ("works", "order"),
    [
        ("json_schema", ["json_schema"]),
        ("function_calling", ["json_schema", "function_calling"]),
        ("prompted", ["json_schema", "function_calling", "prompted"]),
    ],
)
def test_the_first_method_that_works_is_found_and_remembered(works: Method, order: list[Method]) -> None:
    with model_server(only(works)) as server:
        asked = Asked(server)
        assert asked().kind == "cat"
        assert asked().kind == "cat"
        assert [method_of(request) for request in server.requests] == [*order, works]
    assert len(asked.model.notices) == len(order) - 1


def test_a_500_that_names_the_method_moves_on_and_another_is_tried_again() -> None:
    with model_server([error(500, "json_schema: input should be 'text' or 'json_object'"), tool_call(CAT, "Pet")]) as server:
        assert Asked(server)().kind == "cat"
    with model_server([error(500, "out of memory"), chat(CAT)]) as server:
        chat_model._KNOWN.clear()
        asked = Asked(server)
        assert asked().kind == "cat"
        assert [method_of(request) for request in server.requests] == ["json_schema", "json_schema"]
        assert asked.pauses == [1.0]


@pytest.mark.parametrize("configured", ["json_mode", "prompted", "function_calling"])
def test_a_configured_method_is_asked_first(configured: Method) -> None:
    reply = tool_call(CAT, "Pet") if configured == "function_calling" else chat(CAT)
    with model_server([reply]) as server:
        assert Asked(server, structured=configured)().kind == "cat"
        assert method_of(server.requests[0]) == configured


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(CAT),
        f"```json\n{json.dumps(CAT)}\n```",
        f"<think>a dog? {{no}}</think>\n{json.dumps(CAT)}",
    ],
)
def test_thoughts_and_fences_around_an_answer_do_no_harm(text: str) -> None:
    with model_server([chat(text)]) as server:
        assert Asked(server)().kind == "cat"


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (chat({"kind": "cow", "legs": 4}), "kind: Input should be 'cat' or 'dog'"),
        (chat({"kind": "cat"}), "legs: Field required"),
        (chat({**CAT, "name": "Mia"}), "name: Extra inputs are not permitted"),
        (chat("Here is the cat: meow"), "not one valid JSON object"),
        (chat([CAT]), "valid JSON but not an object"),
        (chat('{"kind": "cat", "legs": 4'), "not one valid JSON object"),
        (chat(""), "not one valid JSON object"),
    ],
)
def test_a_bad_answer_is_shown_its_own_error_once(bad: Reply, said: str) -> None:
    with model_server([bad, chat(CAT)]) as server:
        assert Asked(server)().kind == "cat"
        repair = server.requests[1].body["messages"]
        assert [message["role"] for message in repair] == ["system", "user", "assistant", "user"]
        assert said in repair[-1]["content"]
    chat_model._KNOWN.clear()
    with model_server([bad]) as server:
        assert "also after it was shown what was wrong" in Asked(server).fails().cause
        assert len(server.requests) == 2


def test_broken_tool_arguments_are_shown_their_error() -> None:
    with model_server([tool_call('{"kind": "cat', "Pet"), tool_call(CAT, "Pet")]) as server:
        assert Asked(server, structured="function_calling")().kind == "cat"
        assert "not one valid JSON object" in server.requests[1].text


@pytest.mark.parametrize("reason", ["length", "max_tokens"])
def test_a_cut_answer_is_never_used_however_whole_it_looks(reason: str) -> None:
    with model_server([chat(CAT, finish_reason=reason)]) as server:
        assert "half an answer is not used" in Asked(server).fails().cause
        assert len(server.requests) == 1
    with model_server([completion({"content": None, "tool_calls": []}, reason)]) as server:
        assert "half an answer" in Asked(server, structured="function_calling").fails().cause


@pytest.mark.parametrize(
    "reply",
    [chat(CAT, finish_reason="content_filter"), completion({"content": None, "refusal": "I will not."})],
    ids=["filter", "refusal"],
)
def test_a_refusal_is_told_as_one(reply: Reply) -> None:
    with model_server([reply]) as server:
        assert "refused" in Asked(server).fails().cause


@pytest.mark.parametrize(
    ("reply", "cause"),
    [
        (error(401, f"bad key {KEY}"), "refused the key (HTTP 401)"),
        (error(403, PRIVATE), "refused the key (HTTP 403)"),
        (error(404, PRIVATE), "knows no model 'tiny'"),
        (error(400, f"maximum context length is 8192 tokens: {PRIVATE}"), "longer than this model can take"),
        (error(429, "insufficient_quota"), "no credit left"),
        (error(429, "later", {"Retry-After": "3600"}), "asks to wait 3600 seconds"),
        (error(503, "later", {"Retry-After": "61"}), "asks to wait 61 seconds"),
        (Reply(b"<html>welcome to the guest network</html>", content_type="text/html"), "not an answer of a chat model"),
        (chat(CAT, choices=[]), "not an answer of a chat model"),
        (Reply(b""), "not an answer of a chat model"),
        (Reply(b"", 307, {"Location": "http://192.0.2.1/v1/chat/completions"}), "rejected the request (HTTP 307)"),
    ],
)
def test_what_cannot_get_better_ends_at_once(reply: Reply, cause: str) -> None:
    with model_server([reply]) as server:
        assert cause in Asked(server).fails().cause
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("reply", "pauses"),
    [
        (error(429, "later", {"Retry-After": "7"}), [7.0, 7.0]),
        (error(429, "later", {"retry-after-ms": "1500"}), [1.5, 1.5]),
        (error(429, "later"), [1.0, 4.0]),
        (error(429, "later", {"Retry-After": "soon"}), [1.0, 4.0]),
        (error(502, PRIVATE), [1.0, 4.0]),
        (error(529, "overloaded"), [1.0, 4.0]),
    ],
)
def test_what_may_pass_is_tried_three_times_with_the_pauses_that_are_asked_for(reply: Reply, pauses: list[float]) -> None:
    with model_server([reply]) as server:
        asked = Asked(server)
        assert "failed 3 times" in asked.fails().cause
        assert asked.pauses == pauses
        assert asked.model.spent.requests == 3


def test_a_cut_connection_is_tried_again() -> None:
    with model_server([Reply(chat(CAT).body, cut=20), chat(CAT)]) as server:
        assert Asked(server)().kind == "cat"


def test_nobody_at_the_address_is_told_as_such() -> None:
    with model_server([chat(CAT)]) as server:
        asked = Asked(server)
    assert "no connection" in asked.fails().cause


def test_a_server_that_hangs_is_given_up_and_not_asked_again() -> None:
    import threading

    release = threading.Event()
    with model_server([Reply(b"", before=lambda: void(release.wait(20)))]) as server:
        try:
            assert "no answer within 0.3 seconds" in Asked(server, timeout=0.3).fails().cause
            assert len(server.requests) == 1
        finally:
            release.set()


def test_a_budget_stops_before_the_call_that_would_exceed_it() -> None:
    with model_server([chat(CAT)]) as server:
        asked = Asked(server, budget=2_100)
        assert asked().kind == "cat"
        with pytest.raises(BudgetExceeded, match="120 are spent, and the budget is 2100"):
            asked()
        assert len(server.requests) == 1


def test_no_method_at_all_ends_clearly() -> None:
    with model_server([error(400, "response_format"), error(400, "tools"), error(400, "no")]) as server:
        assert "rejected the request (HTTP 400)" in Asked(server).fails().cause


def test_a_preview_is_the_request_byte_for_byte_and_sends_nothing() -> None:
    with model_server([chat(CAT)]) as server:
        asked = Asked(server)
        preview = asked.model.preview(ASKED, Pet)
        assert server.requests == []
        asked()
        assert server.requests[0].raw == preview
        shown = WirePreview(asked.model)
        with pytest.raises(ProviderFailed):
            shown.ask(ASKED, Pet)
        assert shown.bodies == [preview]


def test_a_proxy_of_the_shell_is_not_used_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://192.0.2.1:9")
    with model_server([chat(CAT)]) as server:
        assert Asked(server)().kind == "cat"


def test_a_provider_whose_package_is_missing_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "langchain_google_genai", None)
    model = ChatModel(ModelSettings(model="google_genai:x"), None)
    with pytest.raises(ProviderMissing, match=r"pip install 'coach\[google\]'"):
        model.ask(ASKED, Pet)


def test_a_shape_has_no_titles_and_keeps_a_property_of_that_name() -> None:
    class Book(BaseModel):
        """A book."""

        title: str

    shape = shape_of(Book)
    assert shape == {
        "description": "A book.",
        "properties": {"title": {"type": "string"}},
        "required": ["title"],
        "title": "Book",
        "type": "object",
    }
