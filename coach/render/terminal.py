"""A report for a terminal: what matters first, the person's own words beside every finding."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from coach.model.report import Action, Evidence, Gap, Goal, Guidance, Plan, Report
from coach.render.words import (
    ending_words,
    guide_line,
    header_rows,
    in_ladder,
    lines_of,
    one_line,
    place,
    printable,
    target_words,
    weighing,
)

_PRIORITY = {"high": "bold red", "medium": "bold yellow", "low": "bold blue"}
_MAX_DROPPED = 8
_MAX_ASPIRATIONS = 6
_MAX_STRENGTHS = 6
_MAX_EVIDENCE = 60
"""Characters of what a step has to show in the tracking table; the step itself has it in full."""


def render_terminal(report: Report, console: Console) -> None:
    """Print a report; colours, width and line art are the console's business."""
    console.print(_text("Gap report" + (" and development plan" if report.plan else ""), style="bold"))
    console.print(_text(report.note, style="dim"))
    console.print(_rows(header_rows(report)))
    if report.refusal:
        console.print(Panel(_text(report.refusal), title="Nothing to review here", title_align="left"))
        return
    console.print(Panel(Text("\n").join(_text(line) for line in report.summary), title="Summary", title_align="left"))
    for part in (_gaps(report), _strengths(report), _aspirations(report), _silent(report), _claims(report)):
        if part is not None:
            console.print(part)
    if report.plan:
        _print_plan(report.plan, console)
    console.print(_dropped(report))
    for document in report.documents:
        for notice in document.notices:
            console.print(_text(f"Note on {document.source}: {notice}", style="yellow"))


def _text(words: str, style: str = "") -> Text:
    """Words of anybody as text that a terminal shows and never obeys."""
    return Text(printable(words), style=style)


def _assembled(*parts: str | tuple[str, str]) -> Text:
    whole = Text()
    for part in parts:
        words, style = (part, "") if isinstance(part, str) else part
        whole.append(printable(words), style=style)
    return whole


