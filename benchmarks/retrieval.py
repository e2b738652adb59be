"""Retrieval, side by side: ours against the LangChain quickstart on the same embedding model.

    python -m benchmarks.retrieval [--runs 3] [--no-latency]

Both search the shipped guide and `evals/corpora/*` for the answerable questions of `evals/questions`. An item found
counts for a labelled section when it stands in that section, its parent or a direct child of it (see
`coach.evaluate.retrieval`); a quickstart chunk, which knows no headings, counts for every section of which it holds a
line. recall@k is the share of questions with a counting item among the first k; MRR and nDCG are cut at 10.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import ir_measures
from ir_measures import RR, Qrel, ScoredDoc, Success, nDCG

from benchmarks.cold_start import timed
from coach.evaluate.folder import Split
from coach.evaluate.retrieval import LabelledQuestion, Section, judged, load_questions
from coach.model.passage import Passage
from coach.settings import FORCED_ENVIRONMENT, Settings, load_settings

ROOT = Path(__file__).resolve().parent.parent
MEASURES = {"recall@1": Success @ 1, "recall@5": Success @ 5, "MRR@10": RR @ 10, "nDCG@10": nDCG @ 10}
SPLITS: tuple[Split, ...] = ("tuning", "test")
_DEPTH = 20
_QUESTION = "my estimates are always too low"

_QUICKSTART_QUERY = """
import sys
from langchain_chroma import Chroma
from langchain_huggingface import HuggingFaceEmbeddings
folder, model, question = sys.argv[1:]
store = Chroma(persist_directory=folder, embedding_function=HuggingFaceEmbeddings(model_name=model))
for document in store.similarity_search(question, k=5):
    print(document.page_content[:80])
"""

Search = Callable[[str], list[Iterable[Section]]]
"""A question in, the sections of each item found out, best first."""


def world(folder: Path) -> Settings:
    """Settings with an empty cache that has the exported models, and an empty library."""
    for graph in load_settings().cache.glob("*.onnx*"):
        (folder / graph.name).symlink_to(graph)
    return Settings(folder, load_settings().threads, folder / "data")


def corpora() -> dict[str, Path]:
    """Folder of each corpus that questions are asked about."""
    others = {path.name: path for path in sorted((ROOT / "evals" / "corpora").iterdir()) if path.is_dir()}
    return {"guide": ROOT / "corpus" / "guide", **others}


def ours(settings: Settings, name: str, folder: Path) -> tuple[Search, Sequence[Passage]]:
    """Our index of a corpus."""
    from coach.wiring import library, open_corpus

    if name != "guide":
        library(settings).add([folder], name, lambda stage: None)
    retriever = open_corpus(settings, name, lambda stage: None)

    def search(question: str) -> list[Iterable[Section]]:
        return [[(hit.passage.file, hit.passage.heading_path)] for hit in retriever.search(question, _DEPTH)]

    return search, retriever.passages


def quickstart(store: Path, model: str, folder: Path, passages: Sequence[Passage]) -> Search:
    """The quickstart's index of a corpus; `passages` say where the sections are."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    documents = [
        Document(path.read_text(encoding="utf-8"), metadata={"file": path.relative_to(folder).as_posix()})
        for path in sorted(folder.rglob("*.md"))
    ]
    texts = {document.metadata["file"]: document.page_content for document in documents}
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    chroma = Chroma.from_documents(
        splitter.split_documents(documents), HuggingFaceEmbeddings(model_name=model), persist_directory=str(store)
    )

    def sections(chunk: Any) -> list[Section]:
        file, start = chunk.metadata["file"], chunk.metadata["start_index"]
        first = texts[file].count("\n", 0, start) + 1
        last = first + chunk.page_content.count("\n")
        held = [each for each in passages if each.file == file and each.start_line <= last and each.end_line >= first]
        return [(file, each.heading_path) for each in held]

    return lambda question: [sections(chunk) for chunk in chroma.similarity_search(question, k=_DEPTH)]


