"""Recording and replaying over real HTTP on this machine: what is asked again is answered, what is new is refused and counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from coach.adapters.model_upstream import upstream_at
from coach.errors import DataError, ProviderFailed, UsageError
from coach.evaluate.cassettes import (
    Cassette,
    interaction,
    json_hash,
    load_cassette,
    locked_prompts,
    save_cassette,
    tokens_of,
)
from coach.evaluate.replay import Answer, Tape, serving, tape_of

BODY = {"model": "x", "messages": [{"role": "user", "content": "häй"}]}
ANSWER = {"choices": [], "usage": {"total_tokens": 7}}


def post(address: str, body: object) -> tuple[int, dict[str, Any]]:
    request = Request(f"{address}/chat/completions", json.dumps(body).encode())  # noqa: S310 - loopback
    try:
        with urlopen(request, timeout=10) as reply:  # noqa: S310 - loopback
            return reply.status, json.loads(reply.read())
    except HTTPError as error:
        return error.code, json.loads(error.read())


def test_a_recorded_request_is_answered_whatever_the_order_of_its_keys() -> None:
    tape = tape_of([interaction(BODY, 200, {}, ANSWER)])
    with serving(tape) as address:
        assert post(address, dict(reversed(BODY.items()))) == (200, ANSWER)
    assert tape.played == set(tape.known)


def test_a_request_that_differs_in_one_character_is_refused_and_counted() -> None:
    tape = tape_of([interaction(BODY, 200, {}, ANSWER)])
    with serving(tape) as address:
        status, answer = post(address, BODY | {"model": "y"})
        assert post(address, "[")[0] in (400, 404)
    assert (status, answer["error"]["type"]) == (404, "not_recorded")
    assert tape.unknown >= 1


def test_what_is_recorded_through_one_server_replays_through_another(tmp_path: Path) -> None:
    with serving(tape_of([interaction(BODY, 200, {}, ANSWER)])) as model:
        tape = Tape(upstream=upstream_at(model, "a-key"))
        with serving(tape) as address:
            assert post(address, BODY) == (200, ANSWER)
    cassette = Cassette(case="x", model="openai:x", origin="model", interactions=tuple(tape.recorded))
    save_cassette(tmp_path / "a" / "x.yaml", cassette)
    assert "a-key" not in (tmp_path / "a" / "x.yaml").read_text(encoding="utf-8")
    loaded = load_cassette(tmp_path / "a" / "x.yaml")
    assert (loaded, tokens_of(loaded)) == (cassette, 7)
    with serving(tape_of(loaded.interactions)) as address:
        assert post(address, BODY) == (200, ANSWER)


def test_a_key_is_sent_to_the_model_and_to_nobody_else() -> None:
    heard: list[str] = []

    def model(path: str, body: dict[str, Any]) -> Answer:
        heard.append(path)
        return 200, {"content-type": "application/json", "x-secret": "1"}, ANSWER

    tape = Tape(upstream=model)
    with serving(tape) as address:
        post(address, BODY)
    assert heard == ["/v1/chat/completions"]
    assert tape.recorded[0].headers == {"content-type": "application/json"}


def test_a_model_that_is_not_there_is_told() -> None:
    with serving(Tape()) as address:
        pass
    with pytest.raises(ProviderFailed):
        upstream_at(address, "")("/v1/chat/completions", BODY)
    with pytest.raises(UsageError):
        upstream_at("file:here", "")


def test_the_status_of_a_refusal_is_kept() -> None:
    with serving(tape_of([interaction(BODY, 429, {}, {"error": {}})])) as address:
        assert upstream_at(address, "")("/v1/chat/completions", BODY)[0] == 429


def test_hashes_do_not_depend_on_layout_and_do_on_content() -> None:
    assert json_hash({"a": 1, "b": [1, 2]}) == json_hash({"b": [1, 2], "a": 1})
    assert json_hash({"b": [2, 1]}) != json_hash({"b": [1, 2]})


def test_a_lock_is_read_and_a_damaged_recording_is_refused(tmp_path: Path) -> None:
    (tmp_path / "prompts.lock").write_text("# comment\nabc  assess/v1.yaml\n", encoding="utf-8")
    assert locked_prompts(tmp_path / "prompts.lock") == {"assess/v1.yaml": "abc"}
    assert locked_prompts(tmp_path / "none") == {}
    (tmp_path / "x.yaml").write_text("case: x\n", encoding="utf-8")
    with pytest.raises(DataError, match="damaged"):
        load_cassette(tmp_path / "x.yaml")
