"""Whose words or judgement a statement is."""

from __future__ import annotations

import re

from coach.model.text import Block, BlockKind, Speaker

_MANAGER = r"(?:manager|boss|lead|supervisor|director|skip.?level|em|head of \w+|cto|vp|line manager|team ?lead)"
_PEER = (
    r"(?:peers?|colleagues?|co-?workers?|team ?mates?|teammates?|reports?|stakeholders?|customers?|clients?|reviewers?|"
    r"the (?:pm|po|designer|product manager|product owner|support team)|others|people|folks|mentees?|mentor|360)"
)
_SAYS = (
    r"(?:says?|said|told me|tells me|mention(?:s|ed)|noted|pointed out|points out|wrote|commented|thinks?|thought|"
    r"feels?|felt|asked me to|suggested|called me|calls me|describe[sd]?|rated|gave me|would like me|wants me|keeps? (?:telling|saying|asking)|flagged|raised)"
)
_MANAGER_SAYS = re.compile(
    rf"\b(?:my|our|the) {_MANAGER}\b(?:[^.?!]{{0,40}}?)\b{_SAYS}\b|\b(?:according to|feedback from|as) (?:my|our|the) {_MANAGER}\b"
    rf"|\b(?:my|our) {_MANAGER}'s (?:feedback|comment|view|words)|^(?:{_MANAGER})(?:'s)?(?: feedback| comments?)?\s*:",
    re.IGNORECASE,
)
_PEER_SAYS = re.compile(
    rf"\b(?:my |our |two |three |several |some |a few |both )?{_PEER}\b(?:[^.?!]{{0,40}}?)\b{_SAYS}\b"
    rf"|\b(?:according to|feedback from) (?:my |our |the |several |some )?{_PEER}\b|^(?:peers?|colleague)(?: feedback| \d)?\s*:",
    re.IGNORECASE,
)
_MANAGER_WORD = re.compile(rf"\b{_MANAGER}(?:'s|s)?\b", re.IGNORECASE)
_PEER_WORD = re.compile(
    r"\b(?:peers?|colleagues?|team ?mates?|360|reports?|stakeholders?|customers?)(?:'s|s)?\b", re.IGNORECASE
)
_FEEDBACK_WORD = re.compile(
    r"\b(?:feedback|comments?|said|says|quotes?|notes?|review|assessment|view|words|wrote)\b", re.IGNORECASE
)


def block_speaker(block: Block) -> Speaker:
    """Whose words a block is, by its headings and quote marks."""
    for title in reversed(block.heading_path):
        if re.search(
            r"\b(?:self|my own|for my manager|to my manager|i need from|support|(?<!feedback )(?<!comments )(?<!words )from my manager)\b",
            title,
            re.IGNORECASE,
        ):
            break
        if _FEEDBACK_WORD.search(title) or re.search(r"\bwhat .* sa(?:y|id)", title, re.IGNORECASE):
            if _MANAGER_WORD.search(title):
                return Speaker.MANAGER
            if _PEER_WORD.search(title):
                return Speaker.PEER
    return Speaker.PEER if block.kind is BlockKind.QUOTE else Speaker.AUTHOR


def sentence_speaker(text: str, inherited: Speaker) -> Speaker:
    """Whose judgement a sentence reports, by its own words; otherwise the speaker of its block."""
    if _MANAGER_SAYS.search(text):
        return Speaker.MANAGER
    if _PEER_SAYS.search(text):
        return Speaker.PEER
    return inherited
