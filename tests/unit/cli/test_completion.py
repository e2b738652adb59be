"""Completion scripts for the common shells."""

from __future__ import annotations

import pytest

from tests.unit.cli.conftest import Run


@pytest.mark.parametrize(
    ("shell", "words"), [("bash", "complete"), ("zsh", "#compdef coach"), ("fish", "complete --no-files --command coach")]
)
def test_a_script_is_printed(run: Run, shell: str, words: str) -> None:
    ended = run("completion", shell)
    assert (ended.code, ended.err) == (0, "")
    assert words in ended.out
    assert "_COACH_COMPLETE" in ended.out
