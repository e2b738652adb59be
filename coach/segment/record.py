"""A document to a `Record`: the reading on which everything else stands."""

from __future__ import annotations

from coach.language.tongue import language_name
from coach.model.text import Document, DocumentKind, Record, Removed
from coach.segment.blocks import find_blocks
from coach.segment.kind import find_kind
from coach.segment.lines import visible_text
from coach.segment.profile import find_profile
from coach.segment.statements import find_statements

IMPERSONAL = (DocumentKind.CAREER_LADDER, DocumentKind.NOT_A_REVIEW)
"""Kinds whose running text speaks of roles and levels that are nobody's own."""

_AS_SAID = {
    DocumentKind.NOT_A_REVIEW: "no review",
    DocumentKind.PEER_FEEDBACK: "feedback of peers",
    DocumentKind.MANAGER_FEEDBACK: "a manager's feedback",
}


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
    if document.language in (None, "en"):
        found, reason = find_kind(blocks, statements, visible)
    else:
        found, reason = (
            DocumentKind.SELF_ASSESSMENT,
            f"kinds are recognised in English only, and it is in {language_name(document.language)}",
        )
    if kind is not None:
        found, reason = kind, named_by_caller(kind)
    return Record(
        document=document,
        kind=found,
        kind_reason=reason,
        profile=find_profile(document, visible, fields_only=found in IMPERSONAL),
        blocks=blocks,
        statements=statements,
        notices=_notices(document, fences.unclosed),
    )


def named_by_caller(kind: DocumentKind) -> str:
    """The reason for a kind that the person names, worded like the reasons of recognition: it stands alone and in brackets."""
    return f"you said that it is {_AS_SAID.get(kind, f'a {kind.value}'.replace('-', ' '))}"


def _notices(document: Document, unclosed: tuple[int, ...]) -> tuple[str, ...]:
    notices = [*document.notices]
    notices += [
        f"line {line}: a code fence is never closed; its code is taken to end at the next blank line" for line in unclosed
    ]
    by_reason: dict[str, list[Removed]] = {}
    for removed in document.removed:
        by_reason.setdefault(removed.reason, []).append(removed)
    for reason, places in by_reason.items():
        notices.append(f"{_found(reason)} and not used: {len(places)} × {reason}{_shown(places, document.unit)}")
    return tuple(notices)


_OPEN_REASONS = ("comment", "page header or footer", "deleted revision")
"""What everybody who opens the document can see, and what is still no part of the person's text."""


def _found(reason: str) -> str:
    return "found" if reason in _OPEN_REASONS else "hidden text found"


def _shown(places: list[Removed], unit: str | None) -> str:
    """Where hidden text stands, in brackets: the first eight pages, paragraphs or lines."""
    numbers = sorted({place.number for place in places if place.number})
    if unit and numbers:
        return f" ({unit} {', '.join(map(str, numbers[:8]))})"
    lines = sorted({place.line for place in places if not (unit and place.start == place.end)})
    return f" (line {', '.join(map(str, lines[:8]))})" if lines else ""
