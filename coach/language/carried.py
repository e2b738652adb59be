"""Whether a sentence is carried by the words it stands on: its content words, figures, names and its "not". Asks no model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]{1,2})?")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?<![.!?:…] )(?<![“\"‘(])(?<!^)\b[A-Z][\w'’-]+")
_NOT = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|without|cannot|avoid|instead|stop|don['’]?t|doesn['’]?t|isn['’]?t|won['’]?t|can['’]?t|shouldn['’]?t)\b",
    re.IGNORECASE,
)
_NUMBER_WORDS = {
    word: str(value) for value, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"fifteen": "15", "twenty": "20", "thirty": "30", "ninety": "90", "hundred": "100"}
_STOP = frozenset(
    "all and any are but can did for get got had has her him his how its let may not now off one our out own say see she the too two use was "
    "way who why you yes yet "
    "about after again also another anything because been before being between both could does done down each ever every from have having "
    "here into itself just like made make many more most much must need only other others over rather same shall should since some "
    "something such take than that their them then there these they thing things this those through under until upon very want "
    "well were what when where which while will with within would your yours".split()
)
_LEAST, _STEM = 3, 5
"""Shortest word that counts, and how many letters of it: "estimates" and "estimating" are one."""

ENOUGH = 0.6
"""Share of a sentence's content words that its sources have to have."""


def content_words(text: str) -> set[str]:
    """The content words of a text, each by its first letters."""
    words = {word.casefold().split("'")[0].split("’")[0] for word in _WORD.findall(text)}
    return {word[:_STEM] for word in words if len(word) >= _LEAST and word not in _STOP}


def figures(text: str) -> set[str]:
    """The figures in a text; small number words count as figures."""
    written = {match.group() for match in _NUMBER.finditer(text)}
    return written | {_NUMBER_WORDS[word] for word in re.findall(r"[a-z]+", text.casefold()) if word in _NUMBER_WORDS}


def strange_figures(text: str, sources: Iterable[str]) -> set[str]:
    """Figures of a text, in digits, that none of its sources has."""
    known = {figure for source in sources for figure in figures(source)}
    return {match.group() for match in _NUMBER.finditer(text)} - known


def strange_names(text: str, sources: Iterable[str]) -> set[str]:
    """Capitalised words inside the sentences of a text that none of its sources has."""
    known = " ".join(sources).casefold()
    return {name for name in _NAME.findall(text) if re.sub(r"['’]s$", "", name.casefold()) not in known}


def share_of_words(text: str, sources: Iterable[str]) -> float:
    """Share of a text's content words that its sources have; 0 where it has none."""
    own = content_words(text)
    there = {word for source in sources for word in content_words(source)}
    return len(own & there) / len(own) if own else 0.0


def carried(text: str, sources: Sequence[str]) -> bool:
    """Whether sources carry a sentence: three fifths of its content words, each of its figures, and a "not" only where they have one."""
    denies = [bool(_NOT.search(source)) for source in sources]
    turned = (_NOT.search(text) and not any(denies)) or (not _NOT.search(text) and bool(denies) and all(denies))
    return not turned and not strange_figures(text, sources) and share_of_words(text, sources) >= ENOUGH
