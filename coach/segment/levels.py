"""The levels that a text claims for its author: where they are and where they want to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from coach.segment.fields import Field, is_field

_ORDER = ("junior", "mid", "senior", "staff", "senior-staff", "principal", "distinguished")
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("senior-staff", r"s[eêé]nior[- ]staff|sr\.? staff"),
    ("distinguished", r"distinguished"),
    ("principal", r"(?:senior |sr\.? )?principal"),
    ("staff", r"staff(?:[- ]level)?"),
    ("senior", r"s[eêé]nior(?:[- ]level)?|sr\.?"),
    ("junior", r"j[uú]nior(?:[- ]level)?|jr\.?|associate|entry[- ]level|trainee|apprentice"),
    ("mid", r"mid(?:[- ]?level|[- ]?senior)?|intermediate|medior|pleno"),
)
_GRADE = r"(?:engineer|developer|analyst|scientist|swe|sde|sdet|sre|mle|qae?|mts|de|se)[ -]?(?:iii|ii|iv|[1-5]|i(?=[ \t]*(?:[,.;:()|/\n→]|$)))"
_NUMBERED = r"level[ -]?[1-7]"
_CODE = r"(?:L|IC|E)[1-9]"
LEVEL = "|".join((*(pattern for _, pattern in _PATTERNS), _GRADE, _NUMBERED, rf"(?-i:{_CODE})"))
"""Pattern of every way to name a level; to be compiled without regard to case."""

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_OTHERS = (
    r"(?![ -](?:manage|leader|engineers|developers|people|folks|stakeholder|review|colleague|team|member|ones\b|exec|devs\b|peers|hire|candidate|"
    r"technical leaders|officers|vice|director|meeting|training|turnover|year|size|term|week|month|quarter|market|range|tier|20))(?!s\b)"
)
_SELF = (
    r"(?:i am|i'm|i’m|im|i work as|working as|i've been|i have been|currently|my (?:current )?(?:role|level|title|grade) is|me:|"
    r"(?:year|years|months?|second|third|first|last \w+|half|quarter|time) as|since i (?:became|made)|i (?:was|got|have been|was just) promoted to|"
    r"my promotion to|i became|i made)"
)
_ENDS = (
    r"(?=(?:[ \t](?:[\w/-]{1,20}[ \t]){0,2}(?:engineer|developer))?[ \t*_]{0,4}(?:[.,;|)\]/·•–—→(\n]|$|[ \t]-[ \t])"
    r"|[ \t]since\b|[ \t](?:\w{1,12}[ \t]){0,2}\w{1,12}:)"
)
"""What may stand behind a level that is the whole value of a label: not "Level: senior engineers are expected to…"."""

_LABEL_STANDS = re.compile(r"(?:^|[.,;:|(\[·•–—!?]|[ \t]-)[ \t*_]{0,4}$")
_NOT_OWN_LEVEL = re.compile(
    r"\b(?:adver\w+|ads?|posting|vacanc\w+|openings?|hir(?:e|ed|ing)|candidate\w*|appl(?:y|ied|icants?)|ladder|rubric|framework|matrix|guide\w*"
    r"|expect\w*|requir\w+|example|mentor\w*|mentees?|reports?|colleagues?|he|she|they|his|her|their|him|them)\b",
    re.IGNORECASE,
)
"""Words before a label that tell of a position, of a ladder or of somebody else."""

_TOP = 900
_REACH = (
    r"promot\w{0,5}|promo|path|mov(?:e|ing)|step(?:ping)? up|progress\w{0,5}|grow\w{0,3}|aim\w{0,3}|ready|readiness|case|work\w{0,3}|position myself|"
    r"next (?:level|step|role)|target(?:ing)?|advanc\w{0,6}|jump|goal|going|go|up|appl(?:y|ied|ying)|eligible|expectations|transition\w{0,3}|level up"
)
_WISH = r"becom(?:e|ing)|reach(?:ing)?|make|get to|want(?: to (?:be|become|make|reach|get to|go for))?|(?:i )?like to (?:be|become)|hope to (?:be|become)|i be"
_SEVERAL = re.compile(r"[ -](?:engineers|developers|people|folks|devs)\b", re.IGNORECASE)
_LINE = 300
_REACHED = re.compile(r"\b(?:was|were|got|been|promoted|made|both|she|he|they|him|her)\s+(?:\w+ )?$", re.IGNORECASE)
_NAMED_CODE = re.compile(
    rf"\b(?:(?P<title>{'|'.join(pattern for _, pattern in _PATTERNS)})(?: \w+){{0,2}} ?[(/,–-] ?(?P<code>{_CODE})\b)",
    re.IGNORECASE,
)
_CURRENT_FIELDS = (
    *(
        "from seniority",
        "from level",
        "current level",
        "current seniority",
        "current grade",
        "present level",
        "level",
        "seniority",
        "grade",
    ),
    *("career level", "job level", "current role", "current title", "role", "title", "job title", "position", "job role"),
)
_TARGET_WORD = re.compile(r"^(?:target|desired|next|to)\b|applied for|sought|wanted")

Found = tuple[str, int, int]
"""A level's id and the range of the words that name it."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The levels that a text is read against: the usual seven, or those of somebody's own ladder.

    Attributes:
        order: Ids from the lowest to the highest.
        names: The ladder's own names for them, in lower case, each with the id.
        usual: The id that stands beside each of the usual seven, in their order.
    """

    order: tuple[str, ...] = _ORDER
    names: tuple[tuple[str, str], ...] = ()
    usual: tuple[str, ...] = _ORDER

    def rank(self, level: str) -> int:
        """How high a level is."""
        return self.order.index(level)


USUAL = Scale()
"""The usual seven levels."""


class _Grammar:
    """The ways to claim a level, for all the names that a scale knows."""

    def __init__(self, names: Sequence[str]) -> None:
        own = [_own_name(name) for name in sorted(names, key=len, reverse=True)]
        level = self.level = "|".join((*own, LEVEL))
        self.current = re.compile(
            rf"\b{_SELF} (?:currently |still |now |only |just )?(?:an? |the |our )?(?:(?!not\b|no\b|ready|to\b|for\b|working\b)\w+ )?(?P<level>{level})\b{_OTHERS}",
            re.IGNORECASE,
        )
        self.alone = re.compile(rf"^[ \t*_(]{{0,4}}(?P<level>{level})(?=[,;|)]| [(|–—-])", re.IGNORECASE | re.MULTILINE)
        self.target = re.compile(
            rf"\b(?:(?:{_REACH})\b(?:[^.\n;:?!]{{0,40}}?\b(?:to|for|towards?|at|into|is|of|be|against)\b|:)|(?:{_WISH})\b)"
            rf"[ *_\"'“]{{1,3}}(?:an? |the |my )?(?:position of |role of )?[*_\"'“]{{0,3}}(?P<level>{level})\b{_OTHERS}",
            re.IGNORECASE,
        )
        self.transition = re.compile(
            rf"\b(?P<from>{level})(?: (?:engineer|developer|\w{{1,12}}))?[ \t]{{0,3}}(?:→|->|=>|⇒|\bto\b|/to/|aiming (?:at|for)|looking (?:at|to))[ \t]{{0,3}}(?:an? )?(?P<to>{level})\b{_OTHERS}",
            re.IGNORECASE,
        )
        self.labelled = re.compile(
            rf"(?P<own>(?:\b(?:my|own|current|present|job|career)[ \t]{{1,2}}){{0,3}})\b(?:level|grade|seniority)(?:\*\*|__)?[ \t]?[:=]"
            rf"[ \t*_]{{0,4}}(?P<level>{level}){_ENDS}",
            re.IGNORECASE,
        )
        self.named = re.compile(rf"\b(?:{level})(?!\w)", re.IGNORECASE)
        self.after_role = re.compile(
            rf"(?:[ \t]?\([^()\n]{{0,30}}\))?[ \t,(/|–—-]{{1,4}}(?P<level>{level})\b{_OTHERS}", re.IGNORECASE
        )


def _own_name(name: str) -> str:
    """A name as a pattern; a code such as "P3" counts only in capitals."""
    words = r"[ -]".join(re.escape(word) for word in re.split(r"[ -]+", name))
    return f"(?-i:{words.upper()})" if re.fullmatch(r"[a-z]{1,4}\d{1,2}", name) else words


def _named(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").split())


@lru_cache(maxsize=8)
def _grammar(scale: Scale) -> _Grammar:
    return _Grammar([name for name, _ in scale.names])


class Levels:
    """Reads level names in one text, whose own titles for its level codes count more than the usual ones."""

    def __init__(self, visible: str, scale: Scale = USUAL) -> None:
        self.scale = scale
        self.grammar = _grammar(scale)
        self._names = dict(scale.names)
        self._own = {match["code"].upper(): level_id(match["title"]) for match in _NAMED_CODE.finditer(visible[:20_000])}

    def of(self, words: str) -> str:
        """The level that `words` name."""
        return self._names.get(_named(words)) or self.scale.usual[_ORDER.index(self._own.get(words.upper()) or level_id(words))]

    def names_own(self, words: str) -> bool:
        """True when somebody's own ladder has a level of this name: that counts more than a usual title."""
        return _named(words) in self._names

    def rank(self, found: Found) -> int:
        """How high a level that was found is."""
        return self.scale.rank(found[0])

    def find(self, match: re.Match[str] | None, group: str = "level") -> Found | None:
        """The level in a group of a match."""
        return (self.of(match.group(group)), match.start(group), match.end(group)) if match else None


