"""The library takes every file or none, keeps them as they are, and says what it left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.errors import CoachError, InputTooLarge, StoreDamaged, UnreadableInput, UsageError
from coach.library import Library, passages_of


def quiet(_: str) -> None:
    return


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture
def ladder(tmp_path: Path) -> Path:
    folder = tmp_path / "Our Ladder"
    (folder / "levels").mkdir(parents=True)
    (folder / "README.md").write_bytes(b"# Ladder\r\n\r\nHow we grow.\r\n")
    (folder / "levels" / "p1.txt").write_text("P1 ships small things.\n")
    (folder / "cells.yaml").write_text("levels:\n  p1: ships\n")
    return folder


def test_a_folder_is_copied_as_it_is(library: Library, ladder: Path) -> None:
    change = library.add([ladder], None, quiet)
    assert change.corpus.name == "our-ladder"
    assert change.new == ("README.md", "cells.yaml", "levels/p1.txt")
    copies = library.files(library.corpus("our-ladder"))
    assert {name: path.read_bytes() for name, path in copies.items()} == {
        name: (ladder / name).read_bytes() for name in change.new
    }
    assert [each.text for each in library.passages(change.corpus)] == [
        "How we grow.",
        "levels:\n  p1: ships",
        "P1 ships small things.",
    ]
    assert library.faults(change.corpus) == []


def test_what_is_not_read_is_named(library: Library, ladder: Path) -> None:
    (ladder / "logo.png").write_bytes(b"\x89PNG")
    (ladder / "empty.md").write_text("")
    (ladder / "away.md").symlink_to("/etc/hostname")
    (ladder / ".git").mkdir()
    (ladder / ".git" / "x.md").write_text("x")
    change = library.add([ladder], "acme", quiet)
    assert [line.rsplit("/")[-1] for line in change.left_out] == [
        "away.md: a link to somewhere else",
        "empty.md: empty",
        "logo.png: not Markdown, text or YAML",
    ]
    assert len(change.new) == 3


def test_one_unreadable_file_and_nothing_is_added(library: Library, ladder: Path) -> None:
    (ladder / "bad.md").write_bytes(b"\x00\x01\x02" * 50)
    with pytest.raises(UnreadableInput, match=r"bad\.md"):
        library.add([ladder], "acme", quiet)
    (ladder / "worse.md").write_bytes(b"%PDF-1.7")
    with pytest.raises(UnreadableInput, match=r"2 files cannot be read(?s:.*)bad\.md(?s:.*)worse\.md"):
        library.add([ladder], "acme", quiet)
    assert library.names() == []


@pytest.mark.parametrize(
    ("name", "error"),
    [("missing.md", UnreadableInput), ("logo.png", UnreadableInput), ("nothing", UnreadableInput), ("huge.md", InputTooLarge)],
)
def test_files_that_are_refused(library: Library, tmp_path: Path, name: str, error: type[CoachError]) -> None:
    (tmp_path / "logo.png").write_bytes(b"x")
    (tmp_path / "nothing").mkdir()
    (tmp_path / "huge.md").write_bytes(b"x" * 5_000_001)
    with pytest.raises(error):
        library.add([tmp_path / name], "acme", quiet)


def test_two_files_of_one_name_are_refused(library: Library, ladder: Path, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("x")
    with pytest.raises(UnreadableInput, match="second file"):
        library.add([ladder, tmp_path / "README.md"], "acme", quiet)


@pytest.mark.parametrize("name", ["guide", "default", "../x", "Up", "-x", "a/b", ".hidden", ""])
def test_names_that_are_refused(library: Library, ladder: Path, name: str) -> None:
    if name:
        with pytest.raises(UsageError):
            library.add([ladder], name, quiet)
    with pytest.raises(UsageError, match="there is no corpus"):
        library.corpus(name)


def test_a_name_is_given_once(library: Library, ladder: Path) -> None:
    library.add([ladder], "acme", quiet)
    with pytest.raises(UsageError, match="already"):
        library.add([ladder], "acme", quiet)


def test_an_update_takes_what_changed(library: Library, ladder: Path) -> None:
    before = library.digest(library.add([ladder], "acme", quiet).corpus)
    same = library.update("acme", quiet)
    assert (same.new, same.changed, same.gone) == ((), (), ())
    (ladder / "README.md").write_text("# Ladder\n\nHow we grow now.\n")
    (ladder / "levels" / "p1.txt").unlink()
    (ladder / "levels" / "p2.txt").write_text("P2 ships.\n")
    change = library.update("acme", quiet)
    assert (change.new, change.changed, change.gone) == (("levels/p2.txt",), ("README.md",), ("levels/p1.txt",))
    assert library.digest(library.corpus("acme")) != before
    assert library.faults(change.corpus) == []


def test_an_update_that_cannot_be_read_changes_nothing(library: Library, ladder: Path) -> None:
    before = library.add([ladder], "acme", quiet).corpus
    (ladder / "README.md").write_bytes(b"\x00" * 10)
    with pytest.raises(UnreadableInput):
        library.update("acme", quiet)
    assert library.corpus("acme") == before
    assert library.faults(before) == []


def test_a_damaged_copy_is_found_and_mended_by_an_update(library: Library, ladder: Path) -> None:
    corpus = library.add([ladder], "acme", quiet).corpus
    files = library.files(corpus)
    files["README.md"].write_text("# Other\n")
    files["cells.yaml"].unlink()
    assert library.faults(corpus) == ["README.md has other content than was added", "cells.yaml is missing"]
    with pytest.raises(StoreDamaged, match="copy cannot be read"):
        library.digest(corpus)
    library.update("acme", quiet)
    assert library.faults(library.corpus("acme")) == []


def test_a_damaged_manifest_says_what_to_do(library: Library, ladder: Path, tmp_path: Path) -> None:
    library.add([ladder], "acme", quiet)
    (tmp_path / "library" / "acme" / "corpus.json").write_text("{")
    with pytest.raises(StoreDamaged, match="corpus remove acme"):
        library.corpus("acme")
    library.remove("acme")
    assert library.names() == []


def test_remove_deletes_the_copies_only(library: Library, ladder: Path, tmp_path: Path) -> None:
    library.add([ladder], "acme", quiet)
    library.remove("acme")
    assert [path.name for path in (tmp_path / "library").iterdir()] == [".lock"]
    assert (ladder / "README.md").exists()
    with pytest.raises(UsageError):
        library.remove("acme")


def test_yaml_that_is_not_yaml_is_read_as_text() -> None:
    assert passages_of(b"a: b: c\n", "acme", "x.yaml")[0].text == "a: b: c"
