"""Names in running text: every capital that no list and no place in the sentence explains, and every repeat of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coach.privacy import evidence
from coach.privacy.evidence import near
from coach.privacy.structured import Span
from coach.privacy.tokens import Token, tokens_of
from coach.privacy.vocabulary import (
    FUNCTION_WORDS,
    is_everyday,
    is_first_name,
    is_given_word,
    is_surname_word,
    is_term,
    technologies,
    technology_phrases,
)

_PARTICLES = frozenset(
    "de da do dos das di del della dello degli du des la le van von vom zu zur der den het ten ter te 't af av al el bin ibn bint ben binti ap ab abu e y ould cel s/o a/l".split()
)
_LEADING = frozenset("de da dos das di del della van von der den ten ter bin ibn al el af du".split())
_JOINTS = frozenset((" ", "\u00a0", "-", "\u2010", "\u2011"))
_CITY_WORDS = frozenset(
    "new san los las santa saint st são sao north south east west el la le great fort port mount lake cape hong kuala rio tel abu ho da upper lower greater".split()
)
_FIRM_END = re.compile(
    r"(?:,? (?:A/S|ASA?|AG|AB|SE|KG|BV|NV|SA|Oyj?|ApS|s\. ?r\. ?o\.|a\.s\.|S\.A\.(?: de C\.V\.)?|S\.p\.A\.|S\.L\.|S\.r\.l\.|[Ss]p\. z o\.o\.|d\.o\.o\.|e\.V\.|K\.K\.|N\.V\.|B\.V\.|P/L|Co-op|Co\.?(?: KG)?"
    r"|Ltd|Inc|LLC|LLP|PLC|Pty|GmbH|Group|Company|Corporation|Corp|Bank|Banking|Labs|Systems|Technologies|Technology|Solutions|Software|Services|Partners|Holdings|Insurance|Consulting"
    r"|Media|Credit Union|Union|Trust|Foods|Motors|Telecom|Hotels|Airlines|Networks|Health|Healthcare|Energy|Logistics|Foundation|University|Institute|College|Council|Analytics|Digital|Studios?|Capital|Finance|Financial|Retail|Payments|Pay|Mobility|Robotics|Pharma|Games|Security|Data))+(?![\w])"
)
_SHOUTED_FIRM_END = re.compile(_FIRM_END.pattern, re.IGNORECASE)
_FIRM_WORDS = frozenset(
    "health healthcare bank insurance holdings partners group foods retail logistics pharma airlines energy capital trust union motors telecom hotels".split()
)
_SOFT_FIRM_WORDS = frozenset(
    "software technologies solutions consulting labs systems foundation university institute services".split()
)
_SIGNED_PARTICLES = re.compile(r" (?:[adws]/[lpo]) ")
_HYPHENATED = frozenset(
    "san sama kun chan sensei ssi nim ji bhai da didi bey hanim saheb ah bin bo do dong eun ha hee ho hoon hun hye hyun in jae jin joo joon ju"
    " jun kyu min mi na ra rim sang seo so soo su sun sung tae u wan won woo wook yeon yong yoon you young yu yun".split()
)
"""What Japanese, Korean, Indian and Turkish names carry behind a hyphen: a title, or the second syllable of a given name."""

_LEGAL = frozenset("ltd inc llc llp gmbh corp plc pty bv".split())
_NAME, _GLUED = 1, 2
_LONGEST = 8
"""Words of the longest name; a longer run is cut, so that time stays linear."""

_LIST_GAPS = re.compile(r"[ \u00a0]?(?:,|/|&|\+|;|·|\|)[ \u00a0]?")


@dataclass(slots=True)
class Lexicon:
    """What a set of documents has taught about its own names.

    Attributes:
        always: Words, in lower case, that are hidden however they are written.
        capital: Everyday words, in lower case, that are hidden where they have a capital.
    """

    always: set[str] = field(default_factory=set)
    capital: set[str] = field(default_factory=set)


def learn(texts: Iterable[tuple[str, Sequence[Span]]], known: Iterable[str] = ()) -> Lexicon:
    """Learn the names of documents.

    Args:
        texts: Each document with what is hidden in it already.
        known: Words that are names for another reason, such as parts of e-mail addresses.
    """
    lexicon = Lexicon(always={word.lower() for word in known})
    lower: Counter[str] = Counter()
    strong: Counter[str] = Counter()
    for text, hidden in texts:
        tokens = _tokens(text, hidden)
        lower.update(token.lower for token in tokens if not token.capital)
        judged = _judged(tokens, text, Lexicon())
        for at, (token, is_name) in enumerate(zip(tokens, judged, strict=True)):
            if not is_name or token.lower in _PARTICLES:
                continue
            if len(token.text) < 2:
                continue
            if not is_everyday(token.text) and not (token.shouted and len(token.text) < 4):
                lexicon.always.add(token.lower)
            elif (
                is_given_word(token.text)
                or not token.initial
                or any(rule(tokens, at) for rule in (evidence.is_project_here, evidence.is_bare_subject))
            ):
                strong[token.lower] += 1
    lexicon.capital.update(
        word for word, count in strong.items() if (count >= lower[word] or is_given_word(word)) and word not in FUNCTION_WORDS
    )
    return lexicon


def name_ranges(text: str, hidden: Sequence[Span], lexicon: Lexicon) -> tuple[list[Token], list[tuple[int, int]]]:
    """Words of `text` and the names in it, each as first word and behind the last."""
    tokens = _tokens(text, hidden)
    judged = _judged(tokens, text, lexicon)
    ranges: list[tuple[int, int]] = []
    for at, is_name in enumerate(judged):
        if not is_name:
            continue
        joined = bool(ranges) and ranges[-1][1] == at and at - ranges[-1][0] < _LONGEST
        if joined and (is_name == _GLUED or _is_joined(tokens, at)):
            ranges[-1] = (ranges[-1][0], at + 1)
        else:
            ranges.append((at, at + 1))
    return tokens, ranges


def _tokens(text: str, hidden: Sequence[Span]) -> list[Token]:
    taken = [(span.start, span.end) for span in hidden]
    taken += [match.span() for match in technology_phrases().finditer(text)]
    taken.sort()
    return tokens_of(text, _merged(taken))


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _is_joined(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1]
    if before.possessive:
        return False
    return tokens[at].gap in _JOINTS or (tokens[at].gap in (". ", ".") and len(before.text) == 1)


def _judged(tokens: Sequence[Token], text: str, lexicon: Lexicon) -> list[int]:
    """For each word: no name, a name, or glued to the word before as a part of its name."""
    judged = [int(_is_name(tokens, at, text, lexicon)) for at in range(len(tokens))]
    _spread_along_lists(tokens, judged)
    for at in range(len(tokens)):
        if judged[at]:
            _extend_right(tokens, at, judged)
    for at in range(len(tokens) - 1, -1, -1):
        if judged[at]:
            _extend_left(tokens, at, judged)
    for at in range(len(tokens)):
        if judged[at]:
            _glue(tokens, at, text, judged)
    _mark_firms(tokens, judged)
    return judged


def _mark_firms(tokens: Sequence[Token], judged: list[int]) -> None:
    """Firms whose name is made of ordinary words: Northern Data Systems Ltd, Green & Stone, Ubuntu Health."""
    for at in range(1, len(tokens)):
        token, before = tokens[at], tokens[at - 1]
        if token.lower in _LEGAL and token.capital and token.gap in (" ", ", "):
            _reach_back(tokens, at, judged)
        elif token.gap == " & " and token.capital and before.capital and not token.heading:
            if not (is_term(token.text) or is_term(before.text) or len(token.text) == 1):
                judged[at - 1] = judged[at - 1] or _NAME
                judged[at] = _GLUED
        elif near(token) and token.capital and before.capital and token.lower in _FIRM_WORDS and before.lower in technologies():
            judged[at - 1], judged[at] = judged[at - 1] or _NAME, _GLUED
        elif _ends_plain_firm(tokens, at, judged):
            judged[at - 2], judged[at - 1], judged[at] = judged[at - 2] or _NAME, _GLUED, _GLUED


def _ends_plain_firm(tokens: Sequence[Token], at: int, judged: Sequence[int]) -> bool:
    """Copper Valley Software at the start of a line, where capitals alone say nothing."""
    if at < 2 or judged[at] or tokens[at].lower not in _FIRM_WORDS | _SOFT_FIRM_WORDS or not tokens[at].capital:
        return False
    words = tokens[at - 2 : at]
    return (
        near(tokens[at])
        and near(words[1])
        and all(
            word.capital
            and word.shouted == tokens[at].shouted
            and not is_term(word.text)
            and not word.lower.endswith(("ing", "ed"))
            for word in words
        )
    )


def _reach_back(tokens: Sequence[Token], at: int, judged: list[int]) -> None:
    first = at
    while first > max(0, at - 5) and tokens[first].gap in (" ", "-", " & ", ", ") and tokens[first - 1].capital:
        if tokens[first - 1].lower in FUNCTION_WORDS or (first < at and tokens[first].gap == ", "):
            break
        first -= 1
    if first < at:
        judged[first] = judged[first] or _NAME
        judged[first + 1 : at + 1] = [_GLUED] * (at - first)


def _glue(tokens: Sequence[Token], at: int, text: str, judged: list[int]) -> None:
    """Join what stands behind a name and belongs to it: & Sons, A/S, Group, a/l Muthu."""
    token = tokens[at]
    if token.possessive or at + 1 >= len(tokens):
        return
    after = tokens[at + 1]
    if after.gap in (" & ", " + ") and after.capital and token.capital and not is_term(after.text):
        judged[at + 1] = _GLUED
    if after.gap in ("-", "\u2010", "\u2011") and not after.capital and token.capital and not judged[at + 1]:
        judged[at + 1] = _GLUED * int(after.lower in _HYPHENATED or not (is_everyday(after.text) or is_term(after.text)))
    signed = _SIGNED_PARTICLES.match(text, token.end)
    end = signed.end() + 1 if signed else 0
    if not signed and not is_first_name(token.text) and token.capital:
        firm = (_SHOUTED_FIRM_END if token.shouted else _FIRM_END).match(text, token.end)
        end = firm.end() if firm else 0
    inside = at + 1
    while inside < len(tokens) and tokens[inside].start < end:
        judged[inside] = _GLUED
        inside += 1


def _is_name(tokens: Sequence[Token], at: int, text: str, lexicon: Lexicon) -> bool:
    token = tokens[at]
    if token.lower in lexicon.always:
        return not (evidence.is_month_here(tokens, at, text))
    if not token.capital:
        return _is_small_name(tokens, at, lexicon)
    if token.lower in lexicon.capital and not evidence.is_month_here(tokens, at, text):
        return True
    if any(rule(tokens, at) for rule in (evidence.is_project_here, evidence.is_named_work, evidence.is_bare_subject)):
        return True
    if len(token.text) == 1:
        return _is_initial_letter(tokens, at)
    if is_given_word(token.text):
        if evidence.is_person_here(tokens, at, text):
            return True
        if is_term(token.text):
            return False
    if is_term(token.text) or ((token.initial or token.heading or token.shouted) and is_everyday(token.text)):
        return False
    return not evidence.is_part_of_a_tool(tokens, at)


def _is_small_name(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a word without a capital is a name: a first name that is no word, a name inside a longer word, an odd spelling."""
    token = tokens[at]
    if evidence.is_project_here(tokens, at):
        return True
    if is_given_word(token.text):
        known = token.lower in lexicon.capital
        return known and evidence.acts_or_is_addressed(tokens, at)
    if token.lower in FUNCTION_WORDS or len(token.text) < 3 or is_everyday(token.text):
        return False
    if at + 1 < len(tokens) and near(tokens[at + 1]) and tokens[at + 1].lower in _LEGAL:
        return True
    if (
        is_first_name(token.text)
        or evidence.is_called_by_name(tokens, at)
        or (any(char.isupper() for char in token.text[1:]) and not token.text[0].isdigit())
    ):
        return True
    return any(token.lower[:size] in lexicon.always for size in range(5, min(len(token.lower), 24)))


