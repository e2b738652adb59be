"""Cold start, side by side: `coach review` against the LangChain quickstart's retrieval half.

    python -m benchmarks.cold_start [--runs 5]

Every job runs in a fresh process with its set-up done before. The jobs are interleaved, and the medians are compared.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "self-review.md"

_QUICKSTART_BUILD = """
import sys
from pathlib import Path
from langchain_chroma import Chroma
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
guide, folder, model = sys.argv[1:]
texts = [path.read_text() for path in sorted(Path(guide).rglob("*.md"))]
chunks = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).create_documents(texts)
Chroma.from_documents(chunks, HuggingFaceEmbeddings(model_name=model), persist_directory=folder)
"""

_QUICKSTART_QUERY = """
import sys
from langchain_chroma import Chroma
from langchain_huggingface import HuggingFaceEmbeddings
folder, model = sys.argv[1:]
store = Chroma(persist_directory=folder, embedding_function=HuggingFaceEmbeddings(model_name=model))
for document in store.similarity_search("my estimates are always too low", k=5):
    print(document.page_content[:80])
"""


def timed(command: list[str]) -> tuple[float, float]:
    """Run a command; return wall and CPU seconds of its process."""
    before = os.times()
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    wall = time.perf_counter() - started
    after = os.times()
    return wall, after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    """Build what both sides need, interleave the runs, print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    from coach.adapters.minilm_files import model_folder

    model = str(model_folder())
    os.environ["HF_HUB_OFFLINE"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-c", _QUICKSTART_BUILD, str(ROOT / "corpus" / "guide"), folder, model],
            check=True,
            capture_output=True,
        )
        subprocess.run([sys.executable, "-m", "coach", "setup"], check=True, capture_output=True)
        jobs = {
            "coach review (7 KB example, report and plan)": [sys.executable, "-m", "coach", "review", str(EXAMPLE)],
            "LangChain quickstart (open index, one query)": [sys.executable, "-c", _QUICKSTART_QUERY, folder, model],
            "coach --help": [sys.executable, "-m", "coach", "--help"],
            "python -c 'import langchain_chroma'": [sys.executable, "-c", "import langchain_chroma"],
        }
        for command in jobs.values():
            timed(command)
        results: dict[str, list[tuple[float, float]]] = {name: [] for name in jobs}
        for _ in range(runs):
            for name, command in jobs.items():
                results[name].append(timed(command))
    _print(results)


def _print(results: dict[str, list[tuple[float, float]]]) -> None:
    medians = {
        name: (statistics.median(wall for wall, _ in times), statistics.median(cpu for _, cpu in times))
        for name, times in results.items()
    }
    print(f"{'job':<48} {'wall s':>8} {'CPU s':>8}   (medians, interleaved)")
    for name, (wall, cpu) in medians.items():
        print(f"{name:<48} {wall:>8.2f} {cpu:>8.2f}")
    review, quickstart, helping, importing = medians.values()
    print(f"\nquickstart / coach review: {quickstart[0] / review[0]:.1f} × wall, {quickstart[1] / review[1]:.1f} × CPU")
    print(f"coach --help / import langchain_chroma: {helping[0] / importing[0]:.2f} wall, {helping[1] / importing[1]:.2f} CPU")


if __name__ == "__main__":
    main()
