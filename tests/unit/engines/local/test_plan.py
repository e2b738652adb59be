"""A plan is composed from the corpus and is still this person's: slots filled, nothing twice, every citation true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.corpora import Corpus
from coach.engines.local.plan import LocalPlanner
from coach.guide import Guide
from coach.model.competency import GapType, Level, Share
from coach.model.plan import MAX_GOALS, PlanContext
from coach.model.report import Action, Aspiration, Gap, Guidance, Plan, Strength
from coach.model.text import Speaker
from tests.builders import evidence, flat, gap

START = date(2026, 2, 28)
PROJECTS = (
    ("billing migration", frozenset({"planning"})),
    ("ledger split", frozenset({"testing"})),
    ("search index", frozenset[str]()),
)


@pytest.fixture(scope="module")
def planner(corpus: Corpus, guide: Guide) -> LocalPlanner:
    return LocalPlanner(corpus.development, guide.passage)


def context(*gaps: Gap, **changes: Any) -> PlanContext:
    values: dict[str, Any] = {
        "gaps": gaps,
        "strengths": [],
        "aspirations": [],
        "projects": PROJECTS,
        "level": Level.SENIOR,
        "start": START,
    }
    return PlanContext(**(values | changes))


def gaps_in(corpus: Corpus, *competencies: str, gap_type: GapType = GapType.SKILL) -> list[Gap]:
    return [
        gap(
            id=f"gap-{number}",
            competency=key,
            competency_name=corpus.competencies[key].name,
            topic=f"topic {number}",
            gap_type=gap_type,
        )
        for number, key in enumerate(competencies, 1)
    ]


def actions_of(plan: Plan) -> list[Action]:
    return [action for goal in plan.goals for action in goal.actions]


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_in(part)


def assert_true(guidance: Guidance, corpus: Corpus) -> None:
    """The cited lines of the file hold the quote, under the cited headings."""
    lines = (corpus.folder / "guide" / guidance.file).read_text(encoding="utf-8").splitlines()
    cited = lines[guidance.start_line - 1 : guidance.end_line]
    assert guidance.quote
    assert flat(guidance.quote) in flat(" ".join(cited)), guidance
    above = lines[: guidance.start_line]
    for title in guidance.heading_path:
        assert any(re.fullmatch(rf"#+ {re.escape(title)}", line) for line in above), (title, guidance)


def assert_sound(plan: Plan, given_gaps: list[Gap], corpus: Corpus, projects: tuple[tuple[str, frozenset[str]], ...]) -> None:
    texts = [action.text for action in actions_of(plan)]
    assert len(texts) == len(set(texts))
    assert not [text for text in strings_in(plan.model_dump(mode="json")) if re.search(r"[{}]", text)]
    by_id = {item.id: item for item in given_gaps}
    for goal in plan.goals:
        shares = [action.share for action in goal.actions]
        assert Share.EXPERIENCE in shares
        assert Share.EXPOSURE in shares
        own = [f"“{by_id[goal.gap_id].topic}”", *(f"“{name}”" for name, _ in projects), "(line "]
        for action in goal.actions:
            assert any(words in action.text for words in own), action.text
            assert action.evidence[0] in by_id[goal.gap_id].evidence
            assert action.basis == ("guide" if action.guidance else "general practice")
            for guidance in action.guidance:
                assert_true(guidance, corpus)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), gap_type=st.sampled_from(GapType), level=st.sampled_from(Level), has_projects=st.booleans())
def test_any_plan_is_sound(
    planner: LocalPlanner, corpus: Corpus, data: st.DataObject, gap_type: GapType, level: Level, has_projects: bool
) -> None:
    chosen = data.draw(st.lists(st.sampled_from(list(corpus.competencies)), unique=True, min_size=1, max_size=5))
    gaps = gaps_in(corpus, *chosen, gap_type=gap_type)
    projects = PROJECTS if has_projects else ()
    plan = planner.plan(context(*gaps, level=level, projects=projects))
    assert len(plan.goals) == min(MAX_GOALS, len(gaps))
    assert_sound(plan, gaps, corpus, projects)


@pytest.mark.parametrize("gap_type", GapType)
@pytest.mark.parametrize("level", Level)
def test_every_competency_has_a_sound_plan(planner: LocalPlanner, corpus: Corpus, gap_type: GapType, level: Level) -> None:
    for key in corpus.competencies:
        gaps = gaps_in(corpus, key, gap_type=gap_type)
        for projects in (PROJECTS, ()):
            plan = planner.plan(context(*gaps, level=level, projects=projects))
            assert_sound(plan, gaps, corpus, projects)
            assert len(plan.goals[0].actions) >= 3, (key, gap_type, level)


def test_one_plan_for_all_competencies_never_says_a_thing_twice(planner: LocalPlanner, corpus: Corpus) -> None:
    texts: list[str] = []
    for gap_type in GapType:
        for key in corpus.competencies:
            plan = planner.plan(context(*gaps_in(corpus, key, gap_type=gap_type)))
            texts += [f"{gap_type} {action.text}" for action in actions_of(plan)]
    assert len(texts) == len(set(texts))


def test_the_check_of_citations_catches_a_wrong_one(guide: Guide, corpus: Corpus) -> None:
    found = guide.passage("presenting", "Practices > Show it running first")
    assert found is not None
    assert_true(found, corpus)
    for wrong in ({"quote": "Nobody wrote this."}, {"start_line": 1, "end_line": 2}, {"heading_path": ["Elsewhere"]}):
        with pytest.raises(AssertionError):
            assert_true(found.model_copy(update=wrong), corpus)


def test_the_other_gaps_are_parked_in_order(planner: LocalPlanner, corpus: Corpus) -> None:
    gaps = gaps_in(corpus, "testing", "planning", "presenting", "security", "hiring")
    plan = planner.plan(context(*gaps))
    assert [goal.gap_id for goal in plan.goals] == ["gap-1", "gap-2", "gap-3"]
    assert [item.gap_id for item in plan.parked] == ["gap-4", "gap-5"]
    assert [goal.gap_id for goal in planner.plan(context(*gaps, goals=1)).goals] == ["gap-1"]
    assert len(planner.plan(context(*gaps, goals=99)).goals) == MAX_GOALS


def test_there_is_no_goal_without_a_gap(planner: LocalPlanner) -> None:
    plan = planner.plan(context())
    assert (plan.goals, plan.tracking, plan.parked) == ([], [], [])


def test_the_dates_follow_from_the_start(planner: LocalPlanner, corpus: Corpus) -> None:
    plan = planner.plan(context(*gaps_in(corpus, "testing", gap_type=GapType.HABIT)))
    assert (plan.start, plan.horizon) == ("2026-02-28", "2027-02-28")
    assert [item.day for item in plan.goals[0].milestones] == [30, 60, 90]
    assert [item.date for item in plan.goals[0].milestones] == [
        (START + timedelta(days=day)).isoformat() for day in (30, 60, 90)
    ]
    assert "29 May 2026" in plan.goals[0].statement
    assert "27 August 2026" in planner.plan(context(*gaps_in(corpus, "testing"))).goals[0].statement
    due = [row.due for row in plan.tracking]
    assert due == sorted(due)
    assert all(plan.start < day < plan.goals[0].milestones[-1].date for day in due)
    assert {row.next_step for row in plan.tracking} <= {action.id for action in actions_of(plan)}


def test_words_of_the_person_are_never_slots(planner: LocalPlanner, corpus: Corpus) -> None:
    hostile = gap(competency="testing", topic="{project} by {date}")
    plan = planner.plan(context(hostile))
    filled = [action.text for action in actions_of(plan) if "{project} by {date}" in action.text]
    assert filled
    assert all("“{project} by {date}”" in text for text in filled)


def test_the_project_in_the_persons_evidence_is_chosen(planner: LocalPlanner, corpus: Corpus) -> None:
    words = "I have not tested the search index under load."
    plan = planner.plan(context(gap(evidence=[evidence(words)])))
    assert any("“search index”" in action.text for action in actions_of(plan))
    plan = planner.plan(context(gap()))
    assert any("“ledger split”" in action.text for action in actions_of(plan))


def test_without_a_project_the_plan_says_that_a_name_is_missing(planner: LocalPlanner) -> None:
    assert any("No piece of current work" in item for item in planner.plan(context(gap(), projects=())).assumptions)
    assert not any("No piece of current work" in item for item in planner.plan(context(gap())).assumptions)


def test_an_action_that_cites_nothing_says_so(corpus: Corpus) -> None:
    plan = LocalPlanner(corpus.development, lambda competency, path: None).plan(context(gap()))
    assert {action.basis for action in actions_of(plan)} == {"general practice"}


def test_goal_reasons_come_from_the_person(planner: LocalPlanner) -> None:
    own = Aspiration(
        competency="testing",
        competency_name="Testing",
        kind="goal",
        evidence=[evidence("Grow into owning the **load tests**", line=7)],
    )
    strength = Strength(
        competency="planning", competency_name="Planning", summary="1 place", evidence=[evidence("I planned it.", line=9)]
    )
    seen = gap(evidence=[evidence(speaker=Speaker.MANAGER, line=3)])
    plan = planner.plan(context(seen, aspirations=[own], strengths=[strength]))
    assert "“Grow into owning the load tests” (line 7)" in plan.goals[0].why
    assert "manager sees it too (line 3)" in plan.goals[0].why
    assert plan.aspiration == "“Grow into owning the load tests” (line 7)"
    assert plan.strengths_to_use == ["Planning: “I planned it.” (line 9)"]
    assert "line 1" in planner.plan(context(gap())).goals[0].why


def test_mix_and_hours_add_up(planner: LocalPlanner, corpus: Corpus) -> None:
    plan = planner.plan(context(*gaps_in(corpus, "testing", "planning")))
    assert sum(plan.mix.values()) == pytest.approx(1, abs=0.02)
    assert plan.mix["experience"] > plan.mix["exposure"]
    for goal in plan.goals:
        assert goal.hours_per_week == max(action.hours_per_week for action in goal.actions)


def test_the_guide_page_of_every_competency_is_there(corpus: Corpus) -> None:
    missing = [key for key in corpus.competencies if not Path(corpus.folder / "guide" / "competencies" / f"{key}.md").is_file()]
    assert not missing


def test_further_words_of_the_person_tie_actions_before_a_formula_does(planner: LocalPlanner) -> None:
    more = evidence("The date picker broke in release seven.", line=5)
    plan = planner.plan(context(gap(evidence=[evidence(), more]), projects=()))
    assert any("Begin with “The date picker broke in release seven.” (line 5)." in item.text for item in actions_of(plan))
    assert not any(item.text.startswith("For “") for item in actions_of(plan))


def test_dated_plans_of_the_person_set_the_date_and_stand_in_the_year(planner: LocalPlanner) -> None:
    def own(words: str, *path: str) -> Aspiration:
        piece = evidence(words, line=7, heading_path=["Plan", *path])
        return Aspiration(competency="testing", competency_name="Testing", kind="goal", evidence=[piece])

    plan = planner.plan(
        context(gap(), aspirations=[own("Test the import", "Next 3 months"), own("Own the suite", "Months 7-12")])
    )
    rows = {phase.months: phase.text for phase in plan.goals[0].phases}
    assert rows["1-3"] == "You plan “Test the import” (line 7)."
    assert rows["7-12"].startswith("You plan “Own the suite” (line 7). ")
    assert "29 May 2026" in plan.goals[0].statement
    later = planner.plan(context(gap(), aspirations=[own("Test the import", "Months 4-5"), own("Own it", "Months 7-12")]))
    assert "28 July 2026" in later.goals[0].statement
    assert [phase.months for phase in planner.plan(context(gap())).goals[0].phases] == ["4-6", "7-12"]


def test_each_goal_asks_and_proves_in_the_persons_words(planner: LocalPlanner, corpus: Corpus) -> None:
    plan = planner.plan(context(*gaps_in(corpus, "testing", "planning")))
    for goal in plan.goals:
        assert "(line 1)?" in goal.check_in_questions[0]
        assert f"“{goal.topic}”" in goal.readiness[0]
        assert all(person.role[0].isupper() and person.why.endswith((".", "?", "!")) for person in goal.relationships)


def test_a_choice_of_the_person_is_honoured_and_said(planner: LocalPlanner, corpus: Corpus) -> None:
    choice = Aspiration(
        competency=None,
        competency_name=None,
        kind="preference",
        evidence=[evidence("I'm not looking for people management.", line=60)],
    )
    plan = planner.plan(context(*gaps_in(corpus, "people-management", "testing"), aspirations=[choice]))
    assert [goal.competency for goal in plan.goals] == ["testing"]
    assert any("(line 60) is taken as said" in item for item in plan.assumptions)
