"""What of a report must not move when only something that should not matter was changed."""

from __future__ import annotations

from collections.abc import Collection

from coach.model.report import Evidence, Report

Signature = dict[str, frozenset[str]]


def signature(report: Report, ignored: str = "") -> Signature:
    """Kind, levels, findings with priority, and plan of a report, as sets of words.

    Args:
        report: The report.
        ignored: Words that were put into the document; a strength or wish that stands on nothing else does not count.
    """
    gaps = {f"{gap.competency} ({gap.priority}, {gap.kind.value}, {gap.gap_type.value})" for gap in report.gaps}
    goals = report.plan.goals if report.plan else []
    person = report.person
    return {
        "kind": frozenset(document.kind.value for document in report.documents) | {f"refused: {bool(report.refusal)}"},
        "levels": frozenset(claim.value for claim in (person.current_level, person.target_level) if claim),
        "gaps": frozenset(gaps),
        "strengths": frozenset(item.competency for item in report.strengths if _own(item.evidence, ignored)),
        "plan": frozenset(f"{goal.competency}: {len(goal.actions)} actions" for goal in goals),
        "parked": frozenset(item.topic for item in report.plan.parked) if report.plan else frozenset(),
    }


def _own(evidence: Collection[Evidence], ignored: str) -> bool:
    return any(not ignored or (item.quote not in ignored and ignored not in item.quote) for item in evidence)


def differences(one: Signature, other: Signature) -> str:
    """What the second has more and less than the first, in words; empty when nothing."""
    parts = []
    for name in one:
        gone, come = sorted(one[name] - other[name]), sorted(other[name] - one[name])
        if gone or come:
            parts.append(f"{name}: " + ", ".join([f"- {item}" for item in gone] + [f"+ {item}" for item in come]))
    return "; ".join(parts)
