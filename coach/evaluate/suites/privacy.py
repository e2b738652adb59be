"""Privacy: names and addresses that must not leave are hidden whole, and everything hidden comes back as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from coach.evaluate.bench import Bench
from coach.evaluate.figures import fingerprint
from coach.evaluate.folder import Split, has_files
from coach.evaluate.masking import STRUCTURED, LabelledDocument, parse_documents, score_masking
from coach.evaluate.result import CaseResult, Check, Note, share_held
from coach.privacy.pseudonyms import Pseudonyms

_MOST_EXCESS = 0.05
"""Share of a document's words that may be hidden in vain."""


def present(root: Path) -> bool:
    """Whether there are documents with marked names."""
    return has_files(root / "privacy", "*-*.md")


def run(bench: Bench) -> list[CaseResult]:
    """Mask every document on its own, as a review is masked."""
    return [
        _masked(split, document)
        for split in bench.splits
        for path in sorted((bench.root / "privacy").glob(f"{split}-*.md"))
        for document in parse_documents(path.read_text(encoding="utf-8"))
    ]


def _masked(split: Split, document: LabelledDocument) -> CaseResult:
    pseudonyms = Pseudonyms.for_documents([document.text])
    hidden = [(start, end) for start, end, _ in pseudonyms.hidden(document.text)]
    return case_result(split, document, hidden, pseudonyms.restore(pseudonyms.mask(document.text)))


def case_result(split: Split, document: LabelledDocument, hidden: Sequence[tuple[int, int]], restored: str) -> CaseResult:
    """How what was hidden compares with what is marked; the score is the share of mentions that are hidden whole."""
    checks = tuple(_checks(document, hidden, restored))
    mentions = [check for check in checks if check.name.startswith("hides")]
    return CaseResult(
        id=document.id,
        group=split,
        split=split,
        tags=(document.form, document.locale),
        score=share_held(mentions),
        fingerprint=fingerprint(document.text, repr(document.mentions)),
        checks=checks,
        notes=tuple(Note(kind="missed", what=check.name) for check in mentions if not check.held),
    )


def _checks(document: LabelledDocument, hidden: Sequence[tuple[int, int]], restored: str) -> Iterator[Check]:
    score = score_masking(document, hidden, restored)
    yield Check(name="comes back exactly", held=bool(score.restored), force="always", why="masking cannot be undone")
    held = score.excess_share <= _MOST_EXCESS
    yield Check(name="hides little in vain", held=held, why=f"{score.excess_share:.1%} of the words")
    missed = {text for _, text in score.missed}
    marked = dict.fromkeys((mention.kind, document.text[mention.start : mention.end]) for mention in document.mentions)
    for kind, text in marked:
        shape = "by its shape" if kind in STRUCTURED else "by its place"
        yield Check(name=f"hides the {kind} {text!r}", held=text not in missed, why=f"it leaves; it is known {shape}")