def level_id(words: str) -> str:
    """The id of the level that `words` name; they must match `LEVEL`."""
    for level, pattern in _PATTERNS:
        if re.fullmatch(pattern, words, re.IGNORECASE):
            return level
    suffix = re.search(r"(iii|ii|iv|i|\d)$", words, re.IGNORECASE)
    number = 1 if suffix is None else _ROMAN.get(suffix[1].lower()) or int(suffix[1])
    if re.match(r"[LE]\d$", words, re.IGNORECASE):
        number -= 2
    return _ORDER[min(max(number, 1), len(_ORDER)) - 1]


def find_levels(
    visible: str, fields: list[Field], role: tuple[int, int] | None, scale: Scale = USUAL
) -> tuple[Found | None, Found | None]:
    """Read the current and the target level.

    Args:
        visible: The text without hidden characters.
        fields: The fields at its top.
        role: Where the author's role stands, if it is known.
        scale: The levels to read it against.
    """
    levels = Levels(visible, scale)
    current = _of_field(levels, fields, _CURRENT_FIELDS) or _labelled(visible, levels)
    target = _of_field(levels, fields, tuple(field.name for field in fields if _TARGET_WORD.search(field.name)))
    for move in levels.grammar.transition.finditer(visible) if current is None or target is None else ():
        start, end = levels.find(move, "from"), levels.find(move, "to")
        if start and end and levels.rank(end) > levels.rank(start) and (current is None or current[0] == start[0]):
            current, target = current or start, target or end
            break
    if current is None:
        current = (
            _beside_role(visible, levels, role)
            or levels.find(levels.grammar.current.search(visible))
            or levels.find(levels.grammar.alone.search(visible[:_TOP]))
        )
    if target is None or (current and levels.rank(target) <= levels.rank(current)):
        below = target if target and current and levels.rank(target) < levels.rank(current) else None
        target = _wished(visible, levels, current) or below
    return current, target


