"""Review cases: a document as a person would write it, and its gold labels (`evals/GUIDELINE.md`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from coach.errors import DataError
from coach.evaluate.folder import Split
from coach.evaluate.strict_yaml import read_strict
from coach.model.competency import GapType, Level, Strict
from coach.model.report import GapKind
from coach.model.text import Document, DocumentKind
from coach.read.document import read_path


class GoldGap(Strict):
    """A present gap of the author."""

    competency: str
    also: tuple[str, ...] = ()
    kind: GapKind
    gap_type: GapType
    quote: str

    @property
    def accepted(self) -> frozenset[str]:
        """Every competency under which finding the gap is right."""
        return frozenset((self.competency, *self.also))


class GoldItem(Strict):
    """A strength or an aspiration."""

    competency: str | None = None
    quote: str


class Trap(Strict):
    """Words that must not become a gap of a competency."""

    competency: str | None = None
    quote: str
    why: str


class Gold(Strict):
    """The labels of one document."""

    id: str
    split: Split
    style: str
    kind: DocumentKind
    role: str | None = None
    current_level: Level | None = None
    target_level: Level | None = None
    tags: tuple[str, ...] = ()
    gaps: tuple[GoldGap, ...] = ()
    strengths: tuple[GoldItem, ...] = ()
    aspirations: tuple[GoldItem, ...] = ()
    traps: tuple[Trap, ...] = Field(default=())
    draft: bool = False
    """True while the labels are what the engine found, and nobody has read them."""

    @property
    def accepted(self) -> frozenset[str]:
        """Every competency that some label accepts; any other that is found is a false alarm."""
        return frozenset().union(*(label.accepted for label in self.gaps))


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """A document with its labels."""

    document: Document
    gold: Gold

    @property
    def group(self) -> str:
        """The kind of case: plain, indirect, nogap, other."""
        return self.gold.id.split("-")[1]


def read_gold(path: Path) -> Gold:
    """The labels in a gold file; that they fit a document is not checked.

    Raises:
        DataError: It does not fit its schema.
    """
    return read_strict(path, Gold, "this gold file does not fit the schema", "See evals/GUIDELINE.md.")


def load_cases(folder: Path, splits: Sequence[str], only: Path | None = None) -> list[ReviewCase]:
    """Load the cases of some splits, or only that of one gold file, in the order of their names.

    Raises:
        DataError: A gold file does not fit its schema, or quotes words that its document does not have.
    """
    cases = []
    for split in splits:
        for path in [only] if only else sorted((folder / split).glob("*.gold.yaml")):
            document = read_path(path.with_name(path.name.replace(".gold.yaml", ".md")))
            cases.append(ReviewCase(document, _gold(path, document)))
    return cases


def _gold(path: Path, document: Document) -> Gold:
    gold = read_gold(path)
    if gold.id != path.name.removesuffix(".gold.yaml") or gold.id.count("-") < 2:
        raise DataError(
            f"its id {gold.id!r} is not the name of its file", place=str(path), remedy="Name it <split>-<group>-<number>."
        )
    quotes = [
        *(item.quote for item in gold.gaps),
        *(item.quote for item in (*gold.strengths, *gold.aspirations)),
        *(item.quote for item in gold.traps),
    ]
    for quote in quotes:
        if quote not in document.text:
            raise DataError(f"its document does not say {quote!r}", place=str(path), remedy="Quote verbatim, on one line.")
    return gold
