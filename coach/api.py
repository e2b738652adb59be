"""The Python API: review, parse and ask from a program, with everything loaded once and kept warm.

    from coach import review, parse, ask

    report = review(Path("self-review.md"), target="staff")
    answer = ask("How long should a self-review be?", review=report)

A source is a `Path` (a file), a `str` or `bytes` (the text itself), or a `Document`. Nothing is stored and nothing leaves the
machine. `Coach` is the same with its own settings; the functions share one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from threading import RLock
from typing import Any, TypedDict, Unpack, cast

from coach import wiring, wiring_models
from coach.answering import Ask
from coach.corpora import Corpus
from coach.errors import InputTooLarge, UsageError
from coach.guide import SHIPPED
from coach.model.answer import Answer
from coach.model.competency import Ladder
from coach.model.page import Page
from coach.model.passage import Hit
from coach.model.question import Question
from coach.model.reading import Readings
from coach.model.report import Report
from coach.model.text import Document, DocumentKind
from coach.model_settings import ModelSettings
from coach.pages import page_of
from coach.person import PersonOptions
from coach.pipeline import Review, ReviewOptions
from coach.ports import Embedder
from coach.read.document import read_bytes, read_path
from coach.reader import reader_of
from coach.reading import readings_of
from coach.segment.record import read_record
from coach.settings import Settings, load_settings

Source = str | bytes | Path | Document
"""A file by its path, a text by its words, or a document that was read before."""

Progress = Callable[[str], None]
"""Is told the name of each stage as it begins."""

MAX_QUESTION = 20_000
"""Longest question, in characters."""

_WARM_UP = """# Self-review
I am a senior engineer. I led the move to a new database. I still estimate badly, and I would like to mentor somebody.
"""


class ReviewChoices(TypedDict, total=False):
    """What may be chosen for a review; everything has a sensible default."""

    role: str | None
    level: str | None
    target: str | None
    period: str | None
    ladder: str
    kind: DocumentKind | str | None
    goals: int
    plan: bool
    start: date | None
    engine: str
    """"local", or "llm" for the language model that the settings name."""
    agreed: bool
    """Whether the text may go to that model's host, where that is another machine."""


class AskChoices(TypedDict, total=False):
    """What may be chosen for a question: the corpus, the question before it, a report for whose author it is, hits."""

    corpus: str
    previous: str | None
    review: Report | None
    k: int


def _silent(_stage: str) -> None:
    return