def measured(search: Search, questions: Sequence[LabelledQuestion]) -> tuple[dict[str, float], float]:
    """The measures over questions, and the median seconds of a search."""
    qrels = [Qrel(each.id, f"relevant-{label}", 1) for each in questions for label in range(len(each.relevant))]
    run, seconds = [], []
    for each in questions:
        started = time.perf_counter()
        found = search(each.question)
        seconds.append(time.perf_counter() - started)
        run += [ScoredDoc(each.id, name, float(-rank)) for rank, name in enumerate(judged(each, found))]
    values = ir_measures.calc_aggregate(list(MEASURES.values()), qrels, run)
    return {name: float(values[measure]) for name, measure in MEASURES.items()}, statistics.median(seconds)


def cold(jobs: dict[str, list[str]], runs: int) -> dict[str, tuple[float, float]]:
    """Median wall and CPU seconds of fresh processes, interleaved."""
    for command in jobs.values():
        timed(command)
    results: dict[str, list[tuple[float, float]]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, command in jobs.items():
            results[name].append(timed(command))
    return {
        name: (statistics.median(wall for wall, _ in times), statistics.median(cpu for _, cpu in times))
        for name, times in results.items()
    }


def main() -> None:
    """Index both, ask both, print both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=3, help="fresh processes for each side")
    parser.add_argument("--no-latency", action="store_true", help="skip the fresh processes")
    chosen = parser.parse_args()
    os.environ.update(FORCED_ENVIRONMENT)
    from coach.adapters.minilm_files import model_folder

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "ours").mkdir()
        settings = world(folder / "ours")
        warm: dict[str, float] = {}
        for corpus, files in corpora().items():
            started = time.perf_counter()
            search, passages = ours(settings, corpus, files)
            between = time.perf_counter()
            other = quickstart(folder / corpus, str(model_folder()), files, passages)
            print(
                f"{corpus}: index time {between - started:.1f} s ours, {time.perf_counter() - between:.1f} s quickstart (models loaded, vectors embedded, Chroma written)"
            )
            warm |= _print_scores(corpus, {"ours": search, "quickstart": other})
        print("warm search, median: " + ", ".join(f"{side} {seconds * 1000:.0f} ms" for side, seconds in warm.items()))
        if not chosen.no_latency:
            _print_cold(folder, settings, str(model_folder()), chosen.runs)


def _print_scores(corpus: str, sides: dict[str, Search]) -> dict[str, float]:
    seconds: dict[str, float] = {}
    for split in SPLITS:
        questions = [
            each for each in load_questions(ROOT / "evals" / "questions", split) if each.corpus == corpus and each.relevant
        ]
        print(
            f"\n{corpus}, {split}: {len(questions)} answerable questions"
            + " " * 8
            + "".join(f"{name:>10}" for name in MEASURES)
        )
        for side, search in sides.items():
            values, seconds[side] = measured(search, questions)
            print(f"  {side:<48}" + "".join(f"{value:>10.2f}" for value in values.values()))
    print()
    return seconds


def _print_cold(folder: Path, settings: Settings, model: str, runs: int) -> None:
    os.environ |= {"COACH_CACHE": str(settings.cache), "COACH_DATA": str(settings.data)}
    results = cold(
        {
            "ours": [sys.executable, "-m", "coach", "corpus", "search", _QUESTION],
            "quickstart": [sys.executable, "-c", _QUICKSTART_QUERY, str(folder / "guide"), model, _QUESTION],
        },
        runs,
    )
    for side, (wall, cpu) in results.items():
        print(f"cold: fresh process, one question over the guide, {side:<12} wall {wall:.2f} s, CPU {cpu:.2f} s")
    print(
        f"quickstart / ours: {results['quickstart'][0] / results['ours'][0]:.1f} × wall, {results['quickstart'][1] / results['ours'][1]:.1f} × CPU"
    )


if __name__ == "__main__":
    main()
