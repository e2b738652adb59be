"""The person's own text with every finding marked where it stands: overlapping marks become runs that say all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from coach.model.report import Aspiration, Evidence, Report, WishKind
from coach.model.text import Document, Removed
from coach.render.html.lines import Row, rows_of

MarkKind = Literal["gap", "claim", "strength", "wish", "left"]

LETTERS: dict[MarkKind, str] = {"gap": "G", "claim": "C", "strength": "S", "wish": "W", "left": "N"}
WISH_WORDS: dict[WishKind, str] = {"aspiration": "Wish", "goal": "Plan", "preference": "Choice", "support": "Request"}
_WEIGHT = {kind: weight for weight, kind in enumerate(LETTERS)}
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_\n]{1,300})(?<=\S)\1(?![\w*_])")
_QUOTE_LINE = re.compile(r"(?<=\n)[ ]{0,3}>[ \t]?")
_BOX = re.compile(r"\[([ xX])\]")
_LEAST_HIDDEN = 3
"""Shorter hidden stretches, such as one invisible character, are told in a notice and not in the text."""

_CODE = re.compile(r"(`{1,2})([^`\n]{1,200})\1")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a document under a finding.

    Attributes:
        kind: What kind of finding.
        number: Which, from 1.
        name: What the finding is called.
        anchor: Id of this stretch in the page.
        start: First character.
        end: One past the last character.
    """

    kind: MarkKind
    number: int
    name: str
    anchor: str
    start: int
    end: int

    @property
    def label(self) -> str:
        """Short name, such as "G1"."""
        return f"{LETTERS[self.kind]}{self.number}"

    @property
    def target(self) -> str:
        """Id of the finding in the page."""
        return f"{self.kind}-{self.number}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one look: `look` names HTML elements from the outermost, `hidden` says why words were not used."""

    text: str
    look: tuple[str, ...] = ()
    hidden: str = ""


@dataclass(slots=True)
class Run:
    """Pieces under the same findings.

    Attributes:
        pieces: The words.
        main: The finding that the words link to, the weightiest of those that cover them.
        anchors: Ids that begin here.
        ends: Findings whose stretch ends here.
    """

    pieces: list[Piece] = field(default_factory=list)
    main: Mark | None = None
    anchors: list[str] = field(default_factory=list)
    ends: list[Mark] = field(default_factory=list)


@dataclass(slots=True)
class AnnotatedRow:
    """A row with its line, page or paragraph, its runs, and the findings whose stretch begins in it."""

    row: Row
    place: str
    marker: str
    runs: list[Run]
    notes: list[Mark]


@dataclass(slots=True)
class AnnotatedText:
    """A document, row by row."""

    source: str
    rows: list[AnnotatedRow]


def marks_of(report: Report, documents: Sequence[Document]) -> dict[str, list[Mark]]:
    """The marks of each document by source, in order; evidence that is not verbatim in a document gets none."""
    texts = {document.source: document.text for document in documents}
    marks: dict[str, list[Mark]] = {source: [] for source in texts}
    for kind, number, name, evidence in _findings(report):
        for at, item in enumerate(evidence, 1):
            if texts.get(item.source, "")[item.start : item.end] == item.quote:
                anchor = anchor_of(kind, number, at)
                marks[item.source].append(Mark(kind, number, name, anchor, item.start, item.end))
    return {source: sorted(found, key=lambda mark: (mark.start, mark.end)) for source, found in marks.items()}


def anchor_of(kind: MarkKind, number: int, at: int) -> str:
    """Id of the stretch of a finding's evidence, the `at`-th from 1."""
    return f"words-{kind}-{number}-{at}"


def _findings(report: Report) -> list[tuple[MarkKind, int, str, list[Evidence]]]:
    found: list[tuple[MarkKind, int, str, list[Evidence]]] = []
    found += [("gap", number, gap.topic, gap.evidence) for number, gap in enumerate(report.gaps, 1)]
    found += [("claim", number, claim.kind.capitalize(), claim.evidence) for number, claim in enumerate(report.claims, 1)]
    found += [("strength", number, item.competency_name, item.evidence) for number, item in enumerate(report.strengths, 1)]
    found += [("wish", number, _wish_name(item), item.evidence) for number, item in enumerate(report.aspirations, 1)]
    found += [("left", number, item.reason, item.evidence) for number, item in enumerate(report.dropped, 1)]
    return found


def _wish_name(wish: Aspiration) -> str:
    word = WISH_WORDS[wish.kind]
    return f"{word}: {wish.competency_name}" if wish.competency_name else word


