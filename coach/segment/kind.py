"""What a document is: a person's own account, or one of the things that look like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coach.language.sections import Section, section_of
from coach.model.text import Block, BlockKind, DocumentKind, Statement
from coach.segment.foreign import foreign_kind

_HEAD = 700
_TITLE = 160
_OPENING = 80
_SENTENCE_END = re.compile(r"[.!?] ")
_FEW_WORDS = 12

_FIRST = re.compile(
    r"\b(?:I|I'm|I’m|I've|I’ve|I'd|I'll|Im|Ive|my|My|mine|me|myself|i|i'm|i've|ich|mein\w{0,2}|je|j'ai|mon|yo|mi|eu|meu|minha|io)\b"
)
_WE = re.compile(r"\b(?:we|we're|we've|our|us)\b", re.IGNORECASE)
_THIRD = re.compile(r"\b(?:he|she|his|her|him|hers|he's|she's)\b", re.IGNORECASE)
_SECOND = re.compile(r"\b(?:you|you'll|you'd|you've|you're|your|yours)\b", re.IGNORECASE)
_LEVEL_HEADING = re.compile(
    r"\b(?:L\d|IC\d|E\d|P\d|level \d|junior|mid(?:-level)?|senior|staff|principal|distinguished|associate|engineer (?:i{1,3}|[1-5]))\b",
    re.IGNORECASE,
)
_LADDER = re.compile(
    r"artifact_type: *career_ladder|career (?:ladder|framework|progression|path\b|levels)|competenc\w+ (?:matrix|framework)|engineering (?:ladder|levels)|"
    r"level(?:l)?ing (?:guide|framework|matrix)|job levels|expectations (?:by|at|for) (?:each )?level|growth framework",
    re.IGNORECASE,
)
_OWN_REVIEW = re.compile(
    r"self.?(?:review|assessment|evaluation|appraisal|check|rating)|performance (?:review|appraisal|evaluation|dialogue|conversation|discussion|talk|form)|"
    r"\bappraisal|\bcalibration|(?:annual|year.?end|end.of.year|mid.?year|half.?year|six.?month|quarterly) (?:review|check.?in|assessment|evaluation|conversation)|"
    r"review (?:form|cycle|template|meeting|talk|round|conversation)|promotion (?:case|packet|doc|dossier)|\bfor (?:my|the|this) (?:review|appraisal|evaluation)\b|"
    r"\bperf (?:review|cycle)|^\W*employee\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_REQUESTED = re.compile(
    r"\b(?:the|this|your) (?:form|template|questionnaire|box) (?:says|asks|wants|is|has|reads)|use this box|free.?form review|"
    r"\b(?:personnel|people team|people department|hr|human resources|head office|management)\b[^.\n]{0,60}\b(?:asks?|asked|requests?|requested|requires?|wants?|wanted)\b"
    r"[^.\n]{0,80}\b(?:review|form|self|assessment|write|evaluation)",
    re.IGNORECASE,
)
_REFLECTION = re.compile(
    r"reflect|look(?:ing|s|ed)? back|journal\b|diary|to (?:my)?self\b|thoughts|dear diary|learning log|lessons from",
    re.IGNORECASE,
)
_RETRO = re.compile(r"\bretro(?:spect\w{0,5})?\b|r[ée]trospect|r[üu]ckblick|year in review", re.IGNORECASE)
_BRAG = re.compile(
    r"\b(?:brag|hype)\b|\bwins?\b(?! ?[,&/]| and)|accomplishments|achievements(?! ?(?:and|&))|highlights|impact (?:log|doc)|kudos|what i shipped|"
    r"things i(?:'ve| have)? (?:did|done|shipped|built|achieved|am proud)|(?:proud|happy) (?:of|about)|\bwork log\b",
    re.IGNORECASE,
)
_GAPS = re.compile(
    r"skills? gaps?|gap (?:list|analysis)|where i'?m thin|development (?:areas|needs)|learning (?:gaps|plan)|skills? (?:to|i) (?:learn|need|lack|build)|"
    r"weak spots|skills? matrix|things i (?:can'?t|cannot|don'?t)|what i (?:lack|don'?t know|can'?t)|areas (?:to|for) (?:improve|develop|grow)\w*",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:[Rr]eview|[Aa]ppraisal|[Ee]valuation|[Aa]ssessment|[Ff]eedback|REVIEW|FEEDBACK)(?: notes?| summary)?(?:\s*[:–—-]\s*|\s+(?:of|for|on|about)\s+)"
    r"(?!My\b|Our\b|The\b|This\b|Me\b|Q\d|20|H[12]\b|FY|Self|Annual|Year|Mid)(?P<name>[A-Z][^\W\d_]+)|[Ee]mployee\s*:.*\n(?:.*\n){0,3}.*(?:[Rr]eviewer|[Mm]anager)\s*:"
)
_BY_REVIEWER = re.compile(r"\breviewer\s*:|\breviewed by\b|\bgiven by\b", re.IGNORECASE)
_PEER = re.compile(r"\b(?:peer|360|colleague|team.?mate|co-?worker)s?\b", re.IGNORECASE)
_COLLECTED = re.compile(
    r"\b(?:360|peer (?:feedback|review|comments)|feedback (?:from|about me|for you)|what (?:my )?(?:peers|colleagues|others))",
    re.IGNORECASE,
)
_SECTIONED = (Section.WINS, Section.GROWTH, Section.CHALLENGE, Section.GOALS, Section.LESSONS)
_LISTED = re.compile(r"skill|gap|growth|develop|brag|wins|achiev|accomplish|goals|review", re.IGNORECASE)
_Candidate = tuple[DocumentKind, str]


@dataclass(frozen=True, slots=True)
class _Facts:
    """Counts on which the rules below decide; shares are of the statements."""

    text: str
    head: str
    title: str
    titles: tuple[str, ...]
    statements: int
    words: int
    first: float
    we: float
    third: float
    second: float
    growth: float
    wins: float
    sectioned: float


def find_kind(blocks: tuple[Block, ...], statements: tuple[Statement, ...], visible: str) -> tuple[DocumentKind, str]:
    """Name what a document is, and why, in words."""
    facts = _facts(blocks, statements, visible)
    return next(_candidates(facts), (DocumentKind.REFLECTION, "a person's own account in free form"))


def _facts(blocks: tuple[Block, ...], statements: tuple[Statement, ...], visible: str) -> _Facts:
    titles = tuple(visible[block.start : block.end] for block in blocks if block.kind is BlockKind.HEADING)
    opening = next(
        (line for line in visible[:4000].splitlines() if line.strip(" \t-+*_#") and not line.startswith("# artifact")), ""
    )
    texts = [statement.text for statement in statements]
    sections = [section_of(statement.heading_path) for statement in statements]

    def share(count: int) -> float:
        return count / max(1, len(statements))

    def spoken(person: re.Pattern[str]) -> float:
        return share(sum(bool(person.search(text)) for text in texts))

    return _Facts(
        text=visible,
        head=visible[:_HEAD],
        title=(
            titles[0][:_TITLE]
            if titles and titles[0] in visible[:_HEAD]
            else _SENTENCE_END.split(opening[:_TITLE])[0][:_OPENING]
        ),
        titles=titles,
        statements=len(statements),
        words=sum(len(text.split()) for text in texts),
        first=spoken(_FIRST),
        we=spoken(_WE),
        third=spoken(_THIRD),
        second=spoken(_SECOND),
        growth=share(sections.count(Section.GROWTH)),
        wins=share(sections.count(Section.WINS)),
        sectioned=share(sum(section in _SECTIONED for section in sections)),
    )


def _candidates(facts: _Facts) -> Iterator[_Candidate]:
    yield from _ladder(facts)
    yield from _not_a_review(facts)
    yield from _feedback(facts)
    yield from _by_title(facts)
    yield from _by_head(facts)
    yield from _by_sections(facts)


def _ladder(facts: _Facts) -> Iterator[_Candidate]:
    levels = sum(1 for title in facts.titles if _LEVEL_HEADING.search(title) and len(title.split()) <= 6)
    named = _LADDER.search(facts.head)
    if named and facts.first < 0.2:
        name = named.group().lower().replace("_", " ").replace("artifact type: ", "")
        yield DocumentKind.CAREER_LADDER, f"it speaks of a {name} and is not written in the first person"
    elif levels >= 3 and facts.first < 0.12:
        yield DocumentKind.CAREER_LADDER, f"{levels} of its headings are levels and it is not written in the first person"


def _not_a_review(facts: _Facts) -> Iterator[_Candidate]:
    if facts.words < _FEW_WORDS:
        yield DocumentKind.NOT_A_REVIEW, "it is too short to tell anything about a person's work"
        return
    foreign = foreign_kind(facts.text, facts.first)
    if foreign:
        yield DocumentKind.NOT_A_REVIEW, f"it reads like {foreign}, not like an account of one's own work"
    named = _OWN_REVIEW.search(facts.head) or _COLLECTED.search(facts.head) or _ABOUT.search(facts.head)
    if facts.second > 0.4 and facts.first < 0.1 and not named:
        yield DocumentKind.NOT_A_REVIEW, "it speaks to a reader, not of the author's own work"
    listed = facts.sectioned > 0.3 or named or _LISTED.search(facts.head)
    if facts.first + facts.we < 0.04 and facts.third < 0.1 and facts.statements >= 6 and not listed:
        yield DocumentKind.NOT_A_REVIEW, "nobody speaks of their own work in it"


def _feedback(facts: _Facts) -> Iterator[_Candidate]:
    own = re.search(
        r"self.?(?:review|assessment|evaluation|reflection|appraisal)|my (?:own )?review", facts.head, re.IGNORECASE
    )
    if own:
        return
    about = _ABOUT.search(facts.head)
    named = facts.text.count(about["name"]) / max(1, facts.statements) if about and about["name"] else 0.0
    kind = DocumentKind.PEER_FEEDBACK if _PEER.search(facts.head[:300]) else DocumentKind.MANAGER_FEEDBACK
    others = max(facts.third, named, facts.second)
    if (about or _BY_REVIEWER.search(facts.head)) and others > 0.2 and others > facts.first:
        yield kind, "it is somebody's review of another person"
    elif facts.third > 0.4 and facts.third > 1.5 * facts.first:
        yield kind, "it speaks of another person in the third person throughout"
    elif _COLLECTED.search(facts.head) and facts.second + facts.third > facts.first:
        yield DocumentKind.PEER_FEEDBACK, "it collects what others say of a person"


def _by_title(facts: _Facts) -> Iterator[_Candidate]:
    if _GAPS.search(facts.title):
        yield DocumentKind.SKILL_GAP_LIST, "its title says that it lists skills to build"
    if _BRAG.search(facts.title) and facts.growth < 0.08:
        yield DocumentKind.BRAG_DOCUMENT, "its title says that it lists what went well"
    if _OWN_REVIEW.search(facts.title):
        yield DocumentKind.SELF_ASSESSMENT, "its title calls it a review of the author's own work"
    if _REFLECTION.search(facts.title) or _RETRO.search(facts.title):
        yield DocumentKind.REFLECTION, "its title says that it looks back"


def _by_head(facts: _Facts) -> Iterator[_Candidate]:
    headings = "\n".join(facts.titles[:3])
    if _OWN_REVIEW.search(facts.head):
        yield DocumentKind.SELF_ASSESSMENT, "it calls itself a review of the author's own work"
    if _REQUESTED.search(facts.head):
        yield DocumentKind.SELF_ASSESSMENT, "it answers an employer's request to review one's own work"
    if _GAPS.search(headings) and facts.wins < 0.1:
        yield DocumentKind.SKILL_GAP_LIST, "its headings list skills to build"
    if _REFLECTION.search(facts.head):
        yield DocumentKind.REFLECTION, "it looks back in the author's own voice"


def _by_sections(facts: _Facts) -> Iterator[_Candidate]:
    if facts.growth > 0.6:
        yield DocumentKind.SKILL_GAP_LIST, "most of it stands under headings for growth"
    if facts.wins > 0.8:
        yield DocumentKind.BRAG_DOCUMENT, "nearly all of it stands under headings for achievements"
    if len(facts.titles) >= 3:
        yield DocumentKind.SELF_ASSESSMENT, "it goes through the author's work under headings"
