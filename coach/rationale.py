"""Why something is a gap of this person: who says it and where, and what the same person did and plans beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coach.corpora import Corpus
from coach.language.clean import plain
from coach.language.standing import standing_in
from coach.language.topics import MAX_TOPIC_WORDS, term_in
from coach.model.competency import GapType
from coach.model.evidence import Finding
from coach.model.report import Aspiration, Evidence, Gap, GapKind, Strength
from coach.model.text import Speaker

_LONGEST_QUOTE = 140
_OTHERS = {Speaker.MANAGER: "your manager", Speaker.PEER: "a colleague"}
_KIND_WORDS = {
    GapKind.STATED: "You name it yourself",
    GapKind.IMPLIED: "You do not call it a gap; what you tell suggests it",
    GapKind.MISSING: "You say that you have had no chance to show it",
}
_RATED = ("current level", "target level")


def shortened(text: str, limit: int = _LONGEST_QUOTE) -> str:
    """Words on one line without markup and outer quotation marks, cut at a word where they are longer than `limit`."""
    words = plain(text).strip('"“”„ ')
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + "…"


def rationale_of(finding: Finding, evidence: Sequence[Evidence], below: str, expected: bool = False) -> str:
    """Who says it and under which headings, and what kind of gap that makes it.

    Args:
        finding: A gap.
        evidence: The words on which it stands.
        below: The level at which it is placed for now, where that is not the person's own; else empty.
        expected: Whether a target level is known that depends on it.
    """
    others = [_OTHERS[speaker] for speaker in _OTHERS if any(item.speaker is speaker for item in evidence)]
    lead = _KIND_WORDS[finding.kind]
    if finding.kind is GapKind.MISSING and expected:
        lead = "The target level expects it, and you say that you have had no chance to show it"
    if finding.kind is GapKind.STATED and (titles := _titles(evidence)):
        lead = f"You name it under {' and '.join(f'“{title}”' for title in titles)}"
    if plain(evidence[0].quote).casefold().startswith(_RATED):
        lead = "The document rates it"
    if others and all(item.speaker is not Speaker.AUTHOR for item in evidence):
        lead = f"{' and '.join(others)} say{'' if len(others) > 1 else 's'} so".capitalize()
    elif others:
        lead += f", and {' and '.join(others)} see{'' if len(others) > 1 else 's'} it too"
    placed = "; the ladder asks for it at your present level too" if below else ""
    return f"{lead} ({_lines(evidence)}): {_type_words(finding.gap_type, evidence)}{placed}."


def _lines(evidence: Sequence[Evidence]) -> str:
    lines = sorted({item.line for item in evidence})
    return f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(str(line) for line in lines)}"


def _titles(evidence: Sequence[Evidence]) -> list[str]:
    """The headings below the document's title under which it is said, at most three, as the document has them."""
    titles = dict.fromkeys(shortened(item.heading_path[-1], 60) for item in evidence if len(item.heading_path) > 1)
    return list(titles)[:3]


def _type_words(gap_type: GapType, evidence: Sequence[Evidence]) -> str:
    deed = any(item.strength != "claimed" for item in evidence)
    return {
        GapType.SKILL: "a gap of skill, something not mastered yet" if deed else "a gap of skill, something to learn",
        GapType.HABIT: "a gap of habit, something done or left undone",
        GapType.OPPORTUNITY: "a gap of opportunity, with the will but no place to do it",
        GapType.EVIDENCE: "a gap of evidence, done but with nothing to show for it",
    }[gap_type]


def in_context(
    gaps: Sequence[Gap], strengths: Sequence[Strength], aspirations: Sequence[Aspiration], corpus: Corpus
) -> list[Gap]:
    """Lay each gap beside what the same person did and plans, and tell gaps apart that would have one name.

    Args:
        gaps: In order of priority.
        strengths: What was found of them.
        aspirations: Wishes and plans.
        corpus: Terms of the competencies.
    """
    done = {item.competency: item.evidence[0] for item in strengths}
    planned = {item.competency: item.evidence[0] for item in reversed(aspirations) if item.kind == "goal" and item.competency}
    taken: set[str] = set()
    told = []
    for gap in gaps:
        topic = gap.topic if gap.topic.casefold() not in taken else _other_topic(gap, taken, corpus)
        taken.add(topic.casefold())
        beside = _beside(gap, done, planned)
        told.append(gap.model_copy(update={"topic": topic, "rationale": f"{gap.rationale}{beside}"}))
    return told


def _other_topic(gap: Gap, taken: set[str], corpus: Corpus) -> str:
    terms = (term_in(plain(item.quote), corpus.competencies[gap.competency].aliases) for item in gap.evidence)
    words = plain(standing_in(gap.evidence).quote).split()
    opening = " ".join(words[:MAX_TOPIC_WORDS]) + ("…" if len(words) > MAX_TOPIC_WORDS else "")
    return next((term for term in [*terms, opening] if term and term.casefold() not in taken), gap.topic)


def _beside(gap: Gap, done: Mapping[str, Evidence], planned: Mapping[str, Evidence]) -> str:
    """What the person did in the same competency, and which of their plans takes it up."""
    places = {(item.source, item.start) for item in gap.evidence}
    deed, step = done.get(gap.competency), planned.get(gap.competency)
    words = ""
    if deed and (deed.source, deed.start) not in places:
        words += f" Beside it stands “{shortened(deed.quote)}” (line {deed.line})."
    if step and (step.source, step.start) not in places:
        words += f" Your own plan takes it up: “{shortened(step.quote)}” (line {step.line})."
    return words
