"""What `coach` offers to an assistant: the functions behind the tools and pages of the MCP server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coach.model.answer import Answer
from coach.model.page import Page
from coach.model.reading import Readings
from coach.model.report import Report


@dataclass(frozen=True, slots=True)
class Told:
    """A result as words for a model to read, and as a value for a program."""

    words: str
    value: Report | Readings | Answer


@dataclass(frozen=True, slots=True)
class Offer:
    """The functions; each raises a `CoachError` where it cannot do what is asked.

    Attributes:
        version: Version of coach.
        review: Takes a text and the choices of a review.
        parse: Takes a text.
        ask: Takes a question and the name of a corpus.
        pages: The pages of the guide.
    """

    version: str
    review: Callable[[str, dict[str, str | None]], Told]
    parse: Callable[[str], Told]
    ask: Callable[[str, str], Told]
    pages: tuple[Page, ...]
