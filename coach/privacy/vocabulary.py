"""The words that are no names: lists in `terms/`, and what follows from them by ordinary English endings."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import snowballstemmer

from coach.language.people import first_names

_FOLDER = Path(__file__).parent / "terms"
_DIGITS = re.compile(r"\d+[a-z]?$")
_LEVEL = re.compile(r"[a-z]{1,2}\d{1,4}s?|[a-z]\d+[a-z]\d*|\d+\w?")
FUNCTION_WORDS = frozenset(
    """
    a about above after again against all also although always am among an and another any anyone anything are around as asked at
    away back be became because been before being below between both but by can could did do does doing done down during each
    either else enough even every everybody everyone everything few for from further had has have having he hence her here hers
    herself him himself his how however i if in inside instead into is it its itself just least less let like many maybe me might
    mine more most much must my myself near neither never next no nobody none nor not nothing now of off often on once one only
    onto or other others otherwise our ours ourselves out outside over own per perhaps quite rather same see shall she should
    since so some somebody someone something soon still such than that the their theirs them themselves then there these they this
    those though through to together too two under until unless up upon us very was we well were what whatever when where whether
    which while who whole whom whose why with within without would yes yet you your yours yourself
    """.split()
)
"""Closed-class words: no context makes a name of them."""


def _lines(name: str) -> list[str]:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """The entries of a list whose entries are separated by spaces, in lower case."""
    return frozenset(word.lower() for line in _lines(name) for word in line.split())


@cache
def phrases(name: str) -> frozenset[str]:
    """The entries of a list whose entries are separated by commas, as they are written."""
    return frozenset(entry.strip() for line in _lines(name) for entry in line.split(",") if entry.strip())


@cache
def technologies() -> frozenset[str]:
    """Public names of technologies that are one word, in lower case."""
    return frozenset(entry.lower() for entry in phrases("technologies"))


@cache
def technology_phrases() -> re.Pattern[str]:
    """Finds technologies of several words, or with signs in them: Spring Boot, Node.js, C++."""
    several = sorted((entry for entry in phrases("technologies") if not entry.isalnum()), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, several))})(?![^\W_])")


@lru_cache(maxsize=50_000)
def is_term(word: str) -> bool:
    """Whether a capital in the middle of a sentence is no sign of a name: a technology, a role, a unit, a month, an abbreviation."""
    lower = word.lower()
    if lower in FUNCTION_WORDS or _LEVEL.fullmatch(lower):
        return True
    if word in _abbreviations():
        return True
    if len(word) == 3 and word.istitle() and word.upper() in phrases("technologies") and lower not in _ALSO_WITH_ONE_CAPITAL:
        return lower in words("work")
    return any(form in terms for form in (lower, lower.rstrip("s"), _DIGITS.sub("", lower)) for terms in _terms())


_ALSO_WITH_ONE_CAPITAL = frozenset("sql api css aws xml php url sdk cli".split())


@cache
def _terms() -> tuple[frozenset[str], ...]:
    return technologies(), words("work")


@cache
def _abbreviations() -> frozenset[str]:
    """Abbreviations as written and in small letters; not with one capital, since SAM is an abbreviation and Sam is not."""
    written = [word for line in _lines("acronyms") for word in line.split()]
    return frozenset((*written, *(word.lower() for word in written)))


@cache
def _everyday_stems() -> frozenset[str]:
    return frozenset(snowballstemmer.stemmer("english").stemWords(sorted(words("everyday"))))


@lru_cache(maxsize=50_000)
def is_everyday(word: str) -> bool:
    """Whether a word of this spelling is ordinary English, so that a capital at the start of a sentence says nothing."""
    lower = word.lower().replace("’", "'")
    if lower in words("everyday") or is_term(word):
        return True
    if is_first_name(word):
        return False
    if "'" in lower:
        word, _, ending = lower.partition("'")
        return lower in _CONTRACTIONS or (ending in _CONTRACTED and is_everyday(word))
    return len(lower) > 3 and _stem_is_known(lower)


def _stem_is_known(lower: str) -> bool:
    stem = snowballstemmer.stemmer("english").stemWord(lower)
    if stem in _everyday_stems():
        return True
    prefix = _PREFIX.match(lower)
    return bool(prefix) and len(lower) - len(prefix.group()) > 3 and is_everyday(lower[prefix.end() :]) if prefix else False


_PREFIX = re.compile(
    r"un|re|non|over|under|mis|pre|de|dis|inter|multi|co|sub|out|in|im|micro|auto|self|cross|up|down|back|work"
)
_CONTRACTED = frozenset("s t d ll re ve m em".split())
_CONTRACTIONS = frozenset("can't won't ain't y'all shan't o'clock ma'am".split())


def is_first_name(word: str) -> bool:
    """Whether a word is a first name and no ordinary English word."""
    return word.lower() in first_names() and not is_term(word)


def is_given_word(word: str) -> bool:
    """Whether a word is a first name that is also something else: Will, May, Ruby."""
    return word.lower() in words("given_words")


def is_surname_word(word: str) -> bool:
    """Whether a word is a surname that is also something else: Page, Marsh."""
    return word.lower() in words("surname_words")


@cache
def places() -> frozenset[str]:
    """Cities, regions and countries, in lower case."""
    return frozenset(entry.lower() for entry in phrases("places"))
