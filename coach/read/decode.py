"""Bytes to text, with the codec that gives exactly that text back."""

from __future__ import annotations

import codecs
import re

from coach.errors import InputTooLarge, UnreadableInput

MAX_BYTES = 5_000_000
"""Largest file that is opened."""

MAX_CHARS = 200_000
"""Longest text that is analysed; a hundred pages."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ["cp1252", "cp1250", "cp1251", "latin_1", "shift_jis", "gb18030", "big5", "mac_roman"]
_MOST_CONTROL = 0.02
_MOST_HIGH = 0.15
"""Share of accented letters that Western languages stay below and others written with the same bytes exceed."""

_SIGNS = "“”„‘’‚–—…•·«»€£§°©®™¿¡ºª½¼±²³µ¶×\xa0\xad´"
_WESTERN = frozenset("äöüßéèêëàâáãåçñóòôõøúùûíìîïæœýÿšžÄÖÜÉÈÊËÀÂÁÃÅÇÑÓÒÔÕØÚÙÛÍÌÎÏÆŒÝŠŽ" + _SIGNS)
_SIGN_IN_WORD = re.compile(r"[^\W\d_][“”„‘‚…•€£§©®¿¡±²³µ¶×´][^\W\d_]")


def decode(data: bytes, source: str, *, max_chars: int = MAX_CHARS) -> tuple[str, str]:
    """Decode a text file.

    Args:
        data: The file's bytes.
        source: The name to use in errors.
        max_chars: Longest text accepted.

    Returns:
        The text and the codec name for which `data.decode(name)` is that text.

    Raises:
        InputTooLarge: More than `MAX_BYTES` bytes or `max_chars` characters.
        UnreadableInput: Empty, or not a text file.
    """
    if len(data) > MAX_BYTES:
        raise InputTooLarge(
            f"the file has {len(data):,} bytes, the limit is {MAX_BYTES:,}",
            place=source,
            remedy="Split it, or keep the part that is about your own work.",
        )
    text, encoding = _decoded(data, source)
    if not text.strip():
        raise UnreadableInput("there is no text in it", place=source, remedy="Paste the text you want to have read.")
    check_length(text, source, max_chars)
    return text, encoding


def check_length(text: str, source: str, max_chars: int) -> None:
    """Refuse a text that is too long.

    Raises:
        InputTooLarge: It has more than `max_chars` characters.
    """
    if len(text) > max_chars:
        raise InputTooLarge(
            f"the text has {len(text):,} characters, the limit is {max_chars:,}",
            place=source,
            remedy="Split it, or keep the part that is about your own work.",
        )


def _decoded(data: bytes, source: str) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding, source), encoding
    guess = _utf16_without_bom(data)
    if guess:
        return _strict(data, guess, source), guess
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        encoding = _legacy(data, source)
        return _strict(data, encoding, source), encoding
    if "\x00" in text:
        raise UnreadableInput(
            "it holds NUL bytes, so it is not a text file", place=source, remedy="Export it as text, or paste the text."
        )
    return text, "utf-8"


def _strict(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableInput(
            f"it looks like {encoding} but cannot be decoded", place=source, remedy="Save it as UTF-8 and try again."
        ) from error


def _utf16_without_bom(data: bytes) -> str | None:
    """Name the UTF-16 byte order when nearly every other byte of a Latin text is NUL."""
    head = data[:2000]
    if len(head) < 4 or len(data) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _legacy(data: bytes, source: str) -> str:
    """Name the legacy encoding: Western where that gives plausible words, else charset-normalizer's best match."""
    control = sum(1 for byte in data[:4000] if byte < 9 or 13 < byte < 27)
    if control <= _MOST_CONTROL * min(len(data), 4000):
        if _is_western(data):
            return "cp1252"
        from charset_normalizer import from_bytes

        best = from_bytes(data, cp_isolation=_LEGACY).best()
        if best is not None:
            return str(best.encoding)
    raise UnreadableInput("this is not a text file", place=source, remedy="Export it as text, or paste the text.")


def _is_western(data: bytes) -> bool:
    """True when few characters are beyond ASCII, all are Western, and no sign stands inside a word."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    high = [char for char in text if char > "\x7f"]
    letters = sum(char.isalpha() for char in text)
    if len(high) > _MOST_HIGH * letters or any(char not in _WESTERN for char in high):
        return False
    return _SIGN_IN_WORD.search(text) is None
