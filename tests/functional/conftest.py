"""The program itself in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLES = REPOSITORY / "examples"

Coach = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="session")
def coach(shared_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Coach:
    """Run `coach` away from the repository, with the exported models at hand; nobody ever sees a traceback."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def run(
        *arguments: str, stdin: bytes = b"", prefix: tuple[str, ...] = (), **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        command = [*prefix, sys.executable, "-m", "coach", *arguments]
        given = os.environ | {"PYTHONPATH": str(REPOSITORY), "COACH_CACHE": str(shared_cache)} | environment
        ended = subprocess.run(command, cwd=elsewhere, env=given, input=stdin, capture_output=True, check=False, timeout=120)
        assert b"Traceback" not in ended.stdout + ended.stderr
        return ended

    return run
