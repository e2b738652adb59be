"""Cassettes: real HTTP, recorded once from servers on this machine, replayed without any, and matched on the JSON that is sent.

Recording takes a script (`server`) or SmolLM2; replaying takes neither, and every socket is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from coach.adapters import chat_model
from coach.adapters.chat_model import ChatModel
from coach.model_settings import ModelSettings
from tests.model_server import ModelServer, Script, model_server

RECORD = "python -m pytest tests/recorded -n0 --record-mode=rewrite"
KEPT = {"request": {"content-type", "anthropic-version"}, "response": {"content-type", "retry-after"}}
"""All headers that a cassette holds; no other is written, whatever a provider may think of."""

_NOWHERE = "http://127.0.0.1:9"
KEY = "not-a-real-key-3317"


def _request(request: Any) -> Any:
    request.headers = {name: value for name, value in request.headers.items() if name.lower() in KEPT["request"]}
    return request


def _response(response: dict[str, Any]) -> dict[str, Any]:
    response["headers"] = {name: value for name, value in response["headers"].items() if name.lower() in KEPT["response"]}
    return response


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    """A changed prompt is another body, and another body is not in the cassette."""
    return {
        "match_on": ["method", "path", "query", "body"],
        "decode_compressed_response": True,
        "before_record_request": _request,
        "before_record_response": _response,
    }


@pytest.fixture(autouse=True)
def _everything_is_played(vcr: Any, record_mode: str) -> Iterator[None]:
    """A test that passes without its cassette has not asked."""
    chat_model._KNOWN.clear()
    yield
    chat_model._KNOWN.clear()
    if record_mode == "none" and vcr is not None:
        assert vcr.all_played, f"not every recorded request was made; record again: {RECORD}"


@pytest.fixture
def model(record_mode: str) -> Callable[..., Any]:
    """Open a model: on a scripted server while recording, on nothing while replaying."""

    @contextmanager
    def opened(script: Script, provider: str = "openai", **settings: Any) -> Iterator[ChatModel]:
        with _served(script, record_mode) as server:
            root = server.root if server else _NOWHERE
            url = f"{root}/v1" if provider == "openai" else root
            values: dict[str, Any] = {
                "model": f"{provider}:tiny",
                "base_url": url,
                "timeout": 60.0,
                "max_tokens": 800,
            } | settings
            yield ChatModel(ModelSettings(**values), KEY, lambda seconds: None)

    return opened


@contextmanager
def _served(script: Script, record_mode: str) -> Iterator[ModelServer | None]:
    if record_mode == "none":
        yield None
        return
    with model_server(script) as server:
        yield server


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Name the command that records again under every failure of a test that did not send what its cassette holds."""
    report = yield
    cassette = getattr(item, "funcargs", {}).get("vcr")
    if report.failed and cassette is not None and not cassette.all_played:
        report.sections.append(
            ("what to do", f"What was sent is not what was recorded. If that is meant, record again:\n  {RECORD}")
        )
    return report
