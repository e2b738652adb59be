"""What can be counted in a document that tells its kind: who speaks, of whom, in which tense, and in which form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coach.language.sections import Section, section_of
from coach.model.text import Block, BlockKind, Statement

_HEAD = 700
_TITLE = 160
_TITLE_WORDS = 12
_TOP_LINES = 3
_OPENING = 80
_LINE, _LINES = 400, 400
_STATEMENTS = 1000
"""Statements that are counted: more of them tell no more of the kind."""

_SHORT_LINE = 6
_CHARS = 20_000
_SENTENCE_END = re.compile(r"[.!?] ")
_SECTIONED = (Section.WINS, Section.GROWTH, Section.CHALLENGE, Section.GOALS, Section.LESSONS)

_NUMERAL = re.compile(r"\bII\b")
_LONE_I = re.compile(r"\bI\b(?!['’])")
_FIRST = re.compile(
    r"\b(?:I|I'm|I’m|I've|I’ve|I'd|I'll|Im|Ive|my|My|mine|me|myself|i|i'm|i've|ich|mein\w{0,2}|je|j'ai|mon|yo|mi|eu|meu|minha|io)\b"
)
_WE = re.compile(r"\b(?:we|we're|we've|our|us)\b", re.IGNORECASE)
_THIRD = re.compile(r"\b(?:he|she|his|her|him|hers|he's|she's)\b", re.IGNORECASE)
_SECOND = re.compile(r"\b(?:you|you'll|you'd|you've|you're|your|yours)\b", re.IGNORECASE)
_LEADING = re.compile(
    r"\b(?:(?P<first>I|[Mm]y|[Mm]ine|[Mm]e|i|im|ive)|(?P<we>[Ww]e|[Oo]ur|[Uu]s)|(?P<second>[Yy]ou|[Yy]ours?)|"
    r"(?P<third>[Hh]e|[Ss]he|[Hh]is|[Hh]ers?|[Hh]im))(?![\w-])"
)
_TOLD = re.compile(
    r"\byou(?:'ve|’ve| have)? (?:\w{2,}ly |also |still |even |never |then )?(?:[a-z]{2,}ed|were|had|did|said|took|got|made|saw|let|gave|wrote|built|led|ran|kept|knew|went|came|found|told|taught|held)\b",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"^[\W\d]*(?:[\w./& ]{1,30}(?::| [–—-]) *)?(?:(?:we|i|also|then|and|successfully) +)?(?:[a-z]{2,}ed|led|built|rebuilt|cut|ran|wrote|"
    r"rewrote|took|gave|made|got|found|held|kept|brought|put|set|taught|spoke|won|sold|drew|grew|sent|drove|met|oversaw)\b(?! by\b| ?:)",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:not (?:good|great|so good|there|yet|sure)|never|still (?:not|wait|need|don|can|slow)\w*|too (?:late|long|slow|little|much|few)|should(?:'ve| have)|"
    r"could have|avoid\w*|weak\w*|struggl\w+|fell (?:short|down)|difficult\w*|afraid|can'?t|cannot|don'?t (?:know|like|yet)|less good|"
    r"need to (?:learn|improve|get)|want to (?:learn|improve|get better)|would do differently|improve (?:my|on)|did(?:n't|n’t| not)|missing|behind|guess(?:es|ing|ed)?|bottleneck)\b",
    re.IGNORECASE,
)
_PROMPT = re.compile(r"\?$|^\W*(?:describe|name|list|state|explain|rate|what|which|where|how)\b", re.IGNORECASE)
_FIGURE = re.compile(r"(?<![A-Za-z\d])\d")
_LEVEL = re.compile(
    r"\b(?:L\d|IC\d|E\d|P\d|level \d|junior|mid(?:-level)?|senior|staff|principal|distinguished|associate|(?:engineer|developer|[A-Z]{2,4}) (?:III?|IV|I(?= *(?:$|\||  ))|[1-6]))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What was counted; every share is of the statements, from 0 to 1, unless it says otherwise.

    Attributes:
        text: The visible text.
        head: Its first 700 characters.
        title: Its first heading, or its opening words.
        top: Its title, and what else stands in short lines at its very top.
        titles: All headings.
        lines: Its first 400 lines that are not blank, stripped.
        columns: Titles of the columns of its tables, as one line each.
        statements: How many statements it has.
        words: How many words they have.
        first: Statements with a word of the first person singular.
        we: Statements with a word of the first person plural.
        third: Statements with "he", "she" and the like.
        second: Statements with "you" and the like.
        of_others: Statements whose first pronoun is of the third person.
        to_reader: Statements, a form's prompts and questions left out, whose first pronoun is "you" or "your".
        told: Statements that tell a reader what he or she did: "you carried …", "you were …".
        of_self: Statements whose first pronoun is of the first person singular.
        deeds: Share of the lines that begin with a verb in the past tense, also after a label: "Cut …", "Team: led …".
        doubts: Statements that judge somebody's work as not good enough.
        figures: Statements with a number.
        prompts: How many of the statements ask or tell the person to write about their work, as a form does.
        listed: Statements that are list items or table rows.
        growth: Statements under headings for growth.
        wins: Statements under headings for achievements.
        sectioned: Statements under any heading that reviews use.
        sections: The purposes of its headings.
        levels: Names of different levels that give it its order, in headings or short lines, or side by side in one row.
        level_names: Names of different levels anywhere in it.
    """

    text: str
    head: str
    title: str
    top: str
    titles: tuple[str, ...]
    lines: tuple[str, ...]
    columns: tuple[str, ...]
    statements: int
    words: int
    first: float
    we: float
    third: float
    second: float
    of_others: float
    to_reader: float
    told: float
    of_self: float
    deeds: float
    doubts: float
    figures: float
    prompts: int
    listed: float
    growth: float
    wins: float
    sectioned: float
    sections: frozenset[Section]
    levels: int
    level_names: int