def annotate(document: Document, marks: Sequence[Mark]) -> AnnotatedText:
    """Lay the marks over the rows of a document."""
    return AnnotatedText(document.source, [_annotated(document, row, marks) for row in rows_of(document.text)])


@dataclass(frozen=True, slots=True)
class _Layers:
    """What lies over the characters of a row: findings, looks, and what took no part in the analysis."""

    marks: list[Mark]
    looks: list[tuple[int, int, str]]
    removed: list[Removed]
    begin: int

    def edges(self, row: Row) -> list[int]:
        """Every place in the row where something begins or ends."""
        edges = {row.start, row.end}
        ranges = [(mark.start, mark.end) for mark in self.marks] + [(item.start, item.end) for item in self.removed]
        for start, end in ranges + [(start, end) for start, end, _ in self.looks]:
            edges |= {min(max(start, row.start), row.end), min(max(end, row.start), row.end)}
        return sorted(edges)

    def marks_over(self, start: int, end: int) -> tuple[Mark, ...]:
        """The findings over a segment, the weightiest first."""
        over = (mark for mark in self.marks if mark.start <= start and end <= mark.end)
        return tuple(sorted(over, key=lambda mark: (_WEIGHT[mark.kind], mark.number)))

    def piece(self, document: Document, start: int, end: int) -> Piece | None:
        """The characters of a segment as they are shown; None for marks of Markdown, which show as a look."""
        looks = tuple(name for first, last, name in self.looks if first <= start and end <= last)
        removed = next((item for item in self.removed if item.start <= start and end <= item.end), None)
        if removed is not None:
            worth_telling = removed.end - removed.start > _LEAST_HIDDEN and start == max(removed.start, self.begin)
            return Piece("", (), removed.reason) if worth_telling else None
        return None if "markup" in looks else Piece(document.text[start:end], looks)


def _annotated(document: Document, row: Row, marks: Sequence[Mark]) -> AnnotatedRow:
    inside = [mark for mark in marks if mark.start < row.end and mark.end > row.start]
    removed = [item for item in document.removed if item.start < row.end and item.end >= row.start]
    layers = _Layers(inside, _looks(document.text, row), removed, row.start)
    runs: list[Run] = []
    covered: tuple[Mark, ...] = ()
    for start, end in pairwise(layers.edges(row)):
        active = layers.marks_over(start, end)
        if not runs or active != covered:
            runs.append(Run(main=active[0] if active else None))
            covered = active
        runs[-1].anchors += [mark.anchor for mark in active if mark.start == start]
        runs[-1].pieces += [Piece("", (), item.reason) for item in removed if item.start == item.end == start]
        runs[-1].ends += [mark for mark in active if mark.end == end]
        piece = layers.piece(document, start, end)
        if piece is not None:
            runs[-1].pieces.append(piece)
    notes = {mark.label: mark for mark in reversed(inside) if mark.start >= row.start and mark.kind != "left"}
    return AnnotatedRow(row, _place(document, row), _marker(document.text, row), runs, list(reversed(notes.values())))


def _place(document: Document, row: Row) -> str:
    """What the margin says beside a row: what findings call the place, too."""
    if page := document.number_at(row.start, "page"):
        return f"p. {page}"
    return str(document.number_at(row.start, "paragraph") or row.line)


def _marker(text: str, row: Row) -> str:
    """The mark of a list item as it is set: its number, a box, or a bullet."""
    if row.kind != "item":
        return ""
    words = text[row.start : row.start + row.marker].strip()
    if box := _BOX.search(words):
        return "☐" if box[1] == " " else "☑"
    return words if words[-1] in ".)" else "•"


def _looks(text: str, row: Row) -> list[tuple[int, int, str]]:
    """Ranges with a look, and ranges of marks that are not shown."""
    if row.kind == "fixed":
        return []
    looks = [(row.start, row.start + row.marker, "markup")] if row.marker else []
    body = text[row.start : row.end]
    for pattern, name in ((_CODE, "code"), (_STRONG, "strong"), (_EMPHASIS, "em")):
        for match in pattern.finditer(body, row.marker):
            start, end = row.start + match.start(), row.start + match.end()
            if any(name == "code" and first < end and start < last for first, last, name in looks):
                continue
            width = len(match[1])
            looks += [(start, start + width, "markup"), (end - width, end, "markup"), (start + width, end - width, name)]
    if row.kind == "quote":
        looks += [(row.start + match.start(), row.start + match.end(), "markup") for match in _QUOTE_LINE.finditer(body)]
    return looks
