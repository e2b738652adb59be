"""Files are whole or not there, and one process writes at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from coach import disk
from coach.errors import NoSpaceOrPermission, StoreBusy


def test_a_second_writer_is_told_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_WAIT", 0.05)
    with (
        FileLock(tmp_path / ".lock"),
        pytest.raises(StoreBusy, match="another coach is writing to the library"),
        disk.writing(tmp_path, "the library"),
    ):
        pass


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    left = disk.new_folder(tmp_path)
    (left / "x").write_text("half")
    with disk.writing(tmp_path, "the library"):
        assert not left.exists()


def test_what_the_disk_refuses_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(NoSpaceOrPermission, match="cannot be written"),
        disk.writing(tmp_path / "file" / "below", "the library"),
    ):
        pass


def test_a_folder_is_published_and_retired(tmp_path: Path) -> None:
    aside = disk.new_folder(tmp_path)
    (aside / "sub").mkdir()
    (aside / "sub" / "x").write_text("1")
    disk.publish(aside, tmp_path / "name")
    assert (tmp_path / "name" / "sub" / "x").read_text() == "1"
    disk.retire(tmp_path / "name")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        disk.replace_file(tmp_path / "x", content)
    assert (tmp_path / "x").read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert disk.sha256_of(tmp_path / "x").startswith("3fc4ccfe")
