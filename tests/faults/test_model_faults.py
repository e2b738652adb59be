"""A model server that misbehaves in every way we know: few requests, a clear end, nothing half-saved, nothing of the person's told."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict

from coach.adapters import chat_model
from coach.adapters.chat_model import ChatModel
from coach.errors import ProviderFailed
from coach.model.outgoing import Message
from coach.model_settings import ModelSettings
from tests.command import Command, Ended, command
from tests.functional.conftest import EXAMPLES
from tests.model_faults import FAULTS, TOLD, Fault
from tests.model_server import Reply, Request, Script, chat, error, model_server

EXAMPLE = EXAMPLES / "self-review.md"
KEY = "not-a-real-key-7741"
QUESTION = "How long should my self-review for Quillon be?"
PRIVATE = ("Noor", "Haddad", "Ilse", "ledger", "estimate the happy path", "Quillon", KEY)
"""Words of the example and the question, and the key."""

NO_GAPS: dict[str, list[object]] = {"reading": [], "gaps": [], "strengths": [], "wishes": []}
NO_ANSWER: dict[str, object] = {"answered": False, "sentences": []}
COMMANDS = {"review": (("review", str(EXAMPLE)), NO_GAPS), "ask": (("ask", QUESTION), NO_ANSWER)}


@pytest.fixture
def coach(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    return command(monkeypatch, capfdbinary)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The clock is stopped: pauses are noted and not waited for. No method is remembered from another test."""
    waited: list[float] = []
    monkeypatch.setattr(ChatModel.__init__, "__defaults__", (waited.append,))
    chat_model._KNOWN.clear()
    yield waited
    chat_model._KNOWN.clear()


def run(coach: Command, script: Script, name: str, folder: Path, *more: str, timeout: float = 60.0) -> tuple[Ended, int, Path]:
    """Run a command against a script; returns how it ended, the requests it took, and the file it was to write."""
    output = folder / f"{name}.json"
    with model_server(script) as server:
        ended = coach(
            *COMMANDS[name][0],
            "--model",
            "openai:tiny",
            "--base-url",
            server.url,
            "-o",
            str(output),
            *more,
            OPENAI_API_KEY=KEY,
            COACH_TIMEOUT=str(timeout),
        )
        return ended, len(server.requests), output


class Pet(BaseModel):
    """A pet."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["cat", "dog"]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_the_adapter_ends_as_it_should(fault: Fault, pauses: list[float]) -> None:
    over = threading.Event()
    messages = (Message("system", "rules"), Message("user", " ".join(PRIVATE[:-1])))
    with model_server(fault.script({"kind": "cat"}, over)) as server:
        settings = ModelSettings(model="openai:tiny", base_url=server.url, timeout=fault.timeout)
        model, error = ChatModel(settings, KEY), None
        try:
            assert model.ask(messages, Pet).value.kind == "cat"
        except ProviderFailed as raised:
            error = raised
        finally:
            over.set()
        assert (len(server.requests), tuple(pauses), model.spent.requests) == (fault.requests, fault.pauses, fault.requests)
    assert bool(error) == bool(fault.says), error
    assert fault.says in str(error)
    assert not [word for word in PRIVATE if word in str(error)]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.name in TOLD], ids=str)
def test_a_command_ends_as_it_should(fault: Fault, name: str, coach: Command, pauses: list[float], tmp_path: Path) -> None:
    over = threading.Event()
    try:
        ended, requests, output = run(coach, fault.script(COMMANDS[name][1], over), name, tmp_path, timeout=fault.timeout)
    finally:
        over.set()
    assert (requests, tuple(pauses)) == (fault.requests, fault.pauses), ended.said
    if not fault.says:
        assert ended.code == 0, ended.said
        assert json.loads(output.read_bytes())["engine"] == "llm (openai:tiny)"
        return
    assert ended.code == 5, ended.said
    assert fault.says in ended.said
    assert_tells_nothing(ended)
    assert list(tmp_path.iterdir()) == []


def assert_tells_nothing(ended: Ended) -> None:
    """One line that says what happened, with no word of the person's, no key, and nothing that a terminal obeys."""
    assert ended.stdout == b""
    assert not [word for word in PRIVATE if word in ended.said]
    assert re.fullmatch(r"coach: [^\x00-\x1f\x7f-\x9f]+\n", ended.stderr.decode()), ended.stderr


