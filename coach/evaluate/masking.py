"""What of labelled names a masking hides, what it hides in vain, and whether it can be undone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coach.evaluate.scorers import Counts

STRUCTURED = frozenset({"email", "phone", "handle", "url", "ticket", "id", "address"})
"""Kinds that are recognised by their shape."""

NAMES = frozenset({"person", "org", "project", "place"})
"""Kinds that are recognised by what stands around them."""

_DOCUMENT = re.compile(r"^=== (?P<id>\S+) \| (?P<form>[^|\n]+) \| (?P<locale>[^|\n]+)\n", re.MULTILINE)
_MARK = re.compile(r"\[\[(?P<kind>\w+):(?P<text>(?:[^\]]|\](?!\]))+)\]\]")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class LabelledMention:
    """A name, address or number in a document: its range of characters and what it is."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A document without its marks, and what was marked."""

    id: str
    form: str
    locale: str
    text: str
    mentions: tuple[LabelledMention, ...]


@dataclass(frozen=True, slots=True)
class MaskingScore:
    """Sums over documents; two scores add up.

    Attributes:
        structured: Hits and misses among mentions with a shape.
        names: Hits and misses among names. A mention is a hit when all of it is hidden.
        words: Words of the documents, marked or not.
        hidden: Words that are hidden.
        excess: Words that are hidden and belong to no mention.
        documents: How many documents.
        restored: How many came back exactly.
        missed: Document and text of each miss.
    """

    structured: Counts = field(default_factory=Counts)
    names: Counts = field(default_factory=Counts)
    words: int = 0
    hidden: int = 0
    excess: int = 0
    documents: int = 0
    restored: int = 0
    missed: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: MaskingScore) -> MaskingScore:
        return MaskingScore(
            self.structured + other.structured,
            self.names + other.names,
            self.words + other.words,
            self.hidden + other.hidden,
            self.excess + other.excess,
            self.documents + other.documents,
            self.restored + other.restored,
            (*self.missed, *other.missed),
        )

    @property
    def excess_share(self) -> float:
        """Share of all words that are hidden in vain."""
        return self.excess / self.words if self.words else 0.0

    @property
    def precision(self) -> float:
        """Share of hidden words that belong to a mention; 1 when nothing is hidden."""
        return 1 - self.excess / self.hidden if self.hidden else 1.0


def parse_documents(marked: str) -> list[LabelledDocument]:
    """Documents of one file of `evals/privacy`, whose README describes the marks."""
    heads = list(_DOCUMENT.finditer(marked))
    ends = [*(head.start() for head in heads[1:]), len(marked)]
    return [_document(head, marked[head.end() : end].strip("\n") + "\n") for head, end in zip(heads, ends, strict=True)]


def _document(head: re.Match[str], marked: str) -> LabelledDocument:
    parts: list[str] = []
    mentions: list[LabelledMention] = []
    at = length = 0
    for mark in _MARK.finditer(marked):
        parts += (marked[at : mark.start()], mark["text"])
        start = length + mark.start() - at
        length = start + len(mark["text"])
        mentions.append(LabelledMention(start, length, mark["kind"]))
        at = mark.end()
    text = "".join((*parts, marked[at:]))
    return LabelledDocument(head["id"], head["form"].strip(), head["locale"].strip(), text, tuple(mentions))


def score_masking(document: LabelledDocument, hidden: Sequence[tuple[int, int]], restored: str) -> MaskingScore:
    """Compare what was hidden with what is marked.

    Args:
        document: The labelled document.
        hidden: Ranges of characters that were hidden.
        restored: What came back after masking and restoring.
    """
    covered = {at for start, end in hidden for at in range(start, end)}
    marked = {at for mention in document.mentions for at in range(mention.start, mention.end)}
    misses = [mention for mention in document.mentions if not _is_hidden(document.text, mention, covered)]
    words = [range(*match.span()) for match in _WORD.finditer(document.text)]
    masked = [word for word in words if not covered.isdisjoint(word)]
    return MaskingScore(
        structured=_counts(document.mentions, misses, STRUCTURED),
        names=_counts(document.mentions, misses, NAMES),
        words=len(words),
        hidden=len(masked),
        excess=sum(marked.isdisjoint(word) for word in masked),
        documents=1,
        restored=int(restored == document.text),
        missed=tuple((document.id, document.text[mention.start : mention.end]) for mention in misses),
    )


def _is_hidden(text: str, mention: LabelledMention, covered: set[int]) -> bool:
    return all(at in covered for at in range(mention.start, mention.end) if text[at].isalnum())


def _counts(mentions: Iterable[LabelledMention], misses: Sequence[LabelledMention], kinds: frozenset[str]) -> Counts:
    total = sum(mention.kind in kinds for mention in mentions)
    missed = sum(mention.kind in kinds for mention in misses)
    return Counts(hits=total - missed, misses=missed)
