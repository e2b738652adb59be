"""Answers a question with the guide's own sentences: scores them, decides whether they answer, and composes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from coach.engines.local.compose import Scored, compose
from coach.engines.local.refusal import NEAREST, Gate, Nearness, Signals
from coach.engines.local.signals import fits, is_of_another_level, is_reading_list
from coach.engines.local.subject import asked_words, is_met, lacking, said_in
from coach.language.everyday import in_proper_words
from coach.lexical import words_of
from coach.model.question import Draft, Excerpt, ExcerptKind, Question, Section, Topic
from coach.ports import Embedder

_OVERLAP = 0.15
_FIT = 0.10
_CODE = 0.3
_SCRIPT = 0.08
_OTHER_LEVEL = 0.12
"""Weights of shared words and of a fitting shape beside the similarity of meaning, and what is lost by being code, a script, or a row about
another level."""

_SENTENCE = 0.6
_COVERED = 0.2
"""Weights of the best sentence and of the covered words beside the score of the search, in the order of sections."""

_RELATED = 0.35
_MOST_TOPICS = 3
"""Similarity from which a question is about a person's gap, and how many gaps at most."""

_READING = 0.1
"""What a list of books loses where nobody asks for one."""

_EXCERPT_CHARS = 600
_READ, _BEFORE = 16, 2
"""Most excerpts of a section that are compared with the question, and how many of them before the passage that was found."""

_UNREAD = -0.5

_FEW_WORDS, _LIKE = 2, 0.37
"""A question of so few content words is answered only by sentences this similar: without one word, small talk and gibberish are
nothing, so what their words contribute tells nothing."""


_SHAPES = frozenset(words_of("long often many much difference between list examples"))
"""Words that ask for a shape of answer: "how long" is met by a number of weeks."""


class LocalAnswerer:
    """Answers without a model server: every word it returns is the guide's."""

    def __init__(self, embedder: Embedder, gate: Gate) -> None:
        """Take what it works with.

        Args:
            embedder: The one that the corpus was embedded with.
            gate: Decides whether to answer.
        """
        self._embedder = embedder
        self._gate = gate

    @property
    def name(self) -> str:
        """Engine and model."""
        return f"local ({self._embedder.name})"

    def draft(self, question: Question, sections: Sequence[Section], weigh: Callable[[str], float]) -> Draft:
        """Choose what to answer with.

        Args:
            question: What is asked.
            sections: The sections around the best hits, best first.
            weigh: How rare a stem is in this corpus.
        """
        if not sections or not question.words:
            return Draft((), 0.0, False, ())
        look = _Look(question, sections, self._embedder, weigh)
        ranked = sorted(look.scored(), key=lambda scored: -scored.score)
        signals = look.signals(self._gate)
        confidence = self._gate.probability(signals)
        if len(question.words) <= _FEW_WORDS and signals.sentence < _LIKE:
            confidence = min(confidence, signals.sentence * self._gate.threshold)
        if confidence < self._gate.threshold and look.says_it_all():
            confidence = self._gate.threshold
        answered = confidence >= self._gate.threshold
        picks = compose(question, ranked) if answered else ()
        named = tuple((name, round(float(getattr(signals, name)), 4)) for name in Signals.__dataclass_fields__)
        return Draft(picks, round(confidence, 4), answered and bool(picks), named)

    def related(self, question: Question, topics: Sequence[Topic]) -> tuple[Topic, ...]:
        """The topics of a person that a question is about, nearest first."""
        if not topics or not question.search:
            return ()
        vectors = self._embedder.embed([question.search, *(topic.text for topic in topics)])
        near = vectors[1:] @ vectors[0]
        order = sorted(range(len(topics)), key=lambda number: -float(near[number]))
        return tuple(topics[number] for number in order if near[number] >= _RELATED)[:_MOST_TOPICS]


