"""`coach eval` where there is no folder of evals, or nothing in it: one line that says so, and never an empty table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import Command, command
from tests.functional.conftest import Coach

COMMANDS = {
    "run": ("run",),
    "show": ("show", "tuning-plain-001"),
    "errors": ("errors",),
    "agreement": ("agreement",),
    "lint": ("lint",),
    "record": ("record", "--from-labels"),
    "matrix": ("matrix", "--live", "gaps"),
}


@pytest.fixture
def eval_command(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Command:
    monkeypatch.chdir(tmp_path)
    return command(monkeypatch, capfdbinary)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_missing_folder_is_named_with_what_to_do(eval_command: Command, name: str) -> None:
    ended = eval_command("eval", *COMMANDS[name])
    assert (ended.code, ended.stdout) == (2, b"")
    assert ended.stderr.decode() == (
        "coach: evals: there is no folder of evals here. Name their folder with --evals, or make one with `coach eval init`.\n"
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_a_folder_without_cases_gives_no_empty_table(eval_command: Command, name: str, tmp_path: Path) -> None:
    (tmp_path / "mine" / "reviews" / "tuning").mkdir(parents=True)
    ended = eval_command("eval", *COMMANDS[name], "--evals", "mine")
    assert (ended.code, ended.stdout) == (2, b"")
    assert ended.stderr.startswith(b"coach: mine")
    assert b"`coach eval init`" in ended.stderr


def test_a_file_in_the_place_of_the_folder_is_usage(eval_command: Command, tmp_path: Path) -> None:
    (tmp_path / "evals").write_text("", encoding="utf-8")
    assert eval_command("eval", "run").code == 2


def test_kept_results_stand_side_by_side_without_any_folder(eval_command: Command, tmp_path: Path) -> None:
    result = '{"schema_version":"1.0","coach_version":"0","engine":"e","splits":[],"suites":[]}'
    (tmp_path / "a.json").write_text(result, encoding="utf-8")
    ended = eval_command("eval", "matrix", "a.json")
    assert (ended.code, b"seconds" in ended.stdout) == (0, True)


def test_the_exit_code_is_documented(eval_command: Command) -> None:
    assert b"2 no folder of evals" in eval_command("eval", "--help").stdout


def test_the_installed_program_says_the_same(coach: Coach) -> None:
    ended = coach("eval", "run")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert b"`coach eval init`" in ended.stderr
