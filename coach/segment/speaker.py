"""Whose words or judgement a statement is.

A mark is set only where the text tells: a heading, an attribution, the head of a quoted mail. Words that nobody is named for stay
the author's, and so do the words of a form, a ladder or a program, which are nobody's judgement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from coach.language.sections import Section, section_of
from coach.model.text import Block, BlockKind, Speaker, Statement
from coach.segment.attribution import QUOTE_MARKS, announces, manager_names, named_by, reported, signed, titled

_OWN = re.compile(
    r"\b(?:self|my (?:own|comments?|response|responses|answers?|repl(?:y|ies)|reaction|view|take|summary|notes|pencil notes)|(?:for|to) my manager|"
    r"i (?:need|sent|say|wrote|want|gave)|not about me|support)\b|(?<!feedback )(?<!comments )(?<!words )\bi need from my manager",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:you|your|request)\b|\?\s*$", re.IGNORECASE)
_PROMPT = re.compile(
    r"\?[\"”)]?$|^\(.{1,80}\)$|^(?:please|describe|list|note:|name|rate|give|explain|this section|select|choose|optional|guidance|instructions?)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:I|I['’](?:m|ve|ll|d)|my|mine|me)\b")
_OF_AUTHOR = re.compile(r"\b(?:you|your|you['’]\w+|he|she|he['’]\w+|she['’]\w+|his|her|him|they|their)\b", re.IGNORECASE)
_NODS = re.compile(
    r"^(?:fair|true|ouch|noted|agreed|correct|right|yes|no|thank you|thanks|my (?:response|answer|reply|view|take)|reply|me|response)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(rf"^\([^()]{{2,40}}\) [{QUOTE_MARKS}]")
_SIGNATURE = re.compile(r"^(?:\([^()]{2,60}\)|[–—-]{1,2} ?\w)")
_PROGRAM = re.compile(r"\b(?:chat ?bot|chat ?gpt|copilot|AI assistant)\b", re.IGNORECASE)
_MAIL = re.compile(r"^[ \t]*(?:On|Am|Le|El|Em|Il) .*:[ \t]*$")
_NO_PERSON = re.compile(
    r"\b(?:chat ?bot|assistant|GPT|AI|LLM|handbook|ladder|form|polic(?:y|ies)|job description|advert|guide|levels?|framework|template|rubric|HR)\b",
    re.IGNORECASE,
)


@dataclass
class _Heard:
    """What was heard so far while a document is walked once."""

    managers: frozenset[str]
    program: bool = False
    """Whether the text names a program that writes, whose words may be pasted."""
    mailed: bool = False
    """Whether the block quotes at this place are of a mail."""
    block: int = -1
    waiting: Speaker | None = None
    """Who was announced and has not spoken yet, or speaks."""
    waiting_block: int = -1
    signature: str = ""
    """What stands behind a quotation in a sentence of its own: "(Ann)", "– my manager"."""
    inside: Speaker | None = None
    """Who speaks in the quotation that is still open."""
    cited: tuple[tuple[str, ...], int] = ((), -1)
    """Headings and block of the last quotation: where others speak in quotation marks, the rest of the section is the author's."""


def with_speakers(statements: Sequence[Statement], blocks: Sequence[Block], text: str) -> tuple[Statement, ...]:
    """Mark the statements whose words or judgement are a manager's or a peer's.

    Args:
        statements: In order, of one document, all the author's so far.
        blocks: The document's blocks.
        text: The document, which may tell who is the manager.
    """
    heard = _Heard(manager_names(text), program=_PROGRAM.search(text) is not None)
    marked = []
    for statement, following in zip_longest(statements, statements[1:]):
        block = blocks[statement.block]
        heard.signature = ""
        if following is not None and following.block == statement.block and _SIGNATURE.match(following.text):
            heard.signature = f" {following.text}"
        if block.kind is BlockKind.QUOTE and statement.block != heard.block:
            above = blocks[statement.block - 1] if statement.block else None
            if above is None or above.kind is not BlockKind.QUOTE:
                heard.mailed = above is not None and _MAIL.match(text[above.start : above.end]) is not None
        speaker = _speaker(statement, block, heard)
        marked.append(replace(statement, speaker=speaker) if speaker is not Speaker.AUTHOR else statement)
    return tuple(marked)


