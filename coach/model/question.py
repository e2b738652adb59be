"""What is asked, and what a guide has to offer for it: the values between search, engine and answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from coach.model.passage import Passage


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
        follows: The question it follows up, None when it stands alone.
    """

    text: str
    search: str
    kind: QuestionKind
    words: tuple[str, ...]
    sides: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    code: bool = False
    follows: str | None = None


class ExcerptKind(StrEnum):
    """What a citable piece of a passage is."""

    SENTENCE = "sentence"
    LEAD_IN = "lead-in"
    ITEM = "item"
    STEP = "step"
    ROW = "row"
    CODE = "code"


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
    """

    passage: Passage
    number: int
    block: int
    group: int
    kind: ExcerptKind
    text: str
    quotes: tuple[Quote, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a search found.

    Attributes:
        passage: The passage.
        score: Fused score, the order of the search.
        dense: Similarity of meaning, -1 to 1.
        lexical: Score of the shared words, at least 0.
        excerpts: Its citable pieces in order.
    """

    passage: Passage
    score: float
    dense: float
    lexical: float
    excerpts: tuple[Excerpt, ...] = field(default=())
