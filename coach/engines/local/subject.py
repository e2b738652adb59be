"""What a question is about, word by word, and whether what was found is about that too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coach.language.everyday import in_proper_words
from coach.lexical import words_of
from coach.model.question import Question, Section

MOST_WORDS = 8
"""Most words of a question that are looked at: the rarer ones."""

_TOPIC_TIMES = 2
"""In how many pieces of a section a name stands at least that the section is about."""

_WORD = re.compile(r"[^\W_]+(?:['’][a-z]{1,3})?", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z]{1,3}\d{1,3}")
_SENTENCE_START = re.compile(r"(?:^|[.?!:;(\"“„]\s*)$")


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A content word of a question.

    Attributes:
        stem: As it is matched.
        text: As it was written.
        without: The question without it.
        weight: How rare it is in the corpus.
        name: Whether it is a name or a code: "Fernpay", "P4".
    """

    stem: str
    text: str
    without: str
    weight: float
    name: bool


def asked_words(question: Question, weights: Mapping[str, float]) -> tuple[AskedWord, ...]:
    """The content words of a question in order, each once; of many words, the rarer ones."""
    text = question.search
    found: dict[str, AskedWord] = {}
    for match in _WORD.finditer(text):
        if stems := words_of(match.group()):
            without = f"{text[: match.start()]}{text[match.end() :]}"
            found[stems[0]] = AskedWord(
                stems[0], match.group(), without, weights.get(stems[0], 0.0), is_name(text, match.start(), match.group())
            )
    rarer = sorted(found.values(), key=lambda word: -word.weight)[:MOST_WORDS]
    return tuple(word for word in found.values() if word in rarer)


def is_name(text: str, start: int, word: str) -> bool:
    """Whether a word is written as a name or a code: with a capital where no sentence begins, or like "P4"."""
    if _CODE.fullmatch(word):
        return True
    return word[:1].isupper() and any(char.islower() for char in text) and _SENTENCE_START.search(text[:start]) is None


@dataclass(frozen=True, slots=True)
class Said:
    """What sections say, by stem.

    Attributes:
        words: Every stem, those of the headings among them.
        topics: The stems of headings, and those which stand in several pieces.
    """

    words: frozenset[str]
    topics: frozenset[str]


def said_in(sections: Sequence[Section]) -> Said:
    """What sections say, and which words they are about."""
    headings: set[str] = set()
    times: dict[str, int] = {}
    for section in sections:
        headings.update(words_of(" ".join(section.passage.heading_path)))
        for excerpt in section.excerpts:
            for stem in set(words_of(excerpt.text)):
                times[stem] = times.get(stem, 0) + 1
    about = {stem for stem, count in times.items() if count >= _TOPIC_TIMES}
    return Said(frozenset(headings | set(times)), frozenset(headings | about))


def is_met(word: AskedWord, said: Said) -> bool:
    """Whether sections have a word of a question, or the proper word for it; a name has to be a topic of theirs."""
    if word.name:
        return word.stem in said.topics
    if word.stem in said.words:
        return True
    proper = words_of(in_proper_words(word.text))
    return proper != [word.stem] and any(stem in said.words for stem in proper)


def lacking(words: Sequence[AskedWord], said: Said) -> tuple[float, float]:
    """What of a question a section does not meet: whether a name, and whether its rarest word; 1.0 or 0.0 each."""
    if not words:
        return 0.0, 0.0
    unmet = [word for word in words if not is_met(word, said)]
    rarest = max(words, key=lambda word: word.weight)
    return float(any(word.name for word in unmet)), float(rarest in unmet)