def _speaker(statement: Statement, block: Block, heard: _Heard) -> Speaker:
    words = statement.text
    if statement.block != heard.block:
        _enter(statement.block, heard)
    if heard.inside is not None:
        speaker = heard.inside
        if _closes(words):
            heard.inside = None
        return speaker
    if announces(words):
        heard.waiting, heard.waiting_block = (
            reported(words + ' "you are"', heard.managers) or named_by(words, heard.managers),
            statement.block,
        )
        return Speaker.AUTHOR
    if block.kind is BlockKind.TABLE_ROW:
        return _of_row(words)
    speaker = _told(statement, block, heard)
    if speaker is not Speaker.AUTHOR and _opens(words):
        heard.inside = speaker
    return speaker


def _enter(block: int, heard: _Heard) -> None:
    """Forget an open quotation at the end of its block, and whoever was announced once the next block has passed."""
    if heard.waiting is not None and block > heard.waiting_block + 2:
        heard.waiting = None
    heard.block, heard.inside = block, None


def _told(statement: Statement, block: Block, heard: _Heard) -> Speaker:
    """By what the sentence itself says, else by who was announced, else by its place."""
    words = statement.text
    by_words = signed(words + heard.signature, heard.managers) or reported(words, heard.managers)
    if by_words is not None:
        return by_words
    cited = words[:1] in QUOTE_MARKS or _LEAD.match(words) is not None
    if heard.waiting is not None:
        if cited or block.kind is BlockKind.QUOTE:
            heard.waiting_block = statement.block
            return heard.waiting
        heard.waiting = None
    section = section_speaker(statement.heading_path)
    if block.kind is BlockKind.QUOTE:
        return _of_quote(statement, heard, section)
    if section is None or (_PROMPT.search(words) and not cited):
        return Speaker.AUTHOR
    speaker, mixed = section
    if cited:
        heard.cited = (statement.heading_path, statement.block)
        return speaker
    after = heard.cited[0] == statement.heading_path and heard.cited[1] != statement.block
    return Speaker.AUTHOR if mixed or after or _answers(words) else speaker


def section_speaker(path: Sequence[str]) -> tuple[Speaker, bool] | None:
    """Whose words stand under a heading.

    Returns:
        The speaker, and whether only quotations are theirs because the author speaks there too; None for the author's sections.
    """
    for title in reversed(path):
        speaker = titled(title)
        if speaker is not None:
            return speaker, bool(_OWN.search(title) or _ASKED.search(title))
        if _OWN.search(title) or _NO_PERSON.search(title):
            return None
        if announces(f"{title}:"):
            return named_by(title, frozenset()) or Speaker.AUTHOR, True
        if section_of((title,)) is Section.FEEDBACK:
            return Speaker.PEER, True
    return None


def _of_quote(statement: Statement, heard: _Heard, section: tuple[Speaker, bool] | None) -> Speaker:
    """A block quote: of a mail, of a person in a section of feedback, or addressed to the author; else it is pasted."""
    if section is not None:
        return section[0]
    if heard.mailed:
        return Speaker.PEER
    if _PROMPT.search(statement.text) or heard.program or any(map(_NO_PERSON.search, statement.heading_path)):
        return Speaker.AUTHOR
    return Speaker.PEER if _OF_AUTHOR.search(statement.text) else Speaker.AUTHOR


def _answers(words: str) -> bool:
    """True for a sentence in which the author speaks among the words of others: "I agree", "I have changed it since"."""
    return _NODS.match(words) is not None or (_FIRST.search(words) is not None and _OF_AUTHOR.search(words) is None)


def _of_row(words: str) -> Speaker:
    """A row of a table is somebody else's where it says so and no cell of it is the author's."""
    cells = dict(part.split(": ", 1) for part in words.split("; ") if ": " in part)
    if any(re.match(r"(?:me|self|own|mine|my\b.*|since then|response|answer|reply)$", key, re.IGNORECASE) for key in cells):
        return Speaker.AUTHOR
    for key, value in cells.items():
        if re.fullmatch(r"(?:from|who|source|reviewer|speaker|by)", key, re.IGNORECASE):
            named = named_by(value, frozenset())
            return named or Speaker.AUTHOR
    told = [titled(f"{key} comment") for key, value in cells.items() if len(value.split()) > 2]
    found = {speaker for speaker in told if speaker is not None}
    return found.pop() if len(found) == 1 else Speaker.AUTHOR


def _opens(words: str) -> bool:
    """True where a quotation begins and does not end in the same sentence."""
    if "“" in words or "„" in words or "«" in words:
        return max(words.rfind("“"), words.rfind("„"), words.rfind("«")) > max(words.rfind("”"), words.rfind("»"))
    return words.count('"') % 2 == 1


def _closes(words: str) -> bool:
    return words.count('"') % 2 == 1 or "”" in words or "»" in words
