"""Every kind of text is recognised by what it says, each case a text that a person could hand in.

`kinds.txt` has plain cases. `kinds_messy.txt` and `kinds_second.txt` were written before the rules that must read them, to
see how far rules reach beyond the texts that they were made for; what they do not reach is listed here, and may only shrink.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coach.model.text import DocumentKind
from coach.pipeline import refused
from coach.read.document import read_bytes
from coach.segment.record import read_record

FIXTURES = Path(__file__).parents[2] / "fixtures/segment"

NOT_REACHED = {
    "brag-document: in a chat to a friend": DocumentKind.REFLECTION,
    "not-a-review: a private message": DocumentKind.REFLECTION,
    "self-assessment: in the second person": DocumentKind.REFLECTION,
    "self-assessment: a third person bio without the word self": DocumentKind.PEER_FEEDBACK,
    "not-a-review: song": DocumentKind.REFLECTION,
}
"""What is taken for something else, all of it on the harmless side: it is read, and not refused."""


def cases(name: str) -> list[str]:
    return re.split(r"^@ ", (FIXTURES / name).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]


def title_of(case: str) -> str:
    return case.split("\n", 1)[0]


KNOWN = [case for name in ("kinds.txt", "kinds_messy.txt", "kinds_second.txt") for case in cases(name)]
OWN = cases("kinds_never_refused.txt")


@pytest.mark.parametrize("case", KNOWN, ids=map(title_of, KNOWN))
def test_kind_is_recognised(case: str) -> None:
    title, text = case.split("\n", 1)
    record = read_record(read_bytes(text.encode(), title))
    assert record.kind == NOT_REACHED.get(title, DocumentKind(title.split(":")[0])), record.kind_reason
    assert record.kind_reason
    assert not refused(record) or title.split(":")[0] in ("career-ladder", "manager-feedback", "not-a-review")


@pytest.mark.parametrize("case", OWN, ids=map(title_of, OWN))
def test_what_a_person_wrote_of_their_work_is_never_refused(case: str) -> None:
    title, text = case.split("\n", 1)
    record = read_record(read_bytes(text.encode(), title))
    assert not refused(record), f"{record.kind}: {record.kind_reason}"


def test_what_is_not_reached_is_a_case_and_is_read_all_the_same() -> None:
    assert set(NOT_REACHED) <= set(map(title_of, KNOWN))
    assert not set(NOT_REACHED.values()) & {
        DocumentKind.NOT_A_REVIEW,
        DocumentKind.MANAGER_FEEDBACK,
        DocumentKind.CAREER_LADDER,
    }


def test_what_the_person_says_it_is_wins() -> None:
    record = read_record(read_bytes(b"Great year, thanks all.", "x"), kind=DocumentKind.BRAG_DOCUMENT)
    assert (record.kind, record.kind_reason) == (DocumentKind.BRAG_DOCUMENT, "you said that it is a brag document")


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_kind_that_the_person_names_has_a_reason_that_is_a_sentence(kind: DocumentKind) -> None:
    reason = read_record(read_bytes(b"Great year, thanks all.", "x"), kind=kind).kind_reason
    assert re.fullmatch(r"you said that it is (?:a|no|feedback of) [a-z' ]+", reason), reason


def test_a_few_own_sentences_in_a_long_impersonal_log_make_it_somebodys_own() -> None:
    log = "\n\n".join(
        f"## Week {week}\n\nThe importer of tenant {week} was moved and the numbers matched. The old queue was switched off after a review."
        for week in range(1, 40)
    )
    own = "\n\nI still skip the tests before a release. I never write anything down. My estimates were wrong. I kept all the tickets."
    record = read_record(read_bytes((log + own).encode(), "log.md"))
    assert record.kind in (DocumentKind.REFLECTION, DocumentKind.SELF_ASSESSMENT)
    assert not refused(record)
