"""Sentence ends in running text, for people who write full stops and for people who do not."""

from __future__ import annotations

import re

MAX_CHARS = 1200
"""A sentence longer than this is cut at a clause or a space: nobody can act on a quote of that length."""

_ABBREVIATIONS = frozenset(
    (
        *("e.g", "i.e", "eg", "ie", "etc", "vs", "mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "approx", "incl", "excl"),
        *("resp", "ca", "cf", "al", "fig", "dept", "est", "min", "max", "inc", "ltd", "z.b", "bzw", "usw", "u.a", "p.s"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
    )
)
_END = re.compile(
    r"(?<![.!?…])(?P<stop>[.!?…]++)(?P<close>[\"'”’»)\]*_~`]*+)(?P<space>\s++|\Z)|(?P<wide>[。！？]++[”’」』）]*+)(?P<gap>\s*+)"
)
_BEFORE = re.compile(r"[\w.]+$")
_OPENING = "\"'“‘«([*_`~"
_CLAUSE = re.compile(r"[;:,–—][ \t]|[ \t]")


def sentence_ranges(text: str) -> list[tuple[int, int]]:
    """Split one line of text into sentences; the ranges leave out the space between them."""
    ranges: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match.group("wide") is None and match.end() < len(text) and not _ends_here(text, match):
            continue
        _add(text, start, match.start("space") if match.group("wide") is None else match.start("gap"), ranges)
        start = match.end()
    _add(text, start, len(text), ranges)
    return ranges


def _ends_here(text: str, match: re.Match[str]) -> bool:
    word = _BEFORE.search(text[max(0, match.start() - 30) : match.start()])
    before = word.group() if word else ""
    stop = match.group("stop")
    if stop == "." and not _is_full_stop(before, match.start()):
        return False
    first = text[match.end() : match.end() + 12].lstrip(_OPENING)[:1]
    if first.islower():
        return stop != "…" and len(before) >= 2 and not stop.startswith("..")
    return True


def _is_full_stop(before: str, at: int) -> bool:
    if before.lower().strip(".") in _ABBREVIATIONS or (len(before) == 1 and before.isalpha() and before.isupper()):
        return False
    return not (before.isdigit() and len(before) <= 2 and at == len(before))


def _add(text: str, start: int, end: int, ranges: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_CHARS:
        cut = start + MAX_CHARS
        breaks = [match.end() for match in _CLAUSE.finditer(text, start + MAX_CHARS // 2, cut)]
        cut = breaks[-1] if breaks else cut
        ranges.append((start, start + len(text[start:cut].rstrip())))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        ranges.append((start, end))
