"""Labelled questions about corpora, and when a found place counts: at the level of sections.

The rule: a found passage counts for a labelled section when it stands in the same file and its heading path is the
section's, that of the section's parent, or that of a direct child.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from coach.evaluate.folder import Split
from coach.evaluate.strict_yaml import read_strict
from coach.model.competency import Strict

Section = tuple[str, tuple[str, ...]]
"""File within the corpus, and heading path."""


class Place(Strict):
    """A section that answers a question."""

    file: str
    heading_path: tuple[str, ...]

    @property
    def section(self) -> Section:
        """The place as a pair."""
        return self.file, self.heading_path


class LabelledQuestion(Strict):
    """A question about a corpus with the sections that answer it; none where the corpus does not."""

    id: str
    corpus: str
    question: str
    style: Literal["same-words", "paraphrase", "no-shared-words", "unanswerable"]
    kind: str
    relevant: tuple[Place, ...] = ()
    must_contain: tuple[str, ...] = ()


_QUESTIONS = TypeAdapter(tuple[LabelledQuestion, ...])


def load_questions(folder: Path, split: Split) -> list[LabelledQuestion]:
    """The questions of a split over every corpus, in the order of the files.

    Raises:
        DataError: A file does not fit the schema.
    """
    questions: list[LabelledQuestion] = []
    for path in sorted(folder.glob(f"*-{split}.yaml")):
        found = read_strict(path, _QUESTIONS, "these questions do not fit the schema", "See evals/schema.")
        questions.extend(found)
    return questions


def counts_for(found: Section, wanted: Section) -> bool:
    """Whether a found section counts for a labelled one: it, its parent, or a direct child of it."""
    path, target = found[1], wanted[1]
    return found[0] == wanted[0] and (path in (target, target[:-1]) or path[:-1] == target)


def judged(question: LabelledQuestion, found: Sequence[Iterable[Section]]) -> list[str]:
    """What was found as ids for a metrics library: that of the labelled section it counts for, once, or one of its own.

    Args:
        question: The question.
        found: The sections of each item found, best item first; a chunk may stand in several.
    """
    ids: list[str] = []
    for number, sections in enumerate(found):
        matches = [
            label for label, place in enumerate(question.relevant) if any(counts_for(each, place.section) for each in sections)
        ]
        fresh = [f"relevant-{label}" for label in matches if f"relevant-{label}" not in ids]
        if fresh or not matches:
            ids.append(fresh[0] if fresh else f"other-{number}")
    return ids
