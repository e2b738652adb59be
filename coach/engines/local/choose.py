"""Which gaps become goals and why the others wait: what the person declines is no goal, and one sentence is one goal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coach.language.clean import plain
from coach.language.projects import has_an_end
from coach.model.report import Aspiration, Evidence, Gap, Parked

_REFUSAL = re.compile(r"\b(?:not|never|no longer|don['’]?t|won['’]?t|isn['’]?t|rather not|nor)\b|n['’]t\b", re.IGNORECASE)
_PEOPLE_TRACK = re.compile(
    r"\b(?:people|line|team|engineering) manage\w*|\bmanag(?:e|ing) people|\bmanager\b|direct reports", re.IGNORECASE
)
_MAKERS_TRACK = re.compile(
    r"\b(?:stay|remain|keep|continue|prefer)\b.{0,40}\b(?:individual contributor|IC\b|technical track|hands.?on|engineer\b)",
    re.IGNORECASE,
)
_ANY_WORK = frozenset(
    "planning execution project-leadership prioritisation technical-writing code-review testing coding delegation presenting "
    "stakeholder-management collaboration".split()
)
"""Competencies that any piece of work practises."""

_MANAGING = frozenset({"people-management"})


def choose(gaps: Sequence[Gap], aspirations: Sequence[Aspiration], most: int) -> tuple[list[Gap], list[Parked]]:
    """Choose goals in order of priority and say of each other gap why it waits.

    Args:
        gaps: In order of priority.
        aspirations: A choice among them can rule a gap out.
        most: Most goals.

    Returns:
        Gaps for goals and the parked ones, each in order of priority.
    """
    declined = {gap.id: words for gap in gaps if (words := declining(gap.competency, aspirations))}
    open_gaps = [gap for gap in gaps if gap.id not in declined]
    chosen: list[Gap] = []
    for gap in open_gaps:
        if len(chosen) < most and not _told_by(gap, chosen) and not _doubtful(gap):
            chosen.append(gap)
    chosen += [gap for gap in open_gaps if gap not in chosen][: most - len(chosen)]
    chosen.sort(key=gaps.index)
    waiting = [gap for gap in open_gaps if gap not in chosen]
    reasons = {gap.id: _reason(gap, chosen, gap is waiting[0]) for gap in waiting}
    reasons |= {key: f"you say “{_short(words)}” (line {words.line}), so it is no goal here" for key, words in declined.items()}
    return chosen, [
        Parked(gap_id=gap.id, competency_name=gap.competency_name, topic=gap.topic, reason=reasons[gap.id])
        for gap in gaps
        if gap.id in reasons
    ]


def project_for(gap: Gap, projects: Sequence[tuple[str, frozenset[str]]], used: set[str]) -> str | None:
    """The piece of work on which a gap can be practised: named in its evidence, or of its competency.

    Any work ahead does for how work is done, once in a plan; a strategy or a working day is about no single piece of work.
    """
    quotes = " ".join(evidence.quote for evidence in gap.evidence).lower()
    named = [name for name, _ in projects if name.lower() in quotes]
    fitting = [name for name, competencies in projects if gap.competency in competencies]
    ahead = [name for name, _ in projects if has_an_end(name) and name not in used] if gap.competency in _ANY_WORK else []
    name = next(iter([*named, *sorted(fitting, key=lambda name: name in used), *ahead]), None)
    if name:
        used.add(name)
    return name


def declining(competency: str, aspirations: Sequence[Aspiration]) -> Evidence | None:
    """The words with which a person rules out growing in a competency; None where they do not."""
    for item in aspirations:
        words = item.evidence[0].quote
        track = _MAKERS_TRACK.search(words) or (_REFUSAL.search(words) and _PEOPLE_TRACK.search(words))
        if competency in _MANAGING and track:
            return item.evidence[0]
        if item.kind == "preference" and item.competency == competency and _REFUSAL.search(words):
            return item.evidence[0]
    return None


def _told_by(gap: Gap, chosen: Sequence[Gap]) -> Gap | None:
    """The goal that stands on all the words of a gap."""
    places = _places(gap)
    return next((other for other in chosen if places <= _places(other)), None)


def _places(gap: Gap) -> set[tuple[str, int]]:
    return {(item.source, item.start) for item in gap.evidence}


def _doubtful(gap: Gap) -> bool:
    return gap.kind.value == "implied" and gap.confidence == "low"


def _reason(gap: Gap, chosen: Sequence[Gap], first: bool) -> str:
    if other := _told_by(gap, chosen):
        return f"stands on the same words as goal {chosen.index(other) + 1}; look at it again when that is done"
    if _doubtful(gap):
        return "told only indirectly; ask whether it is one before working on it"
    return f"{'next in line, ' if first else ''}{gap.priority} priority ({gap.priority_score:.3g})"


def _short(evidence: Evidence) -> str:
    words = plain(evidence.quote)
    return words if len(words) <= 140 else words[:139].rsplit(" ", 1)[0] + "…"
