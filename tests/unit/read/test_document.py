"""The gate: paths and bytes become documents, or one clear error."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.errors import InputTooLarge, UnreadableInput
from coach.read.decode import MAX_BYTES
from coach.read.document import read_bytes, read_path


def test_a_file_keeps_its_name_text_and_hidden_parts(tmp_path: Path) -> None:
    path = tmp_path / "review.md"
    path.write_bytes(b"I led it.\r\n<!-- note -->\r\nI liked it.\r\n")
    document = read_path(path)
    assert document.source == str(path)
    assert document.text == "I led it.\r\n<!-- note -->\r\nI liked it.\r\n"
    assert [(removed.reason, removed.line) for removed in document.removed] == [("HTML comment", 2)]


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no such file"):
        read_path(tmp_path / "none.md")
    with pytest.raises(UnreadableInput, match="folder"):
        read_path(tmp_path)
    (tmp_path / "huge.txt").write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(InputTooLarge):
        read_path(tmp_path / "huge.txt")


def test_bytes_have_the_source_they_are_given() -> None:
    assert read_bytes(b"hello there", "stdin").source == "stdin"
