"""A report as Markdown that reads well when pasted into a document.

Words of the person, the guide and any model are escaped: they are shown, never interpreted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from coach.model.report import Evidence, Gap, Goal, Guidance, Plan, Report
from coach.render.words import (
    ending_words,
    guide_place,
    header_rows,
    in_ladder,
    lines_of,
    one_line,
    place,
    printable,
    target_words,
    weighing,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~]|&(?=#?\w{1,40};)|:(?=//)|(?<=\bwww)\.|@(?=\w))", re.IGNORECASE)
"""Marks of Markdown, entities, and what some renderers make links of without being asked."""

_LINE_START = re.compile(r"^(\s*\d*)([#+.)-])")
"""What begins a heading or a list; a number keeps its own look, the mark behind it is escaped."""


def escape(text: str) -> str:
    """Text in which no character is Markdown."""
    return _escaped(printable(one_line(text)))


def _escaped(text: str) -> str:
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def render_markdown(report: Report) -> str:
    """Return the whole report as Markdown."""
    parts = [*_header(report), *_refusal(report)]
    if report.refusal is None:
        parts += [*_summary(report), *_gaps(report), *_strengths(report), *_aspirations(report), *_silent(report)]
        parts += [*_plan(report.plan), *_claims(report), *_dropped(report)]
    parts += [*_notices(report)]
    return "\n".join(parts).rstrip() + "\n"


def _many(report: Report) -> bool:
    return len(report.documents) > 1


def _header(report: Report) -> Iterable[str]:
    yield "# Gap report and development plan" if report.plan else "# Gap report"
    yield ""
    yield f"*{escape(report.note)}*"
    yield ""
    for label, value in header_rows(report):
        yield f"- **{label}:** {escape(value)}"
    yield f"- **Date:** {report.created}"
    yield ""


def _refusal(report: Report) -> Iterable[str]:
    if report.refusal:
        yield escape(report.refusal)
        yield ""


def _summary(report: Report) -> Iterable[str]:
    yield "## Summary"
    yield ""
    for line in report.summary:
        yield f"- {escape(line)}"
    yield ""


def _gaps(report: Report) -> Iterable[str]:
    yield "## Gaps, in order of priority"
    yield ""
    if not report.gaps:
        yield "The text names no gap of yours, and none was invented."
        yield ""
        return
    for number, gap in enumerate(report.gaps, 1):
        yield from _gap(number, gap, _many(report))
    yield f"*How priorities are set: {escape(report.priority_rule)}.*"
    yield ""


def _gap(number: int, gap: Gap, many: bool) -> Iterable[str]:
    yield f"### {number}. {escape(gap.topic)}"
    yield ""
    yield f"**{escape(gap.competency_name)}** · {gap.priority} priority · {gap.kind.value}, {gap.gap_type.value} · confidence {gap.confidence}"
    yield ""
    yield from _quotes(gap.evidence, many)
    yield escape(gap.rationale)
    yield ""
    if gap.target_expectation and gap.target_level:
        if gap.current_level and gap.current_expectation:
            yield f"- **Your level expects:** {escape(gap.current_expectation + in_ladder(gap.current_ladder_place))}"
        yield f"- **{escape(target_words(gap))} expects:** {escape(gap.target_expectation + in_ladder(gap.ladder_place))}"
    factors = " × ".join(f"{factor.name} {factor.value:g} ({factor.reason})" for factor in weighing(gap))
    yield f"- **Why this priority:** {escape(factors)} = {gap.priority_score:.3g}"
    if gap.alternative_reading:
        yield f"- **Other reading:** {escape(gap.alternative_reading)}"
    yield from _guidance(gap.guidance)
    yield ""


def _quotes(evidence: Iterable[Evidence], many: bool) -> Iterable[str]:
    for item in evidence:
        yield f"> “{escape(item.quote)}” — {escape(place(item, many))}"
        yield ">"
    yield ""


def _guidance(guidance: Iterable[Guidance]) -> Iterable[str]:
    for item in guidance:
        yield f"- **Guide:** “{escape(one_line(item.quote))}” — {escape(guide_place(item))}"


def _strengths(report: Report) -> Iterable[str]:
    if not report.strengths:
        return
    yield "## Strengths to build on"
    yield ""
    for strength in report.strengths:
        first = strength.evidence[0]
        yield f"- **{escape(strength.competency_name)}** ({escape(strength.summary)}): “{escape(one_line(first.quote, 240))}” — {escape(place(first, _many(report)))}"
    yield ""


def _aspirations(report: Report) -> Iterable[str]:
    if not report.aspirations:
        return
    yield "## What you want and plan"
    yield ""
    for item in report.aspirations:
        first = item.evidence[0]
        yield f"- {item.kind.capitalize()}: “{escape(one_line(first.quote, 240))}” — {escape(place(first, _many(report)))}"
    yield ""


def _silent(report: Report) -> Iterable[str]:
    if not report.not_evidenced:
        return
    yield "## Not evidenced: one question each"
    yield ""
    yield "The text is silent here. That is not a shortfall; the question would settle it."
    yield ""
    for item in report.not_evidenced:
        yield f"- **{escape(item.competency_name)}:** {escape(item.question)}"
    yield ""


def _plan(plan: Plan | None) -> Iterable[str]:
    if plan is None:
        return
    yield "## Development plan"
    yield ""
    yield f"From {plan.start} to {plan.horizon}. {escape(plan.cadence)}"
    if plan.aspiration:
        yield f"Where you want to go: {escape(plan.aspiration)}"
    yield ""
    for strength in plan.strengths_to_use:
        yield f"- Use: {escape(strength)}"
    yield ""
    for number, goal in enumerate(plan.goals, 1):
        yield from _goal(number, goal)
    if plan.parked:
        yield "### Parked for later"
        yield ""
        for item in plan.parked:
            yield f"- {escape(item.topic)} ({escape(item.competency_name)}): {escape(item.reason)}"
        yield ""
    yield from _tracking(plan)
    for assumption in plan.assumptions:
        yield f"- Assumption: {escape(assumption)}"
    yield ""
    yield _escaped(printable(plan.agreement))
    yield ""


def _goal(number: int, goal: Goal) -> Iterable[str]:
    yield f"### Goal {number}: {escape(goal.topic)} ({escape(goal.competency_name)})"
    yield ""
    statement = escape(goal.statement).strip()
    yield f"**{statement}**" if statement else ""
    yield ""
    yield f"- **Why:** {escape(goal.why)}"
    yield f"- **From:** {escape(goal.from_state)}"
    yield f"- **To:** {escape(goal.to_state)}"
    yield f"- **First week, where you stand:** {escape(goal.baseline)}"
    yield f"- **Success shows as:** {escape(' '.join(goal.measures))}"
    yield f"- **Adjust or stop:** {escape(goal.stop_rule)}"
    yield ""
    yield "Actions:"
    yield ""
    for action in goal.actions:
        yield f"- [ ] {escape(action.text)} *({action.share.value}, {action.hours_per_week:g} h a week; from {lines_of(action.evidence)})*"
        yield f"  - Done when: {escape(action.done_when)}"
        source = guide_place(action.guidance[0]) if action.guidance else "general practice"
        yield f"  - Source: {escape(source)}"
    yield ""
    yield "| by | what others can see |"
    yield "|---|---|"
    for milestone in goal.milestones:
        yield f"| day {milestone.day}, {milestone.date} | {escape(milestone.text)} |"
    for phase in goal.phases:
        yield f"| months {phase.months} | {escape(phase.text)} |"
    yield ""
    yield "People and support:"
    yield ""
    for person in goal.relationships:
        yield f"- {escape(person.role)}: {escape(person.why)} Say: “{escape(person.ask)}”"
    yield f"- Manager: {escape(goal.manager_support)}"
    for risk in goal.risks:
        yield f"- Risk: {escape(risk.risk)} {escape(risk.response)}"
    for resource in goal.resources:
        yield f"- Read: *{escape(resource.title)}* by {escape(resource.author.rstrip('.'))}. {escape(resource.why)}"
    yield ""
    yield "At check-ins, ask:"
    yield ""
    for question in goal.check_in_questions:
        yield f"- {escape(question)}"
    yield ""
    yield "Ready when:"
    yield ""
    for item in goal.readiness:
        yield f"- [ ] {escape(item)}"
    yield ""


def _tracking(plan: Plan) -> Iterable[str]:
    yield "### Tracking"
    yield ""
    yield "| goal | next step | due | evidence to collect | status |"
    yield "|---|---|---|---|---|"
    steps = {
        action.id: f"{action.id.removeprefix('goal-')} {one_line(action.text, 70)}"
        for goal in plan.goals
        for action in goal.actions
    }
    for row in plan.tracking:
        step = escape(steps.get(row.next_step, row.next_step))
        yield f"| {escape(row.goal)} | {step} | {row.due} | {escape(row.evidence_to_collect)} | {row.status} |"
    yield ""


def _claims(report: Report) -> Iterable[str]:
    if not report.claims:
        return
    yield "## Claims to look at again"
    yield ""
    for claim in report.claims:
        first = claim.evidence[0]
        yield f"- {claim.kind.capitalize()}: “{escape(one_line(first.quote, 240))}” — {escape(place(first, _many(report)))}. {escape(claim.note)}"
    yield ""


def _dropped(report: Report) -> Iterable[str]:
    yield "## Considered and not used"
    yield ""
    yield ending_words(report)
    yield ""
    for item in report.dropped:
        where = f" — {escape(place(item.evidence[0], _many(report)))}" if item.evidence else ""
        yield f"- “{escape(one_line(item.what, 160))}”: {escape(item.reason)}{where}"
    yield ""


def _notices(report: Report) -> Iterable[str]:
    for document in report.documents:
        for notice in document.notices:
            yield f"- Note on {escape(document.source)}: {escape(notice)}"
