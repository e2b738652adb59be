"""Each check of the corpus catches the fault that it is for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coach.corpora import Corpus
from coach.corpus_checks import find_faults


def damaged(corpus: Corpus, **changes: Any) -> Corpus:
    """The shipped corpus with the development of testing changed."""
    return replace(corpus, raw_developments=corpus.raw_developments | {"testing": corpus.raw_developments["testing"] | changes})


def with_action(corpus: Corpus, **changes: Any) -> Corpus:
    first, *others = corpus.raw_developments["testing"]["actions"]
    return damaged(corpus, actions=[first | changes, *others])


def test_the_shipped_corpus_has_no_fault(corpus: Corpus) -> None:
    assert find_faults(corpus) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"passage": "Practices > Unheard of"}, "no passage"),
        ({"text": "Do something for anyone.", "without_project": ""}, "names nothing of the person"),
        ({"text": "Do {project}.", "without_project": ""}, "without_project is missing"),
        ({"text": "Do {topic} with {colour}."}, "unknown slot"),
        ({"text": "Do {topic}.", "done_when": "{when} it is done"}, "unknown slot"),
        ({"text": "Do {project}.", "without_project": "Do {project} anyway."}, "without_project names the project"),
    ],
)
def test_a_faulty_action_is_named(corpus: Corpus, changes: dict[str, Any], fault: str) -> None:
    faults = find_faults(with_action(corpus, **changes))
    assert any(fault in each and each.startswith("development/testing.yaml") for each in faults), faults


def test_an_action_that_stands_twice_is_named(corpus: Corpus) -> None:
    text = corpus.raw_developments["presenting"]["actions"][0]["text"]
    faults = find_faults(with_action(corpus, text=text))
    assert any("stands 2 times" in each for each in faults)


def test_a_goal_without_a_date_is_named(corpus: Corpus) -> None:
    goal = corpus.raw_developments["testing"]["goal"] | {"habit": "Do it some day."}
    assert any("no date" in each for each in find_faults(damaged(corpus, goal=goal)))


@pytest.mark.parametrize("place", ["baseline", "stop_rule", "manager_support"])
def test_an_unknown_slot_anywhere_is_named(corpus: Corpus, place: str) -> None:
    assert any("unknown slot" in each for each in find_faults(damaged(corpus, **{place: "Ask {somebody}."})))


def test_a_kind_of_gap_with_too_little_to_do_on_the_job_is_named(corpus: Corpus) -> None:
    actions = [item | {"gap_types": ["skill"]} for item in corpus.raw_developments["testing"]["actions"]]
    faults = find_faults(damaged(corpus, actions=actions))
    assert {word for word in ("habit", "opportunity", "evidence") if any(f"gap of {word}" in each for each in faults)} == {
        "habit",
        "opportunity",
        "evidence",
    }


def test_nobody_to_work_with_is_named(corpus: Corpus) -> None:
    actions = [item | {"share": "experience"} for item in corpus.raw_developments["testing"]["actions"]]
    assert any("no action with other people" in each for each in find_faults(damaged(corpus, actions=actions)))


def test_an_unknown_competency_in_a_ladder_is_named(corpus: Corpus) -> None:
    ladder = corpus.ladder("default")
    strange = ladder.model_copy(update={"core_from": ladder.core_from | {"juggling": "senior"}})
    assert any("unknown competency 'juggling'" in each for each in find_faults(replace(corpus, ladders={"default": strange})))


def test_a_development_of_no_competency_is_named(corpus: Corpus) -> None:
    extra = corpus.raw_developments | {"juggling": corpus.raw_developments["testing"]}
    assert any("no competency 'juggling'" in each for each in find_faults(replace(corpus, raw_developments=extra)))
