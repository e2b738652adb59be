"""Which pictures a report has, in numbers and words; a picture with nothing to show is not made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from coach.language.clean import plain
from coach.model.competency import Level, Scope
from coach.model.picture import LevelPicture, LevelStep, Picture, Point, ScopeCount, ScopePicture, Stretch, TimePicture
from coach.model.report import Claim, Evidence, Gap, Plan, Report

MAX_ROWS = 12
"""Most rows of a picture; the rest is in the list under it."""

_LEAST_PLACED = 3
"""Fewer pieces of evidence with a scope are told better by the findings themselves."""

_STRENGTH_SIGN = ("●", "strength", "a place that shows a strength")
_GAP_SIGN = ("□", "gap", "a place that shows a gap")
_MONTHS = re.compile(r"(\d{1,2})\D{1,5}(\d{1,2})")
_DAYS_A_MONTH = 30.44


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, what it says in words, and its table.

    Attributes:
        ident: Id in the page.
        title: What it is.
        says: What can be seen in it, in a sentence or two.
        key: Mark, kind and meaning of each mark.
        picture: What is drawn.
        head: Titles of the columns of its table.
        rows: Its table.
    """

    ident: str
    title: str
    says: str
    key: tuple[tuple[str, str, str], ...]
    picture: Picture
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def level_words(level: Level) -> str:
    """A usual level as the axis of a picture names it."""
    return level.value.replace("-", " ").capitalize()


def level_figure(report: Report) -> Figure | None:
    """From where the words show the person to be to the target, for each competency with a gap."""
    steps = list(_steps(report.gaps))[:MAX_ROWS]
    if not steps:
        return None
    titles = _titles(report)
    ranks = [level.rank for _, current, target in steps for level in (current, target)]
    levels = [level for level in Level if min(ranks) <= level.rank <= max(ranks)]
    rows = tuple(LevelStep(label, titles[current], titles[target]) for label, current, target in steps)
    farthest = max(target.rank - current.rank for _, current, target in steps)
    far = [label for label, current, target in steps if target.rank - current.rank == farthest]
    span = "one level" if farthest == 1 else f"{farthest} levels"
    says = f"{len(rows)} competenc{'y has' if len(rows) == 1 else 'ies have'} a gap to the target. " + (
        f"Each is {span} away."
        if len(far) == len(rows)
        else f"{len(far)} of them {'is' if len(far) == 1 else 'are'} {span} away."
    )
    return Figure(
        "figure-levels",
        "From where your words place you to the target",
        says,
        (("●", "gap", "the level whose expectation your words meet"), ("▶", "goal", "the level you aim at")),
        LevelPicture(tuple(titles[level] for level in levels), rows),
        ("Competency", "Your words show", "Target"),
        tuple((step.label, step.current, step.target) for step in rows),
    )


def _steps(gaps: Iterable[Gap]) -> Iterable[tuple[str, Level, Level]]:
    """Each competency once, where the words tell a level below the target."""
    seen: set[str] = set()
    for gap in gaps:
        current, target = gap.current_level, gap.target_level
        if current and target and current.rank < target.rank and gap.competency not in seen:
            seen.add(gap.competency)
            yield gap.competency_name, current, target


def _titles(report: Report) -> dict[Level, str]:
    """What each level is called: by the person's own ladder where it has a title, else by the usual word; none twice."""
    titles = {level: level_words(level) for level in Level}
    for claim in (report.person.current_level, report.person.target_level):
        level = _level_of(claim)
        if claim and level and claim.title and plain(claim.title) not in titles.values():
            titles[level] = plain(claim.title) or titles[level]
    return titles


def _level_of(claim: Claim | None) -> Level | None:
    return Level(claim.value) if claim and claim.value in list(Level) else None


