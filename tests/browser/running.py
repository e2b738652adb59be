"""`coach serve` in a process of its own, and the Chromium of this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLES = REPOSITORY / "examples"
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-dev-shm-usage",
    *(["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []),
]
"""Chromium refuses its sandbox to root, who runs the tests in a container."""


def find_chromium() -> str | None:
    """Path of a Chromium or Chrome: the one that COACH_CHROMIUM names, else where Debian puts it, else on the path."""
    named = os.environ.get("COACH_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "/usr/bin/chromium"))), None)


@dataclass(frozen=True, slots=True)
class Running:
    """A running server.

    Attributes:
        address: Scheme, host and port.
        link: Lets one browser in, once.
        api_token: The token of programs.
        process: Its process, for a test that ends it.
    """

    address: str
    link: str
    api_token: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return int(self.address.rsplit(":", 1)[1])


@contextmanager
def serving(cache: Path, *arguments: str, elsewhere: Path, **environment: str) -> Iterator[Running]:
    """Start `coach serve`, wait for its link, and stop it afterwards."""
    command = [sys.executable, "-m", "coach", "serve", "--no-open", "--api-token", *arguments]
    given = os.environ | {"PYTHONPATH": str(REPOSITORY), "COACH_CACHE": str(cache), "PYTHONUNBUFFERED": "1"} | environment
    with (elsewhere / "serve.err").open("w+") as errors:
        process = subprocess.Popen(
            command, cwd=elsewhere, env=given, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        assert process.stdout is not None
        try:
            lines = [process.stdout.readline(), process.stdout.readline()]
            link = re.search(r"http://\S+", lines[0])
            assert link, (elsewhere / "serve.err").read_text()
            yield Running(link[0].partition("/enter")[0], link[0], lines[1].rsplit(" ", 1)[1].strip(), process)
        finally:
            process.terminate()
            process.wait(timeout=20)
            process.stdout.close()
        assert "Traceback" not in (elsewhere / "serve.err").read_text()
