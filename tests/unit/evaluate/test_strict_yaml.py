"""Whatever is wrong with a file of labels is told as one error with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.errors import DataError
from coach.evaluate.cases import read_gold
from coach.evaluate.strict_yaml import read_strict


def test_a_file_that_fits_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("[1, 2]", encoding="utf-8")
    assert read_strict(tmp_path / "a.yaml", tuple[int, ...], "wrong") == (1, 2)


@pytest.mark.parametrize("content", [b"caf\xe9: 1", b"a: [", b"a: 1", b""])
def test_bytes_yaml_or_values_that_do_not_fit_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "tuning-plain-001.gold.yaml"
    path.write_bytes(content)
    with pytest.raises(DataError, match="this gold file does not fit the schema") as raised:
        read_gold(path)
    assert raised.value.place == str(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="wrong"):
        read_strict(tmp_path / "a.yaml", int, "wrong")
