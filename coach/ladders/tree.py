"""Outlines to cells: which labels are levels, which are axes, and which words stand where both are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.ladders.axes import Axes, is_generic
from coach.ladders.level_titles import clean_label, level_group
from coach.ladders.parts import Cell, Node, Piece

Grouped = tuple[str, Cell]
"""A cell with the place of the levels among which its own stands: levels that stand together make one ladder."""


def cells_in(nodes: Sequence[Node], axes: Axes) -> list[list[Cell]]:
    """Every cell of an outline, one list for each set of levels; words on a level as a whole have no axes.

    A level that is only declared gives a cell without words, so that its title is known where its code stands elsewhere.
    """
    groups: dict[str, list[Cell]] = {}
    for group, cell in _walk(nodes, "", (), axes):
        groups.setdefault(group, []).append(cell)
    return list(groups.values())


def _walk(nodes: Sequence[Node], level: str, path: tuple[str, ...], axes: Axes, group: str = "") -> Iterator[Grouped]:
    levels = frozenset[int]() if level else levels_among(nodes)
    if levels:
        first = nodes[min(levels)]
        group = first.file if first.level else f"{first.file}:{first.line}"
    for index, node in enumerate(nodes):
        inner, within, whole = level, path, False
        if index in levels:
            inner = node.label
        elif level and not _names_axis(node, path, axes):
            whole = True
        elif not is_generic(node.label):
            within = (*path, clean_label(node.label))
        if index in levels and node.level and not node.pieces and not node.children:
            yield group, Cell(node.label, (), Piece("", node.line), node.file)
        if inner:
            yield from ((group, cell) for cell in _cells(node, inner, within, whole))
        yield from _walk(node.children, inner, within, axes, group)


def levels_among(nodes: Sequence[Node]) -> frozenset[int]:
    """Which nodes that stand side by side are levels; what holds levels itself is none."""
    declared = frozenset(index for index, node in enumerate(nodes) if node.level)
    if declared:
        return declared
    group = level_group([node.label for node in nodes])
    kept = frozenset(index for index in group if not _holds_levels(nodes[index]))
    return kept if len(kept) >= 2 else frozenset()


def _holds_levels(node: Node) -> bool:
    return any(level_group([child.label for child in inner.children]) for inner in node.walk() if len(inner.children) > 1)


def _names_axis(node: Node, path: tuple[str, ...], axes: Axes) -> bool:
    """A heading or key names an axis; a label cut off a sentence only when it is known, or nothing else is."""
    if not node.label:
        return False
    if node.label_only:
        return bool(node.children) or bool(node.pieces)
    return bool(axes.ids_of(node.label)) or (not path and len(node.label.split()) <= 4)


def _cells(node: Node, level: str, path: tuple[str, ...], whole: bool = False) -> Iterator[Cell]:
    pieces = node.pieces
    if whole and node.whole and pieces:
        first = pieces[0]
        yield Cell(level, path, type(first)(node.whole, first.line, first.example), node.file)
        pieces = pieces[1:]
    for piece in pieces:
        if piece.text:
            yield Cell(level, path, piece, node.file)
