"""A question to an answer: the stages in order, for one corpus."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from coach.cite import cite, text_of
from coach.guide import SHIPPED
from coach.model.answer import Answer, AnswerHit, Place
from coach.model.passage import Hit, Passage
from coach.model.question import Draft, Question, Reader, Section, Topic
from coach.model.run import ModelUsage
from coach.segment.excerpts import excerpts_of

WIDE = 20
"""How many hits sections are made from; more than sections, for several stand in one."""

_SECTIONS = 6
_SECTION_WORDS = 3000
_HEADINGS = 4
_FOR_TOPIC = 10
_MOST_TOPICS = 3
_OWN = 0.08
"""What a passage about one of the person's own gaps gains."""


class Search(Protocol):
    """A corpus that can be searched."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, in the order of files and lines."""
        ...

    def search(self, query: str, k: int = 5) -> list[Hit]:
        """The `k` best passages, best first."""
        ...

    def weight(self, stem: str) -> float:
        """How rare a stem is in the corpus."""
        ...


class Answers(Protocol):
    """An engine that answers from sections."""

    @property
    def name(self) -> str:
        """Engine and version."""
        ...

    def draft(self, question: Question, sections: Sequence[Section], weigh: Callable[[str], float]) -> Draft:
        """Choose what to answer with."""
        ...

    def related(self, question: Question, topics: Sequence[Topic]) -> tuple[Topic, ...]:
        """The topics of a person that a question is about, nearest first."""
        ...


class Understand(Protocol):
    """Reads a question, in the light of the one before it and of who asks."""

    def __call__(self, text: str, previous: Question | None = None, reader: Reader | None = None) -> Question:
        """The question as understood."""
        ...


@dataclass(frozen=True, slots=True)
class Ask:
    """A corpus that can be asked.

    Attributes:
        corpus: Its name.
        search: Where it is searched.
        understand: Reads questions.
        engine: Answers from what was found.
        usage: What a language model cost so far; None without one.
    """

    corpus: str
    search: Search
    understand: Understand
    engine: Answers
    usage: Callable[[], ModelUsage | None] = lambda: None

    def question(self, text: str, previous: Question | None = None, reader: Reader | None = None) -> Question:
        """Read a question, in the light of the one before it and of who asks."""
        return self.understand(text, previous, reader)

    def answer(self, question: Question, *, k: int = 5, reader: Reader | None = None) -> Answer:
        """Answer a question, or say that the guide does not tell."""
        topics = self.engine.related(question, reader.topics) if reader else ()
        draft, hits = self.draft(question, max(k, WIDE), topics)
        sentences = cite(draft.picks) if draft.answered else []
        cited = {citation.file for sentence in sentences for citation in sentence.citations}
        return Answer(
            engine=self.engine.name,
            model=self.usage(),
            question=question.text,
            understood_as=question.search,
            kind=question.kind.value,
            follow_up_of=question.follows,
            corpus=self.corpus,
            answered=bool(sentences),
            answer=text_of(sentences) if sentences else not_told(self.corpus),
            sentences=sentences,
            confidence=draft.confidence,
            nearest_headings=[] if sentences else nearest(hits),
            relates_to=[topic.words for topic in related_to(cited, topics, reader)] if sentences and reader else [],
            for_person=reader.label if reader else None,
            hits=[hit_of(hit) for hit in hits[:k]],
        )

    def draft(self, question: Question, wide: int = WIDE, topics: Sequence[Topic] = ()) -> tuple[Draft, list[Hit]]:
        """What the engine chooses, and what the search found."""
        hits = self.search.search(question.search, wide)
        if topics:
            hits = self._for_person(question, hits, topics)
        sections = sections_of(hits, self.search.passages, _SECTIONS)
        return self.engine.draft(question, sections, self.search.weight), hits

    def _for_person(self, question: Question, hits: list[Hit], topics: Sequence[Topic]) -> list[Hit]:
        """The hits with what speaks about the person's own gaps moved up."""
        best: dict[str, Hit] = {hit.passage.id: hit for hit in hits}
        for topic in topics:
            for hit in self.search.search(f"{question.search} {topic.words.topic}", _FOR_TOPIC):
                if hit.passage.file == topic.file and hit.passage.id not in best:
                    best[hit.passage.id] = hit
        own = {topic.file for topic in topics if topic.file}
        moved = [replace(hit, score=hit.score + _OWN) if hit.passage.file in own else hit for hit in best.values()]
        return sorted(moved, key=lambda hit: -hit.score)


def related_to(cited: Collection[str], topics: Sequence[Topic], reader: Reader | None) -> list[Topic]:
    """The person's gaps that an answer relates to: those the question is near to, and those whose page it cites."""
    own = [topic for topic in (reader.topics if reader else ()) if topic.file in cited]
    return list(dict.fromkeys([*topics, *own]))[:_MOST_TOPICS]


def not_told(corpus: str) -> str:
    """The answer when there is none."""
    return f"{'The guide' if corpus == SHIPPED else f'“{corpus}”'} does not say."


def sections_of(hits: Sequence[Hit], passages: Sequence[Passage], most: int) -> list[Section]:
    """The sections in which the best hits stand, in the order of their best hit."""
    found: list[Section] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for hit in hits:
        key = (hit.passage.file, hit.passage.heading_path)
        if key not in seen:
            seen.add(key)
            whole = merged(_around(hit.passage, passages))
            found.append(Section(whole, hit, excerpts_of(whole)))
        if len(found) == most:
            break
    return found


def _around(passage: Passage, passages: Sequence[Passage]) -> list[Passage]:
    """A passage and its neighbours under the same heading, nearest first, while they are not too long together."""
    at = next(number for number, other in enumerate(passages) if other.id == passage.id)
    kept = [passage]
    words = len(passage.text.split())
    for step in (1, -1):
        number = at + step
        while 0 <= number < len(passages) and _same_section(passages[number], passage):
            words += len(passages[number].text.split())
            if words > _SECTION_WORDS:
                break
            kept.append(passages[number])
            number += step
    return sorted(kept, key=lambda each: each.start_line)


def _same_section(one: Passage, other: Passage) -> bool:
    return one.file == other.file and one.heading_path == other.heading_path


def merged(parts: Sequence[Passage]) -> Passage:
    """Neighbouring passages as one, with the blank lines between them, so that its lines still count."""
    text = parts[0].text
    line = parts[0].end_line
    for part in parts[1:]:
        text += "\n" * (part.start_line - line) + part.text
        line = part.end_line
    return replace(parts[0], end_line=line, text=text)


def nearest(hits: Sequence[Hit]) -> list[Place]:
    """The headings under which the guide comes nearest, each once."""
    places: dict[tuple[str, tuple[str, ...]], Place] = {}
    for hit in hits:
        places.setdefault((hit.passage.file, hit.passage.heading_path), place_of(hit.passage))
        if len(places) == _HEADINGS:
            break
    return list(places.values())


def place_of(passage: Passage) -> Place:
    """Where a passage stands."""
    return Place(
        corpus=passage.corpus,
        file=passage.file,
        heading_path=list(passage.heading_path),
        start_line=passage.start_line,
        end_line=passage.end_line,
    )


def hit_of(hit: Hit) -> AnswerHit:
    """A hit as it is printed."""
    return AnswerHit(**place_of(hit.passage).model_dump(), score=round(hit.score, 4), text=hit.passage.text)
