"""Texts that people hand in by mistake: they look like a review from afar and are none.

Each is known by several of its stock phrases together, in a text where hardly anybody says "I".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHARS = 30_000
_CODE_SHARE = 0.4
_CODE_LINE = re.compile(
    r"[{};]\s*$|^\s*(?:def|class|import|from \w[\w.]* import|function|const|let|var|return|#include|public|private|package|func|fn|use|SELECT|"
    r"INSERT|UPDATE|CREATE)\b[^.!?]*$|^\s*(?:if|for|while)\b.*[:{]\s*$|^\s*[\w.]+ ?(?:=|\+=|:=) ?\S|^\s*(?://|/\*|\*/)|^\s*\}"
)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A sort of text that is no review.

    Attributes:
        name: What it is, with its article.
        phrases: Pattern of its stock phrases.
        needed: How many different ones must occur.
        first: Share of first-person statements from which it is taken as a person's account all the same.
    """

    name: str
    phrases: re.Pattern[str]
    needed: int
    first: float


def _foreign(name: str, needed: int, first: float, *phrases: str) -> Foreign:
    return Foreign(name, re.compile("|".join(phrases), re.IGNORECASE | re.MULTILINE), needed, first)


_FOREIGN = (
    _foreign(
        "a job advert",
        3,
        0.25,
        r"we(?:'re| are) (?:looking for|hiring)|you bring|your (?:tasks|profile|responsibilities)|your role\b|what you(?:'ll| will) (?:do|bring|need)",
        r"requirements\b|qualifications|nice to have|we offer|what we offer|apply\b|\(m/f/[dx]\)|salary|per (?:year|annum)|gross\b|years? of experience",
        r"\d\+ years|job description|about the role|benefits\b|equal opportunity|responsibilities\b|join (?:us|our team)",
    ),
    _foreign(
        "meeting notes",
        3,
        0.3,
        r"^(?:\W{0,6})(?:present|attendees|participants|excused|apologies|agenda|minutes|absent|decisions|action items?)\b",
        r"next (?:meeting|sync)\b|\baob\b|->|\bminutes of\b",
    ),
    _foreign(
        "a README",
        3,
        0.3,
        r"^#+ *(?:install\w*|usage|licen[sc]e|contributing|getting started|prerequisites|configuration|quick ?start|requirements|running|build\w*|api)\b",
        r"pip install|npm (?:install|run|ci)|docker (?:run|compose)|git clone|make \w+|cargo ",
    ),
    _foreign(
        "an incident report",
        4,
        0.25,
        r"^#+ *(?:timeline|root cause|impact|detection|resolution|action items|summary)\b",
        r"post-?mortem|incident (?:report|review)|\d\d:\d\d (?:utc|cet|gmt)",
    ),
    _foreign(
        "a form that nobody has filled in",
        3,
        0.2,
        r"\[(?:your|insert|name|add|describe|enter|list|date|role|example)\b[^\]\n]{0,120}\]|_{4,}|please (?:describe|list|provide|rate|answer|write)",
        r"describe (?:a|an|one|your)|<(?:name|insert|your)[^>\n]{0,80}>|\b(?:list|give|name) (?:two|three|up to|at least)|\{\{ ?\w+ ?\}\}|\bTBD\b|what (?:did|do|are|have) you\b",
    ),
    _foreign("placeholder text", 2, 0.2, r"lorem ipsum|dolor sit amet|consectetur|adipiscing|sed do eiusmod"),
    _foreign(
        "a recipe",
        3,
        0.25,
        r"\bpreheat|\b(?:tbsp|tsp|tablespoons?|teaspoons?|cups?)\b|^\W{0,6}ingredients\b|\bsimmer|\boven\b|\bserves \d|\bstir\b|\bchopped\b|\bwhisk\b|\bgarlic|\bflour\b|\bonions?\b",
    ),
    _foreign(
        "a news article",
        3,
        0.12,
        r"said (?:on (?:mon|tues|wednes|thurs|fri|satur|sun)day|in a statement)|\breuters\b|\(AP\)|spokes(?:man|woman|person)|\bper ?cent\b|\bshares (?:fell|rose)",
        r"\bgovernment\b|\bminister\b|\bpolice\b|\bofficials\b|\bparliament\b|\bpresident\b|according to (?:a|the) (?:report|statement|study|source)|\bmarkets?\b|\bprime minister\b",
    ),
    _foreign(
        "a CV",
        4,
        0.15,
        r"^\W{0,6}(?:(?:work|professional|employment) )?(?:experience|history)\W*$|^\W{0,6}education\W*$|^\W{0,6}(?:technical )?skills\W*$|curriculum vitae",
        r"^\W{0,6}(?:languages|references|certifications|summary|profile)\W*$|linkedin\.com|(?<![\w.])[\w.]{1,40}@\w{1,40}\.\w|\b(?:19|20)\d\d ?[–-] ?(?:present|now|20\d\d)",
    ),
    _foreign(
        "a change log",
        3,
        0.15,
        r"^#+ *\[?v?\d+\.\d+[\w.-]*\]?|^#+ *(?:added|changed|fixed|removed|deprecated|unreleased|breaking changes)\b|changelog",
    ),
    _foreign(
        "terms or a policy",
        4,
        0.1,
        r"\bhereby\b|\bshall\b|\bthe (?:parties|licensee|licensor|employer|controller)\b|\bpursuant\b|\bliabilit|\bwarrant(?:y|ies)\b|\bterms and conditions\b|\bpersonal data\b|\bpolicy\b",
    ),
)


def foreign_kind(text: str, first: float) -> str | None:
    """Name the sort of text that `text` is, when it is one that is no review.

    Args:
        text: The visible text.
        first: Share of its statements in the first person.
    """
    text = text[:_CHARS]
    if first < 0.2 and _code_share(text) > _CODE_SHARE:
        return "program code"
    for foreign in _FOREIGN:
        if (
            first < foreign.first
            and len({match.group().lower().strip() for match in foreign.phrases.finditer(text)}) >= foreign.needed
        ):
            return foreign.name
    return None


def _code_share(text: str) -> float:
    lines = [line[:300] for line in text.splitlines() if line.strip()]
    return sum(bool(_CODE_LINE.search(line)) for line in lines) / max(1, len(lines))
