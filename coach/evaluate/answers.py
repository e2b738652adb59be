"""How good answers are: whether to answer, where it is cited from, what it says, and whether the citations stand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.evaluate.retrieval import LabelledQuestion, counts_for
from coach.model.answer import Answer, AnswerSentence, Citation


@dataclass(frozen=True, slots=True)
class Scored:
    """A question with its answer and how long it took."""

    question: LabelledQuestion
    answer: Answer
    seconds: float

    @property
    def answerable(self) -> bool:
        """Whether the corpus answers the question."""
        return bool(self.question.relevant)


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one split.

    Attributes:
        answerable: How many questions the corpus answers.
        unanswerable: How many it does not.
        answered: Share of the answerable that were answered.
        refused: Share of the unanswerable that were refused.
        auroc: How well the confidence separates the two.
        accuracy: Share of questions on which the decision was right.
        section: Share of the answers to answerable questions that cite a section which answers.
        lead: The same for the first sentence.
        said: Share of the phrases that an answer must contain which the given answers contain.
        standing: Share of all citations that stand in their file at their lines and hold what the sentence says.
        words: Mean number of words of an answer.
        seconds: Median seconds of a warm answer.
    """

    answerable: int
    unanswerable: int
    answered: float
    refused: float
    auroc: float
    accuracy: float
    section: float
    lead: float
    said: float
    standing: float
    words: float
    seconds: float


def ask_all(questions: Sequence[LabelledQuestion], answer: Callable[[LabelledQuestion], Answer]) -> list[Scored]:
    """Answer every question."""
    scored = []
    for question in questions:
        started = time.perf_counter()
        found = answer(question)
        scored.append(Scored(question, found, time.perf_counter() - started))
    return scored


def summarise(scored: Sequence[Scored], files: Mapping[str, Path]) -> Summary:
    """The figures over questions.

    Args:
        scored: Questions with their answers.
        files: Folder of each corpus, by name: citations are checked against the files themselves.
    """
    yes = [each for each in scored if each.answerable]
    no = [each for each in scored if not each.answerable]
    given = [each for each in yes if each.answer.answered]
    phrases = [(each, phrase) for each in given for phrase in each.question.must_contain]
    citations = [
        stands(citation, files[citation.corpus])
        for each in scored
        for sentence in each.answer.sentences
        for citation in sentence.citations
    ]
    supported = [says(sentence) for each in scored for sentence in each.answer.sentences]
    right = sum(each.answer.answered == each.answerable for each in scored)
    return Summary(
        answerable=len(yes),
        unanswerable=len(no),
        answered=_share(each.answer.answered for each in yes),
        refused=_share(not each.answer.answered for each in no),
        auroc=auroc([each.answer.confidence for each in yes], [each.answer.confidence for each in no]),
        accuracy=right / max(1, len(scored)),
        section=_share(cites(each.answer.sentences, each.question) for each in given),
        lead=_share(cites(each.answer.sentences[:1], each.question) for each in given),
        said=_share(contains(each.answer.answer, phrase) for each, phrase in phrases),
        standing=_share([*citations, *supported]),
        words=sum(len(each.answer.answer.split()) for each in given) / max(1, len(given)),
        seconds=sorted(each.seconds for each in scored)[len(scored) // 2] if scored else 0.0,
    )


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """How often a positive is above a negative; ties count half."""
    if not positive or not negative:
        return float("nan")
    wins = sum((one > other) + 0.5 * (one == other) for one in positive for other in negative)
    return wins / (len(positive) * len(negative))


def cites(sentences: Sequence[AnswerSentence], question: LabelledQuestion) -> bool:
    """Whether one of the sentences is from a section that answers."""
    return any(
        counts_for((citation.file, tuple(citation.heading_path)), place.section)
        for sentence in sentences
        for citation in sentence.citations
        for place in question.relevant
    )


def contains(answer: str, phrase: str) -> bool:
    """Whether an answer has a phrase; case, white space and markup do not count."""
    return _letters(phrase) in _letters(answer)


def stands(citation: Citation, folder: Path) -> bool:
    """Whether a quote is in its file, verbatim, at the lines it names; read from the file as it is on disk."""
    path = folder / citation.file
    if not path.is_file():
        return False
    lines = path.read_text(encoding="utf-8").splitlines()[citation.start_line - 1 : citation.end_line]
    return bool(citation.quote.strip()) and citation.quote in "\n".join(lines)


def says(sentence: AnswerSentence) -> bool:
    """Whether the quotes of a sentence hold its every word, in order of its parts."""
    quoted = [_letters(citation.quote) for citation in sentence.citations]
    if _letters(sentence.text) in quoted[0]:
        return True
    whole = "".join(quoted)
    return len(quoted) > 1 and all(_letters(word) in whole for word in sentence.text.split())


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _share(values: Iterable[bool]) -> float:
    kept = list(values)
    return sum(kept) / len(kept) if kept else float("nan")
