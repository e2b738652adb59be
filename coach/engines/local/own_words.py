"""The parts of a plan that stand in the person's own words: reasons, wishes, dated plans, questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coach.language.clean import plain
from coach.language.horizons import months_ahead
from coach.language.standing import standing_in
from coach.model.plan import PlanContext
from coach.model.report import Aspiration, Evidence, Gap

_TELLING_WORDS = 5
_THERE = re.compile(
    r"\b(?:promot\w+|my case|see myself|become|becoming|eventually|one day|next level|career|reach (?:the )?\w+|grow into|aim(?:ing)? (?:at|for)|"
    r"want to be|would like to be|(?:stay|remain) an?)\b",
    re.IGNORECASE,
)
"""Words that tell where somebody wants to be."""

_TOWARDS = re.compile(
    r"\b(?:senior|staff|principal|lead(?:er|ing)?|architect|roles?|grow\w*|specialis\w+|expert)\b", re.IGNORECASE
)
"""Words of a wish that at least points somewhere, and is not only what is next on the list."""


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """A plan of the person.

    Attributes:
        evidence: Its words.
        month: When it is due, in months from the start of the plan; 0 where the words do not tell.
    """

    evidence: Evidence
    month: int


def short_quote(quote: str, limit: int = 140) -> str:
    """A quotation on one line, cut at a word."""
    text = plain(quote).strip('"“” ')
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"


def own_plans(gap: Gap, context: PlanContext) -> list[OwnPlan]:
    """What the person plans themselves in the competency of a gap, in the order of the document."""
    found = []
    for item in context.aspirations:
        evidence = item.evidence[0]
        if item.kind == "goal" and item.competency == gap.competency:
            words = (plain(evidence.quote), *reversed(evidence.heading_path))
            months = (months_ahead(text, context.start) for text in words)
            found.append(OwnPlan(evidence, next((month for month in months if month), 0)))
    return found


def why_of(gap: Gap, aspirations: Sequence[Aspiration]) -> str:
    """Why a goal is worth the time: for the level, for the person's own plan, in the eyes of others."""
    parts = []
    if gap.target_level and gap.target_expectation:
        core = any(factor.name == "importance" and factor.value >= 3 for factor in gap.priority_factors)
        weight = "one of the things that decide" if core else "noticed at"
        level = gap.target_title or f"the {gap.target_level.value.replace('-', ' ')} level"
        parts.append(f"{gap.competency_name} is {weight} {level}.")
    marked = next((factor.reason for factor in gap.priority_factors if factor.reason.startswith("you mark")), "")
    lines = sorted({evidence.line for evidence in gap.evidence})
    where = f"line{'s' if len(lines) > 1 else ''} {', '.join(str(line) for line in lines)}"
    parts.append(f"You come back to “{gap.topic}” in {where}{f', and {marked}' if marked else ''}." if len(lines) > 1 else "")
    own = next((item for item in _telling(aspirations) if item.competency == gap.competency), None)
    if own:
        evidence = own.evidence[0]
        what = "It" if len(lines) > 1 else f"Work on “{gap.topic}”"
        parts.append(f"{what} carries your own plan “{short_quote(evidence.quote)}” (line {evidence.line}).")
    others = [evidence for evidence in gap.evidence if evidence.speaker.value != "author"]
    if others:
        who = "Your manager" if others[0].speaker.value == "manager" else "A colleague"
        parts.append(f"{who} sees it too (line {others[0].line}).")
    if len(lines) == 1 and not own and not others:
        parts.append(f"You name “{gap.topic}” in {where}{f', and {marked}' if marked else ''}.")
    return " ".join(part for part in parts if part)


def destination(aspirations: Sequence[Aspiration]) -> str | None:
    """Where the person wants to go: the wish, plan or choice whose words tell it best."""
    for pattern, kinds in ((_THERE, ("aspiration", "goal", "preference")), (_TOWARDS, ("aspiration",))):
        for item in _telling(aspirations):
            if item.kind in kinds and pattern.search(item.evidence[0].quote):
                return f"“{short_quote(item.evidence[0].quote)}” (line {item.evidence[0].line})"
    return None


def anchors_of(gap: Gap, context: PlanContext) -> list[str]:
    """Sentences that tie an action to further words of the person: other evidence, a plan, a deed in the same competency."""
    others = [item for item in gap.evidence[1:] if len(item.quote.split()) >= _TELLING_WORDS]
    plans = [item.evidence for item in own_plans(gap, context)]
    deeds = [item.evidence[0] for item in context.strengths if item.competency == gap.competency]
    return [
        *(f"Begin with “{short_quote(item.quote)}” (line {item.line})." for item in others[:2]),
        *(f"Let it serve your own plan “{short_quote(item.quote)}” (line {item.line})." for item in plans[:1]),
        *(f"Build on what you have: “{short_quote(item.quote)}” (line {item.line})." for item in deeds[:1]),
    ]


def question_of(gap: Gap) -> str:
    """The question that starts from the person's own sentence, or from somebody's about them."""
    first = standing_in(gap.evidence)
    said = "you wrote" if first.speaker.value == "author" else "somebody said of you"
    return f"What can you show since {said} “{short_quote(first.quote, 100)}” (line {first.line})?"


def proof_of(gap: Gap) -> str:
    """What would close the gap as the person named it."""
    return f"Two finished pieces of work answer “{gap.topic}” (line {gap.evidence[0].line}), and you can name who saw them"


def _telling(aspirations: Sequence[Aspiration]) -> list[Aspiration]:
    """Wishes and plans whose words say enough to be quoted by themselves."""
    return [item for item in aspirations if len(item.evidence[0].quote.split()) >= _TELLING_WORDS]