def count_facts(blocks: tuple[Block, ...], statements: tuple[Statement, ...], visible: str) -> Facts:
    """Count what tells the kind of a document.

    Args:
        blocks: Its blocks.
        statements: Its statements.
        visible: Its text without hidden characters.
    """
    titles = _words_of(blocks, visible, BlockKind.HEADING)
    columns = _words_of(blocks, visible, BlockKind.TABLE_HEAD)
    lines = tuple(line.strip()[:_LINE] for line in visible[:_CHARS].splitlines() if line.strip(" \t-+*_#="))[:_LINES]
    title = _title(titles, lines, visible)
    statements = statements[:_STATEMENTS]
    texts = [_without_numerals(statement.text) for statement in statements]
    sections = [section_of(statement.heading_path) for statement in statements]
    leading = [match.lastgroup if (match := _LEADING.search(text)) else None for text in texts]

    def share(count: int) -> float:
        return count / max(1, len(statements))

    def spoken(words: re.Pattern[str]) -> float:
        return share(sum(bool(words.search(text)) for text in texts))

    return Facts(
        text=visible,
        head=visible[:_HEAD],
        title=title,
        top="\n".join((title, *(line for line in lines[:_TOP_LINES] if len(line.split()) <= _TITLE_WORDS))),
        titles=titles,
        lines=lines,
        columns=columns,
        statements=len(statements),
        words=sum(len(text.split()) for text in texts),
        first=spoken(_FIRST),
        we=spoken(_WE),
        third=spoken(_THIRD),
        second=spoken(_SECOND),
        of_others=share(leading.count("third")),
        to_reader=share(
            sum(who == "second" and not _PROMPT.search(text) for who, text in zip(leading, texts, strict=True)),
        ),
        told=spoken(_TOLD),
        of_self=share(leading.count("first")),
        deeds=sum(bool(_DEED.search(line[:80])) for line in lines) / max(1, len(lines)),
        doubts=spoken(_DOUBT),
        figures=spoken(_FIGURE),
        prompts=sum(bool(_PROMPT.search(text) and _SECOND.search(text)) for text in texts),
        listed=share(sum(statement.bullet for statement in statements)),
        growth=share(sections.count(Section.GROWTH)),
        wins=share(sections.count(Section.WINS)),
        sectioned=share(sum(section in _SECTIONED for section in sections)),
        sections=frozenset(section for title in titles if (section := section_of((title,)))),
        levels=_structuring_levels(lines, titles, columns),
        level_names=len(_levels_in(visible[:_CHARS])),
    )


def _title(titles: tuple[str, ...], lines: tuple[str, ...], visible: str) -> str:
    if titles and titles[0] in visible[:_HEAD]:
        return titles[0][:_TITLE]
    opening = next((line for line in lines if not line.startswith("# artifact")), "")
    return _SENTENCE_END.split(opening[:_TITLE])[0][:_OPENING]


def _words_of(blocks: tuple[Block, ...], visible: str, kind: BlockKind) -> tuple[str, ...]:
    return tuple(visible[block.start : block.end] for block in blocks if block.kind is kind)


def _without_numerals(text: str) -> str:
    """Text whose "I" is no pronoun where it counts grades: "RSE I, RSE II"."""
    return _LONE_I.sub("1", text) if _NUMERAL.search(text) else text


def _levels_in(text: str) -> set[str]:
    return {" ".join(match.group().lower().split()) for match in _LEVEL.finditer(text)}


def _structuring_levels(lines: tuple[str, ...], titles: tuple[str, ...], columns: tuple[str, ...]) -> int:
    short = [
        line
        for line in lines
        if len(line.split()) <= _SHORT_LINE and _LEVEL.match(line.lstrip("#*_ ")) and line[-1] not in ".!?,;"
    ]
    short += [line for line in lines if len(line.split()) == 2 and _LEVEL.search(line)]
    short += [title for title in titles if len(title.split()) <= _SHORT_LINE]
    rows = [line for line in (*lines, *columns) if _is_row(line)]
    return max(len(set().union(*map(_levels_in, short))), max((len(_levels_in(row)) for row in rows), default=0))


def _is_row(line: str) -> bool:
    return line.count("|") > 1 or "\t" in line or len(re.findall(r" {3,}", line)) > 1
