"""Cells to a `Ladder`: levels in order, axes as competencies, words with their place, and what could not be placed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from coach.ladders.axes import Axes, is_attribute, is_generic, unmapped
from coach.ladders.level_order import Rung, in_order, place_levels, rungs_of, scope_of
from coach.ladders.level_titles import LevelTitle, clean_label, declared_title
from coach.ladders.parts import Cell, Piece, joined
from coach.model.competency import Ladder, LadderCell, LevelDefinition

_REACH = re.compile(r"\b(?:scope|influence|impact|reach|radius)\b", re.IGNORECASE)
_NAMED = 8
"""Most titles listed in one notice."""


def build_ladder(cells: Sequence[Cell], axes: Axes, default: Ladder, *, name: str, version: str, title: str = "") -> Ladder:
    """Make a ladder of cells.

    Args:
        cells: What was read, in the order of the files.
        axes: Knows the competencies.
        default: The ladder that decides where this one is silent.
        name: What the report calls it.
        version: Hash of its files.
        title: Its own title.
    """
    named = [(cell, declared_title(cell.level)) for cell in cells]
    titles = [(cell, found) for cell, found in named if cell.piece.text]
    told = {found for _, found in titles}
    known = [rung for rung in rungs_of(found for _, found in named) if told.intersection(rung.titles)]
    rungs = in_order(known, _one_file_a_level(titles))
    by_key = {key: rung for rung in rungs for key in rung.keys}
    at = [(cell, _rung(found, rungs, by_key)) for cell, found in titles]
    place_levels(rungs, _reach(at))
    mapped = [(cell, rung, _ids(cell, axes)) for cell, rung in at]
    levels = tuple(_definition(rung, [cell for cell, own, ids in mapped if own is rung and not ids]) for rung in rungs)
    return Ladder(
        id=name,
        title=title or name,
        version=version,
        levels=levels,
        core_from=default.core_from,
        supporting_from=default.supporting_from,
        cells=tuple(_merged(mapped, axes)),
        notices=tuple(_notices([cell for cell, _, ids in mapped if not ids], axes)),
    )


def _one_file_a_level(titles: Iterable[tuple[Cell, LevelTitle]]) -> bool:
    files: dict[str, set[frozenset[str]]] = defaultdict(set)
    for cell, title in titles:
        files[cell.file].add(title.keys)
    return len(files) > 1 and all(len(keys) == 1 for keys in files.values())


def _rung(title: LevelTitle, rungs: Sequence[Rung], by_key: dict[str, Rung]) -> Rung:
    return next((rung for rung in rungs if title in rung.titles), by_key[next(iter(title.keys))])


def _reach(at: Iterable[tuple[Cell, Rung]]) -> dict[str, str]:
    """What the ladder says of each level's reach."""
    words: dict[str, str] = defaultdict(str)
    for cell, rung in at:
        if not cell.axes or any(_REACH.search(title) or is_attribute(title) for title in cell.axes):
            words[rung.title.text] += f" {' '.join(cell.axes)} {cell.piece.text}"
    return words


def _ids(cell: Cell, axes: Axes) -> tuple[str, ...]:
    """Competencies of a cell: those of its axis; where that names none, those of which its words speak.

    A title that names none stands for those of the title above it: of several, for those of which its words speak.
    """
    titles = [title for title in cell.axes if not is_generic(title)]
    if own := axes.ids_of_path(titles[-1:]):
        return own
    if above := axes.ids_of_path(titles[:-1]):
        spoken = axes.ids_in(f"{titles[-1]}. {cell.piece.text}")
        return tuple(key for key in above if key in spoken) or above
    inner = cell.axes[-1] if cell.axes else ""
    return axes.ids_in(cell.piece.text) if is_generic(inner) else ()


def _definition(rung: Rung, silent: Sequence[Cell]) -> LevelDefinition:
    words = [cell.piece.text for cell in silent if not cell.axes or is_attribute(cell.axes[-1])]
    return LevelDefinition(
        id=rung.level,
        name=rung.title.text,
        aliases=rung.aliases,
        scope=scope_of(rung.level),
        summary=joined(words[:3]),
        track="manager" if rung.track == "manager" else rung.track,
    )


def _merged(mapped: Iterable[tuple[Cell, Rung, tuple[str, ...]]], axes: Axes) -> Iterable[LadderCell]:
    """One cell a level, axis and set of competencies: several criteria become one text at the place of the first."""
    groups: dict[tuple[str, tuple[str, ...], tuple[str, ...], str], list[Cell]] = defaultdict(list)
    for cell, rung, ids in mapped:
        if ids:
            groups[rung.title.text, cell.axes, ids, cell.file].append(cell)
    for (level, path, ids, file), cells in groups.items():
        plain = [cell.piece for cell in cells if not cell.piece.example] or [cell.piece for cell in cells]
        axis = clean_label(path[-1]) if path and not is_generic(path[-1]) else ""
        place = LadderCell(level=level, competencies=ids, axis=axis, text=_text(plain), file=file, line=plain[0].line)
        yield place
        for key, pieces in _asides(plain, ids, axes).items():
            yield place.model_copy(
                update={"competencies": (key,), "text": _text(pieces), "line": pieces[0].line, "aside": True}
            )


def _text(pieces: Sequence[Piece]) -> str:
    return joined(list(dict.fromkeys(piece.text for piece in pieces)))


def _asides(pieces: Sequence[Piece], ids: Sequence[str], axes: Axes) -> dict[str, list[Piece]]:
    """What some words speak of besides their axis, with the words that do."""
    found: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        for key in axes.touched_by(piece.text):
            if key not in ids:
                found[key].append(piece)
    return found


def _notices(silent: Sequence[Cell], axes: Axes) -> Iterable[str]:
    named = unmapped((clean_label(cell.axes[-1]) for cell in silent if cell.axes), axes)
    if named:
        listed = ", ".join(f"“{title}”" for title in named[:_NAMED]) + (" and others" if len(named) > _NAMED else "")
        yield f"No competency matches {listed}: {'its' if len(named) == 1 else 'their'} cells set no expectation."
    loose = sum(not cell.axes for cell in silent)
    if loose:
        yield f"{loose} sentence{'s' if loose > 1 else ''} of the ladder could not be laid to a competency and set no expectation."