def _is_initial_letter(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.text == "I":
        return False
    return evidence.speaks(tokens, at) or evidence.follows_person_word(tokens, at)


def _spread_along_lists(tokens: Sequence[Token], judged: list[int]) -> None:
    """Names that are words stand in lists with names that are not: Ana, Will and Grace."""
    order = [*range(1, len(tokens)), *range(len(tokens) - 1, 0, -1)]
    for at in order:
        left, right = tokens[at - 1], tokens[at]
        if bool(judged[at]) == bool(judged[at - 1]):
            continue
        if _LIST_GAPS.fullmatch(right.gap):
            new = at if judged[at - 1] else at - 1
            if _may_be_person(tokens[new]) and evidence.is_given(tokens[at - 1 if new == at else at]):
                judged[at - 1] = judged[at] = _NAME
        elif left.lower == "and" and not judged[at] and at > 1 and judged[at - 2] and near(right) and near(left):
            judged[at] = int(_may_be_person(right) and evidence.is_given(tokens[at - 2]))
        elif right.lower == "and" and judged[at - 1] and at + 1 < len(tokens) and near(right) and near(tokens[at + 1]):
            judged[at + 1] = judged[at + 1] or int(_may_be_person(tokens[at + 1]) and evidence.is_given(left))


def _may_be_person(token: Token) -> bool:
    return token.capital and not token.shouted and is_given_word(token.text)


def _extend_right(tokens: Sequence[Token], at: int, judged: list[int]) -> None:
    if at + 1 >= len(tokens) or judged[at + 1] or tokens[at].possessive:
        return
    token, after = tokens[at], tokens[at + 1]
    if (
        len(after.text) == 1
        and after.capital
        and near(after)
        and after.text != "I"
        and token.capital
        and not is_term(token.text)
    ):
        judged[at + 1] = _NAME
        return
    if (
        near(after)
        and not after.capital
        and (after.lower in _PARTICLES or (len(after.text) < 5 and not is_everyday(after.text)))
    ):
        _extend_over_particles(tokens, at, judged)
        return
    if after.gap not in _JOINTS or after.lower in FUNCTION_WORDS or not evidence.is_given(token):
        return
    if not token.capital:
        judged[at + 1] = int(not after.capital and near(after) and len(after.text) > 2 and not is_everyday(after.text))
    elif after.capital and after.shouted == token.shouted:
        judged[at + 1] = int(_is_surname(after))


def _is_surname(after: Token) -> bool:
    """Whether a capitalised word behind a first name belongs to it."""
    if after.gap not in (" ", "\u00a0") and is_given_word(after.text):
        return True
    return is_surname_word(after.text) or (not is_term(after.text) and not (after.heading and is_everyday(after.text)))


def _extend_over_particles(tokens: Sequence[Token], at: int, judged: list[int]) -> None:
    """Ana de la Cruz, Piet van der Berg: particles count when a name stands behind them."""
    end = at + 1
    while (
        end < len(tokens)
        and end <= at + 3
        and not tokens[end].capital
        and (end == at + 1 or tokens[end].lower in _PARTICLES)
        and tokens[end].gap in _JOINTS
    ):
        end += 1
    if end >= len(tokens) or tokens[end].gap not in (*_JOINTS, "'", "’"):
        return
    last = tokens[end]
    if last.capital and last.lower not in FUNCTION_WORDS and (judged[end] or not is_term(last.text)):
        for inner in range(at + 1, end + 1):
            judged[inner] = _NAME


def _leads_a_name(before: Token, token: Token) -> bool:
    """Whether a word belongs to the name behind it: van, 't, San."""
    lower = before.lower
    if lower in _LEADING or (lower in _PARTICLES and lower not in FUNCTION_WORDS and len(lower) > 2):
        return True
    if lower in ("t", "s", "n"):
        return token.gap == " " and before.gap.endswith(("'", "’"))
    return lower in _CITY_WORDS and before.capital and token.gap in _JOINTS and not before.heading


def _extend_left(tokens: Sequence[Token], at: int, judged: list[int]) -> None:
    token = tokens[at]
    while at and not judged[at - 1] and tokens[at].gap in (*_JOINTS, "'", "’") and token.capital:
        before = tokens[at - 1]
        if not _leads_a_name(before, tokens[at]):
            break
        judged[at - 1] = _NAME
        at -= 1
    if at and not judged[at - 1] and tokens[at].gap in (". ", ".") and len(tokens[at - 1].text) == 1 and tokens[at - 1].capital:
        judged[at - 1] = _NAME
        if at > 1 and tokens[at - 1].gap in (". ", ".") and len(tokens[at - 2].text) == 1:
            judged[at - 2] = _NAME
