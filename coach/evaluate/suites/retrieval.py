"""Retrieval: whether the section that answers is among the first passages found, measured without any answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coach.evaluate.bench import Bench
from coach.evaluate.figures import fingerprint
from coach.evaluate.folder import Split, has_files
from coach.evaluate.result import CaseResult, Check, Note
from coach.evaluate.retrieval import LabelledQuestion, judged
from coach.model.passage import Hit

DEPTH = 10


def present(root: Path) -> bool:
    """Whether there are labelled questions."""
    return has_files(root / "questions")


def run(bench: Bench) -> list[CaseResult]:
    """Search for every question that its corpus answers."""
    return [
        case_result(split, question, bench.corpus(question.corpus).search(question.question, DEPTH))
        for split, question in bench.questions
        if question.relevant
    ]


def case_result(split: Split, question: LabelledQuestion, hits: Sequence[Hit]) -> CaseResult:
    """The reciprocal rank of the first passage that counts, and whether it is among the first five and ten."""
    rank = first_rank(question, hits)
    why = "found first: " + (f"{hits[0].passage.file}:{hits[0].passage.start_line}" if hits else "nothing")
    return CaseResult(
        id=question.id,
        group=question.corpus,
        split=split,
        tags=(question.style, question.kind),
        score=1 / rank if rank else 0.0,
        fingerprint=fingerprint(question.model_dump_json()),
        checks=(
            Check(name="is first", held=rank == 1, force="watched", why=why),
            Check(name="is among the first five", held=0 < rank <= 5, why=f"rank {rank}" if rank else why),
        ),
        notes=(
            Note(kind="seen", what="question", quote=question.question),
            *(Note(kind="expected", what=f"{each.file}: {' > '.join(each.heading_path)}") for each in question.relevant),
            *(_hit(number, hit) for number, hit in enumerate(hits[:5], 1)),
        ),
    )


def first_rank(question: LabelledQuestion, hits: Sequence[Hit]) -> int:
    """1-based rank of the first passage that counts for a labelled section; 0 where none does."""
    ids = judged(question, [[(hit.passage.file, hit.passage.heading_path)] for hit in hits])
    return next((rank for rank, name in enumerate(ids, 1) if name.startswith("relevant-")), 0)


def _hit(number: int, hit: Hit) -> Note:
    place = f"{hit.passage.file}: {' > '.join(hit.passage.heading_path)}"
    return Note(kind="seen", what=f"{number}. {place}", line=hit.passage.start_line, why=f"score {hit.score:.2f}")
