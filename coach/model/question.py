"""What is asked, and what a guide has to offer for it: the values between search, engine and answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coach.model.answer import OwnWords
from coach.model.passage import Hit, Passage


class QuestionKind(StrEnum):
    """What shape of answer a question asks for."""

    LIST = "list"
    FIGURE = "figure"
    COMPARISON = "comparison"
    DEFINITION = "definition"
    HOW_TO = "how-to"
    YES_NO = "yes-no"
    WHY = "why"
    FACT = "fact"
    SITUATION = "situation"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood.

    Attributes:
        text: As it was asked, on one line.
        search: What is searched for: the question itself, or with the words of the question it follows up.
        kind: Shape of the answer it asks for.
        words: Its content words, stemmed, in order, each once.
        sides: The two things that a comparison compares.
        units: What kinds of figure it asks for: "duration", "money", "share", "date", "count"; empty when it asks for none.
        code: Whether it asks for code, a command or a template.
        levels: The levels that it names, lower case.
        follows: The question it follows up, None when it stands alone.
    """

    text: str
    search: str
    kind: QuestionKind
    words: tuple[str, ...]
    sides: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    code: bool = False
    levels: frozenset[str] = frozenset()
    follows: str | None = None


class ExcerptKind(StrEnum):
    """What a citable piece of a passage is."""

    SENTENCE = "sentence"
    LEAD_IN = "lead-in"
    ITEM = "item"
    STEP = "step"
    ROW = "row"
    ENTRY = "entry"
    CODE = "code"
    WRITTEN = "written"
    """A sentence in an engine's own words, laid on the quotes that carry it."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a file as they stand, and their lines."""

    text: str
    start_line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The smallest piece of a passage that an answer may use.

    Attributes:
        passage: Where it is from.
        number: Position within the passage.
        block: Position of its paragraph, item or row within the passage; the sentences of a paragraph share it.
        group: Number of the list or table it belongs to, -1 for running text; the lead-in of a list has the list's.
        kind: What it is.
        text: Its words without markup; a table row is told as "head: cell; head: cell".
        quotes: The words as they stand: the first is the excerpt's own, a table row adds its head.
        depth: Nesting depth of a list item.
        context: What announces it, where it does not stand alone: the lead-in of its list.
    """

    passage: Passage
    number: int
    block: int
    group: int
    kind: ExcerptKind
    text: str
    quotes: tuple[Quote, ...]
    depth: int = 0
    context: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A gap of the person who asks.

    Attributes:
        words: Their own words for it, with their place.
        file: File of the guide that is about it, empty when there is none.
    """

    words: OwnWords
    file: str = ""

    @property
    def text(self) -> str:
        """What it is compared by: the topic, its competency, and the person's sentence."""
        return f"{self.words.topic}. {self.words.competency_name}. {self.words.quote}"


@dataclass(frozen=True, slots=True)
class Reader:
    """The person for whom a question is answered.

    Attributes:
        label: Who they are, in words.
        role: Their role, empty when it is not known.
        level: Their level, empty when it is not known.
        target: The level they aim at, empty when it is not known.
        topics: Their gaps, most important first.
    """

    label: str
    role: str = ""
    level: str = ""
    target: str = ""
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading, around what a search found there.

    Attributes:
        passage: The found passages and their neighbours under the heading, as one.
        hit: The best of the found passages.
        excerpts: Its citable pieces in order.
    """

    passage: Passage
    hit: Hit
    excerpts: tuple[Excerpt, ...]

    @property
    def heading(self) -> str:
        """The innermost heading, or the document's title where it has none."""
        return self.passage.heading_path[-1] if self.passage.heading_path else self.passage.title


class Layout(StrEnum):
    """How a picked excerpt is set."""

    PROSE = "prose"
    BULLET = "bullet"
    STEP = "step"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Pick:
    """An excerpt that an engine chose, and how it is set."""

    excerpt: Excerpt
    layout: Layout = Layout.PROSE


@dataclass(frozen=True, slots=True)
class Draft:
    """What an engine answers with: excerpts by reference, no words of its own.

    Attributes:
        picks: In reading order; empty when the guide does not tell.
        confidence: Probability that the guide answers the question.
        answered: Whether that is enough to answer.
        signals: What the probability was computed from.
    """

    picks: tuple[Pick, ...]
    confidence: float
    answered: bool
    signals: tuple[tuple[str, float], ...]