def _rows(rows: Sequence[tuple[str, str]]) -> Table:
    """Label and value a line; a label that the line above has is not said again."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    said = ""
    for label, value in rows:
        table.add_row("" if label == said else label, _text(value))
        said = label
    return table


def _section(title: str, parts: Sequence[RenderableType]) -> Group:
    return Group(Text(), Rule(_text(title, style="bold"), align="left", style="dim"), *parts)


def _quote(evidence: Evidence, many: bool, limit: int = 0) -> RenderableType:
    text = _text(f"“{one_line(evidence.quote, limit)}”", style="italic")
    text.append(printable(f"  {place(evidence, many)}"), style="not italic dim")
    return Padding(text, (0, 0, 0, 4))


def _gaps(report: Report) -> Group:
    if not report.gaps:
        return _section("Gaps", [_text("The text names no gap of yours, and none was invented.")])
    many = len(report.documents) > 1
    parts: list[RenderableType] = []
    for number, gap in enumerate(report.gaps, 1):
        parts += _gap(number, gap, many)
    parts.append(_text(f"Priorities: {report.priority_rule}.", style="dim"))
    return _section("Gaps, in order of priority", parts)


def _gap(number: int, gap: Gap, many: bool) -> list[RenderableType]:
    title = _text(f"{number:>2}. ", style="bold")
    title.append(printable(gap.topic), style="bold")
    title.append(printable(f"  {gap.priority}"), style=_PRIORITY[gap.priority])
    title.append(
        printable(f"  {gap.competency_name} · confidence {gap.confidence}"),
        style="dim",
    )
    parts: list[RenderableType] = [title, *(_quote(item, many) for item in gap.evidence)]
    parts.append(_indented(gap.rationale))
    if gap.target_level and gap.target_expectation:
        parts.append(_indented(f"{target_words(gap)} expects: {gap.target_expectation}{in_ladder(gap.ladder_place)}"))
    factors = " × ".join(f"{factor.name} {factor.value:g}" for factor in weighing(gap))
    parts.append(_indented(f"Priority: {factors} = {gap.priority_score:.3g}", "dim"))
    if gap.alternative_reading:
        parts.append(_indented(f"Other reading: {gap.alternative_reading}", "dim"))
    parts += [_guide(item) for item in gap.guidance[:1]]
    parts.append(Text())
    return parts


def _indented(text: str, style: str = "") -> Padding:
    return Padding(_text(one_line(text), style=style), (0, 0, 0, 4))


def _guide(guidance: Guidance) -> Padding:
    text = _text(f"Guide: {one_line(guidance.quote)}", style="green")
    text.append(printable(f"  {guide_line(guidance)}"), style="dim")
    return Padding(text, (0, 0, 0, 4))


def _strengths(report: Report) -> Group | None:
    if not report.strengths:
        return None
    parts: list[RenderableType] = []
    for strength in report.strengths[:_MAX_STRENGTHS]:
        parts.append(_assembled((f"  + {strength.competency_name}", "bold green"), (f"  {strength.summary}", "dim")))
        parts.append(_quote(strength.evidence[0], len(report.documents) > 1, 200))
    more = len(report.strengths) - _MAX_STRENGTHS
    if more > 0:
        parts.append(_text(f"    and {more} more with --format markdown", style="dim"))
    return _section("Strengths to build on", parts)


def _aspirations(report: Report) -> Group | None:
    if not report.aspirations:
        return None
    parts: list[RenderableType] = []
    for item in report.aspirations[:_MAX_ASPIRATIONS]:
        first = item.evidence[0]
        parts.append(_assembled((f"  {item.kind:<11}", "cyan"), one_line(first.quote, 200), (f"  {place(first)}", "dim")))
    more = len(report.aspirations) - _MAX_ASPIRATIONS
    if more > 0:
        parts.append(_text(f"  and {more} more with --format markdown", style="dim"))
    return _section("What you want and plan", parts)


def _silent(report: Report) -> Group | None:
    if not report.not_evidenced:
        return None
    parts: list[RenderableType] = [
        _text("The text is silent here; that is not a shortfall. One question each would settle it.", style="dim")
    ]
    parts += [_assembled((f"  ? {item.competency_name}: ", "bold"), item.question) for item in report.not_evidenced]
    return _section("Not evidenced", parts)


def _claims(report: Report) -> Group | None:
    if not report.claims:
        return None
    parts: list[RenderableType] = []
    for claim in report.claims:
        parts.append(_quote(claim.evidence[0], len(report.documents) > 1, 200))
        parts.append(_indented(f"{claim.kind}: {claim.note}", "yellow"))
    return _section("Claims to look at again", parts)


def _print_plan(plan: Plan, console: Console) -> None:
    parts: list[RenderableType] = [_text(f"From {plan.start} to {plan.horizon}. {plan.cadence}")]
    if plan.aspiration:
        parts.append(_text(f"Where you want to go: {plan.aspiration}"))
    if plan.strengths_to_use:
        parts.append(_text(f"Build on: {'; '.join(map(_without_quote, plan.strengths_to_use))}", style="green"))
    console.print(_section("Development plan", parts))
    for number, goal in enumerate(plan.goals, 1):
        for part in _goal(number, goal):
            console.print(part)
    if plan.parked:
        parked = [_text(f"  {item.topic} ({item.competency_name}): {item.reason}") for item in plan.parked]
        console.print(Group(_text("Parked for later", style="bold"), *parked, Text()))
    console.print(_tracking(plan))
    for assumption in plan.assumptions:
        console.print(_text(f"Assumption: {assumption}", style="dim"))
    console.print(_text(plan.agreement, style="dim"))


def _without_quote(strength: str) -> str:
    """A strength without the words that prove it: they stand in their own section of the report."""
    name, _, words = strength.partition(": “")
    return f"{name}{words[words.rfind(' (') :] if words.endswith(')') else ''}"


def _goal(number: int, goal: Goal) -> list[RenderableType]:
    rows = [
        ("Why", goal.why),
        ("From", goal.from_state),
        ("To", goal.to_state),
        ("First week", goal.baseline),
        ("Success", " ".join(goal.measures)),
        ("Adjust", goal.stop_rule),
    ]
    parts: list[RenderableType] = [
        Text(),
        _assembled((f"Goal {number}  “{goal.topic}”", "bold"), (f"  {goal.competency_name}", "dim")),
        Padding(_text(goal.statement, style="bold"), (0, 0, 0, 2)),
        Padding(_rows(rows), (0, 0, 0, 2)),
        _text("  Actions", style="bold"),
    ]
    parts += [_action(action) for action in goal.actions]
    milestones = [(f"Day {item.day}", f"{item.text} ({item.date})") for item in goal.milestones]
    later = [(f"Months {item.months}", item.text) for item in goal.phases]
    people = [("With", f"{item.role}: “{item.ask}”") for item in goal.relationships]
    support = [("Manager", goal.manager_support), *(("Risk", f"{item.risk} {item.response}") for item in goal.risks)]
    reading = [("Read", f"{item.title} by {item.author.rstrip('.')}. {item.why}") for item in goal.resources]
    asking = [("Ask", question) for question in goal.check_in_questions]
    ready = [("Ready when", f"☐ {item}") for item in goal.readiness]
    parts.append(Padding(_rows([*milestones, *later, *people, *support, *reading, *asking, *ready]), (0, 0, 0, 2)))
    return parts


def _action(action: Action) -> Padding:
    """A box to tick and the number that the tracking table has, with the action, when it is done and where it comes from under it."""
    head = _text(action.text)
    head.append(
        printable(f"  {action.share.value}, {action.hours_per_week:g} h a week, from {lines_of(action.evidence)}"), style="dim"
    )
    source = guide_line(action.guidance[0]) if action.guidance else "general practice"
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(
        _text(f"☐ {action.id.removeprefix('goal-')}"),
        Group(head, _text(f"Done when: {action.done_when}", style="dim"), _text(source, style="dim")),
    )
    return Padding(table, (0, 0, 0, 2))


def _tracking(plan: Plan) -> Table:
    table = Table(title="Tracking", title_justify="left", title_style="bold", expand=False)
    for column in ("step", "due", "evidence to collect", "status"):
        table.add_column(column, overflow="fold")
    for row in plan.tracking:
        evidence = one_line(row.evidence_to_collect, _MAX_EVIDENCE)
        table.add_row(*(_text(value) for value in (row.next_step.removeprefix("goal-"), row.due, evidence, row.status)))
    return table


def _dropped(report: Report) -> Group:
    parts: list[RenderableType] = [_text(ending_words(report), style="dim")]
    many = len(report.documents) > 1
    shown = report.dropped[:_MAX_DROPPED]
    for reason in dict.fromkeys(item.reason for item in shown):
        parts.append(_text(f"  {reason}:"))
        for item in shown:
            if item.reason == reason:
                where = f"  {place(item.evidence[0], many)}" if item.evidence else ""
                parts.append(_assembled((f"    “{one_line(item.what, 110)}”", "italic"), (where, "dim")))
    more = len(report.dropped) - _MAX_DROPPED
    if more > 0:
        parts.append(_text(f"  and {more} more with --format markdown", style="dim"))
    return _section("Considered and not used", parts)
