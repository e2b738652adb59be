"""Stable, reversible placeholders for what a text says about who, where and for whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import count, product
from string import ascii_lowercase
from types import MappingProxyType

from coach.privacy.entities import KINDS, Entities, Mention, mention_of
from coach.privacy.names import Lexicon, learn, name_ranges
from coach.privacy.structured import Span, structured_spans
from coach.privacy.vocabulary import is_everyday, is_term

_PROVIDERS = frozenset(
    "gmail googlemail outlook hotmail yahoo icloud proton protonmail example github gitlab bitbucket google atlassian slack localhost"
    " internal local corp intranet invalid test www mail info support team office contact admin noreply reply hello jobs sales help"
    " wiki jira docs confluence grafana dashboard status api app dev staging prod com org net".split()
)
_ALNUM = re.compile(r"[^\W_]")


class Pseudonyms:
    """Placeholders for one set of documents, in memory only: nothing here is ever written to a disk or a log.

    `Person_1` is somebody under the longest name in the documents; `Person_1b`, `Person_1c` are the same person written in another way
    ("Ana", "ANA SOUZA"), so that `restore(mask(text)) == text` for every text. What a later text adds is hidden too and gets
    the next numbers.
    """

    def __init__(self, lexicon: Lexicon, entities: Entities, extra: Sequence[str], stem: str) -> None:
        self._lexicon = lexicon
        self._entities = entities
        self._extra = _extra_pattern(extra)
        self._stem = stem
        self._literal = re.compile(rf"(?<![^\W_])(?:{'|'.join(KINDS)}){stem}\\?_[0-9]+[a-z]*(?![^\W_])", re.IGNORECASE)
        self._numbers: dict[tuple[str, tuple[str, ...]], str] = {}
        self._forms: Counter[str] = Counter()
        self._per_kind: Counter[str] = Counter()
        self._given: dict[tuple[str, str], str] = {}
        self._originals: dict[str, str] = {}

    @classmethod
    def for_documents(cls, texts: Sequence[str], extra: Sequence[str] = ()) -> Pseudonyms:
        """Learn the names of documents and give out their placeholders, in order of appearance.

        Args:
            texts: The whole documents, before they are cut into statements.
            extra: Further words or phrases to hide, in any letter case.
        """
        stem = _free_stem(texts)
        extras = _extra_pattern(extra)
        hidden = [_hidden(text, extras) for text in texts]
        known = {
            word for text, spans in zip(texts, hidden, strict=True) for span in spans for word in _names_inside(text, span)
        }
        lexicon = learn(zip(texts, hidden, strict=True), known)
        entities = Entities()
        for text, spans in zip(texts, hidden, strict=True):
            tokens, ranges = name_ranges(text, spans, lexicon)
            entities.learn([mention_of(tokens, first, behind) for first, behind in ranges])
        pseudonyms = cls(lexicon, entities, extra, stem)
        for text in texts:
            pseudonyms.mask(text)
        return pseudonyms

    def mask(self, text: str) -> str:
        """`text` with placeholders for everything in it that is hidden."""
        parts: list[str] = []
        at = 0
        for start, end, placeholder in self.hidden(text):
            parts += (text[at:start], placeholder)
            at = end
        return "".join((*parts, text[at:]))

    def hidden(self, text: str) -> list[tuple[int, int, str]]:
        """What `mask` replaces: start, end and placeholder, in order of appearance."""
        return [(start, end, self._placeholder(text[start:end], mention)) for start, end, mention in self._ranges(text)]

    def restore(self, text: str) -> str:
        """`text` with every placeholder that was given out replaced by what it stands for; others stay as they are."""
        return self._literal.sub(lambda match: self._originals.get(match.group().replace("\\", ""), match.group()), text)

    @property
    def placeholders(self) -> frozenset[str]:
        """All placeholders that were given out so far."""
        return frozenset(self._originals)

    def unknown_placeholders(self, text: str) -> list[str]:
        """What looks like a placeholder in a model's text and was never given out, each once, in order of appearance."""
        found = (match.group().replace("\\", "") for match in self._literal.finditer(text))
        return list(dict.fromkeys(name for name in found if name not in self._originals))

    def summary(self) -> Mapping[str, int]:
        """How many different things are hidden, by kind; never which."""
        return MappingProxyType({kind: self._per_kind[kind] for kind in KINDS if self._per_kind[kind]})

    def __repr__(self) -> str:
        return f"Pseudonyms({dict(self.summary())})"

    def _ranges(self, text: str) -> list[tuple[int, int, Mention]]:
        literal = [Span(match.start(), match.end(), "Name") for match in self._literal.finditer(text)]
        spans = _joined([*_hidden(text, self._extra), *literal])
        tokens, ranges = name_ranges(text, spans, self._lexicon)
        mentions = [mention_of(tokens, first, behind) for first, behind in ranges]
        mentions += [Mention(span.start, span.end, (text[span.start : span.end],), span.kind) for span in spans]
        return _whole_words(text, sorted(mentions, key=lambda mention: (mention.start, mention.end)))

    def _placeholder(self, surface: str, mention: Mention) -> str:
        full = self._entities.full_form(mention.words)
        kind = self._entities.kind(full, mention.kind)
        known = self._given.get((kind, surface))
        if known is not None:
            return known
        number = self._number(kind, full)
        # The bare number is kept for the full name, which may come later than a first name alone.
        is_full = mention.words == full and number not in self._originals
        placeholder = number if is_full else f"{number}{self._letters(number)}"
        self._given[kind, surface] = placeholder
        self._originals[placeholder] = surface
        return placeholder

    def _number(self, kind: str, full: tuple[str, ...]) -> str:
        if (kind, full) not in self._numbers:
            self._per_kind[kind] += 1
            self._numbers[kind, full] = f"{kind}{self._stem}_{self._per_kind[kind]}"
        return self._numbers[kind, full]

    def _letters(self, number: str) -> str:
        """b, c, … z, ba, …: the letters of the next written form."""
        self._forms[number] += 1
        position, letters = self._forms[number], ""
        while position:
            position, rest = divmod(position, 26)
            letters = ascii_lowercase[rest] + letters
        return letters


