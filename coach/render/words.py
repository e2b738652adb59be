"""Small phrases that every renderer needs: quotes on one line, places, levels, dates."""

from __future__ import annotations

from collections.abc import Sequence

from coach.language.clean import plain
from coach.model.competency import Level
from coach.model.report import Claim, Evidence, Factor, Gap, Guidance, Person, Report
from coach.model.run import ModelUsage


def one_line(text: str, limit: int = 0) -> str:
    """Text on one line without markup; cut at a word when a limit is given."""
    text = plain(" ".join(text.split()))
    if limit and len(text) > limit:
        return text[: limit - 1].rsplit(" ", 1)[0] + "…"
    return text


def printable(text: str) -> str:
    """Text with a space for each character that a terminal would obey instead of show."""
    return "".join(char if char.isprintable() else " " for char in text)


def place(evidence: Evidence, many: bool = False) -> str:
    """Where words stand: line, headings below the document's title, and the document when there are several."""
    parts = [f"line {evidence.line}"]
    if evidence.page:
        parts.insert(0, f"p. {evidence.page}")
    elif evidence.paragraph:
        parts = [f"line {evidence.line} (paragraph {evidence.paragraph})"]
    if evidence.heading_path:
        parts.append(one_line(" › ".join(evidence.heading_path[1:][-2:] or evidence.heading_path)))
    if many:
        parts.insert(0, printable(evidence.source))
    if evidence.speaker.value != "author":
        parts.append(f"said by {evidence.speaker.value}")
    return ", ".join(parts)


def guide_place(guidance: Guidance) -> str:
    """Where a passage of the guide stands."""
    return f"{guidance.corpus}: {' › '.join(guidance.heading_path)} ({guidance.file}, line {guidance.start_line})"


def guide_line(guidance: Guidance) -> str:
    """The same in short, where the competency is named beside it."""
    return f"{guidance.corpus}: {' › '.join(guidance.heading_path[-1:])} ({guidance.file}, line {guidance.start_line})"


def target_words(gap: Gap) -> str:
    """The target level of a gap, as a sentence begins with it: by the title that the person's own ladder gives it."""
    if gap.target_title and not gap.ladder_silent:
        return gap.target_title
    return gap.target_level.value.replace("-", " ").capitalize() if gap.target_level else ""


def weighing(gap: Gap) -> list[Factor]:
    """The factors of a priority that move it; a factor of one is left unsaid."""
    return [factor for factor in gap.priority_factors if factor.value != 1] or gap.priority_factors[:1]


def in_ladder(place: str | None) -> str:
    """Where the person's own ladder says so, in brackets; nothing with a shipped ladder."""
    return f" ({place})" if place else ""


def level_words(claim: Claim | None, unknown: str) -> str:
    """A level with where it comes from."""
    if claim is None:
        return unknown
    name = claim.title or claim.value.replace("-", " ")
    if claim.origin == "option":
        return f"{name} (as you said)"
    return f"{name} (line {claim.line}: “{one_line(claim.quote or '', 60)}”)"


def header_rows(report: Report) -> list[tuple[str, str]]:
    """Label and value of each line of a report's header."""
    person = report.person
    rows = [("Person", one_line(person.name.value) if person.name else "not named")]
    if person.role:
        rows.append(("Role", one_line(person.role.value)))
    rows.append(("Level", level_words(person.current_level, "not stated; say it with --level")))
    target = level_words(person.target_level, "")
    if not target and person.current_level:
        target = "not stated; measured against the level above. Say it with --target"
    rows.append(("Target", f"{target}{_below(person)}" if target else "not stated; say it with --target"))
    if person.period:
        rows.append(("Period", one_line(person.period.value)))
    rows += [
        (
            "Read",
            f"{printable(item.source)}: {item.kind.value.replace('-', ' ')} ({item.kind_reason}), {item.statements} statements"
            + ("" if item.format == "text" else f"; {item.format}, lines as in coach parse --text"),
        )
        for item in report.documents
    ]
    rows += [("Ladder", note) for note in report.ladder_notes]
    rows.append(("Engine", f"{report.engine}; ladder {report.ladder}; {report.corpus}"))
    return [*rows, *model_rows(report)]


def _below(person: Person) -> str:
    current, target = person.current_level, person.target_level
    order = list(Level)
    if not current or not target or current.value not in order or target.value not in order:
        return ""
    if Level(target.value).rank >= Level(current.value).rank:
        return ""
    return ", below your level" if target.origin == "option" else ", below your level; measured against the level above it"


def model_rows(report: Report) -> list[tuple[str, str]]:
    """What a language model had to do with a report, and what it cost; nothing where none was asked."""
    model, engines = report.usage.model, report.engines
    if model is None or engines is None:
        return []
    rows = [("Plan", printable(engines.plan))] if engines.plan else []
    rows += [("Model", cost_words(model)), *(("Note", printable(note)) for note in [*engines.notes, *model.notices])]
    return rows


def cost_words(model: ModelUsage) -> str:
    """What a language model cost, in a line."""
    parts = [f"{model.calls} call{'s' if model.calls != 1 else ''}"]
    if model.requests != model.calls - model.answered_from_cache:
        parts.append(f"{model.requests} requests")
    if model.answered_from_cache:
        parts.append(f"{model.answered_from_cache} answered from this machine's cache")
    cached = f" ({model.cached_tokens:,} of them cached by the server)" if model.cached_tokens else ""
    parts.append(f"{model.input_tokens:,} tokens in{cached}, {model.output_tokens:,} out, {model.seconds:.1f} s")
    parts.append("names were replaced before sending" if model.names_replaced else "names as they stand, on this machine")
    return f"{printable(model.name)}: {'; '.join(parts)}"


def lines_of(evidence: Sequence[Evidence]) -> str:
    """The lines of some evidence, in words."""
    lines = sorted({item.line for item in evidence})
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(str(line) for line in lines)}"


def ending_words(report: Report) -> str:
    """How the statements ended, in figures that are the lengths of the lists."""
    usage = report.usage
    refused = sum(not item.evidence for item in report.dropped)
    more = f" {refused} more, of a model, {'stand' if refused > 1 else 'stands'} on no statement." if refused else ""
    return (
        f"{usage.statements} statements: {usage.used} used, {usage.dropped} considered and left out, "
        f"{usage.context} context.{more}"
    )
