"""The outline of a document, and lines that serve as headings without being marked as such."""

from __future__ import annotations

import re

from coach.language.sections import section_of
from coach.segment.fields import is_field
from coach.segment.lines import Line
from coach.segment.marks import list_item, quote_prefix

PSEUDO_LEVEL = 7
"""Level of an unmarked heading: below every ATX level."""

_BOLD = re.compile(r"^[ \t]*(\*\*|__)(?=\S)(?P<title>[^*_].*?)(?<=\S)\1[ \t]*:?[ \t]*$")
_NUMBERED = re.compile(r"^[ \t]*(?:[A-Z]|\d{1,2}|Q\d{1,2})[.):][ \t]+(?P<title>\S.*)$")
_QUESTION = re.compile(r"^[ \t]*(?:Q(?:uestion)?[ \t]*\d*[.:)][ \t]*)?(?P<title>[A-Z].*\?)[ \t]*$")
_TERMINAL = ".!?…;,"


class Outline:
    """The headings that are open at a place."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []
        self.path: tuple[str, ...] = ()
        """Titles of the open headings, outermost first."""

    def enter(self, level: int, title: str) -> tuple[str, ...]:
        """Open a heading; return the path of the headings above it."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        above = tuple(title for _, title in self._open)
        self._open.append((level, title))
        self.path = (*above, title)
        return above


def pseudo_heading(line: Line, above: Line | None, below: Line | None, next_below: Line | None) -> tuple[int, int, int] | None:
    """Read a line that stands as a heading: bold, capitals, a closing colon, a form's question, a known section name.

    Returns:
        Level and the range of the title within the line; None when it is not a heading.
    """
    text = line.text
    stripped = text.strip()
    if not stripped or quote_prefix(text) or len(stripped) > 120 or (below is None):
        return None
    if below.blank and (next_below is None or not next_below.text.strip()):
        return None
    lone = above is None or above.blank
    bold = _BOLD.match(text)
    if bold and len(bold.group("title").split()) <= 12 and "**" not in bold.group("title"):
        return PSEUDO_LEVEL, bold.start("title"), bold.end("title")
    title = _unmarked_title(text, lone, below)
    if title is None:
        return None
    return PSEUDO_LEVEL + 1, *title


def _unmarked_title(text: str, lone: bool, below: Line) -> tuple[int, int] | None:
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    body = text[start:end]
    words = body.split()
    question = _QUESTION.match(text)
    if question and lone and len(words) <= 24 and "." not in body[:-1] and " I " not in f" {body} ":
        return question.start("title"), question.end("title")
    if list_item(text):
        return _numbered_title(text, lone, below)
    if len(words) > 9:
        return None
    if body.endswith(":") and "**" not in body and (lone or list_item(below.text)) and not _is_field(body):
        return start, end - 1
    if body.isupper() and sum(char.isalpha() for char in body) >= 4 and lone and body[-1] not in ".!,;":
        return start, end
    if (
        lone
        and body[-1] not in _TERMINAL
        and body[0].isupper()
        and len(words) <= 7
        and section_of((body,))
        and not is_field(body, 1)
    ):
        return start, end
    return None


def _numbered_title(text: str, lone: bool, below: Line) -> tuple[int, int] | None:
    numbered = _NUMBERED.match(text)
    if numbered is None or not lone:
        return None
    title = numbered.group("title").rstrip(" :")
    follows_item = list_item(below.text)
    if (
        len(title.split()) <= 7
        and title[-1] not in _TERMINAL
        and section_of((title,))
        and not (follows_item and follows_item[2])
    ):
        return numbered.start("title"), numbered.start("title") + len(title)
    if title.endswith("?") and len(title.split()) <= 24 and not (follows_item and follows_item[2]):
        return numbered.start("title"), numbered.start("title") + len(title)
    return None


def _is_field(body: str) -> bool:
    return body.lower().rstrip(":") in {"author", "date", "name", "role", "manager", "period", "level", "to", "from", "cc"}
