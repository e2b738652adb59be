"""Documents that are no person's account of their own work: ladders, feedback on others, and whatever else gets pasted.

Two of these kinds end a review before it begins, so each needs several signs together; where they do not suffice, a document
counts as somebody's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.model.text import DocumentKind
from coach.segment.foreign import foreign_kind
from coach.segment.kind_facts import Facts
from coach.segment.kind_words import GAPS, OWN_REVIEW, REFLECTION
from coach.segment.letters import is_application, is_verse

Candidate = tuple[DocumentKind, str]
"""A kind, and why, in words that continue "…, because"."""

_FEW_WORDS = 12
_DEEDS = 0.4
_WITH_DEEDS = ("a change log", "program code", "a CV")
"""Foreign texts whose lines also begin with what was done."""

_LONG = 40
_PLEAS = 3
_LADDER = re.compile(
    r"artifact_type: *career_ladder|career (?:ladder|framework|progression|path\b|levels)|competenc\w+ (?:matrix|framework)|engineering (?:ladder|levels)|"
    r"level(?:l)?ing (?:guide|framework|matrix)|job levels|expectations (?:by|at|for) (?:each )?level|growth framework|level by level",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\|\s*[xX✓✔●*]\s*(?=\|)")
_EXPECTED = re.compile(
    r"\b(?:(?:is|are) (?:\w+ )?(?:expected|consulted|required|able|responsible)|expects?|requires?|at (?:the \w+|this|each) level|at (?:least|senior|staff)|should|must)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:[Rr]eview|[Aa]ppraisal|[Ee]valuation|[Aa]ssessment|[Ff]eedback|REVIEW|FEEDBACK)(?: notes?| summary)?(?:\s*[:–—-]\s*|\s+(?:of|for|on|about)\s+)"
    r"(?!My\b|Our\b|The\b|This\b|Me\b|Q\d|20|H[12]\b|FY|Self|Annual|Year|Mid)(?P<name>[A-Z][^\W\d_]+)|[Ee]mployee\s*:.*\n(?:.*\n){0,3}.*(?:[Rr]eviewer|[Mm]anager)\s*:"
)
_BY_REVIEWER = re.compile(
    r"\breviewer\s*:|\breviewed by\b|\bgiven by\b|\b(?:prepared|written) by (?:his|her|their) \w+", re.IGNORECASE
)
_PEER = re.compile(r"\b(?:peer|360|colleague|team.?mate|co-?worker)s?\b", re.IGNORECASE)
_COLLECTED = re.compile(
    r"\b(?:360|peer (?:feedback|review|comments)|feedback (?:from|about me|for you)|what (?:my )?(?:peers|colleagues|others))",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(
    r"\bas (?:your|his|her|their) (?:\w+ )?(?:manager|lead|boss|supervisor)\b|\bby (?:his|her|their) (?:\w+ )?(?:manager|lead|boss|supervisor)\b|\breviewer\s*:|"
    r"\b(?:reviewed|given) by\b|\breports? to me\b|\b(?:in|on) my team\b|\b(?:your|his|her|recommended|final|overall) rating\b|"
    r"\bi (?:recommend|expect (?:you|him|her)|propose|am putting|(?:would|will) promote|put (?:you|him|her))\b|\bnot this (?:year|cycle|round)\b|"
    r"(?:head of [\w ,]{1,40}|director|(?:line|team|engineering|dev) manager|team ?lead)\)?\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_FORMAL = re.compile(
    r"\b(?:annual|yearly|year.?end|mid.?year|half.?year|performance|quarterly|calibration)\b[^\n]{0,24}?(?P<of>\b(?:of|for|on|about) (?!My\b)(?-i:[A-Z]))?(?:$|[:,–—-]| (?-i:[A-Z\d]))|\bcalibration\b",
    re.MULTILINE | re.IGNORECASE,
)
"""The occasion on which a manager writes of somebody."""

_TO_ONE = re.compile(
    r"^(?:(?:dear|hi|hello|hey|hallo|hoi) (?!(?:all|everyone|team|colleagues|everybody|folks|me|my|future|diary|self|myself|whoever)\b)[^\W\d_]|[^\W\d_]{2,20}[,!]$)",
    re.IGNORECASE,
)
_SELF_LED = re.compile(
    r"self.?(?:review|assessment|evaluation|reflection|appraisal)|my (?:own )?(?:\w+[ -])?(?:review|appraisal|evaluation)",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"\b(?:half.?year|year|quarter|H[12]|Q[1-4]|FY ?\d+|cycle|month)\b", re.IGNORECASE)
_LISTED = re.compile(r"skill|gap|growth|develop|brag|wins|achiev|accomplish|goals|review|learn", re.IGNORECASE)
_ASKED_TO_FILL = re.compile(
    r"\b(?:please|you need not|you will find|deadline|fill in|submit|your manager will)\b[^.\n]{0,80}", re.IGNORECASE
)


_OWN_SENTENCES = 4


def others(facts: Facts) -> Iterator[Candidate]:
    """Name what a document is when it is nobody's own account, the surest first."""
    yield from _ladder(facts)
    yield from _not_a_review(facts)
    yield from _on_a_person(facts)
    yield from _to_a_person(facts)


