"""Words of a text with what their place tells: whether a capital is due to the start of a sentence or to a heading."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*(?:['’ʼ][^\W\d_](?:[^\W_]|[\u0300-\u036f])*)*")
_POSSESSIVE = re.compile(r"['’ʼ][sS]$")
_SKIPPED = " \t\u00a0\"'“”‘’«»„([{*_~`>#<"
_STARTS = frozenset(".!?…:|•·▪◦‣→⇒✓✔☐☑✅❌=—–]\n\r\v\f\u0085\u2028\u2029")
_MARKER = re.compile(r"\s*(?:>\s*)*(?:[-*+•·▪◦‣–—]\s+|\(?(?:\d{1,3}|[a-z])[.)]\s+)?(?:\[[ xX]\]\s+)?$")
_ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr prof st sr jr sra fr e.g i.e eg ie vs etc cf ca approx incl inkl bzw z.b no nr dept resp al fig mt ft rev hon".split()
)
_SMALL = frozenset("a an and as at by for from in of on or our my the to vs with".split())
_NUMBERED = re.compile(r"\((?:\d{1,2}|[a-z])\)$")


@dataclass(frozen=True, slots=True)
class Token:
    """One word without its possessive ending.

    Attributes:
        start: First character.
        end: Behind the last character.
        text: The word as written.
        lower: The word in lower case.
        gap: What stands between the word before and this one; the whole start of the text for the first.
        initial: A sentence, a line, a cell or a list entry starts here.
        heading: The line is a heading, where most words have a capital.
        possessive: The word is followed by 's.
    """

    start: int
    end: int
    text: str
    lower: str
    gap: str
    initial: bool
    heading: bool
    possessive: bool

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital."""
        return self.text[0].isupper() or self.text[0].istitle()

    @property
    def shouted(self) -> bool:
        """Whether the word is written in capitals only, with at least two letters."""
        return len(self.text) > 1 and self.text.isupper()


def tokens_of(text: str, hidden: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """Split `text` into words, leaving out the ranges in `hidden`, which are in order and do not overlap."""
    found: list[Token] = []
    before_end = 0
    for line_start, line_end, is_heading in _lines(text):
        for match in _outside(_WORD.finditer(text, line_start, line_end), hidden):
            word = match.group()
            ending = _POSSESSIVE.search(word)
            core = word[: ending.start()] if ending else word
            gap = text[before_end : match.start()][-60:]
            initial = _is_initial(text, line_start, match.start(), found[-1] if found else None)
            found.append(
                Token(match.start(), match.start() + len(core), core, core.lower(), gap, initial, is_heading, bool(ending))
            )
            before_end = match.start() + len(core)
    return found


def _lines(text: str) -> Iterator[tuple[int, int, bool]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line), _is_heading(line)
        start += len(line)


def _is_heading(line: str) -> bool:
    stripped = line.strip()
    words = [word for word in _WORD.findall(stripped[:400]) if len(word) > 3 and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    if stripped.startswith("#") and stripped.lstrip("#")[:1] in (" ", "\t"):
        return bool(capitals > 1 and capitals >= 0.6 * len(words))
    if not 2 <= len(words) <= 14 or capitals < 0.75 * len(words) or stripped.endswith((".", "!", "?")):
        return False
    small = [word for word in _WORD.findall(stripped[:400]) if word[0].islower() and word not in _SMALL]
    return len(small) <= 0.15 * len(words)


def _outside(matches: Iterator[re.Match[str]], hidden: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """Matches that touch no hidden range, by bisection, since lines come in order but are asked for one by one."""
    for match in matches:
        at = bisect_right(hidden, (match.end() - 1, 1 << 60)) - 1
        if at < 0 or hidden[at][1] <= match.start():
            yield match


def _is_initial(text: str, line_start: int, start: int, before: Token | None) -> bool:
    at = start - 1
    limit = max(line_start, start - 40)
    while at >= limit and text[at] in _SKIPPED:
        at -= 1
    if at < line_start or text[at] in "\n\r":
        return True
    if start - line_start <= 40 and _MARKER.fullmatch(text[line_start : at + 1] + " "):
        return True
    quoted = text[start - 1] in '"“„«‘(['
    if text[at] == "." and before is not None and before.end >= at - 2:
        return quoted or not (
            before.lower in _ABBREVIATIONS or (len(before.text) == 1 and before.capital and before.text != "I")
        )
    return (
        quoted or text[at] in _STARTS or ord(text[at]) > 0x2190 or bool(_NUMBERED.search(text, max(line_start, at - 4), at + 1))
    )
