"""Which of somebody's words tell where they stand now."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coach.language.clean import plain
from coach.model.report import Evidence

_AIM = re.compile(r"\W*(?:target|desired|goal|expected)\b", re.IGNORECASE)
_TELLING_WORDS = 5


def is_aim(evidence: Evidence) -> bool:
    """True for words that name where somebody wants to be: "Target level: expert"."""
    return _AIM.match(evidence.quote) is not None


def standing_in(evidence: Sequence[Evidence]) -> Evidence:
    """The first words that are a sentence and no aim; where there are none, the first.

    Args:
        evidence: Of one gap, strongest first; at least one.
    """
    return next(
        (item for item in evidence if len(plain(item.quote).split()) >= _TELLING_WORDS and not is_aim(item)), evidence[0]
    )
