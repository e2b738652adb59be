"""A document to a `Record`: the reading on which everything else stands."""

from __future__ import annotations

from coach.model.text import Document, DocumentKind, Record
from coach.segment.blocks import find_blocks
from coach.segment.kind import find_kind
from coach.segment.lines import visible_text
from coach.segment.profile import find_profile
from coach.segment.statements import find_statements

IMPERSONAL = (DocumentKind.CAREER_LADDER, DocumentKind.NOT_A_REVIEW)
"""Kinds whose running text speaks of roles and levels that are nobody's own."""


def read_record(document: Document, prefix: str = "", kind: DocumentKind | None = None) -> Record:
    """Segment a document and recognise what it is.

    Args:
        document: The document.
        prefix: Put before each statement id, to keep several documents apart.
        kind: What the person says it is; recognised from the text when None.
    """
    visible = visible_text(document)
    blocks, fences = find_blocks(document)
    statements = find_statements(document, blocks, visible, prefix)
    found, reason = find_kind(blocks, statements, visible)
    if kind is not None:
        found, reason = kind, "you said so"
    return Record(
        document=document,
        kind=found,
        kind_reason=reason,
        profile=find_profile(document, visible, fields_only=found in IMPERSONAL),
        blocks=blocks,
        statements=statements,
        notices=_notices(document, fences.unclosed),
    )


def _notices(document: Document, unclosed: tuple[int, ...]) -> tuple[str, ...]:
    notices = [
        f"line {line}: a code fence is never closed; its code is taken to end at the next blank line" for line in unclosed
    ]
    by_reason: dict[str, list[int]] = {}
    for removed in document.removed:
        by_reason.setdefault(removed.reason, []).append(removed.line)
    for reason, lines in by_reason.items():
        shown = ", ".join(str(line) for line in sorted(set(lines))[:8])
        notices.append(f"hidden text found and not used: {len(lines)} × {reason} (line {shown})")
    return tuple(notices)
