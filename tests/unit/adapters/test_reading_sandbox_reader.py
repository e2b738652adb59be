"""The child process: it converts, and can neither write, connect, start programs nor take more than its share."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coach.adapters import reading_sandbox
from coach.adapters.reading_sandbox import believed, convert_apart
from coach.errors import CoachError, DamagedFile, InputTooLarge, ProtectedFile, UnreadableInput
from tests.fixtures.formats.documents import docx_bytes, html_bytes, mail_bytes, odt_bytes, review_pdf, rtf_bytes
from tests.fixtures.formats.hostile import HOSTILE

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("form", "data", "exact"),
    [
        ("zip", docx_bytes(), "docx"),
        ("zip", odt_bytes(), "odt"),
        ("pdf", review_pdf(), "pdf"),
        ("html", html_bytes(), "html"),
        ("rtf", rtf_bytes(), "rtf"),
        ("eml", mail_bytes(), "eml"),
    ],
)
def test_every_format_gives_the_review(form: str, data: bytes, exact: str) -> None:
    found, converted = convert_apart(form, data, "x")
    assert found == exact
    assert "I avoid presenting to large groups and let others speak for my work." in " ".join(converted.text.split())


@pytest.mark.parametrize(
    ("name", "form", "error"),
    [
        ("zip-half", "zip", DamagedFile),
        ("zip-encrypted-flag", "zip", ProtectedFile),
        ("zip-spreadsheet", "zip", UnreadableInput),
        ("docx-not-xml", "zip", DamagedFile),
        ("pdf-20000-pages", "pdf", InputTooLarge),
        ("json-deep", "json", DamagedFile),
    ],
)
def test_errors_have_a_name_a_place_and_a_remedy(name: str, form: str, error: type[CoachError]) -> None:
    with pytest.raises(error) as caught:
        convert_apart(form, HOSTILE[name](), "review.docx")
    assert type(caught.value) is error
    assert caught.value.place == "review.docx"
    assert caught.value.remedy


@pytest.mark.parametrize(
    "attempt",
    [
        "open('made', 'w')",
        "open('made', 'ab')",
        "os.open('made', os.O_CREAT | os.O_WRONLY)",
        "os.mkdir('made')",
        "os.remove('kept')",
        "os.rename('kept', 'made')",
        "socket.socket()",
        "socket.getaddrinfo('example.org', 80)",
        "subprocess.run(['touch', 'made'])",
        "os.system('touch made')",
        "os.fork()",
        "os.execv('/bin/touch', ['touch', 'made'])",
    ],
)
def test_after_the_doors_are_closed_nothing_gets_out(attempt: str, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("x", encoding="utf-8")
    program = f"import os, socket, subprocess\nfrom coach.adapters.reading_child import lock\nlock()\n{attempt}\nprint('done')"
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "PermissionError" in ended.stderr
    assert "done" not in ended.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_memory_has_a_limit() -> None:
    program = "from coach.adapters.reading_child import lock\nlock()\nbytearray(1_500_000_000)"
    ended = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, check=False, timeout=60)
    assert b"MemoryError" in ended.stderr


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"no json",
        b"[]",
        b'{"format": "docx", "text": "a", "marks": [[5, 1]]}',
        b'{"format": "docx", "text": "ab", "marks": [[1, 1], [0, 2]]}',
        b'{"format": "docx", "text": "a", "left_out": [{"reason": "x", "at": -1, "number": 1}]}',
        b'{"format": "exe", "text": "a"}',
        b'{"format": "docx", "text": 5}',
        b'{"format": "docx", "text": "a", "more": 1}',
    ],
)
def test_an_answer_that_is_not_sound_is_not_believed(said: bytes) -> None:
    with pytest.raises(DamagedFile):
        believed(said, "x")


def test_time_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_sandbox, "WALL_SECONDS", 0.01)
    with pytest.raises(InputTooLarge, match="seconds"):
        convert_apart("zip", docx_bytes(), "x")
