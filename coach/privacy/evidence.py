"""What stands around a word and tells that it is a person, a firm, a project, or a month after all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coach.privacy.tokens import Token
from coach.privacy.vocabulary import (
    FUNCTION_WORDS,
    is_everyday,
    is_first_name,
    is_given_word,
    is_surname_word,
    is_term,
    technologies,
)

_SAID = frozenset(
    """
    said says asked asks told tells mentioned mentions suggested suggests wrote replied replies answered explained explains thinks
    thought felt feels noticed noticing offered agreed agrees disagreed praised complained wanted wants taught remarked commented
    joked laughed smiled nodded apologised apologized thanked pinged messaged emailed insisted argued admitted reckons warned
    """.split()
)
_DID = frozenset(
    """
    helped helps reviewed joined left paired pairs mentored coached gave gives took pointed showed shows led leads runs ran owns
    owned pushed pushes was is has had did does knows knew keeps kept made makes came comes went got gets sent and's would might
    volunteered presented proposed stepped sat walked picked jumped handled covered approved merged broke fixed caught spotted
    likes loves hates sees looks believes knew finds feels hopes prefers reminds calls writes reads brings takes pushes pulls shipped
    ships built builds wrote writes designed chairs chaired presents carried carries touched changed answered dropped rang left sends
    isn't wasn't doesn't didn't hasn't hadn't won't can't couldn't wouldn't isn’t wasn’t doesn’t didn’t hasn’t can’t could should can
    negotiated decided decides tried tries sits stays stayed stood stands speaks spoke talked talks listens heard hears praised loved liked hated admires shares shared
    finished started stopped moved works worked learned learnt became seems needed needs trusted trusts called spent found
    """.split()
)
_BEFORE_PERSON = frozenset(
    """
    with thanks thank ask asked asking told tell telling cc manager mentor lead buddy boss colleague teammate mentee report hi hey
    dear hello ping pinged pinging helped helping coached coaching mentored mentoring supported supporting convinced persuaded
    shadowed shadowing joined interviewed onboarded onboarding reviewer skip-level mr mrs ms dr prof miss mx sir attendees
    """.split()
)
_LOOSE_BEFORE = frozenset(
    "from by to for and or when that because while before after if but where how why what let made gave".split()
)
_MONTHS = frozenset("january february march april may june july august september october november december jan".split())
_MONTH_BEFORE = frozenset("in since until till during of last next early late mid end through every each between".split())
_MONTH_AFTER = re.compile(
    r"\s*(?:\d|'\d|’\d|and (?:January|February|March|April|May|June|July|August)\b|[-–/]\s*(?:\d|[A-Z][a-z]{2}))"
)
_CALENDAR = _MONTHS | frozenset("spring summer autumn winter".split())
_TIME_DOES = frozenset(
    "was is has had did came went started finished stopped seems looks sees brings kept made gave took isn't wasn't didn't isn’t wasn’t didn’t".split()
)
"""Verbs of which a stretch of time is the subject as well as a person: April was quiet."""

PROJECT_NOUNS = frozenset(
    """
    migration migrations rewrite launch rollout roll-out cutover project programme program initiative service services codebase repo
    repository pipeline app module squad team tribe guild workstream epic pilot prototype beta release relaunch platform portal
    dashboard engine api sdk monolith backend frontend cluster integration replatform redesign refactor mvp poc effort backlog
    standup channel runbook incident outage sunset decommission deadline
    """.split()
)
"""Words behind the name of a piece of work."""

PROJECT_CUES = frozenset("project codename codenamed operation programme initiative dubbed called named nicknamed".split())
"""Words before the name of a piece of work."""


def near(token: Token) -> bool:
    """Whether nothing but one space stands before the word."""
    return token.gap in (" ", "\u00a0")


def is_month_here(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Whether a word that can be a month is one: in May, May 2025."""
    token = tokens[at]
    if token.lower not in _MONTHS:
        return False
    if at and near(token) and tokens[at - 1].lower in _MONTH_BEFORE:
        return True
    return bool(_MONTH_AFTER.match(text, token.end))


