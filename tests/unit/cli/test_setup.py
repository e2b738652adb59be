"""`coach setup`: says what it does on standard error, and leaves alone what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach import wiring
from tests.unit.cli.conftest import Run


def test_it_prepares_each_part_and_says_when_it_is_done(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[str] = []

    def prepared(name: str) -> object:
        def prepare(*given: object) -> None:
            asked.append(name)

        return prepare

    monkeypatch.setenv("COACH_CACHE", str(tmp_path))
    for name in ("statement_reader", "embedder", "open_corpus"):
        monkeypatch.setattr(wiring, name, prepared(name))
    ended = run("setup")
    assert (ended.code, ended.out) == (0, "")
    assert {"statement_reader", "embedder", "open_corpus"} <= set(asked)
    assert "46 competencies" in ended.err
    assert list(tmp_path.glob("corpus-*.json"))