def _ladder(facts: Facts) -> Iterator[Candidate]:
    named = _LADDER.search(facts.head)
    if named and facts.first < 0.2:
        name = named.group().lower().replace("_", " ").replace("artifact type: ", "")
        yield DocumentKind.CAREER_LADDER, f"it speaks of a {name} and is not written in the first person"
    personal = _speaks_of_itself(facts) or facts.first >= 0.12 or facts.third > 0.15 or facts.deeds > 0.2 or facts.figures > 0.3
    if personal or OWN_REVIEW.search(facts.head) or GAPS.search(facts.title) or len(_MARKED.findall(facts.text[:8000])) >= 2:
        return
    if facts.levels >= 3 and facts.doubts < 0.25:
        yield DocumentKind.CAREER_LADDER, f"{facts.levels} levels give it its order and it is not written in the first person"
    expected = sum(bool(_EXPECTED.search(line)) for line in re.split(r"(?<=[.!?])\s", facts.text[:8000]))
    if facts.level_names >= 3 and facts.first < 0.05 and expected >= 2 and expected > 0.4 * facts.statements:
        yield DocumentKind.CAREER_LADDER, "it tells what is expected at several levels and is not written in the first person"


def _not_a_review(facts: Facts) -> Iterator[Candidate]:
    if facts.words < _FEW_WORDS:
        yield DocumentKind.NOT_A_REVIEW, "it is too short to tell anything about a person's work"
        return
    foreign = foreign_kind(facts.text, facts.first) or _letter(facts)
    if foreign and (facts.deeds < _DEEDS or foreign in _WITH_DEEDS):
        yield DocumentKind.NOT_A_REVIEW, f"it reads like {foreign}, not like an account of one's own work"
    if _speaks_to_a_reader(facts) and not _is_feedback_to(facts):
        yield DocumentKind.NOT_A_REVIEW, "it speaks to a reader, not of the author's own work"
    listed = facts.sectioned > 0.3 or facts.deeds > 0.15 or facts.prompts >= 2 or _LISTED.search(facts.head)
    listed = listed or _named(facts) or _PERIOD.search(facts.top)
    if (
        not _speaks_of_itself(facts)
        and facts.first + facts.we < 0.04
        and facts.third < 0.1
        and facts.statements >= 6
        and not listed
    ):
        yield DocumentKind.NOT_A_REVIEW, "nobody speaks of their own work in it"


def _speaks_of_itself(facts: Facts) -> bool:
    """Whether somebody says "I" several times, however long the rest: in a year's work log few sentences do."""
    return facts.first * facts.statements >= _OWN_SENTENCES


def _named(facts: Facts) -> bool:
    """True for what calls itself a review, of oneself or of a person."""
    return bool(OWN_REVIEW.search(facts.head) or _COLLECTED.search(facts.top) or _ABOUT.search(facts.head))


def _speaks_to_a_reader(facts: Facts) -> bool:
    """True for advice and instructions: "you" is the subject, and what it did is not told."""
    if facts.deeds >= 0.1 or facts.told > 0.3 * facts.second or REFLECTION.search(facts.top):
        return False
    if _named(facts) and len(_ASKED_TO_FILL.findall(facts.text[:4000])) < _PLEAS:
        return False
    if facts.second > 0.4 and facts.to_reader > 0.3:
        return facts.first < 0.1 or (facts.first < 0.2 and facts.of_self < 0.1)
    return facts.statements >= _LONG and facts.first < 0.15 and facts.to_reader >= max(0.15, 2 * facts.of_self)


def _letter(facts: Facts) -> str | None:
    if is_application(facts.text):
        return "a letter of application"
    if is_verse(facts.text) and not (OWN_REVIEW.search(facts.text) or facts.sectioned):
        return "a poem"
    return None


def _on_a_person(facts: Facts) -> Iterator[Candidate]:
    """Feedback that speaks of a person as "he" or "she", or by name."""
    if _SELF_LED.search(facts.head):
        return
    about = _ABOUT.search(facts.head)
    named = facts.text.count(about["name"]) / max(1, facts.statements) if about and about["name"] else 0.0
    spoken_of = max(facts.third, named, facts.second)
    if (about or _BY_REVIEWER.search(facts.head)) and spoken_of > 0.2 and spoken_of > facts.first:
        yield _whose(facts), "it is somebody's review of another person"
    elif facts.third > 0.4 and (facts.third > 1.5 * facts.first or facts.of_others > 1.3 * facts.of_self):
        yield _whose(facts), "it speaks of a person in the third person throughout"
    elif _COLLECTED.search(facts.top) and facts.second + facts.third > facts.first:
        yield DocumentKind.PEER_FEEDBACK, "it collects what others say of a person"


def _to_a_person(facts: Facts) -> Iterator[Candidate]:
    """Feedback in a letter: "Dear …, your work on …"."""
    if _is_feedback_to(facts) and not _SELF_LED.search(facts.head):
        yield _whose(facts), "it is a letter that judges the work of the person it is written to"


def _is_feedback_to(facts: Facts) -> bool:
    addressed = any(_TO_ONE.search(line) for line in facts.lines[:5])
    judged = (
        facts.doubts > 0
        or re.search(r"\b(?:best|great|good|strong|thank)\b", facts.text, re.IGNORECASE)
        or _AUTHORITY.search(facts.text)
    )
    return bool(
        addressed and judged and facts.statements >= 4 and facts.to_reader > 0.35 and facts.to_reader > 1.3 * facts.of_self
    )


def _whose(facts: Facts) -> DocumentKind:
    """A manager's words need a sign of authority; without one they are a peer's, which are read rather than refused."""
    if _PEER.search(facts.head[:300]):
        return DocumentKind.PEER_FEEDBACK
    formal = _FORMAL.search(facts.top)
    authority = _AUTHORITY.search(facts.text[:8000]) or (formal and (formal["of"] or facts.of_self > 0))
    return DocumentKind.MANAGER_FEEDBACK if authority else DocumentKind.PEER_FEEDBACK
