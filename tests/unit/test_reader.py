"""Who a question is answered for."""

from __future__ import annotations

from coach.model.report import Claim, Gap, Person, Report
from coach.reader import reader_of
from tests.builders import evidence, gap


def report(person: Person, gaps: list[Gap]) -> Report:
    """A report of which only the person and the gaps count."""
    return Report.model_construct(person=person, gaps=gaps)


def test_a_reader_is_known_from_the_report() -> None:
    person = Person(
        name=Claim(value="Ada", origin="document"),
        role=Claim(value="data engineer", origin="document"),
        current_level=Claim(value="senior", origin="document"),
        target_level=Claim(value="senior-staff", origin="option"),
        period=None,
        rating=None,
    )
    reader = reader_of(report(person, [gap(evidence=[evidence("I skip\ntests.", line=7)])]))
    assert reader.label == "Ada, data engineer, level senior, aiming at senior staff"
    assert (reader.role, reader.level, reader.target) == ("data engineer", "senior", "senior staff")
    (topic,) = reader.topics
    assert (topic.words.quote, topic.words.line, topic.file) == ("I skip tests.", 7, "competencies/testing.md")


def test_somebody_without_name_and_level_is_still_somebody() -> None:
    nobody = Person(name=None, role=None, current_level=None, target_level=None, period=None, rating=None)
    assert reader_of(report(nobody, [])).label == "the author of the review"
