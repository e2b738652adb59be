"""What a section is for, by the words of its heading."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache


class Section(StrEnum):
    """The purpose of a section of a review."""

    GROWTH = "growth"
    CHALLENGE = "challenge"
    WINS = "wins"
    GOALS = "goals"
    INTERESTS = "interests"
    SUPPORT = "support"
    LESSONS = "lessons"
    FEEDBACK = "feedback"
    RATING = "rating"
    RESOURCES = "resources"
    TEAM = "team"
    THANKS = "thanks"
    LADDER = "ladder"
    METRICS = "metrics"


_PATTERNS: tuple[tuple[Section, str], ...] = (
    (Section.THANKS, r"gratitude|thanks?\b|thank you|shout.?outs?|appreciat"),
    (
        Section.SUPPORT,
        r"support|help (?:i|needed|from)|what i need|needs? from|asks?\b|requests?|resources needed|how can (?:we|i|your manager)|from my manager",
    ),
    (Section.RESOURCES, r"resources?|reading list|books?|courses?|communities"),
    (
        Section.METRICS,
        r"metrics|indicators|progress tracking|tracking|review questions|check.?ins?|milestones?|success (?:criteria|measures)",
    ),
    (
        Section.GROWTH,
        r"areas? (?:for|of|to)(?: \w+){0,2} (?:growth|improve\w*|develop\w*|work)|growth areas?|development (?:areas?|needs?|points?|opportunit)|opportunit\w+ (?:for|to) (?:growth|improve|develop)|areas? (?:i|we) (?:want|need|would|should|could)|to improve|improvements?\b|could (?:have )?(?:be|been|do|done|go|gone)\b.*(?:better|differently)|do (?:better|differently)|weak\w*|gaps?\b|shortcomings?|fell short|falling short|struggl|to work on|work(?:ing)? on\b|needs? work|not so (?:well|good)|even better|stretch|skills? to|blind ?spots?|less (?:good|well)|room (?:for|to)|missing|constructive|learning (?:needs|edge)|edges?\b|\bskills? (?:development|building)\b",
    ),
    (
        Section.CHALLENGE,
        r"challeng|didn.?t (?:go|work)|did not (?:go|work)|went (?:wrong|badly|less)|not (?:go|work) well|lowlights?|low points?|difficult|obstacles?|setbacks?|misses|missed|mistakes?|failures?|regrets?|frustrat|hard (?:parts?|bits?|things?)|problems?(?! solving)|pain|bad\b|lows\b|minus|stumbl",
    ),
    (Section.LESSONS, r"learnings?|lessons?|takeaways?|(?:what|things) i learn(?:ed|t)|insights?"),
    (
        Section.FEEDBACK,
        r"feedback|360|peers?\b|what (?:others|people|my manager|colleagues)|manager.?s? (?:comments?|view|notes?)|said about",
    ),
    (
        Section.WINS,
        r"wins?\b|achiev|accomplish|highlights?|proud|success(?:es)?\b|went well|strengths?|contributions?|impact|delivered|shipped|results?\b|what worked|^highs?$|good at|plus\b|milestones reached|key (?:projects|work)|brag",
    ),
    (
        Section.INTERESTS,
        r"interests?|curious|aspirations?|dreams?|where i (?:want|see)|career (?:direction|vision)|long.?term vision|future\b",
    ),
    (
        Section.GOALS,
        r"goals?|objectives?|priorities|top priority|plans?\b|next (?:steps?|quarter|year|half|months?|period)|looking (?:ahead|forward)|ahead\b|okrs?|targets?|action items?|phase \d|focus\b|commitments?|q[1-4] \d{4} priorities|to.?dos?\b|will do",
    ),
    (Section.RATING, r"rating|overall (?:self|assessment|rating)|self.?rating|promotion|readiness|level\b"),
    (Section.TEAM, r"\bteam(?:'s)?\b|process\b|retro"),
)
_WEAK = (Section.TEAM, Section.RATING)
"""Sections that a heading further out may overrule."""

_COMPILED = tuple((section, re.compile(rf"\b(?:{pattern})", re.IGNORECASE)) for section, pattern in _PATTERNS)


@lru_cache(maxsize=4096)
def section_of(heading_path: tuple[str, ...]) -> Section | None:
    """Name the purpose of the innermost heading that tells one, or None."""
    weak: Section | None = None
    for title in reversed(heading_path):
        for section, pattern in _COMPILED:
            if pattern.search(title):
                if section not in _WEAK:
                    return section
                weak = weak or section
                break
    return weak
