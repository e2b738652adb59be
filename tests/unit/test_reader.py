"""Who a question is answered for."""

from __future__ import annotations

from coach.model.report import Claim, Person
from coach.reader import reader_of
from tests.builders import evidence, gap
from tests.unit.render.hostile import hostile_report


def test_a_reader_is_known_from_the_report() -> None:
    person = Person(
        name=Claim(value="Ada", origin="document"),
        role=Claim(value="data engineer", origin="document"),
        current_level=Claim(value="senior", origin="document"),
        target_level=Claim(value="senior-staff", origin="option"),
        period=None,
        rating=None,
    )
    report = hostile_report().model_copy(update={"person": person, "gaps": [gap(evidence=[evidence("I skip\ntests.", line=7)])]})
    reader = reader_of(report)
    assert reader.label == "Ada, data engineer, level senior, aiming at senior staff"
    assert (reader.role, reader.level, reader.target) == ("data engineer", "senior", "senior staff")
    (topic,) = reader.topics
    assert (topic.words.quote, topic.words.line, topic.file) == ("I skip tests.", 7, "competencies/testing.md")


def test_somebody_without_name_and_level_is_still_somebody() -> None:
    nobody = Person(name=None, role=None, current_level=None, target_level=None, period=None, rating=None)
    assert reader_of(hostile_report().model_copy(update={"person": nobody})).label == "the author of the review"