def is_person_here(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Whether the words around one that may be a name tell that it is one."""
    token = tokens[at]
    if is_month_here(tokens, at, text) or token.shouted != (token.heading and token.shouted):
        return False
    if is_speaker(token, text) or _acts(tokens, at) or _is_labelled(tokens, at) or _is_signature(token, text):
        return True
    if token.possessive and _has_a_persons_thing(tokens, at):
        return True
    if _is_followed_by_surname(tokens, at):
        return True
    return not token.initial and at > 0 and near(token) and _is_after_person_word(tokens, at)


def _acts(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if at + 1 >= len(tokens) or not near(tokens[at + 1]):
        return False
    after = tokens[at + 1].lower
    if token.lower in technologies():
        return after in _SAID
    if token.lower in _CALENDAR and after in _TIME_DOES and not _is_told_of_a_person(tokens, at):
        return False
    if after in _SAID or after in _DID:
        return not token.possessive
    if after == "and" and at + 2 < len(tokens) and tokens[at + 2].capital and is_given(tokens[at + 2]):
        return near(tokens[at + 2]) and not token.heading
    return after == "and" and at + 2 < len(tokens) and tokens[at + 2].text == "I" and near(tokens[at + 2])


def _is_told_of_a_person(tokens: Sequence[Token], at: int) -> bool:
    """Whether the words behind a verb name what only a person is: April is our new lead."""
    return any(token.lower in _BEFORE_PERSON | _LABELS for token in tokens[at + 2 : at + 6])


def _is_labelled(tokens: Sequence[Token], at: int) -> bool:
    """Reviewer: Will."""
    return at > 0 and tokens[at].gap in _LABEL_GAPS and tokens[at - 1].lower in _LABELS


def _is_signature(token: Token, text: str) -> bool:
    """Whether the word is alone on its line, as below a letter."""
    if not token.initial or is_term(token.text):
        return False
    before = text[max(0, token.start - 40) : token.start].rpartition("\n")[2]
    after = text[token.end : token.end + 40].partition("\n")[0]
    return before.strip(" \t-–—>") == "" and after.strip(" \t.,") in ("", "x")


def _has_a_persons_thing(tokens: Sequence[Token], at: int) -> bool:
    if not is_term(tokens[at].text):
        return True
    return at + 1 < len(tokens) and tokens[at + 1].lower in _OWN


_LABEL_GAPS = frozenset((": ", ":", ":** ", "**: ", ":* ", ": **", " - ", " – ", " | ", ":  "))
_LABELS = frozenset(
    """
    from to cc bcc attendees attended present manager reviewer name author by employee lead mentor mentee owner participants absent
    apologies host facilitator interviewer candidate assignee reporter engineer buddy coach with peer signed appraiser supervisor
    """.split()
)
_OWN = frozenset(
    """
    review feedback advice question questions help idea suggestion pr code team manager mentor opinion point view note notes comment
    comments was is are were message email concern concerns words patience support approach desk design draft work calendar
    """.split()
)


def is_speaker(token: Token, text: str) -> bool:
    """Whether the word labels what somebody said: `Will: …`, `[10:32] Will: …`, `Will (10:32)`."""
    if not token.initial:
        return False
    before = text[max(0, token.start - 40) : token.start].rpartition("\n")[2]
    if len(before) > 30 or not _STAMP.fullmatch(before):
        return False
    stamped = any(char.isdigit() for char in before)
    if stamped:
        return bool(_STAMPED_LABEL.match(text, token.end))
    if _TIMED_LABEL.match(text, token.end):
        return True
    if is_term(token.text):
        return False
    return text[token.end : token.end + 4].lstrip("*_ ").startswith(":") or bool(_DASHED_LABEL.match(text, token.end))


_STAMP = re.compile(r"[\s>*_`-]*(?:[\[(]?[\d:/., -]{3,20}(?:[AaPp][Mm])?[\])]?\s*[-–]?\s*)?[<*_]*")
_STAMPED_LABEL = re.compile(r"[*_>]*(?: [A-Z]\.?)?[*_]*\s?[:>]|\s{2,}|\n")
_DASHED_LABEL = re.compile(r"[*_]* [-–—] ")
_TIMED_LABEL = re.compile(r"[*_]*\s*[\[(,]?\s*\d{1,2}[:.]\d\d")


def _is_followed_by_surname(tokens: Sequence[Token], at: int) -> bool:
    if at + 1 >= len(tokens) or tokens[at].possessive:
        return False
    after = tokens[at + 1]
    if after.text in _PARTICLES and near(after):
        return at + 2 < len(tokens) and tokens[at + 2].capital
    if not near(after) or not after.capital or after.lower in FUNCTION_WORDS or after.shouted != tokens[at].shouted:
        return False
    return is_surname_word(after.text) or is_first_name(after.text) or not (is_term(after.text) or is_everyday(after.text))


_PARTICLES = frozenset("de van von der den da dos di".split())


def _is_after_person_word(tokens: Sequence[Token], at: int) -> bool:
    before, token = tokens[at - 1], tokens[at]
    if token.lower in technologies():
        return before.lower in (
            "mr",
            "mrs",
            "ms",
            "dr",
            "hi",
            "hey",
            "dear",
            "hello",
            "told",
            "thanks",
            "thank",
            "manager",
            "mentor",
        )
    if before.lower in _BEFORE_PERSON:
        return True
    return before.lower in _LOOSE_BEFORE and not is_term(token.text)


def is_project_here(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word is named as a piece of work: Project Falcon, codename Heron."""
    token = tokens[at]
    if not at or token.lower in FUNCTION_WORDS or (is_term(token.text) and token.lower not in technologies() and token.capital):
        return False
    before = tokens[at - 1]
    if token.gap not in (" ", "\u00a0", ' "', " “", " '", " ‘", " *", " **", " `", ': "'):
        return False
    if before.lower in ("codename", "codenamed", "nicknamed", "dubbed"):
        return token.capital or not is_everyday(token.text)
    if before.lower not in ("project", "operation"):
        return False
    return not is_everyday(token.text) or (token.capital and before.capital and not (token.heading and not token.gap.isspace()))


def is_bare_subject(tokens: Sequence[Token], at: int) -> bool:
    """Whether an everyday word at the start of a sentence acts like somebody or something with a name: Lighthouse slipped; Saga's talk.

    A countable noun needs an article; what stands without one, is no mass noun by its ending, and speaks or ships, has a name.
    """
    token = tokens[at]
    if not token.initial or token.heading or token.shouted or is_term(token.text) or token.lower in _UNNAMED:
        return False
    if token.lower.endswith(_ENDINGS) or at + 1 >= len(tokens) or not _near_behind(tokens, at):
        return False
    after = tokens[at + 1].lower
    if token.possessive:
        return not after.endswith("ing") and after not in ("a", "an", "the", "not", "been", "no")
    return after in _SAID or after in _NAMED_SUBJECT_DID


def _near_behind(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at + 1].gap in (" ", "\u00a0", "'s ", "’s ")


_ENDINGS = (
    "s",
    "ly",
    "ing",
    "ion",
    "ity",
    "ness",
    "ment",
    "ance",
    "ence",
    "ship",
    "ed",
    "ism",
    "age",
    "ure",
    "cy",
    "er",
    "ware",
)
_QUOTES = ('"', "“", "„", "«", "'", "‘")
_UNNAMED = frozenset(
    """
    people feedback nothing something everything someone everyone somebody everybody nobody mail life half most both upstream
    downstream today yesterday tomorrow tonight world let one who what that there here where how it she he they we you latency
    word history time work money rumour traffic staff others child week month summer winter spring autumn
    load data code noise chaos luck hope product finance legal support mine yours theirs ours result first second last
    """.split()
)
_NAMED_SUBJECT_DID = frozenset(
    """
    slipped shipped launched went joined left offered mentored coached volunteered leads knows wants likes loves hates promised
    negotiated retired resigned started handles sits thinks feels hopes prefers arrived returned moved replaced isn't doesn't didn't
    paired nodded replied proposed
    """.split()
)


def _is_quoted_work(tokens: Sequence[Token], at: int) -> bool:
    if not tokens[at].gap.endswith(_QUOTES) or at + 1 >= len(tokens):
        return False
    return tokens[at + 1].gap in ('" ', "” ", "' ", "’ ", "» ") and tokens[at + 1].lower in PROJECT_NOUNS


def is_part_of_a_tool(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun of software stands behind a technology, as a part of its name: Kotlin Multiplatform, Azure Service Bus.

    Other nouns prove nothing, for many technologies are ordinary words: Arrow Electronics and Apollo Hospitals are firms.
    """
    first = at
    if not tokens[at].capital or tokens[at].lower.rstrip("s") not in _SOFTWARE:
        return False
    while first and at - first < _LONGEST_TOOL and near(tokens[first]):
        first -= 1
        before = tokens[first]
        if not before.capital or before.possessive or not is_everyday(before.text):
            return False
        if before.lower in technologies():
            return not (first and near(before) and tokens[first - 1].lower in _EMPLOYED)
    return False


_LONGEST_TOOL = 3
_EMPLOYED = frozenset("at joined joining left leaving employer client customer company".split())
_SOFTWARE = frozenset(
    """
    action agent analyzer bu builder catalog chart cli client cloud cluster compiler component connector console controller core
    coroutine concurrency dashboard debugger desktop devtool driver editor engine extension framework function gateway generic hook
    hub image index kit lake library linter manager mesh mobile module multiplatform native operator package pipeline plugin profiler
    proxy query queue registry replication router runner runtime scheduler schema server spec store stream studio table template
    toolkit type warehouse web worker workflow workspace
    """.split()
)
"""What the parts of a technology are called, without the s of a plural."""


def is_named_work(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word stands, quoted or not, for a piece of work: the "Bridge" initiative."""
    token = tokens[at]
    if token.capital and not is_term(token.text) and _is_quoted_work(tokens, at):
        return True
    if (
        not at
        or not token.capital
        or is_term(token.text)
        or tokens[at - 1].lower not in ("the", "our", "my", "called", "named", "new")
    ):
        return False
    if not token.gap.startswith(" ") or "\n" in token.gap or "." in token.gap:
        return False
    return tokens[at - 1].lower in ("called", "named") or (at + 1 < len(tokens) and tokens[at + 1].lower in PROJECT_NOUNS)


def acts_or_is_addressed(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word without a capital, known as somebody's name, is used as one here."""
    token = tokens[at]
    if speaks(tokens, at) or follows_person_word(tokens, at):
        return True
    if token.lower in ("will", "may", "can", "an", "so"):
        return False
    if at and near(token) and tokens[at - 1].lower in ("ty", "thx", "tx", "sorry", "yes", "ok", "review", "well", "right"):
        return True
    if at + 1 < len(tokens) and near(tokens[at + 1]) and token.initial:
        return tokens[at + 1].lower in _DID or tokens[at + 1].lower.endswith("ed")
    return False


def is_called_by_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether an unknown word without a capital is treated as a person: asked bramwell, bramwell said."""
    if speaks(tokens, at):
        return True
    return at > 0 and near(tokens[at]) and tokens[at - 1].lower in _CALLED


_CALLED = frozenset("asked told thanks thank hi hey dear hello cc ping pinged thx ty mentored coached mr mrs ms dr".split())


def speaks(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word behind is a verb of speech."""
    return at + 1 < len(tokens) and near(tokens[at + 1]) and tokens[at + 1].lower in _SAID


def follows_person_word(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word before announces a person: with, asked, mentor."""
    return at > 0 and near(tokens[at]) and tokens[at - 1].lower in _BEFORE_PERSON


def is_given(token: Token) -> bool:
    """Whether the word can be a first name at all."""
    return is_first_name(token.text) or is_given_word(token.text)
