"""Mutated documents of every format: each gives a text or a named error; no parser hangs, crashes, or answers nonsense."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coach.adapters.reading_sandbox import believed
from coach.errors import CoachError
from tests.faults.forking import Forks, forks
from tests.fixtures.formats.documents import docx_bytes, entries_of, html_bytes, mail_bytes, odt_bytes, review_pdf, rtf_bytes

SEEDS = {
    "zip": docx_bytes(),
    "odt": odt_bytes(),
    "pdf": review_pdf(),
    "html": html_bytes(),
    "rtf": rtf_bytes(),
    "eml": mail_bytes(),
    "json": b'{"answers": [{"question": "What went well?", "answer": "I led the release of the ledger."}], "n": [1, true, null]}',
}
_INSIDE = {"zip": "word/document.xml", "odt": "content.xml"}
_ODD = (b"\x00", b"\xff", b"<", b">", b"{", b"}", b"\\", b"(", b")", b"/", b"[", b"]", b"99999999999", b"-1", b" obj", b"&x;")
BATCH = 50
"""Documents a fork."""


@pytest.fixture(scope="module")
def server() -> Iterator[Forks]:
    with forks() as started:
        yield started


def mutated(form: str, seed: int) -> bytes:
    """A document with a few bytes changed, cut, doubled or moved; of a container half the time one of its XML files."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    data = SEEDS[form]
    if form in _INSIDE and chance.random() < 0.6:
        entries = entries_of(data)
        name = _INSIDE[form] if chance.random() < 0.7 else chance.choice(sorted(entries))
        entries[name] = _changed(entries[name], chance)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as container:
            for each, content in entries.items():
                container.writestr(each, content)
        return stream.getvalue()
    return _changed(data, chance)


def _changed(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        at, to = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
        kind = chance.randint(0, 5)
        if kind == 0:
            data = data[:at] + bytes([chance.randint(0, 255)]) + data[at + 1 :]
        elif kind == 1:
            data = data[:at] + chance.choice(_ODD) + data[at + chance.randint(0, 3) :]
        elif kind == 2:
            data = data[:at] + data[at + chance.randint(1, 40) :]
        elif kind == 3:
            data = data[:at] + data[at : min(to, at + 200)] * chance.randint(2, 5) + data[at:]
        elif kind == 4 and chance.random() < 0.2:
            data = data[:at]
        else:
            data = data[:at] + chance.randbytes(chance.randint(1, 8)) + data[at:]
    return data


def check(server: Forks, form: str, seed: int) -> None:
    """Of a batch of documents each gives a text that holds together, a named error, or a library's error; none ends the fork."""
    status, answers = server.parse("zip" if form == "odt" else form, [mutated(form, seed + at) for at in range(BATCH)])
    assert status == 0, f"{form} ended its process ({status}) with a document from {seed} on"
    assert len(answers) == BATCH
    for answer in filter(None, answers):
        ended = outcome(answer)
        assert ended is None or (ended.cause != "its text cannot be relied on" and ended.exit_code in (3, 4))


def outcome(answer: str) -> CoachError | None:
    """The error that an answer stands for; None for a text."""
    try:
        believed(answer.encode(), "x")
    except CoachError as error:
        return error
    return None


def repeated(times: int) -> settings:
    return settings(
        max_examples=times, deadline=None, suppress_health_check=list(HealthCheck), database=None, phases=[Phase.generate]
    )


@pytest.mark.parametrize("form", SEEDS)
@repeated(300 // BATCH)
@given(seed=st.integers(0, 2**40))
def test_mutated_documents(form: str, server: Forks, seed: int) -> None:
    check(server, form, seed)


@pytest.mark.slow
@pytest.mark.parametrize("form", SEEDS)
@repeated(2000 // BATCH)
@given(seed=st.integers(0, 2**40))
def test_many_mutated_documents(form: str, server: Forks, seed: int) -> None:
    check(server, form, seed)


def test_what_ends_a_document_and_what_ends_a_process_is_seen(server: Forks) -> None:
    assert server.parse("nonsense", [b""]) == (0, [None])
    assert server.parse("json", [b'["I led the release of it."]'])[1] != [None]
