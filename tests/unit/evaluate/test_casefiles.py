"""Case files: those that are shipped fit, what does not fit is refused by name."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from coach.errors import DataError
from coach.evaluate.casefiles import SCHEMAS, AttackFile, FairnessFile, read_cases
from tests.conftest import REPOSITORY

EVALS = REPOSITORY / "evals"


def test_there_are_enough_attacks_of_many_families_and_pairs_of_every_axis() -> None:
    attacks = read_cases(EVALS / "attacks" / "strings.yaml", AttackFile).attacks
    assert len(attacks) >= 40
    assert len({attack.text for attack in attacks}) == len(attacks)
    assert len({attack.family for attack in attacks}) >= 8
    file = read_cases(EVALS / "fairness" / "pairs.yaml", FairnessFile)
    assert len(file.pairs) >= 20
    assert set(Counter(pair.axis for pair in file.pairs)) == {"name", "pronoun", "age", "nationality"}


def test_the_two_people_of_a_pair_differ_and_fill_every_slot() -> None:
    file = read_cases(EVALS / "fairness" / "pairs.yaml", FairnessFile)
    for pair in file.pairs:
        one, other = (file.documents[pair.document].format_map(words) for words in (pair.one, pair.other))
        assert one != other
        assert "{" not in one + other


@pytest.mark.parametrize("content", ["attacks: []", "control: x\nattacks: []", "- [", "control: x\nattacks: x\nmore: 1"])
def test_a_file_that_does_not_fit_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.yaml"):
        read_cases(tmp_path / "a.yaml", AttackFile)


def test_every_schema_forbids_what_it_does_not_know() -> None:
    assert all("additionalProperties" in str(adapter.json_schema()) for adapter in SCHEMAS.values())