def test_there_are_enough_of_them() -> None:
    assert len(FAULTS) >= 70
    assert len({fault.name for fault in FAULTS} & set(TOLD)) == len(TOLD) >= 25
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert all(fault.requests <= 3 for fault in FAULTS)
    assert all(sum(fault.pauses) <= 120 for fault in FAULTS)


def _plan_fails(request: Request) -> Reply:
    lines = dict(re.findall(r"^(s\d+): (.*)$", request.text, re.MULTILINE))
    if "# The document" not in request.text:
        return error(503, headers={"Retry-After": "1"})
    key = next(key for key, text in lines.items() if "estimate the happy path" in text)
    gap = {"statements": [key], "lack": "counts the best case", "competency": "planning", "topic": "estimate the happy path"}
    return chat(NO_GAPS | {"gaps": [gap | {"kind": "stated", "gap_type": "habit", "confidence": "high"}]})


def test_a_plan_that_fails_leaves_no_half_report(coach: Command, pauses: list[float], tmp_path: Path) -> None:
    ended, requests, _ = run(coach, _plan_fails, "review", tmp_path)
    assert (ended.code, requests, pauses) == (5, 4, [1.0, 1.0])
    assert_tells_nothing(ended)
    assert list(tmp_path.iterdir()) == []


def test_a_plan_that_fails_is_made_here_where_that_was_asked_for(coach: Command, pauses: list[float], tmp_path: Path) -> None:
    ended, requests, output = run(coach, _plan_fails, "review", tmp_path, "--fallback", "local")
    assert (ended.code, requests) == (0, 4), ended.said
    report: dict[str, Any] = json.loads(output.read_bytes())
    assert report["engines"]["findings"] == "llm (openai:tiny)"
    assert report["engines"]["plan"] == "local"
    assert report["engines"]["notes"][0].startswith("the model failed, so the local engine made the plan")
    assert report["plan"]["goals"]


@pytest.mark.parametrize("name", COMMANDS)
def test_everything_is_made_here_where_that_was_asked_for(
    name: str, coach: Command, pauses: list[float], tmp_path: Path
) -> None:
    ended, _, output = run(coach, [chat("", "length")], name, tmp_path, "--fallback", "local")
    assert ended.code == 0, ended.said
    told = json.loads(output.read_bytes())
    if name == "review":
        assert told["engine"].startswith("local (")
        assert "cut off" in told["engines"]["notes"][0]
    assert told["gaps" if name == "review" else "sentences"]


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/v1", "https://{server}/v1"])
def test_nobody_there_and_no_tls_are_told_as_such(address: str, coach: Command, pauses: list[float], tmp_path: Path) -> None:
    with model_server([chat(NO_GAPS)]) as server:
        url = address.format(server=server.root.removeprefix("http://"))
        output = tmp_path / "report.json"
        ended = coach(
            "review", str(EXAMPLE), "--model", "openai:tiny", "--base-url", url, "-o", str(output), OPENAI_API_KEY=KEY
        )
        assert server.requests == []
    assert (ended.code, pauses) == (5, [1.0, 4.0])
    assert "no connection" in ended.said
    assert_tells_nothing(ended)
    assert not output.exists()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_redirect_is_not_followed_with_the_text(name: str, coach: Command, pauses: list[float], tmp_path: Path) -> None:
    with model_server([chat(COMMANDS[name][1])]) as elsewhere:
        away = error(307, "moved", {"Location": f"{elsewhere.url}/chat/completions"})
        ended, requests, _ = run(coach, [away], name, tmp_path)
        assert (ended.code, elsewhere.requests, elsewhere.gets) == (5, [], 0)
    assert requests <= 3
    assert_tells_nothing(ended)


def test_a_failed_call_leaves_nothing_in_the_cache(
    coach: Command, pauses: list[float], tmp_path: Path, shared_cache: Path
) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    for entry in shared_cache.iterdir():
        (cache / entry.name).symlink_to(entry)
    with model_server([chat("", "length")]) as server:
        asked = ("review", str(EXAMPLE), "--model", "openai:tiny", "--base-url", server.url, "--cache")
        assert coach(*asked, OPENAI_API_KEY=KEY, COACH_CACHE=str(cache)).code == 5
    assert not (cache / "answers").exists()
