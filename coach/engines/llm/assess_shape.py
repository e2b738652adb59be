"""The shape of an assessment: built for each call, so that its JSON Schema enumerates the statements and competencies there are."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from types import GenericAlias
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from coach.model.report import WishKind
from coach.model.text import Role

NONE = "none"
"""What a model says where no competency applies."""

ReadRole = StrEnum("ReadRole", [(role.name, role.value) for role in Role])  # type: ignore[misc]
"""The roles, without the long description that their own class would put into the schema."""

Sure = Literal["high", "medium", "low"]


class Shape(BaseModel):
    """Base of what a model fills: nothing optional, nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ReadingSaid(Shape):
    """What a statement does in its place."""

    id: str
    role: str
    competency: str


class GapSaid(Shape):
    """A gap of the author."""

    statements: list[str]
    lack: str
    competency: str
    kind: Literal["stated", "implied", "missing"]
    gap_type: Literal["skill", "habit", "opportunity", "evidence"]
    topic: str
    confidence: Sure


class StrengthSaid(Shape):
    """A strength of the author."""

    statements: list[str]
    competency: str


class WishSaid(Shape):
    """A wish, plan, choice or request."""

    statement: str
    kind: WishKind
    competency: str


class AssessmentSaid(Shape):
    """The reading of a document: roles of statements, then gaps, strengths and wishes."""

    reading: list[ReadingSaid]
    gaps: list[GapSaid]
    strengths: list[StrengthSaid]
    wishes: list[WishSaid]


def assessment_shape(statements: Sequence[str], competencies: Sequence[str]) -> type[AssessmentSaid]:
    """The shape for one sheet.

    Args:
        statements: Ids that exist in this call.
        competencies: Ids of the corpus.
    """
    statement = enumeration("StatementId", statements)
    competency = enumeration("CompetencyId", competencies)
    perhaps = enumeration("CompetencyIdOrNone", [*competencies, NONE])
    reading = create_model(
        "Reading", __base__=ReadingSaid, id=(statement, ...), role=(ReadRole, ...), competency=(perhaps, ...)
    )
    gap = create_model(
        "Gap",
        __base__=GapSaid,
        statements=a_list(statement, 6),
        lack=(str, Field(json_schema_extra={"maxLength": 160})),
        competency=(competency, ...),
        topic=(str, Field(json_schema_extra={"maxLength": 90})),
    )
    strength = create_model("Strength", __base__=StrengthSaid, statements=a_list(statement, 4), competency=(competency, ...))
    wish = create_model("Wish", __base__=WishSaid, statement=(statement, ...), competency=(perhaps, ...))
    return create_model(
        "Assessment",
        __base__=AssessmentSaid,
        reading=a_list(reading, len(statements)),
        gaps=a_list(gap, 12),
        strengths=a_list(strength, 12),
        wishes=a_list(wish, 24),
    )


def enumeration(name: str, values: Sequence[str]) -> Any:
    """An enumeration of ids, written once in the schema however often it is used."""
    return StrEnum(name, [(f"v{number}", value) for number, value in enumerate(dict.fromkeys(values))])


def a_list(item: Any, most: int) -> Any:
    """A list of items, bounded for servers whose grammar honours it: a bound ends lists that would not end.

    An answer that exceeds it is no error; code takes of it what it needs.
    """
    return GenericAlias(list, (item,)), Field(json_schema_extra={"maxItems": most})
