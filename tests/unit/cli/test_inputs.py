"""Documents from files and from standard input."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from coach.cli.inputs import read_inputs
from coach.errors import UnreadableInput, UsageError


@pytest.fixture(autouse=True)
def _pasted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Pasted, h\xe9.\r\n".encode("cp1252"))))


def test_files_and_standard_input_in_the_given_order(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("From a file.", encoding="utf-8")
    documents = read_inputs([str(path), "-"])
    assert [item.source for item in documents] == [str(path), "stdin"]
    assert (documents[1].text, documents[1].encoding) == ("Pasted, hé.\r\n", "cp1252")


def test_nothing_named_is_standard_input() -> None:
    assert [item.source for item in read_inputs([])] == ["stdin"]


def test_standard_input_twice_is_refused_before_anything_is_read() -> None:
    with pytest.raises(UsageError, match="only once"):
        read_inputs(["-", "missing.md", "-"])


def test_a_missing_file_is_named() -> None:
    with pytest.raises(UnreadableInput, match=r"missing\.md"):
        read_inputs(["missing.md"])
