"""What only the structure of a document tells about its statements: ticked boxes, sections, bullets that belong together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from coach.language.sections import Section, section_of
from coach.model.evidence import Reading
from coach.model.text import GAP_ROLES, Role, Speaker, Statement

KEPT = 6
"""Competencies kept for each statement, best first."""

_NEAR = 2
_LENT = 0.3
"""How far a paragraph's sentences lend each other their subject, and how much of it; checked on the tuning split."""

_TICKED = 0.3
_SECTIONS = {
    Section.RESOURCES: (0.2, Role.CONTEXT),
    Section.METRICS: (0.2, Role.CONTEXT),
    Section.THANKS: (0.2, Role.CONTEXT),
    Section.GOALS: (0.6, Role.GOAL),
    Section.INTERESTS: (0.6, Role.ASPIRATION),
    Section.SUPPORT: (0.5, Role.SUPPORT),
    Section.LESSONS: (0.7, Role.LESSON),
}
"""How much of a gap's probability stays in a section, and what the rest becomes; checked on the tuning split."""

_TEAM_GOALS = (0.25, Role.GOAL)
_OWN = (1.0, Role.GOAL)
_CITED = (0.35, Role.QUOTED)
_QUOTATION = re.compile(r"[\W_]*[\"“”„«]([^\"“”„«»]+)[\"“”»][\W_]*")
_MACHINE = re.compile(r"[{\[]\s*\"\w+\"\s*[:,\]]|-{3,}\s*[A-Z]{2,}|[A-Z]{2,}\s*-{3,}|<\|\w+\|>")
_TEAM = re.compile(r"\b(?:team|squad|group|department)(?:'s|’s)?\b(?! (?:build|lead|work|player))", re.IGNORECASE)
_OWN_GOALS = re.compile(r"\b(?:personal|development|learning|growth|my|self|skills?)\b", re.IGNORECASE)


def section_paths(statements: Iterable[Statement]) -> dict[str, tuple[str, ...]]:
    """The headings above each statement, by its id, without the document's title.

    A title is the one heading under which everything else stands; it names no section, whatever its words.
    """
    together = list(statements)
    firsts: dict[str, set[str]] = defaultdict(set)
    for statement in together:
        firsts[statement.source].update(statement.heading_path[:1])
    nested = {statement.source for statement in together if len(statement.heading_path) > 1}
    titled = {source for source in nested if len(firsts[source]) == 1}
    return {item.id: item.heading_path[1:] if item.source in titled else item.heading_path for item in together}


def adjust_roles(statement: Statement, roles: NDArray[np.float64], path: tuple[str, ...] | None = None) -> NDArray[np.float64]:
    """Correct the reader by the structure: a ticked box closes a gap; plans of a team, and what is written for programs, are none.

    Args:
        statement: A statement in its place.
        roles: Probabilities in the order of `Role`.
        path: The headings that name its section (`section_paths`); all of its headings by default.
    """
    if statement.box is True:
        roles = _moved(roles, _TICKED, Role.CLOSED)
    adjusted = _moved(roles, *_section_rule(statement.heading_path if path is None else path))
    if _is_cited(statement) or _MACHINE.search(statement.text):
        adjusted = _moved(adjusted, *_CITED)
    normalised: NDArray[np.float64] = adjusted / adjusted.sum()
    return normalised


def is_headed_as_gap(path: tuple[str, ...]) -> bool:
    """True under a heading that announces growth, trouble, or goals of one's own."""
    return section_of(path) in (Section.GROWTH, Section.CHALLENGE) or _section_rule(path) == _OWN


def _is_cited(statement: Statement) -> bool:
    """True for a statement that is one quotation and nothing else, where the section does not say whose judgement it is."""
    if statement.speaker is not Speaker.AUTHOR or section_of(statement.heading_path) is Section.FEEDBACK:
        return False
    return _QUOTATION.fullmatch(statement.text) is not None


def _section_rule(heading_path: tuple[str, ...]) -> tuple[float, Role]:
    section = section_of(heading_path)
    if section is Section.GOALS and heading_path:
        if _TEAM.search(heading_path[-1]):
            return _TEAM_GOALS
        if _OWN_GOALS.search(heading_path[-1]):
            return _OWN
    return _SECTIONS.get(section, (1.0, Role.CONTEXT)) if section else (1.0, Role.CONTEXT)


def _moved(roles: NDArray[np.float64], keep: float, becomes: Role) -> NDArray[np.float64]:
    """Keep a share of the gap roles' probability and give the rest to another role."""
    order = list(Role)
    gap_roles = [order.index(role) for role in GAP_ROLES]
    moved = roles.copy()
    moved[order.index(becomes)] += (1.0 - keep) * roles[gap_roles].sum()
    moved[gap_roles] *= keep
    return moved


def pool_bullets(statements: list[Statement], readings: list[Reading]) -> dict[str, Reading]:
    """Let the sentences of one bullet, or of one labelled paragraph, agree on what they are about.

    "I can't start the drawing" under the label "System design" is about system design; the gap sentences of such a
    block share one mean of their competencies, in which the label's own words count twice.
    """
    pooled = {reading.statement_id: reading for reading in readings}
    blocks: dict[tuple[str, int], list[int]] = defaultdict(list)
    for position, statement in enumerate(statements):
        blocks[statement.source, statement.block].append(position)
    for positions in blocks.values():
        first = statements[positions[0]]
        if len(positions) < 2 or not (first.bullet or first.label):
            continue
        total: dict[str, float] = defaultdict(float)
        for position in positions:
            weight = (0.2 + readings[position].gap) * (2.0 if statements[position].label else 1.0)
            for competency, probability in readings[position].competencies:
                total[competency] += weight * probability
        mass = sum(total.values()) or 1.0
        for position in positions:
            own = dict(readings[position].competencies)
            blended = {key: 0.35 * own.get(key, 0.0) + 0.65 * total[key] / mass for key in total}
            ordered = sorted(blended.items(), key=lambda pair: -pair[1])[:KEPT]
            pooled[readings[position].statement_id] = replace(readings[position], competencies=tuple(ordered))
    return pooled


def pool_neighbours(statements: list[Statement], readings: dict[str, Reading]) -> dict[str, Reading]:
    """Let the sentences of one paragraph lend each other their subject.

    "He never asked again" is about whatever the sentence before it is about. A sentence of prose takes part of its
    competencies from the two on either side, each weighted by how much it speaks of a gap and how near it stands.
    """
    pooled = dict(readings)
    for position, statement in enumerate(statements):
        if statement.bullet or statement.label:
            continue
        lent: dict[str, float] = defaultdict(float)
        total = 0.0
        for other in range(max(0, position - _NEAR), min(len(statements), position + _NEAR + 1)):
            neighbour = statements[other]
            if (
                other == position
                or neighbour.bullet
                or (neighbour.source, neighbour.block) != (statement.source, statement.block)
            ):
                continue
            weight = readings[neighbour.id].gap / abs(other - position)
            total += weight
            for competency, probability in readings[neighbour.id].competencies:
                lent[competency] += weight * probability
        if total > 0.0:
            share = _LENT * min(1.0, total)
            own = dict(readings[statement.id].competencies)
            mixed = {key: (1 - share) * own.get(key, 0.0) + share * lent[key] / total for key in {*own, *lent}}
            ordered = sorted(mixed.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT]
            pooled[statement.id] = replace(readings[statement.id], competencies=tuple(ordered))
    return pooled
