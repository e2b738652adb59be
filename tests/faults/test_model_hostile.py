"""A model that says whatever an attacker likes: nothing that cannot be checked is ever shown, and nothing is passed over silently.

The answers are drawn from a seed, so that a failure is one number to repeat. Most have the shape that was asked for; the
others are refused as the adapter refuses them, and some go through real HTTP.
"""

from __future__ import annotations

import io
import json
import math
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from rich.console import Console

from coach.adapters import chat_model
from coach.adapters.chat_model import ChatModel
from coach.cite import cite
from coach.corpora import Corpus
from coach.engines.llm.answer import LlmAnswerer
from coach.engines.llm.session import NoDisguise, Session
from coach.errors import ProviderFailed
from coach.ground import ground
from coach.llm_review import with_model
from coach.model.evidence import Assessment, Category
from coach.model.outgoing import Answered, Filled, Message, Spent
from coach.model.passage import Hit
from coach.model.question import Draft, Question, QuestionKind, Section, Topic
from coach.model.report import Evidence, Report
from coach.model.text import Document, Record, Role
from coach.model_settings import ModelSettings
from coach.person import PersonOptions
from coach.pipeline import Review, ReviewOptions
from coach.privacy.pseudonyms import Pseudonyms
from coach.prompts import load_prompt
from coach.render.html import render_html
from coach.render.markdown import render_markdown
from coach.render.terminal import render_terminal
from coach.segment.excerpts import excerpts_of
from coach.segment.passages import find_passages
from coach.segment.record import read_record
from tests.functional.test_hostile_output import OBEYED, active_in_html, active_in_markdown
from tests.hostile import hostile_strings
from tests.model_server import chat, model_server

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

FINDINGS, REPORTS, SURE, ANSWERS, BY_HTTP = 1_300, 120, 40, 700, 20
"""Examples of a run: 2,180."""

TEXT = """# Self-review, H1

I am Marta Quillfeather, senior engineer in the Dispatch team, and I would like to be staff engineer.

## What went well

- I moved the route planner to the new solver and cut the nightly run from 50 to 9 minutes.
- I mentored Jonas through his first on-call week, and he runs it alone now.

## What did not

- My estimates are still a coin toss: the parcel tracker was three weeks late because I forgot the data migration again.
- I keep skipping the load tests before a release.
- In the architecture round I said nothing, and wrote a long mail to Ingrid afterwards.
- The vendor renamed a field without a word, and we lost a day.
- I used to answer pages at midnight; since spring we have a rota, and I sleep.

## Areas for growth

- Presenting to people outside the team
- Delegation: I fixed all of the dashboards myself, it was quicker.

## Next

I want to lead the depot migration next half, and I do not want to manage people.
"""
DOCUMENT = Document("review.md", TEXT)
LIAR = "openai:liar"
LONG = "very long words " * 640
PLACEHOLDER = re.compile(r"\b(?:Person|Org|Project|Email|Phone|Handle|Url|Place)_\d+", re.IGNORECASE)
OWN = (
    "promises load tests and skips them",
    "ships late, because the data migration is forgotten",
    "never once watched anybody use it",
    "Person_1 says so, and Person_77 too, about Project_9",
    "counted 41 million entries and 17 outages",
    "Everybody at Globex Corporation knows it",
    "see https://evil.example/?q=review",
    "[here](//evil.example)",
    "[here][1]\n\n[1]: https://evil.example",
    "![x](https://evil.example/a.png)",
    '=HYPERLINK("https://evil.example")',
    "| a | b |\n|---|---|\n| c | d |",
    "\u202eskips\u202c tests",
    "skips \x1b[2J\x1b]0;owned\x07 tests",
    "half a character \ud800 here",
    "ｅｖｉｌ．ｅｘａｍｐｌｅ．ｃｏｍ",
    "evil\u200b.example",
    "{{ 7*7 }} {topic} %s",
    "",
    " ",
    "\u200b",
    LONG,
)
WORDS = (*OWN, *hostile_strings())
OFFSET = re.compile(r"^((?:[a-z]:)?[swp]\d+|gap-\d+): (.*)$", re.MULTILINE)