def scope_figure(report: Report) -> Figure | None:
    """How far the work in the evidence reaches, beside what the levels ask for."""
    strengths = _pieces(item.evidence for item in report.strengths)
    gaps = _pieces(item.evidence for item in report.gaps)
    placed, total = (sum(1 for scope in [*strengths, *gaps] if scope), len(strengths) + len(gaps))
    if placed < _LEAST_PLACED:
        return None
    current, target = (_level_of(claim) for claim in (report.person.current_level, report.person.target_level))
    target = target or next((gap.target_level for gap in report.gaps if gap.target_level), None)
    reach = {level: scope for scope in Scope for level in [scope.level]}
    marked = [reach[level] for level in (current, target) if level]
    farthest = max(list(Scope).index(scope) for scope in [*filter(None, [*strengths, *gaps]), *marked])
    counted, lacking = (Counter(filter(None, scopes)) for scopes in (strengths, gaps))
    counts = tuple(ScopeCount(scope.value, counted[scope], lacking[scope]) for scope in list(Scope)[: farthest + 1])
    return Figure(
        "figure-scope",
        "How far the work in your evidence reaches",
        _scope_says(counts, placed, total, reach[target].value if target else None),
        tuple(sign for sign, there in ((_STRENGTH_SIGN, any(counted)), (_GAP_SIGN, any(lacking))) if there),
        ScopePicture(counts, reach[current].value if current else None, reach[target].value if target else None),
        ("Scope", "Evidence of strengths", "Evidence of gaps"),
        tuple((count.scope, str(count.strengths), str(count.gaps)) for count in counts),
    )


def _pieces(evidence: Iterable[list[Evidence]]) -> list[Scope | None]:
    """The scope of each piece of evidence, each place once."""
    return list({(item.source, item.start): item.scope for group in evidence for item in group}.values())


def _scope_says(counts: Sequence[ScopeCount], placed: int, total: int, target: str | None) -> str:
    says = f"{placed} of {total} places tell how far the work reaches."
    if target is None:
        return says
    order = [count.scope for count in counts]
    there = sum(count.strengths for count in counts[order.index(target) :])
    if not there:
        return f"{says} None of the strengths among them reaches {target} scope, which the target level is about."
    return f"{says} {there} of the strengths among them reach{'es' if there == 1 else ''} {target} scope or beyond, which the target level is about."


def time_figure(plan: Plan | None) -> Figure | None:
    """The plan over its year."""
    if plan is None or not plan.goals:
        return None
    start, end = date.fromisoformat(plan.start), date.fromisoformat(plan.horizon)
    lanes = tuple(f"{number}. {plain(goal.topic)}" for number, goal in enumerate(plan.goals, 1))
    due = {row.next_step: date.fromisoformat(row.due) for row in plan.tracking}
    points, stretches, rows = [], [], []
    for lane, goal in zip(lanes, plan.goals, strict=True):
        seen = [date.fromisoformat(milestone.date) for milestone in goal.milestones]
        steps = [due[action.id] for action in goal.actions if action.id in due]
        points += [Point(lane, day, "action") for day in steps] + [Point(lane, day, "milestone") for day in seen]
        if seen:
            stretches.append(Stretch(lane, start, max(seen)))
        stretches += [Stretch(lane, *span) for phase in goal.phases if (span := _span(phase.months, start, end))]
        phases = "; ".join(f"months {phase.months}" for phase in goal.phases)
        rows.append((lane, ", ".join(map(day_words, steps)), ", ".join(map(day_words, seen)), phases))
    return Figure(
        "figure-time",
        "The plan over its year",
        f"From {day_words(start)} to {day_words(end)}: steps first, then what others can see after 30, 60 and 90 days, then two longer stretches.",
        (("○", "goal", "a step is due"), ("◆", "goal", "others can see a milestone"), ("▬", "soft", "a stretch of work")),
        TimePicture(start, end, lanes, tuple(stretches), tuple(points)),
        ("Goal", "Steps due", "Milestones", "After that"),
        tuple(rows),
    )


def _span(months: str, start: date, end: date) -> tuple[date, date] | None:
    """First and last day of "4-6": the fourth to the sixth month; the horizon ends it at the latest."""
    match = _MONTHS.fullmatch(months.strip())
    if match is None:
        return None
    first, last = (date.fromordinal(start.toordinal() + round(n * _DAYS_A_MONTH)) for n in (int(match[1]) - 1, int(match[2])))
    return (first, min(last, end)) if first < end else None


def day_words(day: date) -> str:
    """A date as people write it."""
    return f"{day.day} {day:%b %Y}"
