"""What a single line is, judged by its own characters."""

from __future__ import annotations

import re
from functools import lru_cache

_ATX = re.compile(r" {0,3}(#{1,6})(?!#)[ \t]*")
_ANCHOR = re.compile(r"[ \t]*+\{[#.:][^{}]{0,200}\}$")
_SETEXT = re.compile(r"^ {0,3}(=++|-{2,}+)[ \t]*+$")
_RULE = re.compile(r"^ {0,3}([-*_=~])(?:[ \t]*+\1){2,}+[ \t]*+$")
_BULLETS = "-*+•◦‣▪▫●○–—·∙⁃■□➤➔→▶►✓✔✗✘"
_EMOJI = "[\u2600-\u27bf\u2b00-\u2bff\U0001f1e6-\U0001faff]"
_ITEM = re.compile(
    rf"^(?P<indent>[ \t]*+)(?:(?P<mark>[{re.escape(_BULLETS)}]|\(?\d{{1,3}}[.)]|\(?[a-zA-Z][)]|(?:(?![☐☑☒⬜]){_EMOJI}[\ufe0f\u200d]*)++)[ \t]++(?=\S)"
    r"|(?P<clock>\[\d{1,2}:\d\d(?::\d\d)?\][ \t]*+(?=\S)|\d{1,2}:\d\d(?::\d\d)?(?:[ \t]{2,}+|\t[ \t]*+|[ \t]?[–—-][ \t]++)(?=\S)))"
)
_BOX = re.compile(r"(?:\[(?P<state>[ xX✓✔-])\]|(?P<glyph>[☐☑☒⬜]))[ \t]+(?=\S)")
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+")
_FIRST_QUOTE = re.compile(r"^ {0,3}>[ \t]?")
_DELIMITER_CELL = re.compile(r":?-{2,}+:?")
_TAGS_ONLY = re.compile(r"^[ \t]*+(?:</?[a-zA-Z][^<>]*+>[ \t]*+)++$")
_STRUCK = re.compile(r"[ \t*_(\"]{0,8}~~[^~]{1,400}~~")
_DONE = re.compile(
    r"\b(?:done|finished|fixed|solved|sorted|closed|complete[d]?|resolved|shipped|achieved|learn(?:ed|t)|no longer|not any ?more|"
    r"behind me|gone|happened|did (?:it|this|that)|erledigt|hecho|feito|fait)\b|[✓✔✅☑]",
    re.IGNORECASE,
)
_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")


def atx_heading(text: str) -> tuple[int, int, int] | None:
    """Read an ATX heading, also one without the space after the marks.

    Returns:
        Level, and the range of the title within `text`; None when the line is not a heading.
    """
    match = _ATX.match(text)
    if match is None:
        return None
    start = match.end()
    end = len(_without_closing_marks(text))
    if end <= start:
        return None
    anchor = _ANCHOR.search(text, max(start, end - 210), end)
    if anchor and anchor.start() > start:
        end = anchor.start()
    spaced = start > match.end(1)
    if not spaced and not _is_title(text[start:end]):
        return None
    return len(match.group(1)), start, end


def _without_closing_marks(text: str) -> str:
    text = text.rstrip()
    bare = text.rstrip("#")
    return bare.rstrip() if bare != bare.rstrip() else text


def _is_title(text: str) -> bool:
    """Tell a heading whose author left out the space from a hashtag, an issue number or a script's first line."""
    return not (text[0] == "!" or text[0].isdigit() or " #" in text or len(text.split()) > 12)


def setext_level(text: str) -> int | None:
    """Level of a setext underline: 1 for `===`, 2 for `---`, None for any other line."""
    match = _SETEXT.match(text)
    if match is None:
        return None
    return 1 if match.group(1)[0] == "=" else 2


def is_rule(text: str) -> bool:
    """True for a thematic break."""
    return _RULE.match(text) is not None


@lru_cache(maxsize=64)
def list_item(text: str) -> tuple[int, int, bool, bool | None] | None:
    """Read a list item: bullets of many kinds, emoji, numbers, check boxes.

    A line is asked about several times in a row, as the line below and as itself; hence the small cache.

    Returns:
        Indent in columns, start of the content, whether it is numbered, state of its box; None for any other line.
    """
    match = _ITEM.match(text)
    if match is None:
        box = _BOX.match(text.lstrip())
        if box is None:
            return None
        indent = len(text) - len(text.lstrip())
        return indent, indent + box.end(), False, _box_state(box)
    start = match.end()
    mark = match.group("mark") or match.group("clock")
    if mark == "*" and text[start:].count("*") % 2 and not text[start:].startswith("*"):
        return None
    box = _BOX.match(text[start:])
    indent = len(match.group("indent").expandtabs(4))
    numbered = mark[-1] in ".)" and match.group("clock") is None and any(char.isdigit() for char in mark)
    if box is None:
        return indent, start, numbered, None
    return indent, start + box.end(), numbered, _box_state(box)


def _box_state(box: re.Match[str]) -> bool:
    if box.group("glyph"):
        return box.group("glyph") not in "☐⬜"
    return box.group("state") in "xX✓✔"


def quote_prefix(text: str) -> int:
    """Length of the block-quote or e-mail-quote marks that `text` begins with; 0 when there are none."""
    match = _QUOTE.match(text)
    return match.end() if match else 0


def first_quote_prefix(text: str) -> int:
    """Length of the outermost quote mark that `text` begins with; 0 when there is none."""
    match = _FIRST_QUOTE.match(text)
    return match.end() if match else 0


def is_table_delimiter(text: str) -> bool:
    """True for the line under a table's head."""
    stripped = text.strip()
    if "-" not in stripped or stripped.strip("|:- \t"):
        return False
    cells = stripped.removeprefix("|").removesuffix("|").split("|")
    return all(_DELIMITER_CELL.fullmatch(cell.strip()) for cell in cells)


def table_cells(text: str) -> list[str]:
    """The cells of a table row; an escaped bar belongs to its cell."""
    stripped = text.strip().removeprefix("|")
    if stripped.endswith("|") and not stripped.endswith("\\|"):
        stripped = stripped[:-1]
    return [cell.strip() for cell in _UNESCAPED_BAR.split(stripped)]


def is_markup_only(text: str) -> bool:
    """True for a line that holds nothing but HTML tags."""
    return _TAGS_ONLY.match(text) is not None


def is_struck(text: str) -> bool:
    """True for an item that its author crossed out or marked as done: `~~item~~`, `~~item~~ done since May`."""
    struck = _STRUCK.match(text) if "~~" in text else None
    if struck is None:
        return False
    rest = text[struck.end() :].strip(" .,;:!)*_–—-")
    return not rest or _DONE.search(rest[:80]) is not None
