"""Grounded findings written out: nothing is added that the evidence, the ladder or the guide does not say."""

from __future__ import annotations

from typing import Any

import pytest

from coach.corpora import Corpus
from coach.findings import (
    MAX_QUESTIONS,
    aspirations_of,
    claims_of,
    expected_of,
    gap_of,
    not_evidenced,
    strengths_of,
    summary_of,
)
from coach.model.competency import GapType, Importance, Level
from coach.model.evidence import Assessment, Category
from coach.model.report import Gap, GapKind, Guidance
from coach.model.text import Role, Speaker
from coach.rank import rank_gaps
from tests.builders import CORE, evidence, finding, gap, grounded, reading


def write(corpus: Corpus, *pieces: Any, current: Level | None = None, target: Level | None = None, **changes: Any) -> Gap:
    ladder = corpus.ladder("default")
    asked: list[tuple[str, str]] = []

    def advise(competency: str, words: str) -> list[Guidance]:
        asked.append((competency, words))
        return []

    (ranked,) = rank_gaps([grounded(*pieces, **changes)], CORE, frozenset(), {})
    levels = (ladder.beside(current) if current else None, ladder.beside(target) if target else None)
    written = gap_of(ranked, 4, corpus, ladder, levels, advise)
    assert asked[0][0] == "testing"
    assert all(piece.quote in asked[0][1] for piece in written.evidence[:2])
    return written


def test_a_gap_carries_its_evidence_and_its_arithmetic(corpus: Corpus) -> None:
    written = write(corpus, evidence(line=3), evidence("I skip them.", line=8), confidence=0.6)
    assert (written.id, written.competency_name) == ("gap-5", corpus.competencies["testing"].name)
    assert [item.line for item in written.evidence] == [3, 8]
    assert (written.confidence, written.confidence_score) == ("medium", 0.6)
    assert written.priority_factors[0].value == 3


def test_expectations_are_the_ladders_words_for_the_levels(corpus: Corpus) -> None:
    levels = corpus.competencies["testing"].levels
    written = write(corpus, current=Level.SENIOR, target=Level.STAFF)
    assert (written.current_expectation, written.target_expectation) == (levels.senior, levels.staff)
    assert levels.staff[:80] in written.delta
    assert written.target_level is Level.STAFF
    assert written.current_level is not None


def test_without_a_level_nothing_is_expected(corpus: Corpus) -> None:
    written = write(corpus)
    assert (written.current_level, written.target_level, written.current_expectation, written.target_expectation) == (None,) * 4
    assert "name a target level" in written.delta


@pytest.mark.parametrize("kind", GapKind)
@pytest.mark.parametrize("gap_type", GapType)
def test_the_rationale_names_its_lines(corpus: Corpus, kind: GapKind, gap_type: GapType) -> None:
    written = write(corpus, evidence(line=9), evidence(line=2), evidence(line=9), kind=kind, gap_type=gap_type)
    assert "(lines 2, 9)" in written.rationale
    assert f"gap of {gap_type}" in written.rationale


@pytest.mark.parametrize(
    ("speakers", "words"),
    [
        ([Speaker.PEER], "says so (line 1)"),
        ([Speaker.MANAGER], "Your manager says so (line 1)"),
        ([Speaker.MANAGER, Speaker.PEER], "say so (line 1)"),
        ([Speaker.AUTHOR, Speaker.MANAGER], "You name it yourself, and your manager sees it too"),
        ([Speaker.AUTHOR, Speaker.PEER], "sees it too"),
        ([Speaker.AUTHOR, Speaker.PEER, Speaker.MANAGER], "see it too"),
    ],
)
def test_the_rationale_tells_whose_words_they_are(corpus: Corpus, speakers: list[Speaker], words: str) -> None:
    assert words in write(corpus, *(evidence(speaker=speaker) for speaker in speakers)).rationale


def test_strengths_count_their_places_results_and_witnesses(corpus: Corpus) -> None:
    pieces = (evidence(strength="with-result"), evidence(strength="corroborated"), evidence(strength="claimed"))
    made = strengths_of(
        [
            grounded(*pieces, category=Category.STRENGTH),
            grounded(),
            grounded(category=Category.STRENGTH, competency="planning"),
        ],
        corpus,
    )
    assert [item.summary for item in made] == ["3 places, 1 with a result, 1 in others' words", "1 place"]
    assert [item.competency for item in made] == ["testing", "planning"]


def test_aspirations_keep_the_order_of_the_document_and_may_have_no_competency(corpus: Corpus) -> None:
    late = grounded(evidence(start=50), category=Category.ASPIRATION, competency="", note="goal")
    early = grounded(evidence(start=5), category=Category.ASPIRATION, note="support")
    made = aspirations_of([late, grounded(), early], corpus)
    assert [(item.kind, item.competency, item.competency_name) for item in made] == [
        ("support", "testing", corpus.competencies["testing"].name),
        ("goal", None, None),
    ]


