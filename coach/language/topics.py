"""A gap's topic, as a short phrase cut from the person's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coach.language.sections import Section, section_of
from coach.model.text import Statement

_TELLING = 4
MAX_TOPIC_WORDS = 9

_OPENING = (
    r"^(?:(?:and|but|so|also|still|maybe|perhaps|i think|i feel|i know) |(?:honestly|frankly|for (?:now|example)|to be (?:honest|fair)),? "
    r"|(?:this|next|last) (?:year|half|quarter|spring|summer|autumn|winter),? |in (?:spring|summer|autumn|winter|[A-Z][a-z]+),? )*"
)
_LEAD = re.compile(
    _OPENING
    + r"(?:i(?:'d|'m|'ve|’d|’m|’ve| would| am| have)?|we|my (?:manager|lead|boss|peers?)(?: \w+){0,4} that i|there (?:is|are|was|were)|"
    r"need(?:s)?|want(?:s)?|would|interested|eager|keen|hoping|learning|looking|working|getting|develop|deepen|improve|improving|build|learn|gain|grow|more|better|become|becoming|no idea how)\b"
    r"(?: (?:would|still|also|really|just|definitely|do|did|could|should|must|have|had|need|needs|want|wants|like|love|am|to|be|not|never|been|often|always|sometimes|rather|very|quite|much|too|get|getting|become|becoming|more|better|stronger|good|comfortable|confident|struggle|struggling|struggled|find|found|lack|lacking|lacked|miss|"
    r"can['’]?t|cannot|couldn['’]?t|don['’]?t|didn['’]?t|haven['’]?t|won['’]?t|worked|tried|trying|almost|hardly|no|few|any|"
    r"improve|improving|deepen|develop|developing|build|building|grow|growing|learn|learning|gain|strengthen|work|working|invest|understand|understanding|practise|practice|experience|experienced|exposure|knowledge|skills?|skilled|ability|abilities|about|at|in|on|with|of|for|into|up|my|the|a|an|time|effort|hard|difficult|difficulty|trouble|weak|poor|bad|"
    r"interested|eager|keen|hoping|looking|focus|considering|pursuing|participate|further|advanced|deeper|stay|current|increase))*\s+",
    re.IGNORECASE,
)
"""What stands before the thing itself: "I would like to get better at", "There are still almost no"."""

_DEED = re.compile(_OPENING + r"(?:i|we|i have|i['’]ve)\s+", re.IGNORECASE)
"""An opening that wishes for nothing and denies nothing: what follows is told as done."""

_TURN = re.compile(r"(?:[,;.]|\s+[—–-]|(?=\s+(?:but|and|yet|without)\b))(?:\s+(?:but|and|yet|without)\b)?\s*", re.IGNORECASE)
"""What stands between a deed and what is wrong with it."""

_TAIL = re.compile(
    r"\s*(?:,|;| – | — |\.|:|\(| because | so that | since | which | where | when | but | and (?:i|it|that|then)\b| as i | this (?:year|half)| next (?:year|quarter|half)| in order to | that \w+ (?:can|could|will|would)\b| (?:well )?enough to\b| to (?:say|save)\b| without ).*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:.!?–—()]| because | but | so | and then | which | when ")
_NEGATION = re.compile(
    r"\b(?:(?:do|does|did|have|has|had|would|could|should|can|will|am|is|are|was|were) not|not|never|cannot|hardly|rarely|seldom|(?:ca|do|did|does|wo|have|had|could|would|should|is|am|are|was|were)n['’]t)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?:\s|\b(?:really|always|just|ever|yet|even|still|often|quite|very|much|too|been|be|to|do|have|had|definitely|sometimes|rather)\b)*",
    re.IGNORECASE,
)
"""What may stand between a "not" and what it denies; after "not good at" or "don't have experience with" comes a subject."""

_LACK = re.compile(
    r"n['’]t\b|\b(?:not|never|no|none|nobody|nothing|without|cannot|hardly|rarely|seldom|late|too|instead|lack\w*|struggl\w+|hard (?:to|for)|difficult\w*|badly"
    r"|slow\w*|weak\w*|poor\w*|afraid|avoid\w*|forg[eo]t\w*|miss(?:ed|es)|fail\w*|wrong|unclear|behind)\b",
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"^(?:to|the|a|an|my|of|in|on|at|with|for|and|or|that|about|some|more|enough|Q[1-4])\s+|\s+(?:to|the|a|an|my|of|in|on|at|with|for|and|or|that|is|are|was|i)$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^()]*\)?$")
"""What a short phrase adds in brackets."""

_ANNOUNCED = (Section.GROWTH, Section.CHALLENGE, Section.WINS, Section.FEEDBACK, Section.LESSONS, Section.INTERESTS)
_HEADING_WORDS, _LONG = 5, 7
_GENERIC_LABEL = re.compile(
    r"(?:lesson|learned|learning|note|feedback|challenge|goal|improve|stop|start|continue|growth|gap|less|more|situation|task|action|result|q\d|a\d?|manager|peer|other|next time|e\.g|eg|me|him|her"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|speaking of .+)s?",
    re.IGNORECASE,
)
"""Labels that could stand before anything."""

_NUMBERING = re.compile(r"^(?:\d+[.)]\s*|[A-Z]\)\s*)")


def topic_of(statement: Statement, aliases: Sequence[str]) -> str:
    """Name a gap by a short phrase of its statement: label, known term, what follows "I want to improve", or a clause.

    Args:
        statement: The strongest evidence of the gap.
        aliases: Terms of the competency, most specific first; the words of the text are used, not these.
    """
    for phrase in _phrases(statement, aliases):
        topic = _tidy(phrase)
        if any(char.isalnum() for char in topic):
            return topic
    return " ".join(statement.text.split()[:MAX_TOPIC_WORDS])


def _phrases(statement: Statement, aliases: Sequence[str]) -> Iterator[str]:
    """Phrases that may name the gap, the most telling first."""
    label = statement.label.strip(" .")
    if label and 1 <= len(label.split()) <= 6 and not _is_generic_label(label, aliases):
        yield label
    text = _NUMBERING.sub("", statement.text.removeprefix(f"{label}:")).strip(" \"“”'")
    term = term_in(text, aliases)
    heading = statement.heading_path[-1] if statement.heading_path else ""
    if not term and len(heading.split()) <= _HEADING_WORDS and term_in(heading, aliases):
        yield heading
    wanted = _wanted(text, aliases)
    if 1 <= len(wanted.split()) <= MAX_TOPIC_WORDS and len(wanted) >= _TELLING:
        yield wanted
    if len(text.split()) <= 5 and not text.startswith("I "):
        yield _ASIDE.sub("", text)
    yield term
    yield _clause(text)


def _wanted(text: str, aliases: Sequence[str], turned: bool = False) -> str:
    """What follows "I want to improve" and the like, with the "not" that denies it; empty where nothing does.

    Without it "I can't say no" would be named "say no". Where a deed is told and then what is wrong with it, as in "I ship it,
    but I don't look again", the second is named, or both where they are short.
    """
    opening = _LEAD.match(text)
    if opening is None:
        return ""
    start, tail = opening.end(), _TAIL.search(text, opening.end())
    rest = text[start : tail.start() if tail else len(text)]
    if len(rest.split()) > _LONG:
        halves = rest.split(" and ")
        rest = next((half for half in halves if term_in(half, aliases)), halves[0])
    if denial := _denial(text, start):
        return text[denial : start + len(rest)] if text.startswith(rest, start) else ""
    end = start + len(rest)
    turn = None if turned else _TURN.match(text, end)
    if turn is None or not _DEED.fullmatch(text, 0, start) or _LACK.search(rest) or not _LACK.search(text, end):
        return rest
    whole = text[start:].rstrip(" .!?")
    return whole if len(whole.split()) <= MAX_TOPIC_WORDS else _wanted(text[turn.end() :], aliases, turned=True)


def _denial(text: str, start: int) -> int:
    """Where the "not" begins that denies what stands at `start`; 0 for none, as in "not good at", behind which stands a subject."""
    for found in _NEGATION.finditer(text, 0, start):
        if _BETWEEN.fullmatch(text, found.end(), start):
            return found.start()
    return 0


def _is_generic_label(label: str, aliases: Sequence[str]) -> bool:
    """True for a label that announces a section, or that could stand before anything."""
    if _GENERIC_LABEL.fullmatch(label) or re.search(r"\b(?:I|said)\b", label):
        return True
    return section_of((label,)) in _ANNOUNCED and not term_in(label, aliases)


def term_in(text: str, aliases: Sequence[str]) -> str:
    """The longest of some terms as a text writes it, "service-level objectives" for "service level objective"; else empty."""
    lowered = text.lower()
    for alias in sorted(aliases, key=len, reverse=True):
        parts = alias.lower().replace("-", " ").split()
        if not parts or not all(part in lowered for part in parts):
            continue
        found = re.search(rf"(?<!\w){'[ -]'.join(map(re.escape, parts))}s?(?!\w)", text, re.IGNORECASE)
        if found:
            return found.group()
    return ""


def _clause(text: str) -> str:
    clauses = [part.strip() for part in _CLAUSE.split(text) if len(part.split()) >= 3]
    if not clauses:
        return " ".join(text.split()[:MAX_TOPIC_WORDS])
    telling = [part for part in clauses if _LACK.search(" ".join(part.split()[:MAX_TOPIC_WORDS]))]
    if not telling and len(clauses) > 1:
        return _beginning(text)
    best = min(telling or clauses, key=lambda part: abs(len(part.split()) - 6))
    words = best.split()
    return " ".join(words[:MAX_TOPIC_WORDS]) + ("…" if len(words) > MAX_TOPIC_WORDS else "")


def _beginning(text: str) -> str:
    """The first words of a sentence that has no telling part, to the end of a clause where one ends late enough."""
    words = text.rstrip(" .!?").split()
    if len(words) <= MAX_TOPIC_WORDS:
        return " ".join(words)
    ends = [count for count in range(4, MAX_TOPIC_WORDS + 1) if words[count - 1][-1] in ",;:"]
    return " ".join(words[: ends[-1] if ends else MAX_TOPIC_WORDS]).rstrip(",;:") + "…"


def _tidy(phrase: str) -> str:
    if phrase.count('"') % 2:
        phrase = max(phrase.split('"'), key=len)
    phrase = phrase.strip(" \t.,;:–—-\"“”'*_")
    for _ in range(3):
        shorter = _EDGE.sub("", phrase)
        if shorter == phrase or not shorter:
            break
        phrase = shorter
    words = phrase.split()
    return " ".join(words[:MAX_TOPIC_WORDS]) + ("…" if len(words) > MAX_TOPIC_WORDS else "")
