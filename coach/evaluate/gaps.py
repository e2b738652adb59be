"""What the gap findings of each group add up to: precision, recall, traps hit, and quotes that are not verbatim."""

from __future__ import annotations

from collections.abc import Sequence

from coach.evaluate.figures import grouped
from coach.evaluate.result import CaseResult, GapGroup


def by_group(cases: Sequence[CaseResult]) -> tuple[GapGroup, ...]:
    """The whole suite, then its groups, as its figures stand; the cases are those of the suite of gap findings."""
    return tuple(_added_up(group, members) for group, members in grouped(cases))


def _added_up(group: str, cases: Sequence[CaseResult]) -> GapGroup:
    tallies = [case.tally for case in cases if case.tally]
    quotes = [case.quotes for case in cases if case.quotes]
    hits = sum(tally.hits for tally in tallies)
    found = hits + sum(tally.false_alarms for tally in tallies)
    labelled = hits + sum(tally.misses for tally in tallies)
    return GapGroup(
        group=group,
        cases=len(cases),
        precision=_share(hits, found) if labelled else None,
        recall=_share(hits, labelled),
        traps=sum(each.traps for each in quotes),
        traps_hit=sum(each.traps_hit for each in quotes),
        quotes_not_verbatim=sum(each.not_verbatim for each in quotes),
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
