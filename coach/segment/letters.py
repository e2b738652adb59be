"""Texts in the first person that are still no account of one's work: an application to a stranger, a poem."""

from __future__ import annotations

import re

_CHARS = 6000
_APPLICATION = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bappl(?:y|ying) (?:for|to)\b|\bapplication (?:for|as)\b",
        r"\byour (?:advert\w*|vacancy|posting|job ad|company|firm|website|organi[sz]ation)\b|\byou (?:are )?(?:advertised?|look(?:ing)? for|ask for|seek)\b",
        r"\bmy (?:present|current|previous|last) (?:employer|company|boss|job)\b|\byears (?:of experience|with)\b",
        r"\bdear (?:hiring|sir|madam|mr|mrs|ms|recruit\w+)\b|\bto whom it may concern\b",
        r"\b(?:an|to an|your) interview\b|\byours (?:sincerely|faithfully)\b|\bto hearing from you\b|\bgood fit\b|\bmy (?:cv|r[ée]sum[ée])\b|\bnotice period\b",
        r"\(m/f/[dx]\)|\bref\. ?\w*\d|\bthe (?:position|post|role) (?:of|as)\b",
    )
)
_SIGNS = 4
"""How many of these sorts of phrase a letter of application has; a person who quotes an advert has two at most."""

_WITHIN = re.compile(
    r"\b(?:for|to|of) (?:a |my )?promotion\b|\bpromotion to\b|self.?(?:review|assessment|evaluation)|\bcalibration\b",
    re.IGNORECASE,
)
_LINE = 50
_STANZA = range(3, 9)
_ENDINGS = ("ing", "ion", "ed", "ly", "ment", "ers", "ies")
"""Endings that prose repeats by chance."""

_OF_A_PERIOD = re.compile(r"\b(?:this|last|my|next) (?:year|quarter|half|cycle)\b", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d+[.)]|\|)|\d")


def is_application(text: str) -> bool:
    """True for a letter in which somebody applies to an employer."""
    head = text[:_CHARS]
    return sum(bool(pattern.search(head)) for pattern in _APPLICATION) >= _SIGNS and not _WITHIN.search(head)


def is_verse(text: str) -> bool:
    """True for a poem: short lines in stanzas of one length, half of which rhyme, and neither lists nor figures."""
    paragraphs = [[line.strip() for line in part.splitlines()] for part in re.split(r"\n\s*\n", text[:_CHARS].strip())]
    stanzas = [lines for lines in paragraphs if len(lines) in _STANZA and not any(_ITEM.search(line) for line in lines)]
    lines = [line for stanza in stanzas for line in stanza]
    others = sum(len(part) for part in paragraphs) - len(lines)
    if len(stanzas) < 2 or _OF_A_PERIOD.search(text) or len({len(stanza) for stanza in stanzas}) > 1 or others > len(lines) / 2:
        return False
    return max(map(len, lines)) <= _LINE and 2 * sum(map(_rhymes, stanzas)) >= len(stanzas)


def _rhymes(stanza: list[str]) -> bool:
    ends = [re.sub(r"\W", "", line.split()[-1]).lower() for line in stanza if line]
    pairs = [(one, other) for index, one in enumerate(ends) for other in ends[index + 1 : index + 3]]
    return any(one != other and len(one) > 2 and one[-3:] == other[-3:] and not one.endswith(_ENDINGS) for one, other in pairs)
