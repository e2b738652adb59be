"""Titles of levels as they occur, put together, in order, and laid beside the seven usual levels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from coach.ladders.level_titles import LevelTitle
from coach.model.competency import Level, Scope

_TITLE_WEIGHT, _WEAK_WEIGHT, _SCOPE_WEIGHT, _PLACE_WEIGHT, _EQUAL = 3.0, 0.8, 0.6, 0.3, 0.9
"""What it costs to put a level one rank from where its title, its scope words or its place in the order would have it."""

_SCOPES: tuple[tuple[str, int], ...] = (
    (r"\bindustry|\btech(?:nology|nical)? community\b|\bexternal community\b", 7),
    (r"\bcompany\b|\bwhole business\b|\bwhole firm\b|\bcompany-wide\b", 6),
    (r"\borgani[sz]ation\b|\bdepartment\b|\bdivision\b|\bwhole org\b", 5),
    (
        r"\b(?:multiple|several|many|other|across|two or more|more than one) (?:\w+ )?(?:teams|crews|squads|groups)\b|\bcross-team\b|\bteams\b",
        4,
    ),
    (r"\b(?:the|their|own|whole|a|your) (?:\w+ )?(?:team|crew|squad)\b", 3),
    (r"\bfeatures?\b|\bcomponents?\b|\bsubsystems?\b|\bprojects?\b", 2),
    (r"\btasks?\b|\btickets?\b|\bself\b", 1),
)


@dataclass(slots=True)
class Rung:
    """One level of a ladder under all the titles it goes by.

    Attributes:
        title: The fullest of its titles.
        titles: Every title read for it.
        keys: What makes a title one of this level.
        files: Files that name it.
        level: The usual level beside which it stands.
    """

    title: LevelTitle
    titles: list[LevelTitle]
    keys: set[str]
    files: set[str] = field(default_factory=set)
    level: Level = Level.JUNIOR

    @property
    def track(self) -> str:
        """The track of any of its titles."""
        return next((title.track for title in self.titles if title.track), "")

    @property
    def number(self) -> int | None:
        """The number of its code, else of its title."""
        coded = [title.number for title in self.titles if title.code and title.number is not None]
        return coded[0] if coded else self.title.number

    @property
    def rank(self) -> float | None:
        """The place that the plainest of its titles tells."""
        told = [title for title in self.titles if title.rank is not None]
        told.sort(key=lambda title: title.weak)
        return told[0].rank if told else None

    @property
    def weak(self) -> bool:
        """True when no title tells its place plainly."""
        return all(title.weak or title.rank is None for title in self.titles)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every other way to call it."""
        names = [name for title in self.titles for name in (title.text, *title.names)]
        return tuple(name for name in dict.fromkeys(names) if name != self.title.text)


def rungs_of(titles: Iterable[LevelTitle]) -> list[Rung]:
    """Put titles of one level together, in the order in which levels first occur."""
    rungs: list[Rung] = []
    for title in titles:
        same = [rung for rung in rungs if rung.keys & title.keys and not _contradict(rung, title)]
        if not same:
            rungs.append(Rung(title, [title], set(title.keys)))
            continue
        first = same[0]
        for other in same[1:]:
            first.titles += other.titles
            first.keys |= other.keys
            rungs.remove(other)
        first.keys |= title.keys
        if title not in first.titles:
            first.titles.append(title)
        first.title = max(first.titles, key=lambda item: (bool(item.code) + bool(item.rank), len(item.text)))
    return rungs


def _contradict(rung: Rung, title: LevelTitle) -> bool:
    """Two codes are two levels, although both may be called "Senior Engineer"."""
    codes = {item.code for item in rung.titles if item.code}
    return bool(title.code and codes and title.code not in codes)


def in_order(rungs: Sequence[Rung], separate_files: bool) -> list[Rung]:
    """Levels from the lowest to the highest, one track after the other.

    Args:
        rungs: Levels in the order of the files.
        separate_files: True when each level has a file of its own, so that the order of files says nothing.
    """
    ordered: list[Rung] = []
    for track in dict.fromkeys(rung.track for rung in rungs):
        ordered += _track_in_order([rung for rung in rungs if rung.track == track], separate_files)
    return sorted(ordered, key=lambda rung: rung.track == "manager")


def _track_in_order(rungs: list[Rung], separate_files: bool) -> list[Rung]:
    numbers = [rung.number for rung in rungs if rung.title.code or rung.rank is None]
    if len(numbers) == len(rungs) and None not in numbers and len(set(numbers)) == len(numbers):
        return sorted(rungs, key=lambda rung: rung.number or 0)
    told = [rung.rank for rung in rungs if rung.rank is not None]
    falling = sum(after < before for before, after in pairwise(told))
    rising = sum(after > before for before, after in pairwise(told))
    if len(told) == len(rungs) and (separate_files or (falling and rising)):
        return sorted(rungs, key=lambda rung: (rung.rank or 0.0, rung.number or 0))
    return rungs[::-1] if falling > rising else rungs


def place_levels(rungs: Sequence[Rung], words: Mapping[str, str]) -> None:
    """Lay levels beside the usual seven: by title, by scope words, by place; never one below its predecessor.

    Args:
        rungs: Levels in order.
        words: What the ladder says of each level's reach, by the level's title.
    """
    for track in dict.fromkeys(rung.track for rung in rungs):
        chain = [rung for rung in rungs if rung.track == track]
        costs = [_costs(rung, place, len(chain), words.get(rung.title.text, "")) for place, rung in enumerate(chain)]
        for rung, rank in zip(chain, _cheapest(costs), strict=True):
            rung.level = list(Level)[rank]


def _costs(rung: Rung, place: int, count: int, words: str) -> list[float]:
    usual = place if count <= 7 else place * 6 / (count - 1)
    scope = None if rung.rank is not None and not rung.weak else scope_rank(words)
    costs = []
    for rank in range(7):
        cost = _PLACE_WEIGHT * abs(rank - usual)
        if rung.rank is not None:
            cost += (_WEAK_WEIGHT if rung.weak else _TITLE_WEIGHT) * abs(rank + 1 - rung.rank)
        if scope is not None:
            cost += _SCOPE_WEIGHT * abs(rank + 1 - scope)
        costs.append(cost)
    return costs


def _cheapest(costs: Sequence[Sequence[float]]) -> list[int]:
    """Never falling ranks of least cost; a rank shared with the level below costs a little."""
    best: list[list[tuple[float, list[int]]]] = []
    for place, row in enumerate(costs):
        line = []
        for rank in range(7):
            before = (
                min(
                    ((cost + _EQUAL * (low == rank), ranks) for low, (cost, ranks) in enumerate(best[-1][: rank + 1])),
                    default=(0.0, []),
                )
                if place
                else (0.0, [])
            )
            line.append((before[0] + row[rank], [*before[1], rank]))
        best.append(line)
    return min(best[-1])[1]


def scope_rank(words: str) -> int | None:
    """How far work reaches in words on scope or influence, 1 to 7: the widest reach that is named."""
    text = words.lower()
    return next((rank for pattern, rank in _SCOPES if re.search(pattern, text)), None)


def scope_of(level: Level) -> Scope:
    """The usual reach of a level."""
    return list(Scope)[level.rank - 1]
