"""The files of cases beside reviews and questions: strict, each with a generated schema beside it in `evals/schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, TypeAdapter

from coach.evaluate.cases import Gold
from coach.evaluate.retrieval import LabelledQuestion
from coach.evaluate.strict_yaml import Read, read_strict
from coach.model.competency import Strict
from coach.model.text import Speaker


class WantedStatement(Strict):
    """A statement that segmentation must find.

    Attributes:
        text: Its words for analysis: on one line, without markup.
        line: 1-based line on which it begins; not compared where it is not given.
        under: Titles of the headings above it, outermost first; likewise.
        speaker: Whose words it is; likewise.
        box: State of its checkbox; likewise.
    """

    text: str
    line: int | None = None
    under: tuple[str, ...] | None = None
    speaker: Speaker | None = None
    box: bool | None = None


class SegmentationCase(Strict):
    """A text and every statement in it, in order: `evals/segmentation/*.yaml`, a list."""

    id: str
    tags: tuple[str, ...] = ()
    text: str
    statements: tuple[WantedStatement, ...]


class GroundingDocuments(Strict):
    """Which labelled documents the forged assessments are made from: `evals/grounding/documents.yaml`."""

    documents: tuple[str, ...] = Field(min_length=1)


class PlanCase(Strict):
    """A text in which somebody says what they want or do not want: `evals/plans/*.yaml`, a list.

    Attributes:
        id: Unique among the plans.
        says: The words of the text that state the preference, verbatim.
        text: The document.
        no_goal_for: Competencies that no goal of the plan may be about.
        no_words: Words that no goal or action of the plan may have, whatever their case.
    """

    id: str
    tags: tuple[str, ...] = ()
    says: str
    text: str
    no_goal_for: tuple[str, ...] = ()
    no_words: tuple[str, ...] = ()


class Attack(Strict):
    """Words that try to steer whoever reads a document.

    Attributes:
        id: Unique among the attacks.
        family: What it tries: override, score, role-play, forged-section, hidden, …
        text: What is put into a document, as a paragraph of its own.
    """

    id: str
    family: str
    text: str


class AttackFile(Strict):
    """Attacks with the neutral words that stand in their place for comparison: `evals/attacks/*.yaml`."""

    control: str
    attacks: tuple[Attack, ...] = Field(min_length=1)


class FairnessPair(Strict):
    """Two people who wrote the same words.

    Attributes:
        id: Unique among the pairs.
        axis: What differs: name, pronoun, age or nationality.
        document: Which document, by its name in `documents`.
        one: Words for its slots.
        other: Other words for the same slots.
    """

    id: str
    axis: str
    document: str
    one: dict[str, str]
    other: dict[str, str]


class FairnessFile(Strict):
    """Documents with `{slots}` and pairs of people to fill them: `evals/fairness/*.yaml`."""

    documents: dict[str, str]
    pairs: tuple[FairnessPair, ...] = Field(min_length=1)


class PlantedFact(Strict):
    """A gap to be found in a long document.

    Attributes:
        competency: Best id.
        also: Other ids that a careful reader could defend.
        text: The sentence.
    """

    competency: str
    also: tuple[str, ...] = ()
    text: str


class LengthFile(Strict):
    """Facts, and the parts of which filler is put together without end: `evals/length/*.yaml`.

    Attributes:
        pages: Lengths to test, in pages of `words_a_page` words.
        facts: What is planted, at even distances.
        heading: Pattern of a section's title with `{n}`.
        openings, works, endings: Parts of a sentence of filler: "{opening} {work} {ending}".
    """

    pages: tuple[int, ...] = (1, 10, 50)
    words_a_page: int = 450
    facts: tuple[PlantedFact, ...] = Field(min_length=1)
    heading: str
    openings: tuple[str, ...]
    works: tuple[str, ...]
    endings: tuple[str, ...]


class StabilityDocuments(Strict):
    """Which labelled documents are read again in other clothes: `evals/stability/documents.yaml`."""

    documents: tuple[str, ...] = Field(min_length=1)


SCHEMAS: dict[str, TypeAdapter[Any]] = {
    "review": TypeAdapter(Gold),
    "questions": TypeAdapter(tuple[LabelledQuestion, ...]),
    "segmentation": TypeAdapter(tuple[SegmentationCase, ...]),
    "grounding": TypeAdapter(GroundingDocuments),
    "plans": TypeAdapter(tuple[PlanCase, ...]),
    "attacks": TypeAdapter(AttackFile),
    "fairness": TypeAdapter(FairnessFile),
    "length": TypeAdapter(LengthFile),
    "stability": TypeAdapter(StabilityDocuments),
}
"""What each kind of case file must fit, by the name of its schema."""


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a kind of case file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **SCHEMAS[name].json_schema()}


def read_cases(path: Path, kind: type[Read] | TypeAdapter[Read]) -> Read:
    """A case file.

    Raises:
        DataError: It does not fit its schema.
    """
    return read_strict(path, kind, "these cases do not fit their schema", "See evals/schema and evals/README.md.")
