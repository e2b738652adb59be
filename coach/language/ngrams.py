"""Word n-grams of a statement and of the headings above it: what a linear model sees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.language.sections import section_of

_TOKEN = re.compile(r"[a-z0']+|[?!:“\"]")
_WORD = re.compile(r"[a-z0']+")
_DIGIT = re.compile(r"\d")
LONGEST = 3
"""Longest n-gram of a statement, in words."""


def text_features(text: str) -> set[str]:
    """N-grams of one to three words, lower case, digits as zeros, with the punctuation that changes a meaning."""
    return set(_grams(_TOKEN.findall(_normal(text)), LONGEST))


def heading_features(context: str) -> set[str]:
    """N-grams of one and two words of the headings, marked as such, and what the section is for."""
    features = {f"#{gram}" for gram in _grams(_WORD.findall(_normal(context)), 2)}
    section = section_of(tuple(part for part in context.split(" > ") if part))
    features.add(f"§{section.value if section else 'none'}")
    return features


def _normal(text: str) -> str:
    return _DIGIT.sub("0", text.lower().replace("’", "'"))


def _grams(tokens: list[str], longest: int) -> Iterator[str]:
    for length in range(1, longest + 1):
        for start in range(len(tokens) - length + 1):
            yield " ".join(tokens[start : start + length])
