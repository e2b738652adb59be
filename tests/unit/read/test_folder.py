"""A folder: its readable files in the order of their names, the others by name and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.errors import InputTooLarge, UnreadableInput
from coach.read.folder import MOST_FILES, read_folder


def test_readable_files_in_order_and_the_others_named(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("I led it.", encoding="utf-8")
    (tmp_path / "a.txt").write_text("I liked it.", encoding="utf-8")
    (tmp_path / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    (tmp_path / "inner").mkdir()
    told: list[str] = []
    documents = read_folder(tmp_path, told.append)
    assert [Path(item.source).name for item in documents] == ["a.txt", "b.md"]
    assert [line.removeprefix(f"{tmp_path}/") for line in told] == [
        "c.png: skipped, this is a picture, not a document with text",
        "inner: skipped, this is a folder",
    ]


def test_nothing_readable_and_too_many(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="none of its files"):
        read_folder(tmp_path, lambda line: None)
    for number in range(MOST_FILES + 1):
        (tmp_path / f"{number}.md").write_text("x", encoding="utf-8")
    with pytest.raises(InputTooLarge):
        read_folder(tmp_path, lambda line: None)
