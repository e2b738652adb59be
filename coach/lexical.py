"""Words for matching: what counts as a word, its stem, and BM25 over passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

from coach.model.passage import Passage
from coach.ports import Vectors

_SATURATION = 1.2
"""BM25's k1: how soon a repeated word stops counting."""

_LENGTH = 0.6
"""BM25's b: how far a long passage is discounted."""

_WORD = re.compile(r"[^\W_]+(?:['’][a-z]{1,3})?|[^\W_]+", re.IGNORECASE)
_STOP = frozenset(
    "a about above after again all am an and any are as at be because been before being below between both but by can "
    "could did do does doing don down during each few for from further get had has have having he her here hers him his "
    "how i if in into is it its itself just let like may me might more most much must my myself no nor not now of off on "
    "once one only or other ought our ours out over own please same shall she should so some such than that the their "
    "them then there these they this those through to too under until up upon us very was we were what when where which "
    "while who whom why will with within without would you your yours yourself s t ll re ve d m im ive ill id youre dont "
    "doesnt didnt isnt arent cant wont tell say says said guide".split()
)


def words_of(text: str) -> list[str]:
    """The stems of a text's content words, in order."""
    return [_stem(word) for word in _raw_words(text) if word not in _STOP]


def passage_words(passage: Passage) -> list[str]:
    """The stems of a passage; those of its headings count twice."""
    headings = words_of(" ".join(passage.heading_path))
    return [*headings, *headings, *words_of(passage.text)]


def _raw_words(text: str) -> Iterable[str]:
    for match in _WORD.finditer(text.lower()):
        word = match.group().replace("’", "'")
        yield word.split("'")[0] if word.endswith("'s") else word.replace("'", "")


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@cache
def _stem(word: str) -> str:
    stem: str = _stemmer().stemWord(word)
    return stem


class Bm25:
    """BM25 over texts that are already stems; a question costs one pass over an array for each of its words."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        """Number the words and lay them out in one array."""
        self._ids: dict[str, int] = {}
        lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
        flat = [self._ids.setdefault(word, len(self._ids)) for text in texts for word in text]
        self._words: NDArray[np.int32] = np.array(flat, dtype=np.int32)
        self._owners = np.repeat(np.arange(len(texts)), lengths)
        self._discount = 1 - _LENGTH + _LENGTH * lengths / max(1.0, float(lengths.mean()) if len(texts) else 1.0)

    def weight(self, word: str) -> float:
        """How rare a stem is; a stem that no text has is the rarest."""
        found = len(self._discount) and word in self._ids
        count = int((self._frequencies(word) > 0).sum()) if found else 0
        return float(np.log(1 + (len(self._discount) - count + 0.5) / (count + 0.5)))

    def scores(self, stems: Iterable[str]) -> Vectors:
        """One score a text for a question, as a share of the most that a text could reach."""
        total = np.zeros(len(self._discount), dtype=np.float32)
        most = 0.0
        for word in sorted(set(stems)):
            weight = self.weight(word)
            most += weight * (_SATURATION + 1)
            if word in self._ids:
                count = self._frequencies(word)
                total += (weight * count * (_SATURATION + 1) / (count + _SATURATION * self._discount)).astype(np.float32)
        return total / np.float32(most) if most else total

    def _frequencies(self, word: str) -> NDArray[np.int64]:
        return np.bincount(self._owners[self._words == self._ids[word]], minlength=len(self._discount))