class Coach:
    """Everything that a review, a reading or an answer needs, loaded when it is first asked for and kept; safe in threads."""

    def __init__(self, settings: Settings | None = None) -> None:
        """Take settings; without any, those of the environment."""
        self.settings = settings or load_settings()
        self._lock = RLock()
        self._intake = wiring.intake()
        self._review: Review | None = None
        self._embedder: Embedder | None = None
        self._pages: dict[str, tuple[str, list[Page]]] = {}
        self._asks: dict[str, tuple[str, Ask]] = {}
        self._ladders: dict[str, tuple[str, Ladder | None]] = {}

    def warm(self, progress: Progress = _silent) -> None:
        """Load what reviews, their pages and answers from the shipped guide need, and run each once."""
        documents = [document_of(_WARM_UP)]
        self.html(self.review(documents, progress), documents)
        self.ask("How long should a self-review be?", progress)

    @property
    def corpus(self) -> Corpus:
        """The shipped competencies and ladders."""
        return wiring.shipped_corpus(self.settings) if self._review is None else self._review.corpus

    def read(self, data: bytes, name: str) -> Document:
        """Read a file of any format that is read, from its bytes; what it is, its first bytes tell.

        Raises:
            UnreadableInput: It is broken, locked, empty, or of another format.
            InputTooLarge: It is over a limit.
        """
        return read_bytes(data, name, intake=self._intake)

    def review(self, documents: Sequence[Document], progress: Progress = _silent, **choices: Unpack[ReviewChoices]) -> Report:
        """Review the documents of one person.

        Returns:
            The report; with a `refusal` where the documents are not a person's account of their own work.

        Raises:
            UsageError: A level, ladder or kind of that name is not known, or a model is asked for and none is named.
            RefusedForPrivacy: The text would leave this machine, and nobody agreed.
            ProviderError: The model failed.
        """
        if choices.get("engine") == "llm":
            return self._by_model(documents, progress, choices)
        ready = replace(self._ready_review(progress), progress=progress)
        name = choices.get("ladder") or "default"
        if name not in ready.corpus.ladders or name != ready.ladder.id:
            ready = replace(ready, ladder=self.ladder(name))
        return ready.run(_some(documents), _options(choices))

    def model(self) -> ModelSettings | None:
        """The language model that the settings name, None where there is none.

        Raises:
            UsageError: The settings do not fit together.
        """
        return wiring.configured_model()

    def _by_model(self, documents: Sequence[Document], progress: Progress, choices: ReviewChoices) -> Report:
        model = self.model()
        if model is None:
            raise UsageError("no model is named", place="engine", remedy="Name one: COACH_MODEL=openai:NAME.")
        wiring.check_consent(self.settings, model, agreed=choices.get("agreed", False))
        options, ladder = _options(choices), choices.get("ladder") or "default"
        self.ladder(ladder)
        return wiring_models.model_review(self.settings, ladder, progress, model, options.person).run(_some(documents), options)

    def parse(
        self, documents: Sequence[Document], kind: DocumentKind | str | None = None, progress: Progress = _silent
    ) -> Readings:
        """How documents are read, before anything is concluded from them."""
        ready = self._ready_review(progress)
        chosen = _kind(kind)
        records = tuple(
            read_record(document, prefix=f"{chr(97 + number)}:" if len(documents) > 1 else "", kind=chosen)
            for number, document in enumerate(_some(documents))
        )
        return readings_of(records, ready.assess.assess(records).readings)

    def ask(self, question: str, progress: Progress = _silent, **choices: Unpack[AskChoices]) -> Answer:
        """Ask a corpus a question; the answer says so where the corpus does not tell.

        Raises:
            UsageError: The question is empty, or there is no corpus of that name.
            InputTooLarge: The question is longer than `MAX_QUESTION`.
        """
        _checked(question)
        opened = self._opened(choices.get("corpus") or SHIPPED, progress)
        report = choices.get("review")
        reader = reader_of(report) if report else None
        previous = choices.get("previous")
        before: Question | None = opened.question(previous[:MAX_QUESTION], reader=reader) if previous else None
        return opened.answer(opened.question(question, before, reader), k=choices.get("k", 5), reader=reader)

    def search(self, query: str, corpus: str = SHIPPED, k: int = 5) -> list[Hit]:
        """The passages of a corpus that speak about a query, best first."""
        return self._opened(corpus, _silent).search.search(query, k)

    def html(self, report: Report, documents: Sequence[Document], *, embedded: bool = False) -> str:
        """A report as a page that stands alone, or as what stands inside another page; with its pictures."""
        return wiring.html_page(report, documents, embedded=embedded)

    def corpora(self) -> list[str]:
        """Names of the corpora that can be asked: the shipped guide first."""
        return [SHIPPED, *wiring.library(self.settings).names()]

    def pages(self, corpus: str = SHIPPED) -> list[Page]:
        """The files of a corpus, each whole, in the order of their paths.

        Raises:
            UsageError: There is no corpus of that name.
        """
        digest = "" if corpus == SHIPPED else wiring.corpus_source(self.settings, corpus).digest
        with self._lock:
            if self._pages.get(corpus, (None, None))[0] != digest:
                texts = wiring.corpus_texts(self.settings, corpus)
                self._pages[corpus] = (digest, [page_of(data, file) for file, data in texts.items()])
            return self._pages[corpus][1]

    def ladders(self) -> dict[str, Ladder]:
        """Every ladder by the name under which it can be chosen: the shipped ones, and those of added corpora."""
        shelf = wiring.library(self.settings)
        own = {name: self._own_ladder(name, shelf.digest(shelf.corpus(name))) for name in shelf.names()}
        return self.corpus.ladders | {name: ladder for name, ladder in own.items() if ladder is not None}

    def ladder(self, name: str) -> Ladder:
        """A ladder by the name under which it can be chosen; never a path.

        Raises:
            UsageError: There is none of that name.
        """
        known = self.ladders()
        if name not in known:
            raise UsageError(f"there is no ladder {name!r}", remedy=f"Known: {', '.join(known)}.")
        return known[name]

    def _own_ladder(self, name: str, digest: str) -> Ladder | None:
        with self._lock:
            if self._ladders.get(name, ("", None))[0] != digest:
                try:
                    self._ladders[name] = (digest, wiring.find_ladder(self.settings, name, self.corpus))
                except UsageError:
                    self._ladders[name] = (digest, None)
            return self._ladders[name][1]

    def _ready_review(self, progress: Progress) -> Review:
        with self._lock:
            if self._review is None:
                progress("loading the reader")
                self._review = wiring.local_review(self.settings, "default", progress)
            return self._review

    def _opened(self, name: str, progress: Progress) -> Ask:
        digest = "" if name == SHIPPED else wiring.corpus_source(self.settings, name).digest
        with self._lock:
            if self._asks.get(name, (None, None))[0] != digest:
                self._embedder = self._embedder or wiring.embedder(self.settings, progress)
                self._asks[name] = (digest, wiring.open_ask(self.settings, name, progress, self._embedder))
            return self._asks[name][1]


