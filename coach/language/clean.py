"""Words without their markup, for analysis and display; offsets are kept elsewhere.

Every pattern here is linear in the length of the text, whatever the text: it is read from strangers.
"""

from __future__ import annotations

import html
import re

_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\]\([^()\n]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]]{1,500})\](?:\((?:[^()\n]|\([^()\n]{0,200}\)){0,500}\)|\[[^\[\]]{0,200}\])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,500})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\]")
_CODE = re.compile(r"(?<!`)`{1,4}(?!`)([^`]{1,2000})`{1,4}(?!`)")
_RUN = re.compile(r"\*{1,3}|_{1,3}|~~|==")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef]"
)
_LOOSE = re.compile(r"^(?:\*{1,3}|__|~~|==)(?=[^\s*])|(?<=[^\s*])(?:\*{1,3}|__|~~|==)$")
"""A mark whose partner stands in another sentence."""

_SPACE = re.compile(r"\s+")
_ESCAPED = {ord(char): chr(0xE100 + ord(char)) for char in "*_~=`[]()<>!"}
_RESTORED = {ord(stand_in): chr(code) for code, stand_in in _ESCAPED.items()}


def plain(text: str) -> str:
    """Return `text` on one line without Markdown, HTML and invisible characters."""
    text = _INVISIBLE.sub("", text)
    if "\\" in text:
        text = _ESCAPE.sub(lambda match: match.group(1).translate(_ESCAPED), text)
    if "`" in text:
        text = _CODE.sub(lambda match: match.group(1).translate(_ESCAPED), text)
    if "[" in text:
        text = _IMAGE.sub(r"\1", text)
        text = _LINK.sub(r"\1", text)
        text = _FOOTNOTE.sub("", text)
    if "<" in text:
        text = _AUTOLINK.sub(r"\1", text)
        text = _TAG.sub(" ", text)
    if _RUN.search(text):
        text = _LOOSE.sub("", _without_emphasis(text.strip()))
    if "&" in text:
        text = _INVISIBLE.sub("", html.unescape(text))
    return _SPACE.sub(" ", text.translate(_RESTORED)).strip()


def _without_emphasis(text: str) -> str:
    """Take out the marks that come in pairs: each closing mark goes with the last open one of its kind."""
    opened: dict[str, list[re.Match[str]]] = {}
    dropped: list[tuple[int, int]] = []
    for match in _RUN.finditer(text):
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        mark = match.group()
        inside_word = "_" in mark and before.isalnum() and after.isalnum()
        if inside_word:
            continue
        waiting = opened.setdefault(mark, [])
        if waiting and before.strip():
            partner = waiting.pop()
            dropped += [partner.span(), match.span()]
        elif after.strip() and not ("_" in mark and before.isalnum()):
            waiting.append(match)
    return _cut(text, sorted(dropped))


def _cut(text: str, ranges: list[tuple[int, int]]) -> str:
    kept: list[str] = []
    at = 0
    for start, end in ranges:
        kept.append(text[at:start])
        at = end
    return "".join([*kept, text[at:]])
