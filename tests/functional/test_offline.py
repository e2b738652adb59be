"""Nothing leaves this machine: every way out is watched, and the program is asked to go out by its environment."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.conftest import EXAMPLES, REPOSITORY, Coach

EXAMPLE = str(EXAMPLES / "self-review.md")
TEMPTATIONS = {
    "LANGSMITH_TRACING": "true",
    "LANGCHAIN_TRACING_V2": "true",
    "LANGSMITH_API_KEY": "not-a-key",
    "LANGSMITH_ENDPOINT": "http://192.0.2.1:9",
    "OTEL_EXPORTER_OTLP_ENDPOINT": "http://192.0.2.1:9",
    "HTTP_PROXY": "http://192.0.2.1:9",
    "HTTPS_PROXY": "http://192.0.2.1:9",
    "ALL_PROXY": "socks5://192.0.2.1:9",
    "HF_HUB_OFFLINE": "0",
    "ANONYMIZED_TELEMETRY": "True",
}
WATCH = """
import os, socket
def watched(name, original):
    def call(*arguments, **named):
        words = " ".join(str(each) for each in arguments)
        if not (isinstance(arguments[0], socket.socket) and arguments[0].family == socket.AF_UNIX):
            with open(os.environ["WATCHED"], "a") as log:
                log.write(f"{name} {words}\\n")
            os._exit(99)
        return original(*arguments, **named)
    return call
for name in ("connect", "connect_ex", "sendto", "sendmsg"):
    setattr(socket.socket, name, watched(name, getattr(socket.socket, name)))
for name in ("getaddrinfo", "gethostbyname", "create_connection"):
    setattr(socket, name, watched(name, getattr(socket, name)))
"""


@pytest.fixture
def watch(tmp_path: Path) -> dict[str, str]:
    """An environment in which the first step outside ends the process with 99 and is written down."""
    (tmp_path / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    return {"PYTHONPATH": f"{tmp_path}:{REPOSITORY}", "WATCHED": str(tmp_path / "log"), **TEMPTATIONS}


def test_the_watch_sees_a_step_outside(watch: dict[str, str]) -> None:
    for step in (
        "socket.create_connection(('192.0.2.1', 80))",
        "socket.socket().connect(('192.0.2.1', 80))",
        "socket.getaddrinfo('example.org', 80)",
    ):
        ended = subprocess.run(
            [sys.executable, "-c", f"import socket; {step}"],
            env=watch | {"PATH": os.environ["PATH"]},
            capture_output=True,
            check=False,
        )
        assert ended.returncode == 99, step
    assert len(Path(watch["WATCHED"]).read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ("review", EXAMPLE),
        ("review", EXAMPLE, "-f", "markdown"),
        ("parse", EXAMPLE),
        ("schema",),
        ("--help",),
        ("review", "missing.md"),
    ],
    ids=" ".join,
)
def test_no_command_takes_a_step_outside(coach: Coach, watch: dict[str, str], arguments: tuple[str, ...]) -> None:
    ended = coach(*arguments, **watch)
    assert ended.returncode == (3 if "missing.md" in arguments else 0), ended.stderr
    assert not Path(watch["WATCHED"]).exists()
    assert b"LANGSMITH_TRACING was set and has been switched off" in ended.stderr or "--help" in arguments


def test_a_machine_without_any_network_gives_the_same_report(coach: Coach, watch: dict[str, str]) -> None:
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("needs `unshare -rn`, which this system has not or does not allow")
    arguments = ("review", EXAMPLE, "-f", "json", "--start", "2026-02-28")
    apart = coach(*arguments, prefix=(unshare, "-rn"), **watch)
    assert apart.returncode == 0, apart.stderr
    assert json.loads(apart.stdout) == json.loads(coach(*arguments).stdout)
