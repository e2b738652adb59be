"""Which names mean the same person or thing, and of what kind it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from coach.privacy import evidence
from coach.privacy.tokens import Token
from coach.privacy.vocabulary import is_first_name, is_given_word, places

_FIRMS = frozenset(
    "inc ltd llc llp gmbh ag se kg bv nv sa sas sarl srl spa oy ab as aps plc pty corp corporation co company group bank labs holdings"
    " systems technologies solutions university institute foundation ventures consulting insurance airlines logistics energy".split()
)
_BEFORE_FIRM = frozenset("at joined joining customer client vendor employer supplier competitor acquired by".split())
_BEFORE_PLACE = frozenset("in from near to".split())
KINDS = ("Person", "Org", "Project", "Place", "Name", "Email", "Phone", "Handle", "Link", "Ticket", "Id")
"""Kinds of things that are hidden; each is the stem of a placeholder."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: its range, its words in lower case, and the kind its surroundings tell."""

    start: int
    end: int
    words: tuple[str, ...]
    kind: str


def mention_of(tokens: Sequence[Token], first: int, behind: int) -> Mention:
    """The mention that words `first` to `behind` form."""
    inside = tokens[first:behind]
    words = tuple(token.lower for token in inside)
    return Mention(inside[0].start, inside[-1].end, words, _kind(tokens, first, behind, words))


def _kind(tokens: Sequence[Token], first: int, behind: int, words: tuple[str, ...]) -> str:
    before = tokens[first - 1].lower if first and evidence.near(tokens[first]) else ""
    after = tokens[behind].lower if behind < len(tokens) and evidence.near(tokens[behind]) else ""
    if before in ("project", "codename", "codenamed", "operation"):
        return "Project"
    if words[-1] in _FIRMS and len(words) > 1:
        return "Org"
    if is_first_name(words[0]) or (is_given_word(words[0]) and len(words) > 1):
        return "Person"
    if " ".join(words) in places():
        return "Place"
    if evidence.speaks(tokens, behind - 1) or evidence.follows_person_word(tokens, first) or is_given_word(words[0]):
        return "Person"
    if before in _BEFORE_FIRM:
        return "Org"
    if after in evidence.PROJECT_NOUNS:
        return "Project"
    return "Person" if len(words) in (2, 3, 4) and before not in _BEFORE_PLACE else "Name"


@dataclass(slots=True)
class Entities:
    """Entities of a set of documents, found again by any of their written forms."""

    _by_words: dict[tuple[str, ...], int] = field(default_factory=dict)
    _full: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    _votes: dict[tuple[str, ...], Counter[str]] = field(default_factory=dict)

    def learn(self, mentions: Sequence[Mention]) -> None:
        """Take note of all mentions of all documents before the first is named."""
        for mention in mentions:
            self._votes.setdefault(mention.words, Counter())[mention.kind] += 1
            if len(mention.words) > 1:
                for word in mention.words:
                    self._full.setdefault(word, set()).add(mention.words)

    def full_form(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The longest name of which `words` is a part, when there is only one; else `words`."""
        if len(words) == 1:
            candidates = self._full.get(words[0], set())
            longest = _single(candidates)
            return longest or words
        shared = set.intersection(*(self._full.get(word, set()) for word in words)) if words else set()
        return _single({form for form in shared if len(form) > len(words)}) or words

    def kind(self, words: tuple[str, ...], otherwise: str) -> str:
        """The kind that most mentions of an entity tell; a plain name only when none tells more."""
        votes = self._votes.get(words, Counter())
        telling = [(count, -KINDS.index(kind), kind) for kind, count in votes.items() if kind != "Name"]
        return max(telling)[2] if telling else otherwise


def _single(forms: set[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The only form that is not a part of another one."""
    if not forms:
        return None
    longest = max(forms, key=lambda form: (len(form), form))
    return longest if all(set(form) <= set(longest) for form in forms) else None
