"""What the suites run on: the engine, loaded once, the cases, and the reports that several suites look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from coach.answering import Ask
from coach.evaluate.cases import ReviewCase, load_cases
from coach.evaluate.folder import Split, has_reviews, nothing_to_run
from coach.evaluate.retrieval import LabelledQuestion, load_questions
from coach.model.passage import Hit
from coach.model.report import Report
from coach.model.text import Document
from coach.pipeline import Review, ReviewOptions
from coach.read.document import read_bytes

TODAY = date(2026, 1, 5)
"""Plans of the evals begin on this day, so that a run tomorrow says the same."""


@dataclass(frozen=True, slots=True)
class Searched:
    """A corpus that questions are asked about.

    Attributes:
        ask: Answers from it.
        search: A question and a number in, the best passages out.
        folder: Where its files are.
    """

    ask: Ask
    search: Callable[[str, int], Sequence[Hit]]
    folder: Path


@dataclass(slots=True)
class Bench:
    """The engine and the cases of one run; what is costly is made when it is first wanted, and kept.

    Attributes:
        root: The folder of the evals.
        splits: Which splits run.
        review: The engine.
        open_corpus: Opens a corpus by name.
        open_model: A review by the model of a name at an address, over the same local engine.
        progress: Told what is going on.
    """

    root: Path
    splits: tuple[Split, ...]
    review: Review
    open_corpus: Callable[[str], Searched]
    open_model: Callable[[str, str], Review]
    progress: Callable[[str], None] = lambda stage: None
    _cases: list[ReviewCase] | None = None
    _reports: dict[str, Report] = field(default_factory=dict)
    _corpora: dict[str, Searched] = field(default_factory=dict)
    _questions: list[tuple[Split, LabelledQuestion]] | None = None

    @property
    def has_reviews(self) -> bool:
        """Whether there are labelled documents."""
        return has_reviews(self.root)

    @property
    def cases(self) -> list[ReviewCase]:
        """The labelled documents of the splits."""
        if self._cases is None:
            self._cases = load_cases(self.root / "reviews", self.splits)
        return self._cases

    def some_cases(self) -> list[ReviewCase]:
        """The same, for who cannot do without.

        Raises:
            UsageError: There are none.
        """
        if not self.cases:
            raise nothing_to_run(self.root, f"labelled documents of {' or '.join(self.splits)}")
        return self.cases

    @property
    def questions(self) -> list[tuple[Split, LabelledQuestion]]:
        """The labelled questions of the splits, each with its split."""
        if self._questions is None:
            folder = self.root / "questions"
            self._questions = [(split, each) for split in self.splits for each in load_questions(folder, split)]
        return self._questions

    def report(self, case: ReviewCase) -> Report:
        """The report on a labelled document, with its plan."""
        if case.gold.id not in self._reports:
            self._reports[case.gold.id] = self.fresh(case.document)
        return self._reports[case.gold.id]

    def fresh(self, *documents: Document) -> Report:
        """A report made now, with its plan."""
        return self.review.run(documents, ReviewOptions(today=TODAY))

    def corpus(self, name: str) -> Searched:
        """A corpus by name."""
        if name not in self._corpora:
            self._corpora[name] = self.open_corpus(name)
        return self._corpora[name]


def document_of(text: str, name: str = "case.md") -> Document:
    """A document from words in a case file, read as a file would be: hidden text is found and left out."""
    return read_bytes(text.encode("utf-8"), name)
