"""Whether a document speaks clearly of a gap at all; in one that does not, doubt is not a finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from coach.engines.local.thresholds import Thresholds
from coach.model.evidence import Reading
from coach.model.text import DocumentKind, Role, Statement

_SEVERAL = 3
"""How many plain statements are clear together where none is by itself."""


def clear_documents(
    statements: Sequence[Statement],
    readings: Mapping[str, Reading],
    kinds: Mapping[str, DocumentKind],
    headed: Collection[str],
    at: Thresholds,
) -> frozenset[str]:
    """The documents in which something speaks clearly of a gap.

    One sure statement is enough; less will do under a heading of growth or trouble. So will several plain statements, or
    half of all, for a short note says nothing with emphasis. A list of what went well needs a surer one.

    Args:
        statements: Of one or several documents.
        readings: By statement.
        kinds: By document.
        headed: Ids of statements under a heading that announces growth or trouble.
        at: The probabilities from which something counts.

    Returns:
        Sources of the clear documents.
    """
    of: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        of[statement.source].append(statement)
    return frozenset(source for source, own in of.items() if _is_clear(own, readings, kinds[source], headed, at))


def _is_clear(
    statements: Sequence[Statement],
    readings: Mapping[str, Reading],
    kind: DocumentKind,
    headed: Collection[str],
    at: Thresholds,
) -> bool:
    said = [readings[statement.id] for statement in statements]
    if kind is DocumentKind.BRAG_DOCUMENT:
        return any(reading.gap >= at.praise for reading in said)
    if any(reading.gap >= (at.headed if reading.statement_id in headed else at.document) for reading in said):
        return True
    plain = [reading for reading in said if reading.gap >= at.headed and reading.role in (Role.SHORTFALL, Role.GROWTH)]
    return len(plain) >= _SEVERAL or 2 * sum(reading.gap >= at.gap for reading in said) >= len(said)
