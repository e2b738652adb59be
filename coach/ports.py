"""What the stages ask of the outside, in as few methods as will do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.model.outgoing import Answered, Filled, Message, Spent
from coach.model.picture import Picture

Vectors = NDArray[np.float32]
"""Rows of unit length, float32."""


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def name(self) -> str:
        """Identifies model and weights: two embedders of one name give the same vectors."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text, in order, each of unit length."""
        ...


StoreRow = dict[str, str | int]
"""What a vector store keeps beside a vector: its `text`, and where that stands."""


class VectorStore(Protocol):
    """Keeps the vectors of a corpus in a folder; derived from files, and thrown away on any doubt."""

    def build(self, folder: Path, rows: Sequence[StoreRow], vectors: Vectors) -> Vectors:
        """Make a new store in `folder`, and return the vectors as it gives them back."""
        ...

    def load(self, folder: Path) -> Vectors:
        """Return the vectors of a store in the order of its rows."""
        ...


class StatementReader(Protocol):
    """Reads statements in their place: role, competencies, kind of gap."""

    @property
    def name(self) -> str:
        """Identifies the reader and its weights."""
        ...

    def read(self, texts: Sequence[str], contexts: Sequence[str]) -> ReaderOutput:
        """Return probabilities for each statement of one document, in order, given the headings above each."""
        ...


@dataclass(frozen=True, slots=True)
class ReaderOutput:
    """Probabilities, one row a statement.

    Attributes:
        roles: Shape (n, roles), columns in the order of `coach.model.text.Role`.
        competencies: Shape (n, competencies), columns in the order of `competency_ids`.
        gap_types: Shape (n, 4), columns in the order of `coach.model.competency.GapType`.
        speakers: Shape (n, 3), columns in the order of `coach.model.text.Speaker`.
        competency_ids: Names of the columns of `competencies`.
    """

    roles: Vectors
    competencies: Vectors
    gap_types: Vectors
    speakers: Vectors
    competency_ids: tuple[str, ...]


class StructuredModel(Protocol):
    """A language model that fills a schema; whatever it says is still to be checked."""

    @property
    def name(self) -> str:
        """Provider and model as the person named them, such as "openai:gpt-5"."""
        ...

    def ask(self, messages: Sequence[Message], schema: type[Filled]) -> Answered[Filled]:
        """Put messages to the model and return the filled schema.

        Raises:
            ProviderFailed: The model cannot be reached, refuses, or gives no answer in this shape.
            BudgetExceeded: The call would cost more tokens than are left.
        """
        ...

    def tokens(self, messages: Sequence[Message]) -> int:
        """About how many tokens the messages have."""
        ...

    @property
    def room(self) -> int:
        """How many tokens of input fit into one call beside the answer."""
        ...

    @property
    def spent(self) -> Spent:
        """What all calls so far cost, those that failed included."""
        ...

    @property
    def notices(self) -> tuple[str, ...]:
        """What the person should know of how the answers were had."""
        ...


class Disguise(Protocol):
    """Replaces what names people and places before a text leaves, and puts it back in what returns."""

    def mask(self, text: str) -> str:
        """The text as it may leave."""
        ...

    def restore(self, text: str) -> str:
        """The text with the original names."""
        ...

    def unknown_placeholders(self, text: str) -> list[str]:
        """Placeholders in a model's text that were never sent."""
        ...


class Pictures(Protocol):
    """Draws what a report shows better than it tells."""

    def draw(self, picture: Picture, width: int) -> str:
        """Return SVG of about `width` pixels in the stand-in colours of `coach.model.picture.INKS`."""
        ...
