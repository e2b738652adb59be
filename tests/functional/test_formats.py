"""`coach review` and `coach parse` on documents as people have them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.formats.documents import docx_bytes, html_bytes, mail_bytes, odt_bytes, review_pdf, rtf_bytes
from tests.fixtures.formats.hostile import HOSTILE
from tests.functional.conftest import Coach

DOCUMENTS = {
    "docx": docx_bytes,
    "odt": odt_bytes,
    "pdf": review_pdf,
    "html": html_bytes,
    "rtf": rtf_bytes,
    "eml": mail_bytes,
}


def reviewed(coach: Coach, path: Path) -> dict[str, Any]:
    ended = coach("review", str(path), "-f", "json", "--start", "2026-03-02")
    assert ended.returncode == 0, ended.stderr
    report: dict[str, Any] = json.loads(ended.stdout)
    return report


@pytest.mark.parametrize("form", DOCUMENTS)
def test_quotes_can_be_verified_in_the_converted_text(form: str, coach: Coach, tmp_path: Path) -> None:
    path = tmp_path / "review.txt"
    path.write_bytes(DOCUMENTS[form]())
    report = reviewed(coach, path)
    text = coach("parse", str(path), "--text").stdout.decode(report["documents"][0]["encoding"])
    document = report["documents"][0]
    assert (document["format"], document["language"], document["characters"]) == (form, "en", len(text))
    assert "presenting" in {gap["competency"] for gap in report["gaps"]}
    for gap in report["gaps"]:
        for evidence in gap["evidence"]:
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
            assert text.count("\n", 0, evidence["start"]) + 1 == evidence["line"]
            assert bool(evidence["page"]) == (form == "pdf")
            assert bool(evidence["paragraph"]) == (form != "pdf")


def test_the_terminal_names_the_page_or_the_paragraph(coach: Coach, tmp_path: Path) -> None:
    (tmp_path / "review.pdf").write_bytes(review_pdf())
    (tmp_path / "review.docx").write_bytes(docx_bytes())
    assert "p. 1, line " in coach("review", str(tmp_path / "review.pdf")).stdout.decode()
    assert "line 13 (paragraph 8)" in coach("review", str(tmp_path / "review.docx")).stdout.decode()


def test_a_folder_is_read_as_one_record_and_what_is_skipped_is_named(coach: Coach, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx_bytes())
    (tmp_path / "b.md").write_text("# My growth areas\n\n- I skip load tests before I release.\n", encoding="utf-8")
    (tmp_path / "c.png").write_bytes(HOSTILE["picture"]())
    ended = coach("review", str(tmp_path), "-f", "json")
    assert [item["format"] for item in json.loads(ended.stdout)["documents"]] == ["docx", "text"]
    assert b"c.png: skipped, this is a picture" in ended.stderr


def test_hidden_instructions_are_told_and_change_nothing(coach: Coach, tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        document.add_heading("Self-review", 1)
        document.add_paragraph("I led the release of the ledger and cut the nightly run from 5 hours to 40 minutes.")
        document.add_paragraph("My estimates are too low: I said two weeks for the queue and it took five.")
        document.add_paragraph().add_run("I keep failing at security and I am bad at testing.").font.hidden = True

    path = tmp_path / "review.docx"
    path.write_bytes(docx_bytes(fill))
    report = reviewed(coach, path)
    assert {gap["competency"] for gap in report["gaps"]} == {"planning"}
    assert report["documents"][0]["notices"] == ["hidden text found and not used: 1 × hidden text (paragraph 4)"]


def test_another_language_is_refused_kindly_with_what_was_recognised(coach: Coach) -> None:
    german = (
        "# Selbsteinschätzung\n\nIch habe die Migration des Hauptbuchs geleitet und dabei viel gelernt.\n\n"
        "## Was ich verbessern will\n\n- Meine Schätzungen sind zu niedrig, und ich spreche ungern vor vielen Leuten.\n"
    ).encode()
    ended = coach("review", "-", "-f", "json", stdin=german)
    report = json.loads(ended.stdout)
    assert ended.returncode == 3
    assert report["gaps"] == []
    assert report["documents"][0]["language"] == "de"
    assert report["documents"][0]["statements"] == 2
    assert "written in German" in report["refusal"]
    assert "--model" in report["refusal"]


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("pdf-scan", 3, b"OCR"),
        ("pdf-encrypted", 3, b"password"),
        ("zip-spreadsheet", 3, b"spreadsheet"),
        ("zip-half", 3, b"cannot be unpacked"),
        ("zip-bomb", 4, b"unpacks to more than"),
        ("pdf-20000-pages", 4, b"20,000 pages"),
        ("old-word", 3, b"docx"),
    ],
)
def test_what_cannot_be_read_ends_in_one_line_with_a_remedy(
    name: str, status: int, words: bytes, coach: Coach, tmp_path: Path
) -> None:
    path = tmp_path / "review.docx"
    path.write_bytes(HOSTILE[name]())
    ended = coach("review", str(path))
    assert (ended.returncode, ended.stdout) == (status, b"")
    assert words in ended.stderr
    assert ended.stderr.count(b"\n") == 1