def _labelled(visible: str, levels: Levels) -> Found | None:
    """A label such as "level: mid" within a line: near the top, or anywhere where it says whose or which level it is."""
    for match in levels.grammar.labelled.finditer(visible):
        start = max(visible.rfind("\n", 0, match.start()), visible.rfind("\r", 0, match.start())) + 1
        before = visible[max(start, match.start() - _LINE) : match.start()]
        own = re.search(r"\b(?:my|current|present)\b", match["own"], re.IGNORECASE)
        stands = _LABEL_STANDS.search(before) or is_field(before, 1)
        if (own or (stands and match.start() < _TOP)) and not _NOT_OWN_LEVEL.search(before) and not _quoted(before):
            return levels.find(match)
    return None


def _quoted(before: str) -> bool:
    """True where a quotation is open at the end of some words."""
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")


def _wished(visible: str, levels: Levels, current: Found | None) -> Found | None:
    for match in levels.grammar.target.finditer(visible):
        found = levels.find(match)
        if found is None or _REACHED.search(visible[max(0, match.start() - 24) : match.start()]):
            continue
        if current is None or levels.rank(found) > levels.rank(current):
            return found
    return None


def _beside_role(visible: str, levels: Levels, role: tuple[int, int] | None) -> Found | None:
    if role is None:
        return None
    start, end = role
    inside = levels.grammar.named.search(visible[start:end])
    after = levels.grammar.after_role.match(visible[end : end + 80])
    if inside and not (after and levels.names_own(after["level"])):
        return levels.of(inside.group()), start + inside.start(), start + inside.end()
    if after is None:
        return None
    return levels.of(after["level"]), end + after.start("level"), end + after.end("level")


def _of_field(levels: Levels, fields: list[Field], names: tuple[str, ...]) -> Found | None:
    for name in names:
        for field in fields:
            match = levels.grammar.named.search(field.value) if field.name == name else None
            if match and not _SEVERAL.match(field.value, match.end()):
                start = field.start + match.start()
                return levels.of(match.group()), start, start + len(match.group())
    return None
