from __future__ import annotations

import pytest

from coach.corpora import read_corpus
from coach.datafiles import data_folder
from coach.ladders.axes import Axes, unmapped
from coach.ladders.axis_words import FAMILIES, SENTENCES

CORPUS = read_corpus(data_folder("corpus"))
AXES = Axes(CORPUS.competencies)


@pytest.mark.parametrize(
    ("label", "ids"),
    [
        ("Testing", "testing"),
        ("🧪 **Testing**", "testing"),
        ("system_design", "architecture"),
        ("Code review", "code-review"),
        ("Mentorship", "mentoring"),
        ("Hiring & onboarding", "hiring"),
        ("Incident management", "incident-response"),
        ("Communication", "technical-writing presenting stakeholder-management"),
        ("Craft", "coding testing architecture"),
        ("Delivery", "execution planning"),
        ("Planning and estimation", "planning"),
        ("On-call", "incident-response"),
        ("Adopts", "coding domain-expertise"),
        ("Communication skills", "technical-writing presenting stakeholder-management"),
        ("Team leadership", "project-leadership influence mentoring"),
        ("Technical mentoring", "mentoring"),
        ("Code quality", "coding"),
        ("Tests", "testing"),
        ("Scope", ""),
        ("Autonomy", ""),
        ("Juggling", ""),
    ],
)
def test_axes_are_known_by_name_alias_or_the_words_of_ladders(label: str, ids: str) -> None:
    assert AXES.ids_of(label) == tuple(ids.split())


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("Mentors a junior programmer.", "mentoring"),
        ("Leads incident reviews.", "incident-response"),
        ("Writes tests first.", "testing"),
    ],
)
def test_a_sentence_without_an_axis_is_laid_to_what_it_speaks_of(sentence: str, key: str) -> None:
    assert AXES.ids_in(sentence)[0] == key


def test_only_titles_of_competencies_that_are_not_known_are_reported() -> None:
    assert unmapped(["Juggling", "Scope", "Testing", "Expectations", "Juggling"], AXES) == ["Juggling"]


def test_the_tables_name_only_competencies_that_exist() -> None:
    named = {key for keys in FAMILIES.values() for key in keys} | {key for _, key in SENTENCES}
    assert named <= set(CORPUS.competencies)


def test_a_title_that_is_no_name_stands_for_what_its_words_speak_of_before_the_section_does() -> None:
    assert AXES.ids_of_path(("Technical", "Juggling")) == ("coding", "architecture", "testing")
    assert AXES.ids_of_path(("Technical", "Pull requests")) == ("code-review",)
    assert AXES.ids_of_path(("Technical", "Scope")) == ("coding", "architecture", "testing")


@pytest.mark.parametrize("sentence", ["Talks it through", "Follows the runbook", "Owns the test strategy"])
def test_words_that_speak_of_a_thing_in_passing_are_not_about_it(sentence: str) -> None:
    assert not {"presenting", "technical-writing", "technical-strategy"}.intersection(AXES.touched_by(sentence))
