"""Prompts are data: strict, locked, and their examples hold against their own words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from coach.corpora import Corpus
from coach.datafiles import data_folder
from coach.engines.llm.answer import check_example as check_answer_example
from coach.engines.llm.assess_prompt import AssessPrompt, check_example
from coach.engines.llm.plan_prompt import PlanPrompt
from coach.errors import DataError
from coach.prompts import LOCK, LOCK_COMMAND, Example, Prompt, faults_of, load_prompt, main, write_lock

NAMES = ("assess", "plan", "answer")


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    """A copy of the shipped prompts that may be spoiled."""
    return Path(shutil.copytree(data_folder("prompts"), tmp_path / "prompts"))


def test_the_shipped_prompts_are_as_they_were_locked() -> None:
    assert faults_of(data_folder("prompts")) == [], f"write a new version, or: {LOCK_COMMAND}"


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_prompts_load(name: str) -> None:
    assert load_prompt(name).id == f"{name}/v1"


def test_the_shipped_examples_hold(corpus: Corpus) -> None:
    AssessPrompt(load_prompt("assess"), corpus.competencies)
    PlanPrompt(load_prompt("plan"))
    for example in load_prompt("answer").examples:
        check_answer_example(example, "answer")


def test_a_changed_prompt_fails_loudly_and_names_the_command(prompts: Path) -> None:
    path = prompts / "assess" / "v1.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="not the one that was locked") as caught:
        load_prompt("assess", prompts)
    assert LOCK_COMMAND in str(caught.value)
    assert any("assess/v1.yaml was changed" in fault for fault in faults_of(prompts))
    assert any(LOCK_COMMAND in fault for fault in faults_of(prompts))


def test_locking_makes_it_good_again(prompts: Path) -> None:
    path = prompts / "plan" / "v1.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    write_lock(prompts)
    assert faults_of(prompts) == []
    assert load_prompt("plan", prompts).version == 1


def test_the_newest_version_is_used(prompts: Path) -> None:
    value = yaml.safe_load((prompts / "plan" / "v1.yaml").read_text(encoding="utf-8"))
    (prompts / "plan" / "v2.yaml").write_text(yaml.safe_dump(value | {"version": 2}), encoding="utf-8")
    with pytest.raises(DataError, match="locked"):
        load_prompt("plan", prompts)
    write_lock(prompts)
    assert load_prompt("plan", prompts).id == "plan/v2"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": 7}, "its place says"),
        ({"extra": 1}, "Extra inputs"),
        ({"slots": ["nothing"]}, "slots"),
        ({"purpose": None}, "purpose"),
    ],
)
def test_a_prompt_that_does_not_fit_its_schema_is_refused(prompts: Path, change: dict[str, object], said: str) -> None:
    path = prompts / "plan" / "v1.yaml"
    value = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump(value | change), encoding="utf-8")
    write_lock(prompts)
    with pytest.raises(DataError, match=said):
        load_prompt("plan", prompts)
    assert faults_of(prompts)


def test_a_missing_file_or_lock_is_a_fault(prompts: Path) -> None:
    (prompts / "answer" / "v1.yaml").unlink()
    assert any("answer/v1.yaml is locked and missing" in fault for fault in faults_of(prompts))
    (prompts / LOCK).unlink()
    assert any("plan/v1.yaml is not locked" in fault for fault in faults_of(prompts))
    with pytest.raises(DataError, match="no prompt"):
        load_prompt("answer", prompts)


def test_a_value_is_never_read_as_a_slot() -> None:
    prompt = Prompt(
        name="x", version=1, purpose="p", shape="{}", slots=("one", "two"), system="{{shape}}", user="{{one}} {{two}}"
    )
    assert prompt.fill(prompt.user, {"one": "{{two}}", "two": "{{shape}} $two {two}"}) == "{{two}} {{shape}} $two {two}"


GIVEN = ("# Areas for growth", "s1: I never write tests first.", "s2: My father was ill.")


def _answer(**changes: object) -> dict[str, object]:
    gap = {
        "statements": ["s1"],
        "lack": "no tests first",
        "competency": "testing",
        "kind": "stated",
        "gap_type": "habit",
        "topic": "never write tests first",
        "confidence": "high",
    }
    reading = [{"id": "s1", "role": "shortfall", "competency": "testing"}]
    return {"reading": reading, "gaps": [gap | changes], "strengths": [], "wishes": []}


def test_a_good_example_holds() -> None:
    check_example(Example(title="t", given=GIVEN, answer=_answer()), ["testing"], "here")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"topic": "rarely writes tests"}, "is not in its statements"),
        ({"statements": ["s9"]}, "statements"),
        ({"statements": ["s2"], "topic": "father"}, "used and not read"),
        ({"competency": "juggling"}, "competency"),
        ({"kind": "guessed"}, "kind"),
    ],
)
def test_an_example_that_lies_is_refused(changes: dict[str, object], said: str) -> None:
    with pytest.raises(DataError, match=said):
        check_example(Example(title="t", given=GIVEN, answer=_answer(**changes)), ["testing"], "here")


def test_an_example_answer_that_its_passage_does_not_say_is_refused() -> None:
    answer = {"answered": True, "sentences": [{"text": "Pay rises every spring.", "passages": ["p1"]}]}
    with pytest.raises(DataError, match="no passage carries"):
        check_answer_example(Example(title="t", given=("p1: Keep changes small.",), answer=answer), "here")


def test_the_command_checks_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "as they were locked" in capsys.readouterr().err