def test_claims_are_told_by_their_kind() -> None:
    over = grounded(category=Category.OVER_CLAIM, competency="", note="too large")
    under = grounded(category=Category.UNDER_CLAIM, competency="", note="too small")
    assert [(item.kind, item.note) for item in claims_of([over, grounded(), under])] == [
        ("over-claim", "too large"),
        ("under-claim", "too small"),
    ]


def silent(
    corpus: Corpus, assessment: Assessment, covered: frozenset[str] = frozenset(), importance: Importance = Importance.CORE
) -> list[str]:
    return [
        item.competency
        for item in not_evidenced(assessment, dict.fromkeys(corpus.competencies, importance), corpus, set(covered))
    ]


def test_silence_is_asked_about_and_speech_is_not(corpus: Corpus) -> None:
    every = list(corpus.competencies)
    assert silent(corpus, Assessment("x", ())) == every[:MAX_QUESTIONS]
    spoken = Assessment(
        "x",
        (finding(category=Category.STRENGTH, competency=every[0]),),
        {"s1": reading(role=Role.CONTEXT, competencies=((every[1], 0.4), (every[3], 0.1)))},
    )
    assert silent(corpus, spoken, frozenset({every[2]})) == every[3 : 3 + MAX_QUESTIONS]


def test_only_what_the_level_depends_on_is_asked_about(corpus: Corpus) -> None:
    assert silent(corpus, Assessment("x", ()), importance=Importance.SUPPORTING) == []


def test_the_summary_is_three_lines_and_honest_when_there_is_nothing() -> None:
    empty = summary_of([], [], [])
    assert len(empty) == 3
    assert "none was invented" in empty[1]
    full = summary_of([gap(topic=f"topic {number}") for number in range(5)], [], [])
    assert "“topic 2”" in full[1]
    assert "“topic 3”" not in full[1]


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("This year has been incredibly rewarding from a technical perspective.", []),
        ("It took six.", []),
        ("(Marit, my manager)", []),
        ("TypeScript: Programming TypeScript by Boris Cherny", ["Learning Resources", "Books"]),
        ("Planned three features, delivered six", ["Challenges", "Scope Creep"]),
        ("Lead system design discussions", ["Plan", "Goals"]),
    ],
)
def test_what_shows_no_deed_is_no_strength(corpus: Corpus, words: str, path: list[str]) -> None:
    vague = evidence(words, heading_path=path, strength="claimed")
    assert strengths_of([grounded(vague, category=Category.STRENGTH)], corpus) == []
    deed = evidence("I wrote 64 tests.", strength="with-result")
    (made,) = strengths_of([grounded(vague, deed, category=Category.STRENGTH)], corpus)
    assert made.evidence == [deed]


def test_a_feeling_about_a_deed_is_a_deed(corpus: Corpus) -> None:
    words = "I'm proud of leading the microservices migration project."
    assert strengths_of([grounded(evidence(words, strength="claimed"), category=Category.STRENGTH)], corpus)


def test_results_come_before_claims(corpus: Corpus) -> None:
    claim = grounded(evidence("I review well.", strength="claimed"), category=Category.STRENGTH, competency="code-review")
    result = grounded(
        evidence("I read code.", strength="claimed"),
        evidence("Cut it to 210 ms.", strength="with-result"),
        category=Category.STRENGTH,
    )
    made = strengths_of([claim, result], corpus)
    assert [item.competency for item in made] == ["testing", "code-review"]
    assert made[0].evidence[0].quote == "Cut it to 210 ms."


def test_a_wish_is_of_the_competency_that_its_words_name(corpus: Corpus) -> None:
    wishes = [
        grounded(evidence(words), category=Category.ASPIRATION, competency="", note="aspiration")
        for words in ("One day I would like to work on threat modelling.", "One day.")
    ]
    assert [item.competency for item in aspirations_of(wishes, corpus)] == ["security", None]


def test_a_question_is_asked_against_what_the_target_level_shows(corpus: Corpus) -> None:
    ladder = corpus.ladder("default")
    expected = expected_of(corpus, ladder, (ladder.beside(Level.SENIOR), ladder.beside(Level.STAFF)))
    importance = {key: ladder.importance(key, ladder.beside(Level.STAFF)) for key in corpus.competencies}
    asked = not_evidenced(Assessment("x", ()), importance, corpus, set(), expected)
    assert all(item.question.startswith(corpus.competencies[item.competency].question) for item in asked)
    assert all(corpus.competencies[item.competency].levels.staff in item.question for item in asked)
    new = [expected[item.competency].new for item in asked]
    assert new == sorted(new, reverse=True)
    assert new[0]
    assert expected_of(corpus, ladder, (None, None)) == {}
