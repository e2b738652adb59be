"""The files of a corpus as pages: title and text, without the front matter that only programs read."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import yaml

from coach.language.clean import plain
from coach.model.page import Page
from coach.read.decode import MAX_BYTES
from coach.read.document import read_bytes

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<fields>.*?)^---[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#[ \t]+(?P<title>[^\r\n]+)", re.MULTILINE)
_MOST_FRONT = 4_000
"""Longest front matter that is read; no title needs more."""


def page_of(data: bytes, file: str) -> Page:
    """A file as a page.

    Raises:
        UnreadableInput: It is not text.
    """
    text = read_bytes(data, file, max_chars=MAX_BYTES).text
    front = _FRONT_MATTER.match(text)
    fields = _fields(front["fields"]) if front else {}
    body = text[front.end() :] if front else text
    heading = _HEADING.search(body)
    title = fields.get("title") or (plain(heading["title"].strip()) if heading else "") or PurePosixPath(file).stem
    return Page(file, title, body, fields.get("summary", ""))


def _fields(front: str) -> dict[str, str]:
    """The plain values of a front matter; none where it is not YAML."""
    if len(front) > _MOST_FRONT or "*" in front or "&" in front:
        return {}
    try:
        value = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError):
        return {}
    return (
        {str(key): " ".join(item.split()) for key, item in value.items() if isinstance(item, str)}
        if isinstance(value, dict)
        else {}
    )
