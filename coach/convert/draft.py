"""One plain text from a document's pieces, with the page or paragraph of every stretch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from coach.errors import InputTooLarge
from coach.model.text import Converted, LeftOut

MOST_CHARS = 200_000
"""Longest text that a document may give."""

PieceKind: TypeAlias = Literal["heading", "paragraph", "item", "quote", "verbatim"]
"""What a piece is; "verbatim" is text that was plain before and keeps its lines, quote marks and indents."""

Words: TypeAlias = Sequence[tuple[int, str]]
"""Text in parts, each with the page or paragraph on which it stands."""

_SPACES = re.compile(r"[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BOX = re.compile(r"[ \t]*(?P<box>[☐☑☒⬜✅🗹🗷\uf0a8\uf0fe\uf0fd\uf06f]|\[[ xX✓✔]?\])[ \t\xa0]*(?=\S)")
_EMPTY_BOXES = ("☐", "⬜", "\uf0a8", "\uf06f", "[ ]", "[]")
_MOST_BOLD_WORDS = 24


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of any kind.

    Attributes:
        kind: What it is.
        words: Its text with the number of the page or paragraph of each part; a line end is a line end of the author.
        level: Level of a heading (1 = outermost), or nesting depth of a list item (0 = outermost).
        mark: What a list item begins with: "-", or a number and a full stop.
        box: State of its check box; None where there is none.
    """

    kind: PieceKind
    words: Words
    level: int = 0
    mark: str = "-"
    box: bool | None = None

    @property
    def text(self) -> str:
        """Its text in one string."""
        return tidy("".join(part for _, part in self.words))


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one look.

    Attributes:
        text: The characters.
        bold: Whether they are bold.
        struck: Whether a line goes through them.
    """

    text: str
    bold: bool = False
    struck: bool = False


def tidy(text: str) -> str:
    """Text with single spaces, with a line feed for every kind of line end, and without half characters."""
    text = _BREAKS.sub("\n", _whole(text))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n")).strip()


def _whole(text: str) -> str:
    """Text with the two halves of a character joined, and a sign in place of a half that is alone."""
    if _SURROGATES.search(text) is None:
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def marked_up(spans: Iterable[Span]) -> str:
    """Join spans; bold and struck stretches get the marks of Markdown, for both carry meaning in a review."""
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        blank = not span.text.strip() and "\n" not in span.text
        if last is not None and (blank or (last.bold, last.struck) == (span.bold, span.struck)):
            merged[-1] = Span(last.text + span.text, last.bold, last.struck)
        elif span.text:
            merged.append(span)
    return "".join(_marked(span) for span in merged)


def _marked(span: Span) -> str:
    body = span.text.strip()
    if not body or "\n" in body or not (span.bold or span.struck):
        return span.text
    marked = body
    if span.bold and "*" not in body and len(body.split()) <= _MOST_BOLD_WORDS and any(char.isalnum() for char in body):
        marked = f"**{marked}**"
    if span.struck and "~" not in body:
        marked = f"~~{marked}~~"
    lead = span.text[: len(span.text) - len(span.text.lstrip())]
    return f"{lead}{marked}{span.text[len(span.text.rstrip()) :]}"


def with_box(piece: Piece) -> Piece:
    """Read a check box at the beginning of a piece: it becomes a list item with that box."""
    if piece.kind not in ("paragraph", "item") or not piece.words:
        return piece
    place, first = piece.words[0]
    match = _BOX.match(first.lstrip("*"))
    if match is None:
        return piece
    rest = first.lstrip("*")[match.end() :]
    ticked = match["box"] not in _EMPTY_BOXES
    level = piece.level if piece.kind == "item" else 0
    return Piece("item", [(place, rest), *piece.words[1:]], level, "-", ticked)


@dataclass
class Draft:
    """The text as it grows.

    Attributes:
        unit: What the numbers of its places count.
        max_chars: Longest text accepted.
    """

    unit: Literal["page", "paragraph"]
    max_chars: int = MOST_CHARS
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _last: str = ""
    _marks: list[tuple[int, int]] = field(default_factory=list)
    _pending: dict[tuple[str, int], None] = field(default_factory=dict)
    _hidden: list[LeftOut] = field(default_factory=list)
    _notices: list[str] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        """Append a piece; an empty one leaves no trace."""
        piece = with_box(piece)
        parts = _tidy_parts(piece.words) if piece.kind != "verbatim" else _verbatim(piece.words)
        if not parts:
            return
        self._separate(piece.kind)
        lead, hang = _lead(piece)
        self._write(parts[0][0], lead)
        for place, text in parts:
            shown = " ".join(text.split("\n")) if piece.kind == "heading" else text.replace("\n", f"\n{hang}")
            self._write(place, shown)

    def row(self, cells: Sequence[str], place: int, *, first: bool = False) -> None:
        """Append a row of a table; after the first row stands the line that makes it the head."""
        self._separate("table" if first else "row")
        shown = (" ".join(tidy(cell).split("\n")).replace("|", "\\|") for cell in cells)
        self._write(place, f"| {' | '.join(shown)} |")
        if first:
            self._write(place, "\n|" + " --- |" * len(cells))

    def hide(self, reason: str, text: str, place: int) -> None:
        """Count a stretch that is left out, with its place; nothing is counted where there are no words in it."""
        if any(char.isalnum() for char in text):
            self._pending[reason, place] = None

    def note(self, notice: str) -> None:
        """Tell the person something about the document as a whole."""
        if notice not in self._notices:
            self._notices.append(notice)

    def done(self) -> Converted:
        """The finished text."""
        self._flush()
        if self._parts:
            self._parts.append("\n")
        return Converted("".join(self._parts), self.unit, tuple(self._marks), tuple(self._hidden), tuple(self._notices))

    def _separate(self, kind: str) -> None:
        tight = (kind == "row") or (kind == self._last == "item")
        self._last = kind
        if self._parts:
            self._append("\n" if tight else "\n\n")
        self._flush()

    def _flush(self) -> None:
        self._hidden.extend(LeftOut(reason, self._length, place) for reason, place in self._pending)
        self._pending.clear()

    def _write(self, place: int, text: str) -> None:
        if place and (not self._marks or self._marks[-1][1] != place):
            self._marks.append((self._length, place))
        self._append(text)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > self.max_chars:
            raise InputTooLarge(f"its text has more than {self.max_chars:,} characters")


def _tidy_parts(words: Words) -> list[tuple[int, str]]:
    parts = [(place, _SPACES.sub(" ", _BREAKS.sub("\n", _whole(text)))) for place, text in words]
    parts = [(place, re.sub(r" ?\n ?", "\n", text)) for place, text in parts]
    for at in range(1, len(parts)):
        if parts[at - 1][1].endswith((" ", "\n")):
            parts[at] = (parts[at][0], parts[at][1].lstrip(" "))
    while parts and not parts[0][1].strip():
        parts.pop(0)
    while parts and not parts[-1][1].strip():
        parts.pop()
    if parts:
        parts[0] = (parts[0][0], parts[0][1].lstrip())
        parts[-1] = (parts[-1][0], parts[-1][1].rstrip())
    return parts


def _verbatim(words: Words) -> list[tuple[int, str]]:
    kept = [(place, _BREAKS.sub("\n", _whole(text)).strip("\n")) for place, text in words]
    return [(place, text) for place, text in kept if text.strip()]


def _lead(piece: Piece) -> tuple[str, str]:
    """What stands before the first line of a piece, and before the others."""
    if piece.kind == "heading":
        return "#" * min(6, max(1, piece.level)) + " ", ""
    if piece.kind == "quote":
        return "> ", "> "
    if piece.kind == "item":
        indent = "  " * min(piece.level, 8)
        box = "" if piece.box is None else "[x] " if piece.box else "[ ] "
        return f"{indent}{piece.mark} {box}", f"{indent}  "
    return "", ""
