"""How good the answers of `coach ask` are: `python -m benchmarks.answers [--each] [--runs 3]`.

Over the labelled questions of `evals/questions`, by corpus and split: whether it answers when it should and refuses when
it should, whether the sections cited are those that answer (the rule of `coach.evaluate.retrieval`), whether the answer
says what it must, whether every citation stands in its file, and how long an answer takes, warm and in a fresh process.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cold_start import timed
from benchmarks.retrieval import ROOT, SPLITS, corpora, world
from coach.answering import Ask
from coach.evaluate.answers import Scored, Summary, ask_all, cites, contains, summarise
from coach.evaluate.retrieval import load_questions
from coach.settings import FORCED_ENVIRONMENT, Settings
from coach.wiring import library, open_ask

_QUESTION = "How long should a self-review be?"
_COLUMNS = {
    "answered": 9,
    "refused": 8,
    "AUROC": 7,
    "accuracy": 9,
    "section": 8,
    "lead": 6,
    "said": 6,
    "standing": 9,
    "words": 6,
    "seconds": 8,
}


def add_corpora(settings: Settings) -> None:
    """Put every corpus that questions are asked about, beside the guide, into the library."""
    for name, folder in corpora().items():
        if name != "guide":
            library(settings).add([folder], name, lambda stage: None)


def main() -> None:
    """Ask, score, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=3, help="fresh processes for the cold latency")
    parser.add_argument("--each", action="store_true", help="also print every question of the tuning split with its answer")
    chosen = parser.parse_args()
    os.environ.update(FORCED_ENVIRONMENT)
    with tempfile.TemporaryDirectory() as folder:
        settings = world(Path(folder))
        add_corpora(settings)
        asks = {name: open_ask(settings, name, lambda stage: None) for name in corpora()}
        print(f"{'':<36}{'yes':>5}{'no':>4}" + "".join(f"{name:>{width}}" for name, width in _COLUMNS.items()))
        for split in SPLITS:
            scored = scores(asks, split)
            for name in asks:
                _print(f"{name}, {split}", summarise([each for each in scored if each.question.corpus == name], corpora()))
            _print(f"all, {split}", summarise(scored, corpora()))
            if chosen.each and split == "tuning":
                _print_each(scored)
        os.environ |= {"COACH_CACHE": str(settings.cache), "COACH_DATA": str(settings.data)}
        command = [sys.executable, "-m", "coach", "ask", _QUESTION]
        timed(command)
        runs = [timed(command) for _ in range(chosen.runs)]
        wall, cpu = (statistics.median(values) for values in zip(*runs, strict=True))
        print(f"cold: fresh process, one question over the guide: wall {wall:.2f} s, CPU {cpu:.2f} s (median of {chosen.runs})")


def scores(asks: dict[str, Ask], split: str) -> list[Scored]:
    """Every question of a split with its answer."""
    questions = load_questions(ROOT / "evals" / "questions", "tuning" if split == "tuning" else "test")
    return ask_all(questions, lambda item: asks[item.corpus].answer(asks[item.corpus].question(item.question)))


def _print(name: str, summary: Summary) -> None:
    values = "".join(f"{getattr(summary, _FIELDS.get(column, column)):>{width}.2f}" for column, width in _COLUMNS.items())
    print(f"{name:<36}{summary.answerable:>5}{summary.unanswerable:>4}{values}")


_FIELDS = {"AUROC": "auroc"}


def _print_each(scored: Sequence[Scored]) -> None:
    for each in scored:
        found = (
            "unanswerable" if not each.answerable else "section" if cites(each.answer.sentences, each.question) else "elsewhere"
        )
        said = [contains(each.answer.answer, phrase) for phrase in each.question.must_contain]
        print(
            f"\n{each.question.id} {each.answer.kind} {each.answer.confidence:.2f} {found} {sum(said)}/{len(said)}: {each.question.question}"
        )
        print(each.answer.answer)


if __name__ == "__main__":
    main()
