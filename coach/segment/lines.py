"""Lines with their offsets, and hidden stretches blanked out so that no rule sees them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from coach.model.text import Document, Removed

_LINE_END = re.compile(r"\r\n|\r|\n")
_NOT_LINE_END = re.compile(r"[^\r\n]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document.

    Attributes:
        number: 1-based.
        start: Offset of its first character.
        text: Its characters without the line end, hidden ones replaced by spaces of the same length.
    """

    number: int
    start: int
    text: str

    @property
    def end(self) -> int:
        """One past its last character, without the line end."""
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        """True when nothing visible is on it."""
        return not self.text.strip()


class LineIndex:
    """Answers on which line a character stands; a line ends at CR, LF or CRLF."""

    def __init__(self, text: str) -> None:
        self._ends = [match.end() for match in _LINE_END.finditer(text)]

    def of(self, offset: int) -> int:
        """1-based line of the character at `offset`."""
        return bisect_right(self._ends, offset) + 1


class Visible:
    """What remains of a stretch of a document when the hidden characters in it are taken out."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._removed = document.removed
        self._ends = [removed.end for removed in document.removed]

    def cut(self, start: int, end: int) -> str:
        """The characters from `start` to `end` without the hidden ones; words they stood between stay apart."""
        kept: list[str] = []
        at = start
        for index in range(bisect_right(self._ends, start), len(self._removed)):
            removed = self._removed[index]
            if removed.start >= end:
                break
            kept.append(self._text[at : max(at, removed.start)])
            kept.append(_stand_in(removed, self._text))
            at = max(at, removed.end)
        kept.append(self._text[at:end])
        return "".join(kept)


def _stand_in(removed: Removed, text: str) -> str:
    hidden = text[removed.start : removed.end]
    if removed.reason.startswith(("HTML", "Markdown")) or "\x0b" in hidden or "\x0c" in hidden:
        return _NOT_LINE_END.sub("", hidden) or " "
    return ""


def visible_text(document: Document) -> str:
    """The document's text with every hidden stretch replaced by as many spaces, so that offsets stay."""
    kept: list[str] = []
    at = 0
    for removed in document.removed:
        kept.append(document.text[at : removed.start])
        kept.append(_NOT_LINE_END.sub(" ", document.text[removed.start : removed.end]))
        at = removed.end
    kept.append(document.text[at:])
    return "".join(kept)


def split_lines(text: str) -> list[Line]:
    """Split text at LF, CRLF and lone CR; the offsets are those of `text`."""
    lines: list[Line] = []
    start = 0
    for match in _LINE_END.finditer(text):
        lines.append(Line(len(lines) + 1, start, text[start : match.start()]))
        start = match.end()
    if start < len(text):
        lines.append(Line(len(lines) + 1, start, text[start:]))
    return lines
