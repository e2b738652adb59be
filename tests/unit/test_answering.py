"""Asking: sections around hits, nearest headings, and an engine that cannot lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from coach.answering import Ask, merged, nearest, not_told, related_to, sections_of
from coach.engines.local.question import understand
from coach.model.answer import OwnWords
from coach.model.passage import Hit, Passage
from coach.model.question import Draft, Pick, Question, Reader, Section, Topic


def passage(number: int, path: str, text: str, start: int) -> Passage:
    return Passage(f"a.md#{number}", "acme", "a.md", "Guide", ("Guide", path), start, start + text.count("\n"), text)


FIRST = passage(1, "One", "Alpha one.", 3)
SECOND = passage(2, "One", "Alpha two.\nStill two.", 6)
THIRD = passage(3, "Two", "Beta one.", 11)
PASSAGES = (FIRST, SECOND, THIRD)


def hit(one: Passage, score: float = 0.5) -> Hit:
    return Hit(one, score, score, 0.0)


@dataclass
class FakeSearch:
    passages: tuple[Passage, ...] = PASSAGES
    found: list[Hit] = field(default_factory=lambda: [hit(SECOND, 0.9), hit(THIRD, 0.4)])

    def search(self, query: str, k: int = 5) -> list[Hit]:
        return self.found[:k]

    def weight(self, stem: str) -> float:
        return 1.0


@dataclass
class FakeEngine:
    """Picks the first excerpt, changed as it is told to."""

    lie: Callable[[Pick], Pick] = lambda pick: pick
    answered: bool = True
    name: str = "fake"

    def draft(self, question: Question, sections: Sequence[Section], weigh: Callable[[str], float]) -> Draft:
        picks = tuple(self.lie(Pick(excerpt)) for excerpt in sections[0].excerpts[:1]) if sections else ()
        return Draft(picks, 0.7, self.answered, ())

    def related(self, question: Question, topics: Sequence[Topic]) -> tuple[Topic, ...]:
        return tuple(topics[:1])


def ask(engine: FakeEngine, search: FakeSearch | None = None) -> Ask:
    return Ask("acme", search or FakeSearch(), understand, engine)


def test_passages_under_one_heading_are_one_section_with_its_own_lines() -> None:
    whole = merged([FIRST, SECOND])
    assert (whole.start_line, whole.end_line, whole.text) == (3, 7, "Alpha one.\n\n\nAlpha two.\nStill two.")
    (section, other) = sections_of([hit(SECOND), hit(FIRST), hit(THIRD)], PASSAGES, 5)
    assert [excerpt.text for excerpt in section.excerpts] == ["Alpha one.", "Alpha two.", "Still two."]
    assert [excerpt.quotes[0].start_line for excerpt in section.excerpts] == [3, 6, 7]
    assert other.heading == "Two"


def test_an_answer_cites_what_the_engine_picked() -> None:
    found = ask(FakeEngine()).answer(understand("alpha?"), k=1)
    assert (found.answered, found.answer, found.nearest_headings) == (True, "Alpha one.", [])
    assert [(each.score, each.text) for each in found.hits] == [(0.9, "Alpha two.\nStill two.")]


def test_an_engine_that_lies_is_not_believed() -> None:
    def lie(pick: Pick) -> Pick:
        return Pick(replace(pick.excerpt, text="Alpha is forbidden."))

    found = ask(FakeEngine(lie)).answer(understand("alpha?"))
    assert (found.answered, found.answer, found.sentences) == (False, not_told(found.corpus), [])
    assert found.nearest_headings != []


def test_a_corpus_that_does_not_say_is_named() -> None:
    assert not_told("guide") == "The guide does not say."
    assert not_told("handbook") == "“handbook” does not say."


def test_a_refusal_names_each_near_heading_once() -> None:
    assert [place.heading_path[-1] for place in nearest([hit(FIRST), hit(SECOND), hit(THIRD)])] == ["One", "Two"]
    assert not ask(FakeEngine(answered=False)).answer(understand("alpha?")).answered


def test_an_empty_corpus_says_nothing() -> None:
    found = ask(FakeEngine(), FakeSearch((), [])).answer(understand("alpha?"))
    assert (found.answered, found.hits, found.nearest_headings) == (False, [], [])


def topic(name: str, file: str = "") -> Topic:
    return Topic(OwnWords(topic=name, quote="q", line=1, source="r.md", competency_name="C"), file)


def test_what_is_about_the_persons_own_gap_moves_up() -> None:
    far = replace(THIRD, id="b.md#1", file="b.md", heading_path=("B",))
    search = FakeSearch((*PASSAGES, far), [hit(FIRST, 0.52), hit(far, 0.5)])
    reader = Reader("Ada", topics=(topic("saying no", "b.md"),))
    found = ask(FakeEngine(), search).answer(understand("alpha?"), reader=reader)
    assert found.hits[0].file == "b.md"
    assert [words.topic for words in found.relates_to] == ["saying no"]


def test_a_gap_whose_page_is_cited_relates_too() -> None:
    near, cited = topic("near"), topic("cited", "a.md")
    assert related_to({"a.md"}, [near], Reader("Ada", topics=(near, cited))) == [near, cited]
