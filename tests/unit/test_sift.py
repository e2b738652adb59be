"""Evidence that hardly speaks of a gap is left out and named; what the person marks as urgent leads."""

from __future__ import annotations

from typing import Any

from coach.corpora import Corpus
from coach.ground import ground
from coach.model.evidence import Assessment, Category, Grounded
from coach.model.report import Dropped
from coach.model.text import Record
from coach.sift import sift
from tests.builders import finding, reading, record

WEAK = "I've learned the importance of seeing several perspectives."


def sifted(corpus: Corpus, said: Record, weights: list[float], **changes: Any) -> tuple[Grounded, tuple[Dropped, ...]]:
    keys = [item.id for item in said.statements]
    readings = {
        key: reading(key, gap=weight, competencies=(("testing", 1.0),)) for key, weight in zip(keys, weights, strict=True)
    }
    assessment = Assessment("x", (finding(*keys, **changes),), readings)
    grounded, _ = ground(assessment, (said,), corpus.competencies)
    (item,), dropped = sift(grounded, assessment, (said,), corpus.competencies)
    return item, dropped


def test_weak_evidence_is_left_out_and_says_so(corpus: Corpus) -> None:
    item, dropped = sifted(corpus, record("I skip the load tests.", WEAK), [0.94, 0.25], topic="load tests")
    assert [piece.quote for piece in item.evidence] == ["I skip the load tests."]
    assert [(piece.what, piece.competency) for piece in dropped] == [(WEAK, "testing")]
    assert dropped[0].evidence[0].line == 2


def test_evidence_close_in_strength_stays(corpus: Corpus) -> None:
    item, dropped = sifted(corpus, record("I skip the load tests.", WEAK), [0.9, 0.4], topic="load tests")
    assert (len(item.evidence), dropped) == (2, ())


def test_without_readings_and_for_other_findings_nothing_is_left_out(corpus: Corpus) -> None:
    said = record("I skip the load tests.", WEAK)
    for category in (Category.GAP, Category.STRENGTH):
        assessment = Assessment("x", (finding("s1", "s2", topic="load tests", category=category),))
        grounded, _ = ground(assessment, (said,), corpus.competencies)
        assert sift(grounded, assessment, (said,), corpus.competencies) == (grounded, ())


def marked(*paths: tuple[str, ...]) -> Record:
    said = record("Go", "Conditional types", "Type-level programming")
    placed = [
        item.__class__(**{**{name: getattr(item, name) for name in item.__slots__}, "heading_path": path})
        for item, path in zip(said.statements, paths, strict=True)
    ]
    return record(*(item.text for item in placed), statements=tuple(placed))


def test_what_the_person_marks_as_urgent_leads_and_gives_the_topic(corpus: Corpus) -> None:
    high, medium = ("Skills - High Priority", "TypeScript"), ("Skills - Medium Priority", "Languages")
    item, _ = sifted(corpus, marked(medium, high, high), [0.9, 0.8, 0.8], topic="Go")
    assert [piece.line for piece in item.evidence] == [2, 3, 1]
    assert item.finding.topic == "TypeScript"


def test_one_urgent_line_among_several_does_not_lead(corpus: Corpus) -> None:
    high, medium = ("Skills - High Priority", "TypeScript"), ("Skills - Medium Priority", "Languages")
    item, _ = sifted(corpus, marked(medium, high, medium), [0.9, 0.8, 0.8], topic="Go")
    assert (item.finding.topic, item.evidence[0].line) == ("Go", 1)


def test_where_somebody_is_leads_before_where_they_want_to_be(corpus: Corpus) -> None:
    item, _ = sifted(corpus, record("Target Level: Expert", "Current Level: Advanced"), [0.9, 0.9], topic="Level")
    assert [piece.quote for piece in item.evidence] == ["Current Level: Advanced", "Target Level: Expert"]


def test_the_good_side_of_a_matter_is_no_evidence_of_its_gap(corpus: Corpus) -> None:
    said = record("I skip the load tests.", "I can write a unit test in my sleep.", "Testing is rewarding, but I skip it.")
    item, dropped = sifted(corpus, said, [0.9, 0.9, 0.9], topic="load tests")
    assert [piece.line for piece in item.evidence] == [1, 3]
    assert "good side" in dropped[0].reason


def test_words_that_alone_hold_the_topic_stay(corpus: Corpus) -> None:
    said = record("I can write a unit test in my sleep.", "I skip the rest.")
    item, dropped = sifted(corpus, said, [0.9, 0.9], topic="unit test")
    assert (len(item.evidence), dropped) == (2, ())
    alone, _ = sifted(corpus, record("I can write a unit test in my sleep."), [0.9], topic="unit test")
    assert len(alone.evidence) == 1


def test_the_item_of_a_list_names_what_stands_under_it(corpus: Corpus) -> None:
    listed, inside = ("Skill gaps",), ("Skill gaps", "Go")
    item, _ = sifted(corpus, marked(listed, inside, inside), [0.7, 0.9, 0.9], topic="Conditional types")
    assert (item.finding.topic, [piece.line for piece in item.evidence]) == ("Go", [1, 2, 3])
    item, _ = sifted(corpus, marked(listed, inside, listed), [0.7, 0.9, 0.9], topic="Conditional types")
    assert item.finding.topic == "Conditional types"
