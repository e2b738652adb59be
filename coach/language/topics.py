"""A gap's topic, as a short phrase cut from the person's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coach.model.text import Statement

_TELLING = 4
MAX_TOPIC_WORDS = 9

_LEAD = re.compile(
    r"^(?:and |but |so |also |still |honestly,? |frankly,? |maybe |perhaps |i think |i feel |i know |this (?:year|half|quarter),? |next (?:year|half|quarter),? )*"
    r"(?:i(?:'d|'m|'ve| would| am| have)?|we|my (?:manager|lead|boss|peers?)(?: \w+){0,4} that i|need(?:s)?|want(?:s)?|would|interested|eager|keen|hoping|learning|looking|working|getting|develop|deepen|improve|improving|build|learn|gain|grow|more|better|become|becoming)\b"
    r"(?: (?:would|still|also|really|just|definitely|do|did|could|should|must|have|had|need|needs|want|wants|like|love|am|to|be|not|never|been|often|always|sometimes|rather|very|quite|much|too|get|getting|become|becoming|more|better|stronger|good|comfortable|confident|struggle|struggling|struggled|find|found|lack|lacking|lacked|miss|"
    r"improve|improving|deepen|develop|developing|build|building|grow|growing|learn|learning|gain|strengthen|work|working|invest|understand|understanding|practise|practice|experience|experienced|exposure|knowledge|skills?|skilled|ability|abilities|about|at|in|on|with|of|for|into|up|my|the|a|an|time|effort|hard|difficult|difficulty|trouble|weak|poor|bad|"
    r"interested|eager|keen|hoping|looking|focus|considering|pursuing|participate|further|advanced|deeper|stay|current|increase))*\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:,|;| – | — |\.|:|\(| because | so that | since | which | where | when | but | and (?:i|it|that|then)\b| as i | this (?:year|half)| next (?:year|quarter|half)| in order to ).*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:.!?–—()]| because | but | so | and then | which | when ")
_EDGE = re.compile(
    r"^(?:to|the|a|an|my|of|in|on|at|with|for|and|or|that|about|some|more)\s+|\s+(?:to|the|a|an|my|of|in|on|at|with|for|and|or|that|is|are|was|i|it)$",
    re.IGNORECASE,
)
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
    if label and 1 <= len(label.split()) <= 6 and not _is_generic_label(label):
        yield label
    text = _NUMBERING.sub("", statement.text).strip(" \"“”'")
    if len(text.split()) <= 5 and not text.startswith("I "):
        yield text
    wanted = _LEAD.match(text)
    if wanted:
        rest = _TAIL.sub("", text[wanted.end() :])
        if 1 <= len(rest.split()) <= MAX_TOPIC_WORDS and len(rest) >= _TELLING:
            yield rest
    yield _alias_phrase(text, aliases)
    yield _clause(text)


def _is_generic_label(label: str) -> bool:
    return (
        re.fullmatch(
            r"(?:lesson|learned|learning|note|feedback|challenge|goal|improve|stop|start|continue|growth|gap|less|more|situation|task|action|result|q\d|a\d?|manager|peer|other|next time|e\.g|eg|me|him|her)s?",
            label,
            re.IGNORECASE,
        )
        is not None
    )


def _alias_phrase(text: str, aliases: Sequence[str]) -> str:
    lowered = text.lower()
    for alias in sorted(aliases, key=len, reverse=True):
        at = lowered.find(alias.lower())
        if (
            at >= 0
            and (at == 0 or not lowered[at - 1].isalnum())
            and not lowered[at + len(alias) : at + len(alias) + 1].isalnum()
        ):
            return text[at : at + len(alias)]
    return ""


def _clause(text: str) -> str:
    clauses = [part.strip() for part in _CLAUSE.split(text) if len(part.split()) >= 3]
    if not clauses:
        return " ".join(text.split()[:MAX_TOPIC_WORDS])
    best = min(clauses, key=lambda part: abs(len(part.split()) - 6))
    words = best.split()
    return " ".join(words[:MAX_TOPIC_WORDS]) + ("…" if len(words) > MAX_TOPIC_WORDS else "")


def _tidy(phrase: str) -> str:
    phrase = phrase.strip(" \t.,;:–—-\"“”'*_")
    for _ in range(3):
        shorter = _EDGE.sub("", phrase)
        if shorter == phrase or not shorter:
            break
        phrase = shorter
    words = phrase.split()
    return " ".join(words[:MAX_TOPIC_WORDS]) + ("…" if len(words) > MAX_TOPIC_WORDS else "")
