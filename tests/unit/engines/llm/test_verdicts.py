"""From what a model says to findings: one a competency, in the person's words, nothing passed over, nothing invented."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.corpora import Corpus, read_corpus
from coach.datafiles import data_folder
from coach.engines.llm.assess_shape import NONE, AssessmentSaid, assessment_shape
from coach.engines.llm.session import NoDisguise
from coach.engines.llm.verdicts import PASSED_OVER, Verdicts
from coach.ground import ground
from coach.model.evidence import Assessment, Category
from coach.model.report import GapKind
from coach.model.text import Role, Statement
from tests.builders import finding, reading, record
from tests.unit.engines.llm.test_sheet import Initials

TEXTS = (
    "I keep skipping the load tests before a release.",
    "My estimates are a joke, and Ottilie pays for it.",
    "Last year I feared the pager; I now train others on it.",
    "The vendor renamed the field without a word.",
    "I mentored two interns and both stayed.",
)
RECORD = record(*TEXTS)
LOCAL = Assessment("local", (), {item.id: reading(item.id, Role.CONTEXT) for item in RECORD.statements})


def gap(*statements: str, **changes: Any) -> dict[str, Any]:
    """A gap as a model says it."""
    values = {
        "statements": list(statements) or ["s1"],
        "lack": "skips load tests",
        "competency": "testing",
        "kind": "stated",
        "gap_type": "habit",
        "topic": "skipping the load tests",
        "confidence": "high",
    }
    return values | changes


def said(*gaps: dict[str, Any], roles: dict[str, str] | None = None, **more: Any) -> AssessmentSaid:
    """An assessment as a model says it."""
    readings = [{"id": key, "role": role, "competency": NONE} for key, role in (roles or {}).items()]
    return AssessmentSaid.model_validate({"reading": readings, "gaps": list(gaps), "strengths": [], "wishes": [], **more})


def heard(corpus: Corpus, *answers: AssessmentSaid, local: Assessment = LOCAL, statements: Any = None) -> Verdicts:
    verdicts = Verdicts(statements or RECORD.statements, local, corpus.competencies, NoDisguise())
    for answer in answers:
        verdicts.hear(answer)
    return verdicts


def test_a_gap_becomes_a_finding_in_the_persons_words(corpus: Corpus) -> None:
    found = heard(corpus, said(gap())).findings()[0]
    assert (found.category, found.competency, found.statement_ids) == (Category.GAP, "testing", ("s1",))
    assert (found.topic, found.kind, found.confidence, found.note) == (
        "skipping the load tests",
        GapKind.STATED,
        0.9,
        "skips load tests",
    )


@pytest.mark.parametrize(
    "topic",
    ["never tests anything", "", "skipping the load tests before a release and then some more words", "[x](http://y)", "…"],
)
def test_a_topic_that_is_not_in_the_words_is_cut_out_of_them_instead(corpus: Corpus, topic: str) -> None:
    found = heard(corpus, said(gap(topic=topic))).findings()[0]
    assert found.topic
    assert found.topic.removesuffix("…").casefold() in TEXTS[0].casefold()


def test_two_gaps_of_one_competency_are_one(corpus: Corpus) -> None:
    verdicts = heard(corpus, said(gap("s1", confidence="low"), gap("s2", topic="estimates are a joke")))
    found = [item for item in verdicts.findings() if item.category is Category.GAP]
    assert [item.statement_ids for item in found] == [("s2", "s1")]
    assert found[0].topic == "estimates are a joke"


@pytest.mark.parametrize("role", ["closed", "denied", "hypothetical", "others", "quoted", "private"])
def test_a_gap_on_words_that_the_model_itself_reads_as_none_is_not_used(corpus: Corpus, role: str) -> None:
    verdicts = heard(corpus, said(gap("s3", topic="feared the pager"), roles={"s3": role}))
    assert verdicts.findings() == ()
    assert [item.statement_id for item in verdicts.unused()] == ["s3"]


def test_of_mixed_evidence_only_what_carries_a_gap_is_kept(corpus: Corpus) -> None:
    verdicts = heard(corpus, said(gap("s4", "s1"), roles={"s4": "others", "s1": "shortfall"}))
    assert verdicts.findings()[0].statement_ids == ("s1",)


def test_a_ticked_box_carries_no_gap(corpus: Corpus) -> None:
    ticked: Statement = record("Skipping the load tests").statements[0]
    ticked = type(ticked)(**{name: getattr(ticked, name) for name in ticked.__slots__} | {"box": True})
    verdicts = heard(corpus, said(gap("s1")), statements=(ticked,))
    assert verdicts.findings() == ()
    assert "ticked" in verdicts.unused()[0].reason


def test_what_the_local_reader_found_and_the_model_did_not_is_listed(corpus: Corpus) -> None:
    local = Assessment(
        "local",
        (finding("s1"), finding("s2", competency="planning")),
        LOCAL.readings | {"s5": reading("s5", Role.GROWTH)},
    )
    verdicts = heard(corpus, said(gap("s1"), roles={"s2": "hypothetical"}), local=local)
    assert {item.statement_id: item.reason for item in verdicts.unused()} == {
        "s2": f"{PASSED_OVER}, which reads it as hypothetical",
        "s5": PASSED_OVER,
    }


@pytest.mark.parametrize(
    ("lack", "kept"),
    [
        ("skips load tests", True),
        ("skips 14 load tests", False),
        ("skips what Priya asked for", False),
        ("skips tests, see http://x.example", False),
        ("", False),
    ],
)
def test_what_a_model_says_is_missing_adds_no_figure_no_name_and_no_link(corpus: Corpus, lack: str, kept: bool) -> None:
    verdicts = heard(corpus, said(gap(lack=lack)))
    assert bool(verdicts.findings()[0].note) is kept
    assert bool(verdicts.dropped) is not kept


def test_names_are_put_back_and_unknown_ones_are_dropped(corpus: Corpus) -> None:
    verdicts = Verdicts(RECORD.statements, LOCAL, corpus.competencies, Initials())
    verdicts.hear(said(gap("s2", topic="Person_1 pays for it", lack="lets Person_1 pay", competency="planning")))
    verdicts.hear(said(gap("s1", lack="lets Person_9 wait")))
    planning, testing = sorted(verdicts.findings(), key=lambda item: item.competency)
    assert (planning.topic, planning.note) == ("Ottilie pays for it", "lets Ottilie pay")
    assert testing.note == ""
    assert "never mentioned" in verdicts.dropped[0].reason


def test_strengths_and_wishes_are_taken_over(corpus: Corpus) -> None:
    answer = said(
        roles={"s4": "others"},
        strengths=[
            {"statements": ["s5", "s4"], "competency": "mentoring"},
            {"statements": ["s4"], "competency": "coding"},
        ],
        wishes=[{"statement": "s5", "kind": "goal", "competency": NONE}],
    )
    strength, wish = heard(corpus, answer).findings()
    assert (strength.category, strength.competency, strength.statement_ids) == (Category.STRENGTH, "mentoring", ("s5",))
    assert (wish.category, wish.competency, wish.note) == (Category.ASPIRATION, "", "goal")


def test_the_models_reading_is_laid_over_the_local_one(corpus: Corpus) -> None:
    readings = heard(corpus, said(roles={"s1": "growth"})).readings()
    assert readings["s1"].role is Role.GROWTH
    assert readings["s2"] == LOCAL.readings["s2"]


_IDS = st.sampled_from([item.id for item in RECORD.statements])
_WORDS = st.one_of(
    st.sampled_from([*TEXTS, "load tests", "<img src=x>", "[a](http://b)", "\x1b[2J", "Ottilie", "9 of 10", ""]),
    st.text(max_size=30),
)


def _answers(competencies: list[str]) -> st.SearchStrategy[AssessmentSaid]:
    known = st.sampled_from(competencies)
    gaps = st.fixed_dictionaries(
        {
            "statements": st.lists(_IDS, max_size=8),
            "lack": _WORDS,
            "competency": known,
            "kind": st.sampled_from(["stated", "implied", "missing"]),
            "gap_type": st.sampled_from(["skill", "habit", "opportunity", "evidence"]),
            "topic": _WORDS,
            "confidence": st.sampled_from(["high", "medium", "low"]),
        }
    )
    whole = st.fixed_dictionaries(
        {
            "reading": st.lists(
                st.fixed_dictionaries(
                    {"id": _IDS, "role": st.sampled_from([role.value for role in Role]), "competency": known}
                ),
                max_size=6,
            ),
            "gaps": st.lists(gaps, max_size=6),
            "strengths": st.lists(
                st.fixed_dictionaries({"statements": st.lists(_IDS, max_size=6), "competency": known}), max_size=4
            ),
            "wishes": st.lists(
                st.fixed_dictionaries(
                    {
                        "statement": _IDS,
                        "kind": st.sampled_from(["aspiration", "goal", "preference", "support"]),
                        "competency": st.sampled_from([*competencies, NONE]),
                    }
                ),
                max_size=4,
            ),
        }
    )
    return whole.map(AssessmentSaid.model_validate)


@cache
def _corpus() -> Corpus:
    """The corpus, not as a fixture: hypothesis writes out every argument."""
    return read_corpus(data_folder("corpus"))


_COMPETENCIES = ["testing", "planning", "mentoring", "delegation"]
_SHAPE = assessment_shape([item.id for item in RECORD.statements], _COMPETENCIES)


@settings(max_examples=200, deadline=None)
@given(answer=_answers(_COMPETENCIES))
def test_whatever_a_model_says_ground_accepts_it_and_nothing_the_local_reader_found_is_lost(
    answer: AssessmentSaid,
) -> None:
    corpus = _corpus()
    _SHAPE.model_validate(answer.model_dump())
    local = Assessment("local", (finding("s1"), finding("s2", competency="planning")), LOCAL.readings)
    verdicts = heard(corpus, answer, local=local)
    made = Assessment("llm", verdicts.findings(), verdicts.readings(), verdicts.unused())
    grounded, dropped = ground(made, [RECORD], corpus.competencies)
    assert len(grounded) == len(made.findings)
    used = {key for item in grounded if item.finding.category is Category.GAP for key in item.finding.statement_ids}
    listed = {item.evidence[0].quote for item in dropped if item.evidence}
    for key, text in (("s1", TEXTS[0]), ("s2", TEXTS[1])):
        assert key in used or text in listed
    for item in grounded:
        assert not any(active in item.finding.note for active in ("\x1b", "](", "://", "<img"))
        assert all(each.quote == RECORD.document.text[each.start : each.end] for each in item.evidence)
