"""Every error ends in one line and its exit code; nothing is imported for help; nothing is traced."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click
import pytest

import coach.errors
from coach import __version__
from coach.cli.main import COMMANDS, LazyGroup, cli
from coach.errors import CoachError
from tests.unit.cli.conftest import Run

CODES = sorted(
    (error for error in vars(coach.errors).values() if isinstance(error, type) and issubclass(error, CoachError)),
    key=lambda error: error.__name__,
)


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    @click.command()
    def command() -> None:
        raise error

    monkeypatch.setattr(LazyGroup, "get_command", lambda self, ctx, name: command)


@pytest.mark.parametrize("error", CODES)
def test_an_error_is_one_line_with_place_and_remedy(run: Run, monkeypatch: pytest.MonkeyPatch, error: type[CoachError]) -> None:
    failing(monkeypatch, error("it broke", place="x.md", remedy="Mend it."))
    ended = run("review")
    assert (ended.code, ended.out, ended.err) == (error.exit_code, "", "coach: x.md: it broke. Mend it.\n")


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (click.Abort(), 130, "interrupted"),
        (click.UsageError("no such thing"), 2, "no such thing"),
        (click.exceptions.Exit(7), 7, ""),
        (ValueError("my salary is 5"), 1, "this is a bug in coach (ValueError at test_main.py:"),
        (RecursionError(), 1, "this is a bug"),
        (MemoryError(), 1, "this is a bug"),
    ],
)
def test_whatever_happens_there_is_no_traceback_and_no_text_of_the_person(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, words: str
) -> None:
    failing(monkeypatch, error)
    ended = run("review")
    assert (ended.code, ended.out) == (code, "")
    assert words in ended.err
    assert "salary" not in ended.err


def test_messages_show_no_control_characters(run: Run, tmp_path: Path) -> None:
    ended = run("review", str(tmp_path / "\x1b]0;evil\x07.md"))
    assert ended.code == 3
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", ended.err)


@pytest.mark.parametrize(
    "arguments", [("nope",), ("--nope",), ("review", "--nope"), ("review", "--level"), ("completion", "tcsh"), ("schema", "x")]
)
def test_a_wrong_command_line_is_usage(run: Run, arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err


def test_version_and_help(run: Run) -> None:
    assert __version__ in run("--version").out
    for flag in ("--help", "-h"):
        ended = run(flag)
        assert (ended.code, ended.err) == (0, "")
        assert set(COMMANDS) <= set(ended.out.split())
        assert "Examples" in ended.out
        assert "Exit codes" in ended.out


@pytest.mark.parametrize("error", CODES)
def test_help_names_every_exit_code(run: Run, error: type[CoachError]) -> None:
    assert re.search(rf"\b{error.exit_code} \w", run("--help").out.split("Exit codes")[1])


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        found.append(((*path, name), command))
        if isinstance(command, click.Group):
            found += commands(command, (*path, name))
    return found


@pytest.mark.parametrize(
    ("path", "command"), commands(cli), ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_every_command_explains_itself_and_its_options(run: Run, path: tuple[str, ...], command: click.Command) -> None:
    assert command.help
    assert len(command.help) > 15
    silent = [
        option.name
        for option in command.params
        if isinstance(option, click.Option) and not (option.help or isinstance(option.type, click.Choice))
    ]
    assert not silent
    ended = run(*path, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Usage: coach")


@pytest.mark.parametrize("name", ["review", "parse"])
def test_the_main_commands_show_examples(run: Run, name: str) -> None:
    assert f"coach {name} self-review.md" in run(name, "--help").out


def test_tracing_is_switched_off_and_said_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "x")
    ended = run("schema")
    assert "LANGSMITH_TRACING was set and has been switched off" in ended.err
    assert os.environ["LANGSMITH_TRACING"] == "false"
    assert "LANGSMITH_API_KEY" not in os.environ
