"""Composition: one list, or a few sentences that stand together."""

from __future__ import annotations

import pytest

from coach.engines.local.compose import Scored, compose
from coach.engines.local.question import understand
from coach.model.passage import Hit, Passage
from coach.model.question import Layout, Section
from coach.segment.excerpts import excerpts_of


def scored(text: str, good: dict[str, float] | None = None, score: float = 1.0, heading: str = "Part") -> Scored:
    """A section in which the excerpts that contain a word score what is given, and the others little."""
    passage = Passage(f"{heading}#1", "acme", "a.md", "Guide", ("Guide", heading), 1, 1 + text.count("\n"), text)
    excerpts = excerpts_of(passage)
    values = tuple(max((value for word, value in (good or {}).items() if word in each.text), default=0.1) for each in excerpts)
    return Scored(Section(passage, Hit(passage, score, score, 0.0), excerpts), score, values)


def said(question: str, *sections: Scored) -> list[str]:
    return [pick.excerpt.text for pick in compose(understand(question), sections)]


LIST = "Watch for four signs:\n\n- late nights\n- short answers\n- skipped lunches\n- dread on Sundays\n\nRest helps."


def test_a_list_question_gets_the_list_with_its_lead_in() -> None:
    picks = compose(understand("what are the signs of burnout"), [scored(LIST, {"signs": 0.8, "late": 0.7})])
    assert [pick.excerpt.text for pick in picks] == [
        "Watch for four signs:",
        "late nights",
        "short answers",
        "skipped lunches",
        "dread on Sundays",
    ]
    assert [pick.layout for pick in picks] == [Layout.PROSE, *[Layout.BULLET] * 4]


def test_steps_stay_steps() -> None:
    picks = compose(understand("how do I start?"), [scored("1. Ask around.\n2. Write a page.\n3. Show it.", {"Ask": 0.8})])
    assert {pick.layout for pick in picks} == {Layout.STEP}


def test_a_figure_question_gets_the_figure_and_not_the_page() -> None:
    text = "Expect two years. " + " ".join(f"Something else number {word} matters little." for word in "abcdef")
    assert said("how long does it take", scored(text, {"two years": 0.9})) == ["Expect two years."]


def test_a_table_with_both_sides_answers_a_comparison() -> None:
    table = "| | mentor | sponsor |\n|---|---|---|\n| talks | with you | about you |\n| needs | time | credit |"
    assert said("difference between a mentor and a sponsor", scored(table, {"mentor": 0.8})) == [
        "Talks; mentor: with you; sponsor: about you",
        "Needs; mentor: time; sponsor: credit",
    ]


def test_of_a_table_of_many_things_only_those_compared() -> None:
    table = "| level | scope |\n|---|---|\n| junior | task |\n| senior | team |\n| staff | teams |\n| principal | company |"
    assert said("difference between senior and staff", scored(table, {"senior": 0.8, "staff": 0.8})) == [
        "Level: senior; scope: team",
        "Level: staff; scope: teams",
    ]


def test_an_answer_does_not_begin_with_this() -> None:
    text = "Reviews pile up on Mondays. This slows everyone. Unrelated words follow here. More unrelated words."
    answer = said("what slows everyone in reviews", scored(text, {"slows": 0.9, "pile": 0.75}))
    assert answer[:2] == ["Reviews pile up on Mondays.", "This slows everyone."]


def test_a_second_section_is_told_only_when_it_is_as_near() -> None:
    first, near, far = (
        scored("Ask early and often.", {"Ask": 0.9}, 1.0, "One"),
        scored("Write the question down first.", {"Write": 0.88}, 0.99, "Two"),
        scored("Write a diary each evening.", {"Write": 0.3}, 0.5, "Three"),
    )
    assert said("how do I ask for help", first, near) == ["Ask early and often.", "Write the question down first."]
    assert said("how do I ask for help", first, far) == ["Ask early and often."]


def test_the_same_thing_is_not_told_twice() -> None:
    first = scored("Ask early and ask in public.", {"Ask": 0.9}, 1.0, "One")
    again = scored("Ask early, ask in public.", {"Ask": 0.9}, 1.0, "Two")
    assert said("how do I ask for help", first, again) == ["Ask early and ask in public."]


CODE = "An example packet:\n\n```text\n# Packet\nClaim\n```\n\nKeep it short. Send it early."


def test_code_only_when_it_is_asked_for() -> None:
    section = scored(CODE, {"# Packet": 0.9, "short": 0.5})
    assert said("how short is a packet", section) != []
    assert all("```" not in text for text in said("how short is a packet", section))
    assert any("```" in text for text in said("show me a template of a packet", section))


def test_an_item_from_the_middle_keeps_its_lead_in() -> None:
    text = "Pay by level:\n\n" + "\n".join(
        f"- L{number}: EUR {number}0,000 a year and a phone of your own choice" for number in range(1, 9)
    )
    answer = said("how much money does L5 get", scored(text, {"L5": 0.9}))
    assert answer[0] == "Pay by level:"
    assert any("L5" in line for line in answer)
    assert len(answer) <= 4


def test_a_short_list_is_not_torn() -> None:
    text = "A packet holds three things:\n\n1. a claim\n2. a proof\n3. a witness\n\nLeads are no witnesses."
    answer = said("can my lead be a witness?", scored(text, {"witnesses": 0.9, "three": 0.8, "witness": 0.85}))
    assert {"a claim", "a proof", "a witness"} <= set(answer)


@pytest.mark.parametrize(
    "question", ["what are the signs", "how long", "how do I", "is it", "why", "what is x", "x vs y", "hm"]
)
def test_answers_stay_short(question: str) -> None:
    text = " ".join(f"Sentence number {number} says something about the matter at hand." for number in range(60))
    assert 1 <= len(said(question, scored(text, {"Sentence": 0.5}))) <= 5


def test_nothing_found_is_nothing_said() -> None:
    assert said("anything") == []
    assert said("anything", scored("")) == []
