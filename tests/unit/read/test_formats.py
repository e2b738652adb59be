"""What a file is, its first bytes tell."""

from __future__ import annotations

import pytest

from coach.errors import ProtectedFile, UnreadableInput
from coach.read.formats import container_format, text_format
from tests.fixtures.formats.documents import docx_bytes, html_bytes, mail_bytes, odt_bytes, review_pdf, rtf_bytes


def test_containers() -> None:
    made = {"zip": docx_bytes(), "pdf": review_pdf(), "rtf": rtf_bytes()}
    assert {form: container_format(data, "x") for form, data in made.items()} == {form: form for form in made}
    assert container_format(odt_bytes(), "x") == "zip"
    assert container_format(b"\n\n" + review_pdf(), "x") == "pdf"


@pytest.mark.parametrize(
    "text",
    ["# Self-review", "I learnt that %PDF- begins a PDF.", "BMW was my client.", "MZ, PK and RIFF", "RIFF raff", "ID3 tags"],
)
def test_text_that_only_looks_like_something(text: str) -> None:
    assert container_format(text.encode(), "x") is None
    assert text_format(text) is None


def test_what_holds_no_text_is_named() -> None:
    with pytest.raises(UnreadableInput, match="picture"):
        container_format(b"\x89PNG\r\n\x1a\n" + bytes(50), "x")
    with pytest.raises(UnreadableInput, match=r"\.doc"):
        container_format(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "x")
    with pytest.raises(ProtectedFile):
        container_format(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "x")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (html_bytes().decode(), "html"),
        ("<html>\n<body><p>x</p>", "html"),
        ("<!-- made by x --><!DOCTYPE html><p>x", "html"),
        ("<div><h2>Wins</h2><p>I led it.</p></div>\n", "html"),
        ("<div align=center>\n\n# Self-review\n\n</div>", None),
        ("<details>I led it</details>\n\n- one\n", None),
        (mail_bytes().decode(), "eml"),
        ("From: Robin\nTo: Kim\nSubject: review\n\nI led it.", None),
        ("Date: 2026\nContent-Type is what I fixed.\n", None),
        ('[{"question": "a?", "answer": "b"}]', "json"),
        ('{"what_went_well": "I led it."}\n', "json"),
        ("[x] Give a talk [see notes]", None),
        ("{not json}", None),
    ],
)
def test_texts(text: str, form: str | None) -> None:
    assert text_format(text) == form
