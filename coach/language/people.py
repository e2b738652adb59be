"""People's names, put out of sight of the statement reader: what somebody is called must not change what is read."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

_FIRST_NAMES = Path(__file__).parent / "terms" / "first_names.txt"
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_NAMES = re.compile(rf"(?<![^\W_]){_WORD}(?: {_WORD})*")
_ANYBODY = "Alex"
_POSSESSIVES = ("'s", "’s")


@cache
def first_names() -> frozenset[str]:
    """First names from many languages that are no everyday English words, in lower case."""
    lines = _FIRST_NAMES.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.lower().split())


def unnamed(texts: Sequence[str], author: str = "") -> list[str]:
    """The texts with one and the same name for everybody: for the author by any part of the name, for others by first names.

    Args:
        texts: Of one document.
        author: The author's name as the document gives it; empty where it does not.
    """
    own = frozenset(part.lower() for part in re.findall(_WORD, author) if len(part) > 1 and part[0].isupper())
    return [_NAMES.sub(lambda match: _plain(match.group(), own), text) for text in texts]


def _plain(words: str, own: Collection[str]) -> str:
    kept: list[str] = []
    for word in words.split(" "):
        bare, ending = _parted(word)
        if not (bare[:1].isupper() and (bare.lower() in own or bare.lower() in first_names())):
            kept.append(word)
        elif not kept or kept[-1] != _ANYBODY:
            kept.append(_ANYBODY + ending)
        else:
            kept[-1] += ending
    return " ".join(kept)


def _parted(word: str) -> tuple[str, str]:
    return (word[:-2], word[-2:]) if word.endswith(_POSSESSIVES) else (word, "")
