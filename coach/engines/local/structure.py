"""What only the structure of a document tells about its statements: ticked boxes, sections, bullets that belong together."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from coach.language.sections import Section, section_of
from coach.model.evidence import Reading
from coach.model.text import GAP_ROLES, Role, Statement

KEPT = 6
"""Competencies kept for each statement, best first."""

_TICKED = 0.3
_SECTIONS = {
    Section.RESOURCES: (0.2, Role.CONTEXT),
    Section.METRICS: (0.2, Role.CONTEXT),
    Section.THANKS: (0.2, Role.CONTEXT),
    Section.GOALS: (0.6, Role.GOAL),
    Section.INTERESTS: (0.6, Role.ASPIRATION),
}
"""How much of a gap's probability stays in a section, and what the rest becomes; checked on the tuning split."""

_TEAM_GOALS = (0.25, Role.GOAL)
_TEAM = re.compile(r"\b(?:team|squad|group|department)(?:'s|’s)?\b(?! (?:build|lead|work|player))", re.IGNORECASE)
_OWN_GOALS = re.compile(r"\b(?:personal|development|learning|growth|my|self|skills?)\b", re.IGNORECASE)


def adjust_roles(statement: Statement, roles: NDArray[np.float64]) -> NDArray[np.float64]:
    """Correct the reader by the structure: a ticked box closes a gap; plans of a team are no gaps of the author."""
    if statement.box is True:
        roles = _moved(roles, _TICKED, Role.CLOSED)
    keep, becomes = _section_rule(statement.heading_path)
    adjusted = _moved(roles, keep, becomes)
    normalised: NDArray[np.float64] = adjusted / adjusted.sum()
    return normalised


def _section_rule(heading_path: tuple[str, ...]) -> tuple[float, Role]:
    section = section_of(heading_path)
    if section is Section.GOALS and heading_path:
        if _TEAM.search(heading_path[-1]):
            return _TEAM_GOALS
        if _OWN_GOALS.search(heading_path[-1]):
            return 1.0, Role.GOAL
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
