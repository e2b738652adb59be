"""Characters that a page must not carry: what a terminal, a text direction or a parser would obey instead of show."""

from __future__ import annotations

import re

_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\U000e0000-\U000e01ef]"
)
"""C0 and C1 controls, bidirectional controls, invisible characters and tags; the two joiners stay, for scripts need them."""

_BREAKS = re.compile("\r\n?|[\u2028\u2029]")
_LONE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def shown(text: str) -> str:
    """Text of which every character is shown and none is obeyed; tabs and line ends stay."""
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", _OBEYED.sub("", _BREAKS.sub("\n", text)))
