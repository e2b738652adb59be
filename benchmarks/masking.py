"""How much of what is personal the masking hides, and how much it hides in vain.

    python -m benchmarks.masking [--split tuning] [--each]

Each document of `evals/privacy` is masked on its own, as `coach review` masks a review. Recall is the share of mentions that
are hidden whole; excess is the share of all words that are hidden and belong to no mention; precision is the share of
hidden words that do. `--each` lists misses and excess of the tuning split, never of the test split.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from pathlib import Path

from coach.evaluate.masking import LabelledDocument, MaskingScore, parse_documents, score_masking
from coach.privacy.pseudonyms import Pseudonyms

ROOT = Path(__file__).resolve().parent.parent
SPLITS = ("tuning", "test")


def documents(split: str) -> list[LabelledDocument]:
    """The labelled documents of a split."""
    files = sorted((ROOT / "evals" / "privacy").glob(f"{split}-*.md"))
    return [document for file in files for document in parse_documents(file.read_text(encoding="utf-8"))]


def measured(document: LabelledDocument) -> tuple[MaskingScore, list[str]]:
    """Score of one document, and the words that were hidden in vain."""
    pseudonyms = Pseudonyms.for_documents([document.text])
    ranges = [(start, end) for start, end, _ in pseudonyms.hidden(document.text)]
    score = score_masking(document, ranges, pseudonyms.restore(pseudonyms.mask(document.text)))
    marked = [(mention.start, mention.end) for mention in document.mentions]
    vain = [
        match.group()
        for start, end in ranges
        for match in re.finditer(r"[^\W_]+", document.text[start:end])
        if not any(first < start + match.end() and start + match.start() < last for first, last in marked)
    ]
    return score, vain


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--split", choices=SPLITS)
    parser.add_argument("--each", action="store_true", help="list misses and excess of the tuning split")
    options = parser.parse_args()
    print(
        f"{'split':8}{'docs':>6}{'mentions':>10}{'structured':>12}{'names':>9}{'excess':>9}{'precision':>11}{'restored':>10}{'ms/doc':>8}"
    )
    for split in (options.split,) if options.split else SPLITS:
        begin = time.perf_counter()
        results = [measured(document) for document in documents(split)]
        took = (time.perf_counter() - begin) / len(results) * 1000
        score = sum((score for score, _ in results), MaskingScore())
        mentions = sum(counts.hits + counts.misses for counts in (score.structured, score.names))
        print(
            f"{split:8}{score.documents:6}{mentions:10}{score.structured.recall:12.4f}{score.names.recall:9.4f}"
            f"{score.excess_share:9.2%}{score.precision:11.3f}{score.restored / score.documents:10.0%}{took:8.1f}"
        )
        if options.each and split == "tuning":
            print(*(f"  missed {where}: {what}" for where, what in score.missed), sep="\n")
            vain = Counter(word for _, words in results for word in words)
            print("  in vain:", ", ".join(f"{word} {count}" if count > 1 else word for word, count in vain.most_common()))


if __name__ == "__main__":
    main()
