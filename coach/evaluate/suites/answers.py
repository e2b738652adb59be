"""Answers and refusals: what the corpus says is answered from the right section in its own words; what it does not is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coach.evaluate.answers import cites, contains, says, stands
from coach.evaluate.bench import Bench
from coach.evaluate.figures import fingerprint
from coach.evaluate.folder import Split, has_files
from coach.evaluate.result import CaseResult, Check, Note, share_held
from coach.evaluate.retrieval import LabelledQuestion
from coach.model.answer import Answer


def present(root: Path) -> bool:
    """Whether there are labelled questions."""
    return has_files(root / "questions")


def run(bench: Bench) -> list[CaseResult]:
    """Ask every question."""
    results = []
    for split, question in bench.questions:
        corpus = bench.corpus(question.corpus)
        answer = corpus.ask.answer(corpus.ask.question(question.question))
        results.append(case_result(split, question, answer, corpus.folder))
    return results


def case_result(split: Split, question: LabelledQuestion, answer: Answer, folder: Path) -> CaseResult:
    """How an answer compares with the labels.

    Args:
        split: Split of the question.
        question: The question with its labels.
        answer: What was answered.
        folder: The corpus: citations are checked against its files.
    """
    checks = tuple(_checks(question, answer, folder))
    return CaseResult(
        id=question.id,
        group="answerable" if question.relevant else "unanswerable",
        split=split,
        tags=(question.style, question.kind, question.corpus),
        score=share_held([check for check in checks if check.force != "always"]),
        fingerprint=fingerprint(question.model_dump_json()),
        checks=checks,
        notes=tuple(_notes(question, answer)),
    )


def _checks(question: LabelledQuestion, answer: Answer, folder: Path) -> Iterator[Check]:
    citations = [citation for sentence in answer.sentences for citation in sentence.citations]
    fallen = [citation for citation in citations if not stands(citation, folder)]
    yield Check(
        name="every citation stands in its file",
        held=not fallen,
        force="always",
        why="; ".join(f"{citation.file}:{citation.start_line} {citation.quote[:60]!r}" for citation in fallen),
    )
    unsaid = [sentence.text for sentence in answer.sentences if not says(sentence)]
    yield Check(name="every sentence is in its citation", held=not unsaid, force="always", why="; ".join(unsaid)[:200])
    if not question.relevant:
        yield Check(name="is refused", held=not answer.answered, why=f"answered: {answer.answer[:120]}")
        return
    yield Check(name="is answered", held=answer.answered, why=f"refused at confidence {answer.confidence:.2f}")
    places = ", ".join(dict.fromkeys(f"{citation.file}:{citation.start_line}" for citation in citations))
    cited = answer.answered and cites(answer.sentences, question)
    yield Check(name="cites a section that answers", held=cited, why=f"cites {places or 'nothing'}")
    for phrase in question.must_contain:
        said = answer.answered and contains(answer.answer, phrase)
        yield Check(name=f"says {phrase!r}", held=said, force="watched", why=answer.answer[:120])


def _notes(question: LabelledQuestion, answer: Answer) -> Iterator[Note]:
    for place in question.relevant:
        yield Note(kind="expected", what=f"{place.file}: {' > '.join(place.heading_path)}")
    yield Note(kind="seen", what="question", quote=question.question)
    told = "answer" if answer.answered else "refusal"
    yield Note(kind="seen", what=told, quote=answer.answer, why=f"confidence {answer.confidence:.2f}")
