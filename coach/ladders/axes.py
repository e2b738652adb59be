"""Axes of a ladder to competency ids: by name, by alias, by the words that ladders use; no model is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from coach.ladders.axis_words import ATTRIBUTES, FAMILIES, GENERIC, PARTICULAR, SENTENCES, SETTINGS
from coach.ladders.level_titles import clean_label, unslugged
from coach.model.competency import Competency

_JOINTS = re.compile(r"\s*(?:&|/|,|\+|;|\band\b|\bor\b|\|)\s*", re.IGNORECASE)
_WORD = re.compile(r"[a-zà-ÿ0-9+#]+(?:['’][a-z]+)?")
_ANNOUNCES = re.compile(
    r"\b(?:ladders?|frameworks?|matrix|progression|career path|levels|competenc(?:y|ies) (?:by|per|model)|job family)\b"
)
_SENTENCES = tuple((re.compile(pattern, re.IGNORECASE), key) for pattern, key in SENTENCES)
_PARTICULAR = _SENTENCES[:PARTICULAR]
_MOST = 4
"""Most competencies that one axis stands for."""

_IN_TITLE = 6
"""Most words of a title; what has more is a sentence."""


class Axes:
    """Knows the competencies by every name they go by."""

    def __init__(self, competencies: Mapping[str, Competency]) -> None:
        self._known: dict[str, tuple[str, ...]] = {}
        for key, competency in competencies.items():
            for name in (key.replace("-", " "), competency.name, *_JOINTS.split(competency.name)):
                self._add(name, key)
        for key, competency in competencies.items():
            for alias in competency.aliases:
                self._add(alias, key)
        for name, keys in FAMILIES.items():
            known = tuple(key for key in keys if key in competencies)
            if known:
                self._known[stemmed(name)] = known
        self._ids = frozenset(competencies)

    def _add(self, name: str, key: str) -> None:
        phrase = stemmed(name)
        held = self._known.get(phrase, ())
        if phrase and key not in held and len(held) < _MOST:
            self._known[phrase] = (*held, key)

    def ids_of(self, label: str) -> tuple[str, ...]:
        """The competencies that a title names: as a whole, else part by part, else by what it contains."""
        text = unslugged(clean_label(label)).lower()
        if is_attribute(label):
            return ()
        if whole := self._known.get(stemmed(text)):
            return whole
        parts = [part for part in _JOINTS.split(re.sub(r"\([^()]*\)", " ", text)) if part.strip()]
        exact = [self._known.get(stemmed(part), ()) for part in parts]
        found = [keys or self._contained(part) for part, keys in zip(parts, exact, strict=True)]
        return tuple(dict.fromkeys(key for keys in found for key in keys))[:_MOST]

    def ids_of_path(self, axes: Sequence[str]) -> tuple[str, ...]:
        """The competencies of the innermost title that names any."""
        for label in reversed(axes):
            if found := self.ids_of(label) or self._spoken_of(label):
                return found
        return ()

    def _spoken_of(self, label: str) -> tuple[str, ...]:
        """The competency of which the words of a title speak, where it is nobody's name: "Tests", "Conflict"."""
        if is_attribute(label) or is_generic(label) or len(label.split()) > _IN_TITLE:
            return ()
        return self.ids_in(unslugged(clean_label(label)))[:1]

    def ids_in(self, sentence: str) -> tuple[str, ...]:
        """What a sentence speaks of: at most two competencies."""
        found = [key for pattern, key in _SENTENCES if key in self._ids and pattern.search(sentence)]
        return tuple(found[:2])

    def touched_by(self, text: str) -> tuple[str, ...]:
        """What a text speaks of besides its axis, where the words are plain."""
        return tuple(key for pattern, key in _PARTICULAR if key in self._ids and pattern.search(text))

    def _contained(self, part: str) -> tuple[str, ...]:
        """The competencies of the longest known phrases in a title."""
        words = stemmed(part).split()
        for length in range(min(4, len(words) - 1), 0, -1):
            phrases = [" ".join(words[start : start + length]) for start in range(len(words) - length + 1)]
            known = [phrase for phrase in phrases if phrase in self._known]
            if found := [phrase for phrase in known if phrase not in SETTINGS] or known:
                return tuple(dict.fromkeys(key for phrase in found for key in self._known[phrase]))
        return ()


def is_attribute(label: str) -> bool:
    """True for a title that speaks of the level itself, such as scope or autonomy."""
    return _plain(label) in ATTRIBUTES or stemmed(_plain(label)) in ATTRIBUTES


def is_generic(label: str) -> bool:
    """True for a title that only announces the ladder's content."""
    return not label or _plain(label) in GENERIC or bool(_ANNOUNCES.search(_plain(label)))


def unmapped(axes: Iterable[str], known: Axes) -> list[str]:
    """Titles that name no competency and are more than attributes of a level."""
    return [
        label for label in dict.fromkeys(axes) if not is_attribute(label) and not is_generic(label) and not known.ids_of(label)
    ]


def _plain(label: str) -> str:
    return unslugged(clean_label(label)).lower()


def stemmed(phrase: str) -> str:
    """Words in lower case without their endings, so that "Mentorship" is not lost for "mentoring"'s sake."""
    return " ".join(_stem(word) for word in _WORD.findall(phrase.lower().replace("-", " ")))


def _stem(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    for ending in ("s", "'s", "’s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith(("ss", "us", "is")):
            word = word[: -len(ending)]
            break
    return f"{word[:-2]}y" if word.endswith("ie") and len(word) > 4 else word
