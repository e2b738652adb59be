"""The command line in this process: a language model's packages take seconds to import, and once is enough."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from coach.cli.main import main


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def said(self) -> str:
        """Both streams."""
        return (self.stdout + self.stderr).decode("utf-8", "replace")


Command = Callable[..., Ended]


def command(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Run `coach` with arguments and variables; nobody ever sees a traceback, and no run ends as a bug."""

    def run(*arguments: str, **environment: str) -> Ended:
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
            with pytest.raises(SystemExit) as ended:
                main(arguments)
        out, err = capfdbinary.readouterr()
        result = Ended(int(str(ended.value.code)), out, err)
        assert "Traceback" not in result.said
        assert result.code != 1, result.said
        return result

    return run
