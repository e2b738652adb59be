"""What can be read in a code block: Markdown examples, and data whose values are words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKDOWN = ("markdown", "md", "mdx", "gfm", "text", "txt")
_PROSE_LINE = re.compile(r"^[ \t]*(?:[-*+] |\d{1,2}[.)] |#{1,6} |\*\*)")
_PROSE_SHARE = 0.4
_DATA_LINE = re.compile(
    r"^[ \t]*(?:[-] +)?(?:[\"'][^\"']{1,80}[\"']|[\w.-]{1,40}) *: *(?:[\"'].*[\"']|[\w$€£<>≥≤~+-][^{}()=;]*)?[\[{]?,?[ \t]*$"
    r"|^[ \t]*(?:-[ ]+)?[\"'].*[\"'],?[ \t]*$|^[ \t]*- [^{}=;]+$|^[ \t]*[\]}]+,?[ \t]*$"
)
_DATA_SHARE = 0.6
_CODE_LINE = re.compile(
    r"\b(?:def|class|return|import|await|async|self|func|const|public|private|if|for|while|lambda)\b|=>|\(\)|\w\(\w"
)
_MARKS = re.compile(r"^[\s\-\"',\[\]{}]+|[\s\"',\[\]{}:]+$")
_KEY = re.compile(r"^[\"']?(?P<key>[\w .-]{1,60}?)[\"']?[ \t]*[:=]")
_MOST = 12
"""Lines in one entry."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    text: str


def looks_like_prose(info: str, body: str) -> bool:
    """Whether a fenced block is a Markdown or plain-text example."""
    if info.split(" ", maxsplit=1)[0] in _MARKDOWN:
        return True
    lines = [line for line in body.split("\n") if line.strip()]
    return not info and bool(lines) and sum(_PROSE_LINE.match(line) is not None for line in lines) >= _PROSE_SHARE * len(lines)


def entries_of(body: str) -> Iterator[tuple[int, int, str]]:
    """The entries of data in code: start, end and words of each, "key: value; key: value" under the name above them.

    A run of lines that are data and stand equally deep is one entry, with the line above that opens it.
    """
    lines = _lines(body)
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and end - at < _MOST and _is_value(lines[end]) and lines[end].indent == lines[at].indent:
            end += 1
        if end > at:
            opener = lines[at - 1] if at and lines[at - 1].indent < lines[at].indent and not _is_value(lines[at - 1]) else None
            values = "; ".join(_clean(line.text) for line in lines[at:end])
            name = _name(opener.text) if opener else ""
            if " " in values:
                yield (
                    (opener if opener and name else lines[at]).start,
                    lines[end - 1].end,
                    f"{name}: {values}" if name else values,
                )
        at = max(end, at + 1)


def _lines(body: str) -> list[_Line]:
    found = []
    start = 0
    for text in body.split("\n"):
        if text.strip():
            found.append(
                _Line(
                    start + len(text) - len(text.lstrip()),
                    start + len(text.rstrip()),
                    len(text) - len(text.lstrip()),
                    text.strip(),
                )
            )
        start += len(text) + 1
    return found


def _is_value(line: _Line) -> bool:
    """Whether a line tells something by itself, rather than opening, closing or doing something."""
    if (
        line.text.endswith(("{", "[", "("))
        or not _DATA_LINE.match(line.text)
        or (_CODE_LINE.search(line.text.split("#")[0]) and '"' not in line.text)
    ):
        return False
    return not line.text.endswith(":") and any(char.isalpha() for char in line.text)


def _clean(text: str) -> str:
    return _MARKS.sub("", text).replace('": "', ": ").replace('":', ":").replace("': '", ": ")


def _name(text: str) -> str:
    match = _KEY.match(text.lstrip("- "))
    return match.group("key").strip() if match else ""