class _Look:
    """One question beside the sections found for it, everything embedded in one batch."""

    def __init__(
        self, question: Question, sections: Sequence[Section], embedder: Embedder, weigh: Callable[[str], float]
    ) -> None:
        self._question = question
        self._sections = sections
        self._weights = {word: weigh(word) for word in (*question.words, *words_of(in_proper_words(question.search)))}
        self._all = sum(self._weights.values()) or 1.0
        self._words = asked_words(question, self._weights)
        self._read = [_around(section) for section in sections]
        texts = [
            _in_place(section, section.excerpts[number])
            for section, read in zip(sections, self._read, strict=True)
            for number in read
        ]
        variants = [word.without for word in self._words]
        vectors = embedder.embed([question.search, in_proper_words(question.search), *variants, *texts])
        self._raw = vectors[0]
        self._asked = (vectors[0] + vectors[1]) / np.float32(np.linalg.norm(vectors[0] + vectors[1]))
        self._variants = vectors[2 : 2 + len(variants)]
        self._texts = vectors[2 + len(variants) :]
        self._similar = self._texts @ self._asked
        self._covered = [self._share(_vocabulary(section)) for section in sections]

    def scored(self) -> list[Scored]:
        """The sections with the scores of their excerpts."""
        found = []
        at = 0
        for number, (section, read) in enumerate(zip(self._sections, self._read, strict=True)):
            scores = [_UNREAD] * len(section.excerpts)
            nearest = 0.0
            for place, similar in zip(read, self._similar[at : at + len(read)], strict=True):
                scores[place] = float(similar) + self._shape(place, section)
                if section.excerpts[place].kind is not ExcerptKind.CODE:
                    nearest = max(nearest, float(similar))
            at += len(read)
            score = section.hit.score + _SENTENCE * nearest + _COVERED * self._covered[number]
            score -= _READING if is_reading_list(self._question, section.heading) else 0.0
            found.append(Scored(section, score, tuple(scores)))
        return found

    def _shape(self, number: int, section: Section) -> float:
        excerpt = section.excerpts[number]
        shared = self._share(set(words_of(excerpt.text)))
        lost = _CODE if excerpt.kind is ExcerptKind.CODE and not self._question.code else 0.0
        if excerpt.kind is ExcerptKind.SENTENCE and excerpt.text.endswith(":"):
            lost = _CODE
        elif excerpt.text[:1] in '"“' and excerpt.text[-1:] in '"”':
            lost = _SCRIPT
        if excerpt.kind in (ExcerptKind.ROW, ExcerptKind.ENTRY, ExcerptKind.ITEM) and is_of_another_level(
            self._question, excerpt.text
        ):
            lost += _OTHER_LEVEL
        return _OVERLAP * shared + _FIT * fits(self._question, excerpt) - lost

    def says_it_all(self) -> bool:
        """Whether one sentence has every content word of the question, of which there are at least two."""
        asked = set(self._question.words) - _SHAPES
        return len(asked) > 1 and any(
            asked <= set(words_of(excerpt.text)) for section in self._sections for excerpt in section.excerpts
        )

    def _share(self, words: set[str]) -> float:
        return sum(weight for word, weight in self._weights.items() if word in words) / self._all

    def signals(self, gate: Gate) -> Signals:
        """What speaks for and against an answer."""
        owners = [section for section, read in zip(self._sections, self._read, strict=True) for _ in read]
        nearest = [owners[row] for row in np.argsort(-self._similar, kind="stable")[:NEAREST]]
        around, beside = said_in(nearest), said_in(nearest[:1])
        met = tuple(is_met(word, around) for word in self._words)
        return gate.signals(Nearness(self._asked, self._raw, self._texts, self._variants, met, lacking(self._words, beside)))


def _around(section: Section) -> range:
    """The excerpts that are read: those nearest to the passage that was found, in a long section."""
    first = next(
        (
            number
            for number, excerpt in enumerate(section.excerpts)
            if excerpt.quotes[0].end_line >= section.hit.passage.start_line
        ),
        0,
    )
    start = max(0, min(first - _BEFORE, len(section.excerpts) - _READ))
    return range(start, min(len(section.excerpts), start + _READ))


def _in_place(section: Section, excerpt: Excerpt) -> str:
    """An excerpt as it is embedded: under its heading and after what announces it."""
    return ": ".join(part for part in (section.heading, excerpt.context, excerpt.text[:_EXCERPT_CHARS]) if part)


def _vocabulary(section: Section) -> set[str]:
    return set(words_of(" ".join((*section.passage.heading_path, *(excerpt.text for excerpt in section.excerpts)))))
