"""Scorers of a plan: small, pure, each a list of faults; each proven on a planted bad plan by its test."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from coach.model.competency import Share
from coach.model.report import Goal, Plan, Report

_MOST_EDUCATION = 0.35
_SENTENCE = re.compile(r"[^.!?]+[.!?]?")
_LEAST_WORDS = 6
"""Shorter sentences may be said twice: "Ask your manager." is no boilerplate."""

_TELLING = 5
_WORD = re.compile(r"[^\W\d_]+")
_DATED = re.compile(r"\b(?:\d{4}|\d+ (?:days|weeks|months))\b")


def unserved_gaps(report: Report, plan: Plan) -> list[str]:
    """Gaps that are neither a goal nor parked, or are both, or more than once."""
    served = Counter([goal.gap_id for goal in plan.goals] + [item.gap_id for item in plan.parked])
    wrong = [f"{gap.id} {gap.competency} is served {served[gap.id]} times" for gap in report.gaps if served[gap.id] != 1]
    known = {gap.id for gap in report.gaps}
    return wrong + [f"{name} is no gap" for name in served if name not in known]


def fallen_citations(plan: Plan, guide: Path) -> list[str]:
    """Citations of actions that are not in the guide's file at the lines they name; and actions that cite nothing unmarked."""
    faults = []
    for action in (action for goal in plan.goals for action in goal.actions):
        if action.basis == "guide" and not action.guidance:
            faults.append(f"{action.id} says it is from the guide and cites nothing")
        for citation in action.guidance:
            path = guide / citation.file
            lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
            cited = " ".join(" ".join(lines[citation.start_line - 1 : citation.end_line]).split())
            if not citation.quote.strip() or " ".join(citation.quote.split()).rstrip("…").strip() not in cited:
                faults.append(f"{action.id} cites {citation.file}:{citation.start_line}, which does not say so")
    return faults


def missing_parts(plan: Plan, text: str) -> list[str]:
    """Actions whose evidence is not in the document at its place."""
    return [
        f"{action.id} stands on words that are not there: {item.quote[:60]!r}"
        for goal in plan.goals
        for action in goal.actions
        for item in action.evidence
        if text[item.start : item.end] != item.quote
    ]


def vague_goals(plan: Plan) -> list[str]:
    """Goals that lack a part of SMART: measured how, from where, by when, in which steps."""
    return [f"{goal.id} has no {part}" for goal in plan.goals for part, there in _parts(goal) if not there]


def _parts(goal: Goal) -> Iterator[tuple[str, bool]]:
    yield "measure", len(goal.measures) > 0
    yield "baseline", bool(goal.baseline.strip())
    yield "date", bool(_DATED.search(goal.statement))
    yield "milestone after 30, 60 and 90 days", {step.day for step in goal.milestones} == {30, 60, 90}
    yield "action", bool(goal.actions)
    yield "done-when of every action", all(action.done_when.strip() for action in goal.actions)


def goals_without_topic(plan: Plan) -> list[str]:
    """Goals whose statement has no telling word of the gap's topic, which is in the person's own words."""
    return [
        f"{goal.id} is about {goal.topic!r} and says {goal.statement[:80]!r}"
        for goal in plan.goals
        if _telling(goal.topic) and not _telling(goal.topic) & _telling(f"{goal.statement} {goal.why}")
    ]


def weak_mix(plan: Plan) -> list[str]:
    """Goals without an action at work or with others, and plans that are mostly courses."""
    faults = []
    for goal in plan.goals:
        shares = {action.share for action in goal.actions}
        faults += [f"{goal.id} has no {share.value}" for share in (Share.EXPERIENCE, Share.EXPOSURE) if share not in shares]
        experience = sum(action.share is Share.EXPERIENCE for action in goal.actions)
        if any(sum(action.share is share for action in goal.actions) > experience for share in Share):
            faults.append(f"{goal.id} has more of another share than of experience")
    if plan.mix.get(Share.EDUCATION.value, 0.0) > _MOST_EDUCATION:
        faults.append(f"education is {plan.mix[Share.EDUCATION.value]:.0%} of the actions")
    return faults


def said_twice(plan: Plan) -> list[str]:
    """Sentences of six words or more that stand in a plan more than once; the tracking table repeats on purpose."""
    seen: Counter[str] = Counter()
    for goal in plan.goals:
        for text in _prose(goal):
            for sentence in _SENTENCE.findall(text):
                words = _WORD.findall(sentence.casefold())
                if len(words) >= _LEAST_WORDS:
                    seen[" ".join(words)] += 1
    return [sentence for sentence, times in seen.items() if times > 1]


def _prose(goal: Goal) -> list[str]:
    return [
        goal.statement,
        goal.baseline,
        goal.stop_rule,
        goal.manager_support,
        *goal.measures,
        *(text for action in goal.actions for text in (action.text, action.done_when)),
        *(step.text for step in goal.milestones),
        *(phase.text for phase in goal.phases),
        *(text for step in goal.relationships for text in (step.why, step.ask)),
        *(text for risk in goal.risks for text in (risk.risk, risk.response)),
        *goal.check_in_questions,
        *goal.readiness,
    ]


def impersonal_actions(plan: Plan, report: Report) -> list[str]:
    """Actions that would fit anyone: no telling word of the gap's topic, of its evidence or of the person's projects."""
    gaps = {gap.id: gap for gap in report.gaps}
    faults = []
    for goal in plan.goals:
        gap = gaps.get(goal.gap_id)
        own = _telling(goal.topic) | {word for item in (gap.evidence if gap else ()) for word in _telling(item.quote)}
        faults += [f"{action.id}: {action.text[:80]}" for action in goal.actions if not _personal(action.text, own)]
    return faults


def _personal(text: str, own: set[str]) -> bool:
    return bool(_telling(text) & own) or "“" in text or '"' in text


def _telling(text: str) -> set[str]:
    return {word[:_TELLING] for word in _WORD.findall(text.casefold()) if len(word) >= _TELLING}
