"""What a sentence has to offer for a kind of question, read from its words."""

from __future__ import annotations

import re

from coach.lexical import words_of
from coach.model.question import Excerpt, ExcerptKind, Question, QuestionKind

_NUMBER = (
    r"(?:\d[\d,.]*|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|half|"
    r"several|couple of|few|third|quarter)"
)
_SPAN = r"(?:minutes?|hours?|days?|weeks?|months?|years?|quarters?|sprints?|half-years?|working days?)"
_UNITS = {
    "duration": re.compile(
        rf"\b{_NUMBER}(?:[ -](?:to|and|or)[ -]{_NUMBER})?(?:[ -](?:full|working|solid|more|whole))?[ -]{_SPAN}\b|\b(?:daily|weekly|monthly|quarterly|fortnightly|yearly|once|twice)\b",
        re.IGNORECASE,
    ),
    "share": re.compile(
        r"\d ?%|\bper ?cent\b|\b(?:half|a third|two thirds|a quarter|three quarters|a fifth|a tenth|majority)\b", re.IGNORECASE
    ),
    "money": re.compile(r"[€$£] ?\d|\b(?:EUR|USD|GBP|CHF) ?\d|\b\d[\d,.]* ?(?:k|euros?|dollars?|pounds?)\b", re.IGNORECASE),
    "date": re.compile(
        r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december) \d|\b(?:monday|tuesday|wednesday|thursday|friday)\b|\bweeks? \d+|\b\d+ (?:days|weeks|months) (?:before|after|ahead)\b",
        re.IGNORECASE,
    ),
    "count": re.compile(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|thousand|once|twice)\b",
        re.IGNORECASE,
    ),
}
_TELLING: dict[QuestionKind, re.Pattern[str]] = {
    QuestionKind.WHY: re.compile(
        r"\b(?:because|since|so that|reason|reasons|otherwise|therefore|which is why|the point|helps|costs?|means|hides?|danger|without)\b",
        re.IGNORECASE,
    ),
    QuestionKind.YES_NO: re.compile(
        r"^(?:yes|no|only|never|do not|don't|not|usually|rarely|sometimes|almost)\b|\b(?:never|unless|only (?:if|when|where)|too (?:many|much|long)|enough|normal|worth|fine|allowed|may|must not|should not|do not|at most|at least|cannot|is no|are no)\b",
        re.IGNORECASE,
    ),
    QuestionKind.DEFINITION: re.compile(
        r"^(?:an? |the )?[\w' -]{2,60}? (?:is|are|means|describes|covers|decides) (?!not\b)", re.IGNORECASE
    ),
    QuestionKind.COMPARISON: re.compile(
        r"\b(?:than|while|whereas|instead|rather|but|unlike|both|difference|other)\b", re.IGNORECASE
    ),
}
_IMPERATIVE = frozenset(
    "accept add admit agree aim allow announce answer apply ask assume attach avoid back be become begin block book borrow break bring build call cap change "
    "check choose claim close collect come compare copy count cover cut decide define delete describe do draft draw drop end expect explain fetch find finish "
    "fix follow force form gather get give go grow guard hand have help hold ignore instead invite judge keep know lead learn leave let limit list listen look "
    "lower make mark measure meet mention move name narrow never note offer open own pair park pause pay pick plan point practise prepare present prevent prove "
    "put quote raise read record reduce refuse rehearse remove repeat replace reply report reproduce request rest reverse review run save say schedule search "
    "see send separate set share show sit sleep slice sort speak spend split stand start state stay stop store strike study suggest swap switch take talk tell "
    "test thank think tie time touch treat trust try turn update use wait walk want warn watch work write".split()
)
LEVELS = re.compile(
    r"\b(?:intern|junior|mid(?:-level)?|intermediate|senior[- ]staff|senior|staff|principal|distinguished|tech lead|manager|director|[A-Z]{1,3}\d{1,2})\b",
    re.IGNORECASE,
)
"""Names of levels, and codes such as L4, E5, IC3, P2."""

_READING_HEADING = re.compile(
    r"(?:further |recommended )?(?:resources|reading|references|bibliography|books|links)", re.IGNORECASE
)
_ASKS_TO_READ = re.compile(
    r"\b(?:books?|read(?:ing)?|course|courses|resources?|papers?|literature|articles?|learn more|videos?|sources?)\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"^(?:this|these|those|that|it|its|they|their|them|he|she|his|her|such|both|neither|either|then|so|but|and|or|also|yet|still|instead|otherwise|afterwards|"
    r"therefore|however|here|there(?! (?:is|are)\b)|the (?:same|other|others|second|third|latter|former|rest|remaining|first two)|another|most of them|none of|each of|for the same|"
    r"if (?:it|they|not|so|none|that|this|all)|when (?:it|they|that|this)|ten of|one of them|two of them|after that|in that case|a second|a third)\b"
    r"|^(?:say|tell|put|take|show|keep|do|use|give|write|check|make|ask|name|read|send|treat|try|agree on|let|never use|leave) (?:it|them|this|that|him|her)\b",
    re.IGNORECASE,
)


def fits(question: Question, excerpt: Excerpt) -> float:
    """How well the shape of an excerpt fits what is asked, from 0 to 1."""
    text = excerpt.text
    if question.kind is QuestionKind.FIGURE:
        wanted = question.units or ("count",)
        return 1.0 if any(_UNITS[unit].search(text) for unit in wanted) else 0.0
    if question.kind is QuestionKind.HOW_TO:
        return 1.0 if excerpt.kind is ExcerptKind.STEP or is_imperative(text) else 0.0
    if question.kind is QuestionKind.LIST:
        return 1.0 if excerpt.kind in (ExcerptKind.ITEM, ExcerptKind.STEP, ExcerptKind.ROW, ExcerptKind.LEAD_IN) else 0.0
    if question.kind is QuestionKind.COMPARISON and question.sides:
        told = set(words_of(text))
        return sum(0.5 for side in question.sides if told & set(side.split()))
    pattern = _TELLING.get(question.kind)
    return 1.0 if pattern is not None and pattern.search(text) else 0.0


def levels_in(text: str) -> frozenset[str]:
    """The levels that a text names, lower case: "staff", "L4"."""
    return frozenset(match.lower() for match in LEVELS.findall(text))


def is_of_another_level(question: Question, text: str) -> bool:
    """Whether a text speaks of levels, and of none that the question names."""
    named = levels_in(text) if question.levels else frozenset()
    return bool(named) and not named & question.levels


def is_reading_list(question: Question, heading: str) -> bool:
    """Whether a section lists what to read although the question asks for nothing to read."""
    return _READING_HEADING.fullmatch(heading.strip()) is not None and _ASKS_TO_READ.search(question.search) is None


def is_imperative(text: str) -> bool:
    """Whether a sentence tells the reader to do something."""
    words = text.split(None, 1)
    first = words[0].strip("\"'“”‘’,:;").lower() if words else ""
    return first in _IMPERATIVE


def dangles(text: str) -> bool:
    """Whether a sentence leans on the one before it."""
    return _DANGLING.match(text.lstrip("\"'“‘(")) is not None
