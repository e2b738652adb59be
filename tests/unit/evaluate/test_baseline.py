"""Baselines: what was measured comes back, one line a case; other splits stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.errors import DataError
from coach.evaluate.baseline import load_baselines, load_result, save_baselines
from tests.unit.evaluate.results import case, check, run_of


def test_a_baseline_remembers_what_held_how_firmly_and_what_did_not(tmp_path: Path) -> None:
    run = run_of(case("a", check("one"), check("two", force="watched"), check("three", held=False), score=0.5))
    (path,) = save_baselines(tmp_path, run, run.splits)
    (kept,) = load_baselines(tmp_path)["gaps"].cases
    assert (kept.held, kept.watched, kept.open, kept.score) == (("one",), ("two",), ("three",), 0.5)
    assert sum('"id"' in line for line in path.read_text(encoding="utf-8").splitlines()) == 1


def test_cases_of_a_split_that_did_not_run_stay(tmp_path: Path) -> None:
    both = run_of(case("a"), case("test-plain-001", split="test", score=0.3))
    save_baselines(tmp_path, both, both.splits)
    save_baselines(tmp_path, run_of(case("a", score=0.9), splits=["tuning"]), ["tuning"])
    assert {kept.id: kept.score for kept in load_baselines(tmp_path)["gaps"].cases} == {"a": 0.9, "test-plain-001": 0.3}


def test_a_case_that_is_gone_leaves_the_baseline(tmp_path: Path) -> None:
    save_baselines(tmp_path, run_of(case("a"), case("b")), ["tuning"])
    save_baselines(tmp_path, run_of(case("a")), ["tuning"])
    assert [kept.id for kept in load_baselines(tmp_path)["gaps"].cases] == ["a"]


def test_a_result_file_serves_as_a_baseline(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text(run_of(case("a", score=0.25)).model_dump_json(), encoding="utf-8")
    assert load_result(path).suites[0].cases[0].score == 0.25
    assert load_baselines(path)["gaps"].cases[0].score == 0.25


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"suite": "gaps", "cases": [{"id": 1}]}'])
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "gaps.json").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"gaps\.json"):
        load_baselines(tmp_path)
    with pytest.raises(DataError, match=r"gaps\.json"):
        load_result(tmp_path / "gaps.json")
