"""Reports in memory: a bounded number, for a bounded time, and gone when they are forgotten."""

from __future__ import annotations

import pytest

from coach.model.report import Report
from coach.model.text import Document
from coach.pipeline import Review, ReviewOptions
from coach.web.held import MOST, SECONDS, Reports
from tests.unit.web.test_doors import Clock

DOCUMENT = Document("mine.md", "I am a senior engineer. I led a migration and I still estimate badly.")


@pytest.fixture(scope="module")
def report(review: Review) -> Report:
    return review.run([DOCUMENT], ReviewOptions())


def test_a_report_is_held_until_it_is_forgotten(report: Report) -> None:
    reports = Reports()
    one, two = reports.keep(report, [DOCUMENT]), reports.keep(report, [DOCUMENT])
    assert [held.id for held in reports.all()] == [two.id, one.id]
    reports.forget(one.id)
    assert reports.get(one.id) is None
    assert reports.get(two.id) is two
    reports.forget("never there")
    reports.forget()
    assert reports.all() == []


def test_the_one_nobody_looks_at_makes_room(report: Report) -> None:
    clock = Clock()
    reports = Reports(now=clock)
    kept = []
    for _ in range(MOST):
        clock.now += 1
        kept.append(reports.keep(report, [DOCUMENT]))
    clock.now += 1
    assert reports.get(kept[0].id)
    reports.keep(report, [DOCUMENT])
    assert len(reports.all()) == MOST
    assert reports.get(kept[0].id)
    assert reports.get(kept[1].id) is None


def test_what_nobody_looks_at_is_forgotten(report: Report) -> None:
    clock = Clock()
    reports = Reports(now=clock)
    held = reports.keep(report, [DOCUMENT])
    clock.now += SECONDS - 1
    assert reports.get(held.id)
    clock.now += SECONDS + 1
    assert reports.get(held.id) is None


def test_an_id_cannot_be_guessed(report: Report) -> None:
    reports = Reports()
    ids = {reports.keep(report, [DOCUMENT]).id for _ in range(10)}
    assert len(ids) == 10
    assert min(map(len, ids)) >= 16


def test_a_report_is_called_after_the_person_or_the_document(report: Report) -> None:
    assert Reports().keep(report, [DOCUMENT]).title == "mine.md"