@dataclass
class Liar:
    """Stands behind the port `StructuredModel` and says what a seed makes of a schema; refuses its own answers where they break it."""

    seed: int
    brokenness: float = 0.02
    sure: str | None = None
    name: str = LIAR
    room: int = 20_000
    spent: Spent = field(default_factory=Spent)
    notices: tuple[str, ...] = ()

    def tokens(self, messages: Sequence[Message]) -> int:
        """Few."""
        return 10

    def ask(self, messages: Sequence[Message], schema: type[Filled]) -> Answered[Filled]:
        """Fill the schema with whatever the seed brings; raises as the adapter does."""
        try:
            value = schema.model_validate(self.raw(messages, schema))
        except ValidationError as error:
            raise ProviderFailed("the model's answer did not have the shape") from error
        return Answered(value, Spent(), None)

    def raw(self, messages: Sequence[Message], schema: type[Filled]) -> dict[str, Any]:
        """The answer before anything looked at it."""
        draw = random.Random(f"{self.seed}{schema.__name__}")  # noqa: S311 - to be repeated, not to be secret
        shape = schema.model_json_schema()
        material = dict(OFFSET.findall(messages[-1].text))
        value = _drawn(shape, shape["$defs"], draw, material, "")
        if self.sure:
            value["gaps"] = [gap | {"confidence": self.sure} for gap in value["gaps"]]
        return _broken(value, draw) if draw.random() < self.brokenness else value


def _drawn(shape: dict[str, Any], known: dict[str, Any], draw: random.Random, material: dict[str, str], key: str) -> Any:
    """A value of a shape: every id exists, every free word is an attacker's or nearly right."""
    if "$ref" in shape:
        return _drawn(known[shape["$ref"].rsplit("/", 1)[-1]], known, draw, material, key)
    if "enum" in shape:
        return draw.choice(shape["enum"])
    if shape.get("type") == "array":
        most = min(shape.get("maxItems", 4), 14 if key == "reading" else 5)
        return [_drawn(shape["items"], known, draw, material, key) for _ in range(draw.randint(0, most))]
    if shape.get("type") == "object":
        return {name: _drawn(item, known, draw, material, name) for name, item in shape["properties"].items()}
    if shape.get("type") == "boolean":
        return draw.random() < 0.9
    return _words(draw, material)


def _words(draw: random.Random, material: dict[str, str]) -> str:
    """An attack, words of the material, or both in one."""
    if draw.random() < 0.45 or not material:
        return draw.choice(WORDS)
    words = " ".join(draw.choice(list(material.values())).split()[:24])
    second = " ".join(draw.choice(list(material.values())).split()[:24])
    return draw.choice(
        (
            words,
            " ".join(words.split()[:6]),
            f"{words} {second}",
            f"By 4 May 2027, {words}",
            f"{words} {draw.choice(WORDS)}",
            words.upper(),
            words[::-1],
        )
    )


