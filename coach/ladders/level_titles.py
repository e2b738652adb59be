"""Titles of levels: "L3", "P4 Navigator", "Senior Engineer II", "Level 3". What is one, and what it tells of its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from coach.language.clean import plain

_NOT_A_LEVEL = frozenset("Q H W V FY CW SEV PR RFC ISO KPI OKR UTF MP HTTP AT CS KB MB GB AWS EC".split())
"""Letters that come before a number and name a quarter, a severity, a standard."""

_CODE = re.compile(r"^(?P<prefix>[A-Za-z]{1,4})[-. ]?(?P<number>\d{1,2})(?P<half>\.\d|[a-e])?(?=$|[\s:(/|,–—-])")
_NUMBERED = re.compile(
    r"^(?:level|lvl|grade|band|tier|stage|step|milestone|rank)[ #:.-]{0,3}(?P<number>\d{1,2}|[ivx]{1,4}|[a-f])(?=$|[\s:(/|,–—-])",
    re.IGNORECASE,
)
_TAIL = re.compile(r"^[\s:(/|,–—-]+")
_SPLIT = re.compile(r"\s+[–—|-]\s+|[–—]|:\s|\(|\[|,\s|\s/\s")
_PARENTHESIS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_SYMBOLS = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z]{3})(?=\d)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7}
_RANKS: tuple[tuple[str, float, str], ...] = (
    (r"\b(?:vp|vice president|head of|cto)\b", 7, "manager"),
    (r"\bdirector\b(?<!tech director)(?<!technical director)", 6, "manager"),
    (r"\bsenior (?:\w+ )?manager\b", 5, "manager"),
    (r"(?<!product )(?<!project )(?<!program )\bmanagers?\b", 4, "manager"),
    (r"\bdistinguished\b|\bfellow\b|\b(?:tech|technical) director\b|\b(?:senior|sr) principal\b", 7, "distinguished"),
    (r"\bprincipal\b|\bchief\b", 6, "principal"),
    (r"\b(?:senior|sr) (?:staff|lead)\b|\blead architect\b", 5, "senior staff"),
    (r"\bstaff\b", 4, "staff"),
    (r"\blead\b", 4, "lead"),
    (r"\barchitect\b", 4, "architect"),
    (r"\bsenior\b|\bsr\b|\bsénior\b", 3, "senior"),
    (r"\bmid\b|\bintermediate\b|\bmedior\b|\bconfirmed\b|\bpleno\b|\bregular\b", 2, "mid"),
    (r"\bjunior\b|\bjr\b|\bjúnior\b", 1, "junior"),
    (r"\bassociate\b", 1, "associate"),
    (r"\bentry\b|\bgraduate\b", 1, "graduate"),
    (r"\bapprentice\b|\btrainee\b|\bintern\b", 1, "apprentice"),
)
_NOUNS = frozenset(
    "engineer engineers developer developers programmer swe sde sdet sre scientist analyst contributor designer tester".split()
)
_FILLERS = frozenset(
    "software backend frontend fullstack full stack web mobile data platform site reliability machine learning ml qa quality assurance security "
    "cloud devops infrastructure systems product technical tech individual ic member of the a level career role and engineering ios android "
    "embedded test automation back end front grade principal staff level levels director manager ladder expectations".split()
)
_WORD = re.compile(r"[a-zA-ZÀ-ÿ]+|\d+")


@dataclass(frozen=True, slots=True)
class LevelTitle:
    """A title read as the name of a level.

    Attributes:
        text: The title as written, without markup and symbols.
        code: "P4", "L3"; empty where there is none.
        number: The number in code or title.
        rank: Place among the seven usual levels that its words tell, 1 to 7.
        weak: True when the words hardly tell: a plain "Engineer".
        track: Letters of the code, or "manager"; levels of one track follow each other.
        keys: What makes two titles the same level.
        names: Other ways to call it: its code, its words.
    """

    text: str
    code: str
    number: int | None
    rank: float | None
    weak: bool
    track: str
    keys: frozenset[str]
    names: tuple[str, ...]


@lru_cache(maxsize=4096)
def clean_label(label: str) -> str:
    """A label without markup, symbols and surrounding punctuation."""
    return " ".join(_SYMBOLS.sub(" ", plain(label)).split()).strip(" *_:#.-–—|\"“”'")


def unslugged(name: str) -> str:
    """A file name or key as words: "senior-engineer", "seniorEngineer" and "senior1" become titles."""
    text = name if " " in name.strip() else re.sub(r"[-_]+", " ", _CAMEL.sub(" ", name))
    return re.sub(r"^\d{1,2}[. ]+(?=[A-Za-z])", "", text).strip()


@lru_cache(maxsize=4096)
def level_title(label: str) -> LevelTitle | None:
    """Read a label as the title of a level; None when it is something else."""
    text = clean_label(label)
    if not text or len(text) > 80 or len(text.split()) > 9:
        return None
    words = re.sub(r"(?i)^(?:career )?level\s*:\s*", "", text)
    return _coded(words) or _numbered(words) or _worded(words)


def bare_number(label: str) -> int | None:
    """The number that is the whole label, as in "3"."""
    text = clean_label(label)
    return int(text) if re.fullmatch(r"\d{1,2}", text) else None


def declared_title(label: str) -> LevelTitle:
    """A title of which the file itself says that it is a level, whatever its words."""
    number = bare_number(label)
    found = level_title(f"Level {number}") if number is not None else level_title(label)
    if found is not None:
        return found
    text = clean_label(label)
    inner = [title for words in _PARENTHESIS.findall(text) if (title := level_title(words)) is not None]
    head = _PARENTHESIS.sub("", text).strip() or text
    numbers = re.findall(r"\d{1,2}", text)
    number = int(numbers[0]) if len(numbers) == 1 else None
    rank, base = _rank_of(inner[0].text if inner else unslugged(text), number)
    track = "manager" if base == "manager" or re.search(r"\b(?:pm|people manager)\b", text.lower()) else ""
    keys = frozenset((f"name:{text.lower()}", f"name:{head.lower()}", *(key for title in inner for key in title.keys)))
    names = (head, *(name for title in inner for name in (title.text, *title.names)))
    return LevelTitle(text, "", number, rank if base else None, not base, track, keys, names)


def level_group(labels: Sequence[str], share: float = 0.3) -> frozenset[int]:
    """Which of some labels that stand side by side are levels; none, unless at least two different ones are."""
    found = {index: title for index, label in enumerate(labels) if (title := level_title(label)) is not None}
    written = [index for index, label in enumerate(labels) if clean_label(label)]
    if len({title.keys for title in found.values()}) >= 2 and len(found) >= share * len(written):
        return frozenset(found)
    numbers = [bare_number(labels[index]) for index in written]
    if len(numbers) >= 3 and None not in numbers and len(set(numbers)) == len(numbers):
        return frozenset(written)
    return frozenset()


def _coded(text: str) -> LevelTitle | None:
    match = _CODE.match(text)
    if match is None or match["prefix"].upper() in _NOT_A_LEVEL:
        return None
    if match["prefix"].islower() and match["prefix"] not in ("l", "ic", "e", "p", "d", "s", "t", "m", "tl", "em"):
        return None
    if not match["prefix"].islower() and not match["prefix"].isupper():
        return None
    prefix, number = match["prefix"].upper(), int(match["number"])
    code = f"{prefix}{number}{match['half'] or ''}"
    tail = _TAIL.sub("", text[match.end() :]).strip(" )]")
    if len(tail.split()) > 6:
        return None
    rank, base = _rank_of(tail, None)
    keys = {f"code:{code}", *({f"number:{number}"} if prefix == "L" else set()), *({_title_key(tail)} if tail else set())}
    track = "manager" if base == "manager" or prefix in ("EM", "M") else prefix
    return LevelTitle(
        text, code, number, rank if base else None, not base, track, frozenset(keys), tuple(filter(None, (code, tail)))
    )


def _numbered(text: str) -> LevelTitle | None:
    match = _NUMBERED.match(text)
    if match is None:
        return None
    raw = match["number"].lower()
    number = int(raw) if raw.isdigit() else _ROMAN.get(raw) or ord(raw[0]) - 96
    tail = _TAIL.sub("", text[match.end() :]).strip(" )]")
    if len(tail.split()) > 6:
        return None
    rank, base = _rank_of(tail, None)
    keys = {f"number:{number}", *({_title_key(tail)} if tail else set())}
    names = (text[: match.end()], f"L{number}", f"level {number}", tail)
    return LevelTitle(text, "", number, rank if base else None, not base, "", frozenset(keys), tuple(filter(None, names)))


def _worded(text: str) -> LevelTitle | None:
    head = _SPLIT.split(unslugged(text), maxsplit=1)[0].strip()
    tokens = [token.lower() for token in _WORD.findall(head)]
    if not tokens or len(tokens) > 6:
        return None
    number = next(
        (int(token) if token.isdigit() else _ROMAN.get(token) for token in tokens if token.isdigit() or token in _ROMAN), None
    )
    if number is not None and number > 12:
        return None
    rank, base = _rank_of(head, number)
    nouns = any(token in _NOUNS for token in tokens)
    if rank is None or not all(_known(token) for token in tokens):
        return None
    if not base and not nouns:
        return None
    alias = next((title for inner in _PARENTHESIS.findall(text) if (title := _coded(inner.strip()))), None)
    keys = {_title_key(head), *(alias.keys if alias else ())}
    track = "manager" if base == "manager" else ""
    names = (head, *(alias.names if alias else ()), *_short_names(base, number))
    code = alias.code if alias else ""
    return LevelTitle(
        text, code, number, rank, base == "" and number is None, track, frozenset(keys), tuple(dict.fromkeys(names))
    )


def _known(token: str) -> bool:
    return (
        token in _NOUNS
        or token in _FILLERS
        or token.isdigit()
        or token in _ROMAN
        or any(re.search(pattern, token) for pattern, _, _ in _RANKS)
    )


def _short_names(base: str, number: int | None) -> tuple[str, ...]:
    if not base or base == "manager":
        return ()
    return (f"{base} {number}",) if number else (base,)


def _rank_of(words: str, number: int | None) -> tuple[float | None, str]:
    """The place that the words of a title tell, and the word that tells it."""
    text = " ".join(_WORD.findall(words.lower()))
    for pattern, rank, base in _RANKS:
        if re.search(pattern, text):
            return rank + (0.4 if number and number > 1 and base == "senior" else 0), base
    if any(token in _NOUNS for token in text.split()):
        found = number or next((_ROMAN[token] for token in text.split() if token in _ROMAN), None)
        return float(min(found, 7) if found else 2), ""
    return None, ""


def _title_key(words: str) -> str:
    """The same for "Senior Engineer 1", "senior1" and "Senior Software Engineer I"."""
    text = [token.lower() for token in _WORD.findall(unslugged(words))]
    number = next(
        (int(token) if token.isdigit() else _ROMAN[token] for token in text if token.isdigit() or token in _ROMAN), None
    )
    _, base = _rank_of(" ".join(text), None)
    if base == "manager" or not (base or any(token in _NOUNS for token in text)):
        return f"name:{' '.join(text)}"
    return f"title:{base or 'engineer'} {number or ''}".strip()