def _hidden(text: str, extra: re.Pattern[str] | None) -> list[Span]:
    spans = structured_spans(text)
    if extra is not None:
        spans += [Span(match.start(), match.end(), "Name") for match in extra.finditer(text)]
    return _joined(spans)


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end), joined[-1].kind)
        else:
            joined.append(span)
    return joined


def _whole_words(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int, Mention]]:
    """Ranges grown to whole words, so that no placeholder touches a letter or digit and becomes unreadable."""
    ranges: list[tuple[int, int, Mention]] = []
    for mention in mentions:
        start, end = mention.start, mention.end
        floor = ranges[-1][0] if ranges else 0
        while start > floor and _ALNUM.match(text[start - 1]):
            start -= 1
        while end < len(text) and _ALNUM.match(text[end]):
            end += 1
        if ranges and (start < ranges[-1][1] or (start == ranges[-1][1] and _ALNUM.match(text[start]))):
            before = ranges[-1]
            ranges[-1] = (before[0], max(end, before[1]), before[2])
        else:
            ranges.append((start, end, mention))
    return ranges


def _names_inside(text: str, span: Span) -> list[str]:
    """Words of an address or handle that are names: the person in it, and the firm behind the @."""
    if span.kind not in ("Email", "Handle", "Link"):
        return []
    found = text[span.start : span.end]
    if span.kind == "Link":
        found = found.split("://")[-1].split("/")[0]
    words = re.findall(r"[^\W\d_]{4,}", found)
    return [word for word in words if word.lower() not in _PROVIDERS and not is_everyday(word) and not is_term(word)]


def _extra_pattern(extra: Sequence[str]) -> re.Pattern[str] | None:
    terms = sorted({term.strip() for term in extra if term.strip()}, key=lambda term: (-len(term), term))
    if not terms:
        return None
    patterns = (r"\s+".join(re.escape(word) for word in term.split()) for term in terms)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(patterns)})(?![^\W_])", re.IGNORECASE)


def _free_stem(texts: Sequence[str]) -> str:
    """Letters between kind and number that make placeholders which none of the texts contains; mostly none."""
    everything = "\n".join(texts).lower()
    if not _looks_taken(everything, ""):
        return ""
    for size in count(1):
        for letters in product("XYZQVWK", repeat=size):
            stem = "".join(letters)
            if not _looks_taken(everything, stem.lower()):
                return stem
    raise AssertionError


def _looks_taken(everything: str, stem: str) -> bool:
    return re.search(rf"(?:{'|'.join(KINDS)}){stem}\\?_", everything, re.IGNORECASE) is not None
