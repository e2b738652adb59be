"""Every encoding comes in, and `bytes.decode(encoding)` gives the text back."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import CoachError, InputTooLarge, UnreadableInput
from coach.read.decode import MAX_BYTES, decode
from coach.read.document import read_bytes

TEXT = "# Self-review\n\nI still write vague design documents, and the naïve café team told me so.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_give_the_text(encoding: str) -> None:
    data = TEXT.encode(encoding)
    text, name = decode(data, "x")
    assert text == TEXT
    assert data.decode(name) == text


def test_utf16_big_endian_with_bom() -> None:
    data = codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")
    text, name = decode(data, "x")
    assert text == TEXT
    assert data.decode(name) == text


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", "Ich möchte “besser” präsentieren – größere Räume machen mir Angst. Außerdem schätze ich zu knapp."),
        ("latin-1", "J'ai livré la migration à temps, mais je délègue trop peu à mon équipe et ça se répète."),
        ("cp1251", "Я хочу лучше планировать работу и чаще делегировать задачи своим коллегам по команде."),
        ("shift_jis", "私は設計文書を書くのが苦手です。来年はもっと書きたいと思います。"),
        ("gb18030", "我需要提高写设计文档的能力，并且更早地寻求帮助。今年我完成了迁移项目。"),
    ],
)
def test_legacy_encodings_are_recognised(encoding: str, words: str) -> None:
    data = (words + "\n").encode(encoding) * 4
    text, name = decode(data, "x")
    assert text == (words + "\n") * 4
    assert data.decode(name) == text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \r\n\t ",
        b"%PDF-1.7 x",
        b"PK\x03\x04rest",
        b"{\\rtf1 x}",
        b"\x89PNG\r\n",
        b"abc\x00def" * 40,
        bytes(range(256)) * 20,
    ],
)
def test_what_is_no_text_is_refused_with_its_place(data: bytes) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_bytes(data, "notes.bin")
    assert caught.value.place == "notes.bin"
    assert caught.value.remedy


def test_limits_are_in_bytes_and_characters() -> None:
    with pytest.raises(InputTooLarge):
        decode(b"a" * (MAX_BYTES + 1), "x")
    with pytest.raises(InputTooLarge):
        decode("ä".encode() * 11, "x", max_chars=10)
    assert decode("ä".encode() * 10, "x", max_chars=10)[0] == "ä" * 10


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text, name = decode(data, "x")
    except CoachError:
        return
    assert data.decode(name) == text


@given(st.text(min_size=1, max_size=200))
def test_any_utf8_text_comes_back_or_is_refused(words: str) -> None:
    try:
        data = words.encode()
    except UnicodeEncodeError:
        return
    try:
        text, name = decode(data, "x")
    except CoachError:
        return
    assert data.decode(name) == text
