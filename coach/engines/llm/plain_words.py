"""What a model wrote, as plain words: markup goes, and a text that would reach outside or give orders to a screen is refused.

Models repeat what they read, and what they read was written by strangers; so their words are treated as a stranger's.
"""

from __future__ import annotations

import re
import unicodedata

from coach.language.clean import plain

_REACHES_OUT = re.compile(
    r"""(?:[a-z][a-z0-9+.-]{1,15}:)?//\S               # any URL, with or without a scheme
    |(?:java|vb)script\s*:
    |\b(?:https?|ftp|file|data|mailto|tel|blob)\s*:\s*\S
    |\bwww\.\w
    |!\[|\]\s*\(|\]\s*\[|\]:\s*\S                       # images and links of Markdown, reference definitions
    |<\s*/?\s*[a-z!?]|&\#?\w{2,10};                       # tags and entities
    |\b[\w.+-]+@[\w-]+\.\w                               # addresses
    |\b(?:[a-z0-9-]{2,}\.)+(?:com|org|net|io|dev|app|ai|co|info|biz|xyz|site|online|link|click|ru|cn|de|uk|eu|me|ly|gg|sh|zip|mov|cc|tk|tv|top|shop|store|page|cloud|fr|nl|br|jp|ch|au|internal|local|example)\b(?!\.\w)
    |\b\d{1,3}(?:\.\d{1,3}){3}\b                         # IP addresses
    |\x1b|\x9b                                           # what drives a terminal
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TABLE_OR_FENCE = re.compile(r"```|~~~|^\s*\|.*\|\s*$", re.MULTILINE)
_LEADING_MARK = re.compile(r"^\s*(?:[#>*+-]+|\d{1,2}[.)])\s+")
_FORMULA = re.compile(r"^[=@+\-]+\s*(?=[A-Z(])")
_SPACE = re.compile(r"\s+")


class NotPlain(ValueError):
    """A model's text that is not shown, and why."""


def plain_words(text: str, limit: int) -> str:
    """A model's text on one line, without markup, control and invisible characters.

    Args:
        text: As the model wrote it, names restored.
        limit: Most characters.

    Raises:
        NotPlain: It holds a link, an image, a tag, an address or an escape sequence, is empty, or is far too long.
    """
    folded = unicodedata.normalize("NFKC", text)
    if _REACHES_OUT.search(text) or _REACHES_OUT.search(_without_invisible(folded)):
        raise NotPlain("its words hold a link, an address, an image or a control sequence")
    if _TABLE_OR_FENCE.search(text):
        raise NotPlain("its words hold a table or a code block")
    words = plain(_LEADING_MARK.sub("", _without_invisible(unicodedata.normalize("NFC", text)).strip()))
    words = _FORMULA.sub("", _SPACE.sub(" ", words.replace("`", "").replace("|", "/")).strip())
    if _REACHES_OUT.search(words):
        raise NotPlain("its words hold a link, an address, an image or a control sequence")
    if not any(char.isalnum() for char in words):
        raise NotPlain("it says nothing")
    if len(words) > limit:
        raise NotPlain(f"it is longer than {limit} characters")
    return words


def _without_invisible(text: str) -> str:
    """Line ends become spaces; what is neither shown nor a space goes: controls, formats, private and unassigned characters."""
    kept = []
    for char in text:
        kind = unicodedata.category(char)
        if char in "\t\n\r\x0b\x0c\x85\u2028\u2029":
            kept.append(" ")
        elif kind[0] != "C" and not 0xFE00 <= ord(char) <= 0xFE0F and not 0xE0100 <= ord(char) <= 0xE01EF:
            kept.append(char)
    return "".join(kept)
