"""`coach eval lint`: the shipped evals are clean, and each kind of fault is found by name."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from coach.corpora import Corpus
from coach.evaluate.casefiles import SCHEMAS, json_schema
from coach.evaluate.cassettes import Cassette, interaction, save_cassette
from coach.evaluate.lint import Ground, lint
from tests.conftest import REPOSITORY

EVALS = REPOSITORY / "evals"
CASE = "tuning-plain-001"
ANSWER = {"choices": [{"message": {"content": "{}"}}]}


@pytest.fixture
def ground(tmp_path: Path, corpus: Corpus) -> Ground:
    """A small clean folder of evals, with a prompt and a recording."""
    root, prompts = tmp_path / "evals", tmp_path / "prompts"
    (root / "reviews" / "tuning").mkdir(parents=True)
    for suffix in (".md", ".gold.yaml"):
        shutil.copy(EVALS / "reviews" / "tuning" / f"{CASE}{suffix}", root / "reviews" / "tuning")
    for name in ("attacks", "fairness", "plans", "segmentation", "length", "schema"):
        shutil.copytree(EVALS / name, root / name)
    (prompts / "assess").mkdir(parents=True)
    (prompts / "assess" / "v1.yaml").write_text("name: assess\n", encoding="utf-8")
    lock(prompts)
    digest = (prompts / "prompts.lock").read_text(encoding="utf-8").split()[0]
    cassette = Cassette(
        case=CASE,
        model="openai:x",
        origin="model",
        prompts={"assess/v1.yaml": digest},
        interactions=(interaction({"a": 1}, 200, {"Content-Type": "application/json", "Set-Cookie": "x=1"}, ANSWER),),
    )
    save_cassette(root / "cassettes" / "recorded" / f"{CASE}.yaml", cassette)
    return Ground(root, prompts, frozenset(corpus.competencies))


def lock(prompts: Path) -> None:

    path = prompts / "assess" / "v1.yaml"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (prompts / "prompts.lock").write_text(f"{digest}  assess/v1.yaml\n", encoding="utf-8")


def test_a_clean_folder_has_no_faults(ground: Ground) -> None:
    assert lint(ground) == []


def cassette_of(ground: Ground) -> Path:
    return ground.root / "cassettes" / "recorded" / f"{CASE}.yaml"


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def gold(ground: Ground) -> Path:
    return ground.root / "reviews" / "tuning" / f"{CASE}.gold.yaml"


def with_header(ground: Ground) -> None:
    edited(cassette_of(ground), "content-type: application/json", "set-cookie: session")


def with_a_key(ground: Ground) -> None:
    key = "sk-" + "abcdefghijklmnop1234"
    edited(cassette_of(ground), "model: openai:x", f"model: openai:{key}")


def with_an_address(ground: Ground) -> None:
    edited(cassette_of(ground), "model: openai:x", "model: openai:someone@mail.com")


def with_another_answer(ground: Ground) -> None:
    edited(cassette_of(ground), "content: '{}'", "content: '{\"gaps\": []}'")


def with_a_changed_prompt(ground: Ground) -> None:
    (ground.prompts / "assess" / "v1.yaml").write_text("name: other\n", encoding="utf-8")
    lock(ground.prompts)


def with_an_unlocked_prompt(ground: Ground) -> None:
    (ground.prompts / "assess" / "v1.yaml").write_text("name: other\n", encoding="utf-8")


def with_a_lost_case(ground: Ground) -> None:
    gold(ground).unlink()
    gold(ground).with_name(f"{CASE}.md").unlink()


def with_a_damaged_recording(ground: Ground) -> None:
    cassette_of(ground).write_text("case: [", encoding="utf-8")


def with_a_misquote(ground: Ground) -> None:
    value = yaml.safe_load(gold(ground).read_text(encoding="utf-8"))
    value["gaps"][0]["quote"] = "words that nobody wrote"
    gold(ground).write_text(yaml.safe_dump(value), encoding="utf-8")


def with_an_unknown_key(ground: Ground) -> None:
    gold(ground).write_text(gold(ground).read_text(encoding="utf-8") + "mood: good\n", encoding="utf-8")


def with_an_unknown_competency(ground: Ground) -> None:
    edited(ground.root / "length" / "worklog.yaml", "competency: testing", "competency: telepathy")


def without_labels(ground: Ground) -> None:
    gold(ground).unlink()


def with_an_id_twice(ground: Ground) -> None:
    edited(ground.root / "attacks" / "strings.yaml", "id: override-02", "id: override-01")


def with_an_old_schema(ground: Ground) -> None:
    (ground.root / "schema" / "plans.json").write_text("{}", encoding="utf-8")


def with_a_damaged_baseline(ground: Ground) -> None:
    (ground.root / "baseline").mkdir()
    (ground.root / "baseline" / "gaps.json").write_text("{", encoding="utf-8")


@pytest.mark.parametrize(
    ("plant", "words"),
    [
        (with_header, "headers that are not allowed: set-cookie"),
        (with_a_key, "look like a key"),
        (with_an_address, "an e-mail address"),
        (with_another_answer, "edited: answer 1"),
        (with_a_changed_prompt, "stale: the prompt assess/v1.yaml changed"),
        (with_an_unlocked_prompt, "not what prompts.lock says"),
        (with_a_lost_case, "unused: there is no case"),
        (with_a_damaged_recording, "this recording is damaged"),
        (with_a_misquote, "does not say 'words that nobody wrote'"),
        (with_an_unknown_key, "does not fit the schema"),
        (with_an_unknown_competency, "no competency 'telepathy'"),
        (without_labels, "the document has no labels"),
        (with_an_id_twice, "'override-01' stands twice"),
        (with_an_old_schema, "the schema is not current"),
        (with_a_damaged_baseline, "this baseline is damaged"),
    ],
)
def test_each_kind_of_fault_is_found(ground: Ground, plant: Callable[[Ground], None], words: str) -> None:
    plant(ground)
    assert any(words in fault.what for fault in lint(ground)), lint(ground)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schemas_are_current(name: str) -> None:
    assert json.loads((EVALS / "schema" / f"{name}.json").read_text(encoding="utf-8")) == json_schema(name), (
        "run `coach eval lint --write-schemas`"
    )


def test_a_recording_keeps_no_header_that_was_not_allowed(ground: Ground) -> None:
    assert "x=1" not in cassette_of(ground).read_text(encoding="utf-8")