def _broken(value: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    """An answer that does not have the shape."""
    text = json.dumps(value)
    kind = draw.randrange(6)
    if kind == 0:
        return {}
    if kind == 1:
        return value | {"score": 100, "priority": "high"}
    if kind == 2:
        return dict.fromkeys(value, None)
    if kind == 3:
        return {name: {"0": item} for name, item in value.items()}
    if kind == 4 and '"s1"' in text:
        changed: dict[str, Any] = json.loads(text.replace('"s1"', '"s999"'))
        return changed
    return {name: [math.nan, -1, [[]], {"id": "s999"}] for name in value}


@pytest.fixture(scope="module")
def local(review: Review) -> Review:
    """A review by the local engine."""
    return review


@pytest.fixture(scope="module")
def record() -> Record:
    """The document, read."""
    return read_record(DOCUMENT)


@pytest.fixture(scope="module")
def heard(local: Review, record: Record) -> Assessment:
    """What the local engine says of it."""
    return local.assess.assess((record,))


@dataclass(frozen=True)
class Said:
    """The local engine, which has read already."""

    assessment: Assessment

    @property
    def name(self) -> str:
        """As the engine calls itself."""
        return self.assessment.engine

    def assess(self, records: tuple[Record, ...]) -> Assessment:
        """What it said."""
        return self.assessment


@dataclass(frozen=True)
class Rig:
    """The review with a liar in the model's place; put together once, because prompts are read from files."""

    session: Session
    review: Review
    liar: Liar
    heard: Assessment
    record: Record

    def __repr__(self) -> str:
        return "Rig"

    def lies(self, seed: int, brokenness: float = 0.02, sure: str | None = None, *, fall_back: bool = False) -> Review:
        """The review, ready for another run; every other one is masked."""
        self.liar.seed, self.liar.brokenness, self.liar.sure = seed, brokenness, sure
        for found in (self.session.dropped, self.session.prompts, self.session.failures):
            found.clear()
        self.session.model, self.session.fall_back = self.liar, fall_back
        self.session.findings, self.session.plan = "", None
        self.session.masked = bool(seed % 2)
        self.session.make_disguise = Pseudonyms.for_documents if seed % 2 else lambda texts: NoDisguise()
        return self.review


@pytest.fixture(scope="module")
def rig(local: Review, heard: Assessment, record: Record) -> Rig:
    """A liar, and the review that listens to it."""
    liar = Liar(0)
    made = Session(liar)
    lying = with_model(replace(local, assess=Said(heard)), made, PersonOptions(), lambda gap: gap.guidance)
    return Rig(made, lying, liar, heard, record)


def plain_gaps(heard: Assessment) -> set[str]:
    """Statements that the local engine puts a gap on, or reads as a plain one."""
    found = {key for finding in heard.findings if finding.category is Category.GAP for key in finding.statement_ids}
    return found | {
        key
        for key, reading in heard.readings.items()
        if reading.role in (Role.SHORTFALL, Role.GROWTH) and reading.gap >= 0.75 and reading.competencies
    }


def test_the_document_has_gaps_that_could_be_hidden(heard: Assessment) -> None:
    assert len(plain_gaps(heard)) >= 4


@settings(max_examples=FINDINGS, deadline=None, database=None)
@given(st.integers(0, 2**40))
def test_every_finding_stands_and_none_is_passed_over(rig: Rig, seed: int) -> None:
    heard, record, known = rig.heard, rig.record, rig.review.corpus.competencies
    try:
        assessment = rig.lies(seed).assess.assess((record,))
    except ProviderFailed:
        return
    grounded, dropped = ground(assessment, (record,), known)
    ids = {statement.id for statement in record.statements}
    for item in grounded:
        assert set(item.finding.statement_ids) <= ids
        assert item.finding.competency in {*known, ""}
        assert 0 <= item.finding.confidence <= 1
        assert_plain(f"{item.finding.topic} {item.finding.note}")
        for evidence in item.evidence:
            assert_quote(evidence)
        cited = " ".join(evidence.quote for evidence in item.evidence)
        if item.finding.category is Category.GAP:
            where = cited + " ".join(part for evidence in item.evidence for part in evidence.heading_path)
            assert flat(item.finding.topic.removesuffix("…")) in flat(where)
            assert figures(item.finding.note) <= told(where)
    shown = {e.start for item in grounded for e in item.evidence} | {e.start for item in dropped for e in item.evidence}
    places = {statement.id: statement.start for statement in record.statements}
    assert {places[key] for key in plain_gaps(heard)} <= shown


def assert_quote(evidence: Evidence) -> None:
    """A quote is the person's, letter by letter, at its place."""
    assert TEXT[evidence.start : evidence.end] == evidence.quote != ""
    assert TEXT.count("\n", 0, evidence.start) + 1 == evidence.line


def assert_plain(words: str) -> None:
    """Words of a model: nothing that reaches out, drives a screen, or stands for somebody."""
    assert not OBEYED.search(words)
    assert not re.search(r"evil|//\w|\]\(|\]\[|<[a-z/!]|owned|\ud800", words, re.IGNORECASE), words[:300]
    assert not PLACEHOLDER.search(words)
    assert len(words) < 1_200


def figures(words: str) -> set[str]:
    """Figures in digits."""
    return set(re.findall(r"\d+", words))


def told(words: str) -> set[str]:
    """Figures of a source, in digits or in words."""
    numbers = enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
    return figures(words) | {str(number) for number, word in numbers if re.search(rf"\b{word}\b", words, re.IGNORECASE)}


def flat(words: str) -> str:
    """One line, one case, no marks of Markdown."""
    return " ".join(words.split()).casefold().replace("*", "")


@settings(max_examples=REPORTS, deadline=None, database=None)
@given(st.integers(0, 2**40))
def test_a_report_shows_nothing_that_was_not_checked(rig: Rig, seed: int) -> None:
    report = rig.lies(seed, 0.3, fall_back=True).run([DOCUMENT], ReviewOptions(today=date(2027, 2, 3)))
    assert_report(report, rig.review.corpus)
    for words in shown(report):
        assert not OBEYED.search(words)
        assert "evil" not in words
        assert not PLACEHOLDER.search(words)
    page = render_html(report, [DOCUMENT])
    assert not active_in_html(page)
    assert not active_in_markdown(render_markdown(report))
    json.loads(report.model_dump_json())


def shown(report: Report) -> Iterator[str]:
    """The report in every form."""
    buffer = io.StringIO()
    render_terminal(report, Console(file=buffer, width=100, highlight=False, no_color=True))
    yield from (buffer.getvalue(), render_markdown(report), render_html(report, [DOCUMENT]))
    yield report.model_dump_json(indent=2)


def assert_report(report: Report, corpus: Corpus) -> None:
    """Every reference holds, every number is computed, every statement ends somewhere."""
    assert report.usage.statements == report.usage.used + report.usage.dropped + report.usage.context
    assert [gap.priority_score for gap in report.gaps] == sorted((gap.priority_score for gap in report.gaps), reverse=True)
    for gap in report.gaps:
        assert gap.competency in corpus.competencies
        assert gap.priority_score == pytest.approx(math.prod(factor.value for factor in gap.priority_factors))
        assert {factor.value for factor in gap.priority_factors} <= {1.0, 1.25, 1.5, 2.0, 2.5, 3.0}
        assert_plain(f"{gap.topic} {gap.rationale}")
    pieces = [
        *(
            e
            for part in (report.gaps, report.strengths, report.aspirations, report.claims)
            for item in part
            for e in item.evidence
        ),
        *(e for item in report.dropped for e in item.evidence),
    ]
    plan = report.plan
    actions = [action for goal in plan.goals for action in goal.actions] if plan else []
    for evidence in [*pieces, *(e for action in actions for e in action.evidence)]:
        assert_quote(evidence)
    for goal in plan.goals if plan else []:
        assert_plain(goal.statement)
        assert goal.gap_id in {gap.id for gap in report.gaps}
    for action in actions:
        assert_plain(f"{action.text} {action.done_when}")
        assert 0 < action.hours_per_week <= (3 if action.wording == "model" else 8)
        for passage in action.guidance:
            page = (corpus.folder / "guide" / passage.file).read_text(encoding="utf-8")
            assert flat(passage.quote.removesuffix("…")) in flat(page)


@settings(max_examples=SURE, deadline=None, database=None)
@given(st.integers(0, 2**40))
def test_how_sure_a_model_calls_itself_moves_no_priority(rig: Rig, seed: int) -> None:
    options = ReviewOptions(today=date(2027, 2, 3), with_plan=False)
    ranked = [
        [(gap.competency, gap.priority_score, gap.priority) for gap in report.gaps]
        for report in (rig.lies(seed, 0.0, sure).run([DOCUMENT], options) for sure in ("high", "low"))
    ]
    assert ranked[0] == ranked[1]


class Chosen:
    """The local engine beside the liar, which chose nothing."""

    name = "local"

    def draft(self, question: Question, sections: Sequence[Section], weigh: Any) -> Draft:
        """Nothing."""
        return Draft((), 0.5, False, ())

    def related(self, question: Question, topics: Any) -> tuple[Topic, ...]:
        """Nothing."""
        return ()


@pytest.fixture(scope="module")
def answerer(corpus: Corpus) -> tuple[LlmAnswerer, Liar, list[Section], Path]:
    """Sections of a real page, and a liar who is asked about them."""
    liar = Liar(0)
    path = corpus.folder / "guide" / "competencies" / "delegation.md"
    page = Document("delegation.md", path.read_text(encoding="utf-8"))
    passages = find_passages(page, "guide", "competencies/delegation.md")[:6]
    sections = [Section(passage, Hit(passage, 0.9, 0.9, 0.9), excerpts_of(passage)) for passage in passages]
    return LlmAnswerer(Session(liar), load_prompt("answer"), Chosen(), "guide"), liar, sections, corpus.folder / "guide"


@settings(max_examples=ANSWERS, deadline=None, database=None)
@given(st.integers(0, 2**40))
def test_an_answer_says_only_what_its_citations_carry(
    answerer: tuple[LlmAnswerer, Liar, list[Section], Path], seed: int
) -> None:
    engine, liar, sections, folder = answerer
    liar.seed = seed
    question = Question("How do I learn to delegate?", "How do I learn to delegate?", QuestionKind.HOW_TO, ("deleg",))
    try:
        draft = engine.draft(question, sections, lambda stem: 1.0)
    except ProviderFailed:
        return
    for sentence in cite(draft.picks):
        assert sentence.wording == "model"
        assert_plain(sentence.text)
        assert figures(sentence.text) <= told(" ".join(citation.quote for citation in sentence.citations))
        for citation in sentence.citations:
            lines = (folder / citation.file).read_text(encoding="utf-8").splitlines(keepends=True)
            assert citation.quote in "".join(lines[citation.start_line - 1 : citation.end_line])


@settings(max_examples=BY_HTTP, deadline=None, database=None)
@given(st.integers(0, 2**40))
def test_the_same_by_real_http(rig: Rig, seed: int) -> None:
    chat_model._KNOWN.clear()

    def reply(request: Any) -> Any:
        shape = request.body["response_format"]["json_schema"]["schema"]
        draw = random.Random(seed + len(request.body["messages"]))  # noqa: S311 - the same
        value = _drawn(shape, shape["$defs"], draw, dict(OFFSET.findall(request.text)), "")
        text = json.dumps(_broken(value, draw) if draw.random() < 0.5 else value)
        return chat(text[: draw.randint(0, len(text))] if draw.random() < 0.2 else text)

    with model_server(reply) as server:
        lying = rig.lies(seed, fall_back=True)
        rig.session.model = ChatModel(ModelSettings(model=LIAR, base_url=server.url), None, lambda seconds: None)
        report = lying.run([DOCUMENT], ReviewOptions(today=date(2027, 2, 3)))
        assert len(server.requests) <= 6
    assert_report(report, rig.review.corpus)
    assert "evil" not in report.model_dump_json()
