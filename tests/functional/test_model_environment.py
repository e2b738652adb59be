"""A shell that wants to send things away: with a model, exactly the named host hears anything, and nobody hears the key.

A proxy that the shell names is used for another machine, because a company may let nothing else out; what it gets is masked. For
this machine it is never used.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.functional.conftest import EXAMPLES, REPOSITORY, Coach
from tests.model_server import ModelServer, Reply, Request, chat, error, model_server

EXAMPLE = str(EXAMPLES / "self-review.md")
KEY = "not-a-real-key-2290"
NOTHING: dict[str, list[object]] = {"reading": [], "gaps": [], "strengths": [], "wishes": []}
NAMES = (b"Noor", b"Haddad", b"Ilse", b"Tomas", b"Marit")

WATCH = """
import os, socket, sys
def note(kind, what):
    with open(os.environ["WATCHED"], "a") as log:
        log.write(f"{kind} {what}\\n")
def hook(event, arguments):
    if event == "socket.connect" and arguments[0].family != socket.AF_UNIX:
        note("connect", arguments[1])
    elif event in ("subprocess.Popen", "os.exec", "os.posix_spawn"):
        note("run", arguments)
sys.addaudithook(hook)
"""


@pytest.fixture
def trap() -> Iterator[ModelServer]:
    """Where everything would go that should not."""
    with model_server([error(500)]) as server:
        yield server


@pytest.fixture
def hostile(trap: ModelServer, tmp_path: Path) -> dict[str, str]:
    """A shell in which tracing, telemetry and proxies point at the trap, and every connection is written down."""
    (tmp_path / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    places = dict.fromkeys(
        (
            "LANGSMITH_ENDPOINT",
            "LANGCHAIN_ENDPOINT",
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            "HTTP_PROXY",
            "http_proxy",
            "HTTPS_PROXY",
            "https_proxy",
            "ALL_PROXY",
            "all_proxy",
        ),
        trap.root,
    )
    return {
        **places,
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_API_KEY": "not-a-key",
        "LANGSMITH_OTEL_ENABLED": "true",
        "OTEL_SDK_DISABLED": "false",
        "ANONYMIZED_TELEMETRY": "True",
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{REPOSITORY}",
        "WATCHED": str(tmp_path / "watched"),
        "COACH_API_KEY": KEY,
    }


def watched(environment: dict[str, str]) -> list[str]:
    """What was noted."""
    return Path(environment["WATCHED"]).read_text(encoding="utf-8").splitlines()


def test_only_the_named_host_on_this_machine_is_contacted(
    coach: Coach, trap: ModelServer, hostile: dict[str, str], shared_cache: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    for entry in shared_cache.iterdir():
        (cache / entry.name).symlink_to(entry)
    written = tmp_path / "report.json"
    own = {"COACH_CACHE": str(cache), "COACH_DATA": str(tmp_path / "data")}
    with model_server([chat(NOTHING)]) as server:
        asked = ("review", EXAMPLE, "--model", "openai:tiny", "--base-url", server.url, "--cache", "-o", str(written))
        ended = coach(*asked, **hostile, **own)
        assert ended.returncode == 0, ended.stderr
        assert len(server.requests) == 1
        assert [name.lower() for name, value in server.requests[0].headers.items() if KEY in value] == ["authorization"]
        assert KEY.encode() not in server.requests[0].raw
        port = server.root.rsplit(":", 1)[-1]
    assert trap.requests == []
    assert trap.gets == 0
    notes = watched(hostile)
    assert {note for note in notes if note.startswith("connect")} == {f"connect ('127.0.0.1', {port})"}
    assert KEY not in "\n".join(notes)
    assert b"LANGSMITH_TRACING was set and has been switched off" in ended.stderr
    assert json.loads(written.read_bytes())["usage"]["model"]["calls"] == 1
    assert_nowhere(KEY.encode(), tmp_path, ended.stdout + ended.stderr)


def assert_nowhere(secret: bytes, folder: Path, said: bytes) -> None:
    """A secret stands in no file that the run left, and in nothing that it said."""
    assert secret not in said
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert len(files) >= 3
    assert [path.name for path in files if secret in path.read_bytes()] == []


def test_another_machine_is_reached_by_the_proxy_of_the_shell_with_names_hidden(
    coach: Coach, hostile: dict[str, str], tmp_path: Path
) -> None:
    def reply(request: Request) -> Reply:
        return chat(NOTHING)

    with model_server(reply) as proxy:
        through = {name: proxy.root if "proxy" in name.lower() else value for name, value in hostile.items()}
        asked = ("review", EXAMPLE, "--model", "openai:tiny", "--base-url", "http://model.example/v1", "--yes", "-f", "json")
        ended = coach(*asked, **through, COACH_DATA=str(tmp_path / "data"))
        assert ended.returncode == 0, ended.stderr
        assert [request.path for request in proxy.requests] == ["http://model.example/v1/chat/completions"]
        assert not [name for name in NAMES if name in proxy.requests[0].raw]
    assert len({note for note in watched(hostile) if note.startswith("connect")}) == 1
    assert json.loads(ended.stdout)["usage"]["model"]["names_replaced"] is True


def test_the_watch_sees_a_connection(hostile: dict[str, str]) -> None:
    import subprocess

    step = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"
    subprocess.run([sys.executable, "-c", step], env=os.environ | hostile, check=True, capture_output=True)
    assert "connect ('127.0.0.1', 9)" in watched(hostile)
