"""The answer to a question: the published, versioned output of `coach ask` (`coach schema ask`)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from coach.model.output import Output
from coach.model.run import ModelUsage

SCHEMA_VERSION = "1.0"


class Place(Output):
    """Where words stand in a corpus."""

    corpus: str
    file: str
    """Path within the corpus."""
    heading_path: list[str]
    """Headings above it, outermost first."""
    start_line: int
    """1-based first line in the file."""
    end_line: int
    """1-based last line."""


class Citation(Place):
    """The words of a file that a sentence stands on."""

    quote: str
    """Verbatim, line ends included, within the lines given; of the first line it may be the end, of the last the beginning."""


class AnswerSentence(Output):
    """A sentence, list item, step or table row of the guide, without its markup."""

    text: str
    """The guide's words on one line, or a model's (`wording`); a table row is told as "head: cell; head: cell"."""
    layout: Literal["prose", "bullet", "step", "code"] = "prose"
    wording: Literal["guide", "model"] = "guide"
    """Whose words it is in: the guide's, or a language model's, whose every sentence was held against the words it cites."""
    citations: list[Citation] = Field(min_length=1)
    """The first is the sentence's own place; a table row adds the table's head."""


class AnswerHit(Place):
    """A passage that the search found, whether or not it is quoted."""

    score: float
    """Fused score of the search, 0 to 1; comparable within one answer."""
    text: str
    """The passage as it stands in the file."""


class OwnWords(Output):
    """Words of the person's review that the answer relates to."""

    topic: str
    """The gap in the person's own words."""
    quote: str
    line: int
    source: str
    competency_name: str


class Answer(Output):
    """An answer made of sentences of a guide, or the statement that the guide does not say."""

    schema_version: Literal["1.0"] = "1.0"
    engine: str
    model: ModelUsage | None = None
    """What a language model was asked and what it cost; null when none was."""
    question: str
    """As it was asked."""
    understood_as: str
    """What was searched for: the question, completed from the one before it where it points back."""
    kind: str
    """The shape of answer that was asked for."""
    follow_up_of: str | None = None
    """The question before it, where it was needed to understand this one."""
    corpus: str
    answered: bool
    """False when the guide does not say."""
    answer: str
    """The sentences as one text, lists as lists."""
    sentences: list[AnswerSentence]
    """Every sentence of the answer, in order; empty when the guide does not say."""
    confidence: float
    """Probability, by the fitted refusal model, that the guide answers the question."""
    nearest_headings: list[Place]
    """Where the guide comes nearest; given when it does not say."""
    relates_to: list[OwnWords] = Field(default_factory=list)
    """With a review: which of the person's words the answer relates to."""
    for_person: str | None = None
    """With a review: who it was answered for."""
    hits: list[AnswerHit]
