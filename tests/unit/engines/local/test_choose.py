"""Goals follow what the person chooses, stand on different words, and work on what fits."""

from __future__ import annotations

import pytest

from coach.engines.local.choose import choose, declining, project_for
from coach.model.report import Aspiration, Gap, GapKind, WishKind
from tests.builders import evidence, gap


def wish(words: str, kind: WishKind = "preference", competency: str | None = None) -> Aspiration:
    return Aspiration(competency=competency, competency_name=competency, kind=kind, evidence=[evidence(words, line=60)])


def told(number: int, competency: str, start: int, **changes: object) -> Gap:
    return gap(id=f"gap-{number}", competency=competency, evidence=[evidence(start=start, end=start + 9)], **changes)


@pytest.mark.parametrize(
    "words",
    [
        "I'm not looking for people management, now or later.",
        "I want to stay an individual contributor.",
        "I don't want to manage people.",
        "I’d rather stay hands-on than become a manager",
    ],
)
def test_who_does_not_want_to_manage_gets_no_goal_to_manage(words: str) -> None:
    gaps = [told(1, "people-management", 0), told(2, "testing", 50)]
    chosen, parked = choose(gaps, [wish(words)], 3)
    assert [item.id for item in chosen] == ["gap-2"]
    assert parked[0].gap_id == "gap-1"
    assert "(line 60)" in parked[0].reason
    assert words.rsplit(maxsplit=1)[-1].rstrip(".") in parked[0].reason


@pytest.mark.parametrize("words", ["I would like to manage a team one day.", "My manager does not know.", "I like testing."])
def test_other_words_rule_nothing_out(words: str) -> None:
    assert declining("testing", [wish(words, "aspiration")]) is None


def test_a_choice_against_a_competency_rules_it_out_and_no_other() -> None:
    choice = wish("I do not want to speak at conferences.", competency="presenting")
    assert declining("presenting", [choice]) is not None
    assert declining("testing", [choice]) is None


def test_two_goals_do_not_stand_on_the_same_words_while_there_are_others() -> None:
    gaps = [told(1, "architecture", 0), told(2, "distributed-systems", 0), told(3, "testing", 50)]
    chosen, parked = choose(gaps, [], 2)
    assert [item.id for item in chosen] == ["gap-1", "gap-3"]
    assert "same words as goal 1" in parked[0].reason
    assert [item.id for item in choose(gaps[:2], [], 2)[0]] == ["gap-1", "gap-2"]


def test_what_is_only_suspected_waits_for_a_question() -> None:
    doubtful = told(1, "delegation", 0, kind=GapKind.IMPLIED, confidence="low")
    chosen, parked = choose([doubtful, told(2, "testing", 50)], [], 1)
    assert [item.id for item in chosen] == ["gap-2"]
    assert "ask whether it is one" in parked[0].reason


def test_the_reasons_for_waiting_differ() -> None:
    chosen, parked = choose([told(number, "testing", number * 50) for number in range(1, 5)], [], 2)
    assert [item.id for item in chosen] == ["gap-1", "gap-2"]
    assert [item.reason.startswith("next in line") for item in parked] == [True, False]


def test_a_project_is_used_where_it_fits() -> None:
    projects = [("billing dashboard", frozenset({"observability"})), ("billing migration", frozenset[str]())]
    assert project_for(gap(competency="observability"), projects, set()) == "billing dashboard"
    assert project_for(gap(competency="wellbeing"), projects, set()) is None
    named = gap(competency="wellbeing", evidence=[evidence("The billing migration eats my evenings.")])
    assert project_for(named, projects, set()) == "billing migration"


def test_work_ahead_serves_one_goal_that_any_work_serves() -> None:
    used: set[str] = set()
    projects = [("billing migration", frozenset[str]())]
    assert project_for(gap(competency="planning"), projects, used) == "billing migration"
    assert project_for(gap(competency="code-review"), projects, used) is None
