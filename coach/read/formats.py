"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

import re

from coach.errors import ProtectedFile, UnreadableInput

_CONTAINERS = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"{\\rtf", "rtf"),
)
_PDF_WITHIN = 1024
"""Bytes before which the header of a PDF may stand (ISO 32000-2, 7.5.2, and what readers accept)."""

_REFUSED = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"%!PS", "a PostScript file"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*){0,5}<(?:!doctype\s+html|html|head|body|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = re.compile(r"\s*<(?:div|p|h[1-6]|section|article|main|table|ul|ol|span)\b[^<>]{0,500}>", re.IGNORECASE)
_FRAGMENT_END = re.compile(r"</(?:div|p|h[1-6]|section|article|main|table|ul|ol|span)>\s*$", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|[-*] \S|\d{1,2}\. \S)", re.MULTILINE)
_HEADER = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]{0,40}):(?:[ \t].*)?$")
_OF_A_MAIL = frozenset(("received", "message-id", "mime-version", "return-path", "delivered-to", "content-type"))
_MOST_HEADERS = 300
_OPENING = 4000


def container_format(data: bytes, source: str) -> str | None:
    """Name the format of a file that is no text: "pdf", "rtf", or "zip" for docx and odt; None for what may be text.

    Raises:
        UnreadableInput: It is something that holds no text document.
    """
    for magic, form in _CONTAINERS:
        if data.startswith(magic):
            return form
    if b"%PDF-" in data[:_PDF_WITHIN] and _is_pdf(data):
        return "pdf"
    if data.startswith(_OLD_OFFICE):
        raise _old_office(data, source)
    for magic, what in _REFUSED:
        if data.startswith(magic) and (magic[:1] == b"%" or any(byte < 9 or byte > 127 for byte in data[:200])):
            raise UnreadableInput(
                f"this is {what}, not a document with text",
                place=source,
                remedy="Export it as text, Markdown, docx or PDF, or paste the text.",
            )
    return None


def text_format(text: str) -> str | None:
    """Name the format of a text that is more than its words: "html", "eml" or "json"; None for plain text and Markdown."""
    opening = text[:_OPENING]
    if _HTML.match(opening):
        return "html"
    if _FRAGMENT.match(opening) and _FRAGMENT_END.search(text[-200:]) and not _MARKDOWN.search(text):
        return "html"
    if opening.lstrip("\ufeff \t\r\n")[:1] in ("{", "[") and _is_json(text):
        return "json"
    return "eml" if _is_mail(text) else None


def _is_pdf(data: bytes) -> bool:
    """The header at the very beginning, or after a little that is no text of a person."""
    return data.startswith(b"%PDF-") or b"\nstartxref" in data[-2048:].replace(b"\r", b"\n")


def _is_json(text: str) -> bool:
    body = text.strip("\ufeff \t\r\n")
    return body[-1] in "}]" and re.match(r"[\[{]\s*(?:[\[{\"\]}]|-?\d)", body) is not None and '"' in body


def _is_mail(text: str) -> bool:
    """Header lines from the first line on, with a sender and a field that only mail programs write."""
    names = set()
    for number, line in enumerate(text.lstrip("\ufeff").split("\n", _MOST_HEADERS)[:_MOST_HEADERS]):
        shown = line.rstrip("\r")
        if not shown:
            break
        if (number == 0 and shown.startswith("From ")) or (number and shown[0] in " \t"):
            continue
        header = _HEADER.match(shown)
        if header is None:
            return False
        names.add(header["name"].lower())
    return "from" in names and bool(names & _OF_A_MAIL)


def _old_office(data: bytes, source: str) -> UnreadableInput:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ProtectedFile("it is protected by a password", place=source, remedy="Save a copy without a password.")
    return UnreadableInput(
        "this is a document of an old Office version (.doc)", place=source, remedy="Open it and save it as docx or PDF."
    )
