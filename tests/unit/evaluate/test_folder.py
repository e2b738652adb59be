"""A folder of evals is there or named; a folder without a case file has nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.errors import UsageError
from coach.evaluate.folder import existing, has_files, has_reviews, names_of


def test_all_means_both_splits() -> None:
    assert (names_of("all"), names_of("test")) == (("tuning", "test"), ("test",))


def test_a_missing_folder_is_refused_with_its_place(tmp_path: Path) -> None:
    assert existing(tmp_path) == tmp_path
    with pytest.raises(UsageError, match="no folder of evals") as raised:
        existing(tmp_path / "evals")
    assert raised.value.place == str(tmp_path / "evals")


def test_documents_without_labels_are_no_reviews(tmp_path: Path) -> None:
    folder = tmp_path / "reviews" / "tuning"
    folder.mkdir(parents=True)
    (folder / "tuning-plain-001.md").write_text("I never test.", encoding="utf-8")
    assert not has_reviews(tmp_path)
    (folder / "tuning-plain-001.gold.yaml").write_text("", encoding="utf-8")
    assert has_reviews(tmp_path)


def test_a_folder_that_is_missing_has_no_files(tmp_path: Path) -> None:
    assert not has_files(tmp_path / "plans")
