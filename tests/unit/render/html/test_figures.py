"""A picture says what the report says, and there is none where there is nothing to show."""

from __future__ import annotations

from typing import Any

import pytest

from coach.model.competency import Level, Scope
from coach.model.picture import LevelPicture, ScopePicture, TimePicture
from coach.model.report import Gap, Report, Strength
from coach.model.text import Document
from coach.pipeline import Review, ReviewOptions
from coach.render.html.figures import level_figure, scope_figure, time_figure
from tests.functional.conftest import EXAMPLES


@pytest.fixture(scope="module")
def report(review: Review) -> Report:
    text = (EXAMPLES / "self-review.md").read_text(encoding="utf-8")
    return review.run([Document("self-review.md", text)], ReviewOptions())


def changed(report: Report, **changes: Any) -> Report:
    return report.model_copy(update=changes)


def with_levels(gap: Gap, current: Level | None, target: Level | None) -> Gap:
    return gap.model_copy(update={"current_level": current, "target_level": target})


def test_levels_go_from_what_the_words_show_to_the_target(report: Report) -> None:
    figure = level_figure(report)
    assert figure is not None
    assert isinstance(figure.picture, LevelPicture)
    for step in figure.picture.steps:
        gap = next(gap for gap in report.gaps if gap.competency_name == step.label)
        assert gap.current_level is not None
        assert (step.current.lower(), step.target.lower()) == (gap.current_level.value, "staff")
    assert len({step.label for step in figure.picture.steps}) == len(figure.rows)


@pytest.mark.parametrize(("current", "target"), [(None, Level.STAFF), (Level.SENIOR, None), (Level.STAFF, Level.STAFF)])
def test_no_levels_no_picture(report: Report, current: Level | None, target: Level | None) -> None:
    gaps = [with_levels(gap, current, target) for gap in report.gaps]
    assert level_figure(changed(report, gaps=gaps)) is None


def test_a_title_of_ones_own_ladder_is_used(report: Report) -> None:
    assert report.person.target_level is not None
    person = report.person.model_copy(update={"target_level": report.person.target_level.model_copy(update={"title": "P4"})})
    figure = level_figure(changed(report, person=person))
    assert figure is not None
    assert {row[2] for row in figure.rows} == {"P4"}


def test_scopes_count_each_place_once(report: Report) -> None:
    figure = scope_figure(report)
    assert figure is not None
    assert isinstance(figure.picture, ScopePicture)
    places = {
        (item.source, item.start)
        for part in (report.gaps, report.strengths)
        for found in part
        for item in found.evidence
        if item.scope
    }
    total = sum(count.strengths + count.gaps for count in figure.picture.counts)
    assert len(places) <= total <= len(places) * 2
    assert (figure.picture.current, figure.picture.target) == ("team", "cross-team")


def test_words_that_tell_no_scope_give_no_picture(report: Report) -> None:
    def bare(found: Any) -> Any:
        return found.model_copy(update={"evidence": [item.model_copy(update={"scope": None}) for item in found.evidence]})

    assert scope_figure(changed(report, gaps=list(map(bare, report.gaps)), strengths=list(map(bare, report.strengths)))) is None


def test_what_is_said_of_scope_follows_the_counts(report: Report) -> None:
    strengths: list[Strength] = [
        item.model_copy(update={"evidence": [piece.model_copy(update={"scope": Scope.COMPANY}) for piece in item.evidence]})
        for item in report.strengths
    ]
    figure = scope_figure(changed(report, strengths=strengths))
    assert figure is not None
    assert "of the strengths among them reach cross-team scope or beyond" in figure.says


def test_a_plan_is_shown_with_all_its_dates(report: Report) -> None:
    figure = time_figure(report.plan)
    assert report.plan is not None
    assert figure is not None
    assert isinstance(figure.picture, TimePicture)
    assert len([point for point in figure.picture.points if point.kind == "action"]) == len(report.plan.tracking)
    assert len(figure.picture.lanes) == len(report.plan.goals)
    assert all(item.start < item.end <= figure.picture.end for item in figure.picture.stretches)


def test_no_plan_no_timeline() -> None:
    assert time_figure(None) is None
