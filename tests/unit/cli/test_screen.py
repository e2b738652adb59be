"""Results to standard output, everything else to standard error; width from the environment, never absurd."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.cli.screen import result_console, stages, terminal_width, write_output
from coach.errors import NoSpaceOrPermission


@pytest.mark.parametrize(
    ("columns", "width"),
    [("60", 60), ("200", 200), ("0", 100), ("", 100), ("abc", 100), ("-5", 100), ("²", 100), ("1", 40), ("3", 40)],
)
def test_width_by_columns(monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert terminal_width() == width


def test_a_pipe_is_a_hundred_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")
    assert terminal_width() == 100


def test_output_is_written_as_it_is_and_the_message_goes_elsewhere(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    write_output("“é”\n", None)
    assert capsysbinary.readouterr() == ("“é”\n".encode(), b"")
    path = tmp_path / "out.md"
    write_output("“é”\n", path)
    assert path.read_bytes() == "“é”\n".encode()
    out, err = capsysbinary.readouterr()
    assert (out, str(path).encode() in err) == (b"", True)


def test_half_a_character_is_no_obstacle(tmp_path: Path) -> None:
    write_output("\udcff", tmp_path / "x")
    assert (tmp_path / "x").read_text(encoding="utf-8") == "?"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoSpaceOrPermission, match="cannot be written"):
        write_output("x", tmp_path / "missing" / "x.md")


def test_stages_are_silent_without_a_terminal(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with stages() as progress:
        progress("reading")
    assert capsysbinary.readouterr() == (b"", b"")


def test_a_reader_that_stops_reading_ends_the_console_quietly() -> None:
    with pytest.raises(BrokenPipeError):
        result_console().on_broken_pipe()