def _some(documents: Sequence[Document]) -> Sequence[Document]:
    if not documents:
        raise UsageError("there is nothing to read", remedy="Give at least one text or file.")
    return documents


def _checked(question: str) -> None:
    if len(question) > MAX_QUESTION:
        raise InputTooLarge(f"the question has more than {MAX_QUESTION:,} characters", remedy="Ask in a sentence or two.")
    if not any(char.isalnum() for char in question):
        raise UsageError("the question is empty", remedy="Ask in a sentence, such as: How long should a self-review be?")


def _kind(kind: DocumentKind | str | None) -> DocumentKind | None:
    if not kind:
        return None
    if kind not in list(DocumentKind):
        raise UsageError(f"there is no kind of document {str(kind)!r}", remedy=f"Known: {', '.join(DocumentKind)}.")
    return DocumentKind(kind)


def _options(choices: ReviewChoices) -> ReviewOptions:
    return ReviewOptions(
        person=PersonOptions(
            role=choices.get("role") or None,
            level=choices.get("level") or None,
            target=choices.get("target") or None,
            period=choices.get("period") or None,
        ),
        kind=_kind(choices.get("kind")),
        goals=choices.get("goals", 3),
        with_plan=choices.get("plan", True),
        today=choices.get("start") or date.today(),
    )


def document_of(source: Source, number: int = 1) -> Document:
    """Read a source; a text without a file is called "text", or "text 2" and so on.

    Raises:
        UnreadableInput: It cannot be read, or there is no text in it.
        InputTooLarge: It is over a limit.
    """
    if isinstance(source, Document):
        return source
    if isinstance(source, Path):
        return read_path(source, intake=wiring.intake())
    data = source.encode("utf-8", "replace") if isinstance(source, str) else source
    return read_bytes(data, "text" if number == 1 else f"text {number}", intake=wiring.intake())


@cache
def shared() -> Coach:
    """The one that `review`, `parse` and `ask` use."""
    return Coach()


def review(*sources: Source, **choices: Unpack[ReviewChoices]) -> Report:
    """Review what a person wrote about their own work; several sources are one person's record.

    Raises:
        CoachError: With cause, place and remedy, where something cannot be read or is not known.
    """
    return shared().review(_documents(sources), **choices)


def parse(*sources: Source, kind: DocumentKind | str | None = None) -> Readings:
    """How texts are read: who, when, what each statement does; raises as `review`."""
    return shared().parse(_documents(sources), kind)


def ask(question: str, **choices: Unpack[AskChoices]) -> Answer:
    """Ask the guide, or a corpus that was added; raises as `review`."""
    return shared().ask(question, **choices)


def retriever(corpus: str = SHIPPED, k: int = 5) -> Any:
    """A LangChain `BaseRetriever` over a corpus: `retriever("guide").invoke("how do I ask for feedback?")`.

    Each document holds a passage as it stands; its metadata tell file, headings, lines and score.
    """
    return wiring.langchain_retriever(partial(shared().search, corpus=corpus), k)


def review_runnable(**choices: Unpack[ReviewChoices]) -> Any:
    """A LangChain `Runnable` from a text to its `Report`: `review_runnable(target="staff") | RunnableLambda(render)`.

    Its input is the text, or a mapping with the text as `text` and any of `ReviewChoices` beside it. What a program traces
    of its own chains, it traces of this one as well.
    """

    def run(given: str | Mapping[str, object]) -> Report:
        if isinstance(given, str):
            return review(given, **choices)
        unknown = set(given) - ReviewChoices.__annotations__.keys() - {"text"}
        if unknown or not isinstance(given.get("text"), str):
            raise UsageError(
                f"not known: {', '.join(sorted(unknown))}" if unknown else "the input has no `text`",
                remedy=f"Give `text`, and any of: {', '.join(ReviewChoices.__annotations__)}.",
            )
        own = cast("ReviewChoices", {key: value for key, value in given.items() if key != "text"})
        merged: ReviewChoices = {**choices, **own}
        return review(str(given["text"]), **merged)

    return wiring.langchain_runnable(run)


def _documents(sources: Sequence[Source]) -> list[Document]:
    return [document_of(source, number) for number, source in enumerate(sources, 1)]


__all__ = ["Coach", "ask", "parse", "retriever", "review", "review_runnable"]
