"""Tables to cells: levels as columns, levels as rows, or one row a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from coach.ladders.axes import is_attribute, is_generic
from coach.ladders.level_titles import bare_number, clean_label, level_group, level_title
from coach.ladders.parts import Cell, Grid, Node, Piece

_HEAD_ROWS = 5
_LEVEL_HEAD = re.compile(
    r"^(?:(?:job|career|ic|seniority|engineer(?:ing)?)[ _-]?)?(?:level|grade|seniority|band|milestone|rank|tier|lvl|stufe)s?(?:[ _-]?(?:name|id|title))?$",
    re.I,
)
_AXIS_HEAD = re.compile(
    r"^(?:axis|competenc(?:y|e)|skill|dimension|area|theme|attribute|category|pillar|capability|topic|track|domain|trait|criterion|value)s?(?:[ _-]?(?:name|id|area))?$",
    re.I,
)
_TEXT_HEAD = re.compile(
    r"^(?:text|description|expectation|behaviou?r|statement|summary|criteria|signal|expected|content|wording|what)", re.I
)
_EXPLAINS = re.compile(
    r"^(?:descriptions?|definitions?|summary|what|why|meaning|notes?|comments?|questions?|purpose|explanation|intent|in short)\b",
    re.I,
)
"""Heads of a column before the levels that explains the title beside it."""

_ASIDE = re.compile(
    r"^(?:#|no\.?|id|key|weight|points|score|salary|pay|comp(?:ensation)?|years?(?: of experience)?|yoe|experience|notes?|comments?|owner|links?|url|"
    r"examples?|evidence|rating|current|target|self|manager(?:'s)? rating|last updated|updated|version|status|senior|track|reports to|order|level)$",
    re.I,
)
_NOTHING = re.compile(
    r"^(?:[-–—.·•✓✔✗✘xX?]{0,3}|n/?a|none|yes|no|tb[ad]|todo|tbc|null|not (?:yet )?(?:expected|required|applicable|needed)(?: (?:yet|here|at this level))?)[.]?$",
    re.I,
)
_SAME = re.compile(
    r"^[(\[]?\s*(?:same(?: as .{1,30})?|as (?:above|before|left|previous)|see (?:above|left|previous)|ditto|″|〃|\"|←|↑|idem)\s*[.)\]]?$",
    re.I,
)
_TITLE_COLUMNS = 3


def cells_of(grid: Grid) -> list[Cell]:
    """The cells of a table that holds levels; none when it does not."""
    if cells := one_row_a_cell(grid):
        return cells
    return max((levels_as_columns(grid), levels_as_rows(grid)), key=lambda cells: len({cell.level for cell in cells}))


def says_nothing(text: str) -> bool:
    """True for a cell without an expectation of its own: empty, a dash, a tick, "same as above"."""
    return bool(_NOTHING.match(text) or _SAME.match(text))


def one_row_a_cell(grid: Grid) -> list[Cell]:
    """Read a table with a column for the level, one for the axis and one for the words."""
    if not grid.rows:
        return []
    head = [clean_label(piece.text) for piece in grid.rows[0]]
    levels = [column for column, title in enumerate(head) if _LEVEL_HEAD.match(title)]
    axes = [column for column, title in enumerate(head) if _AXIS_HEAD.match(title) and column not in levels]
    texts = _text_columns(grid, head, {*levels, *axes})
    if not levels or not axes or not texts:
        return []
    cells: list[Cell] = []
    level, path = "", [""] * len(axes)
    for row in grid.rows[1:]:
        level = _level_in(row, levels) or level
        path = [clean_label(row[column].text) or held for column, held in zip(axes, path, strict=True)]
        named = tuple(filter(None, path))
        cells += [
            Cell(level, named, row[column], grid.file)
            for column in texts
            if level and named and not says_nothing(row[column].text)
        ]
    return cells


def _text_columns(grid: Grid, head: Sequence[str], taken: set[int]) -> list[int]:
    free = [column for column in range(len(head)) if column not in taken]
    named = [column for column in free if _TEXT_HEAD.match(head[column])]
    if named:
        return named
    open_ = [column for column in free if not _ASIDE.match(head[column])]
    return sorted(open_, key=lambda column: -sum(len(row[column].text) for row in grid.rows[1:]))[:1]


def levels_as_columns(grid: Grid) -> list[Cell]:
    """Read a table whose head names the levels."""
    place, levels = _level_head(grid)
    if not levels:
        return []
    head = grid.rows[place]
    first = min(levels)
    titled = _titled(head[:first])
    corner = [clean_label(head[column].text) for column in titled]
    outer = next((title for title in corner if not is_generic(title) and not is_attribute(title)), "")
    cells: list[Cell] = []
    path: list[str] = [""] * len(titled)
    section = ""
    for row in grid.rows[place + 1 :]:
        if level_group([piece.text for piece in row[first:]], 0.6):
            continue
        lead = [clean_label(row[column].text) for column in titled]
        if _is_section(row, first):
            section = next((clean_label(piece.text) for piece in row if piece.text), section)
            continue
        path = _filled(path, lead)
        axes = tuple(dict.fromkeys(filter(None, (outer, section, *path)))) or grid.context[-1:]
        cells += [
            Cell(head[column].text, axes, row[column], grid.file)
            for column in levels
            if axes and not says_nothing(row[column].text)
        ]
    return cells


def _titled(corner: Sequence[Piece]) -> list[int]:
    """The columns before the levels that hold titles, not what explains them."""
    titled = [column for column, piece in enumerate(corner) if not _EXPLAINS.match(clean_label(piece.text))]
    return titled or list(range(len(corner)))


def _level_head(grid: Grid) -> tuple[int, list[int]]:
    """The row among the first that names most levels, and their columns."""
    best: tuple[int, list[int]] = (0, [])
    for place, row in enumerate(grid.rows[:_HEAD_ROWS]):
        labels = [piece.text for piece in row]
        group = sorted(level_group(labels, 0.0))
        if len(group) > len(best[1]) and len({labels[column] for column in group}) > 1:
            best = (place, group)
    return best


def _is_section(row: Sequence[Piece], first: int) -> bool:
    """A row that is one title across the table."""
    texts = [piece.text for piece in row if piece.text]
    if not texts:
        return True
    return len(set(texts)) == 1 and (len(texts) == len(row) > 2 or (bool(row[0].text) and len(texts) <= max(1, first)))


def _filled(path: Sequence[str], lead: Sequence[str]) -> list[str]:
    """Titles in front of a row, where an empty one repeats what stands above it."""
    first = next((place for place, title in enumerate(lead) if title), len(lead))
    return [title or (held if place < first else "") for place, (held, title) in enumerate(zip(path, lead, strict=True))]


def levels_as_rows(grid: Grid) -> list[Cell]:
    """Read a table whose first columns name the level of each row."""
    place = next((number for number, row in enumerate(grid.rows) if sum(bool(piece.text) for piece in row) >= 2), -1)
    if place < 0:
        return []
    head = [clean_label(piece.text) for piece in grid.rows[place]]
    body = grid.rows[place + 1 :]
    levels = _level_columns(body, head)
    if not levels:
        return []
    columns = [column for column in range(len(head)) if column not in levels and not _ASIDE.match(head[column])]
    cells: list[Cell] = []
    level = ""
    for row in body:
        level = _level_in(row, levels) or level
        for column in columns:
            axis = "" if is_generic(head[column]) or _TEXT_HEAD.match(head[column]) else head[column]
            axes = tuple(filter(None, (axis,))) or _inner(grid.context)
            if level and not says_nothing(row[column].text):
                cells.append(Cell(level, axes, row[column], grid.file))
    return cells


def _level_columns(body: Sequence[Sequence[Piece]], head: Sequence[str]) -> list[int]:
    found = []
    for column in range(min(_TITLE_COLUMNS, len(head))):
        labels = [row[column].text for row in body]
        named = bool(_LEVEL_HEAD.match(head[column]))
        group = level_group(labels, 0.6)
        if group and not named and all(bare_number(labels[index]) is not None for index in group):
            group = frozenset()
        if group or (named and len({label for label in labels if label}) >= 2):
            found.append(column)
    return found


def _level_in(row: Sequence[Piece], columns: Iterable[int]) -> str:
    """The title of a row's level, put together from the columns that name it."""
    titles = [text for column in columns if (text := clean_label(row[column].text))]
    if len(titles) < 2 or any(other != titles[0] and titles[0] in other for other in titles):
        return max(titles, key=len, default="")
    numbered = [f"Level {title}" if bare_number(title) is not None else title for title in titles]
    return " ".join(numbered) if level_title(" ".join(numbered)) else numbered[0]


def _inner(context: Sequence[str]) -> tuple[str, ...]:
    """The nearest heading that says more than that a table follows."""
    return tuple(title for title in context[-1:] if not is_generic(title) and len(context) > 1)


def rows_as_nodes(grid: Grid) -> list[Node]:
    """The rows of a table without levels, to stand below their heading: its first column names, the others tell."""
    head = [clean_label(piece.text) for piece in grid.rows[0]] if grid.rows else []
    columns = [column for column in range(1, len(head)) if not _ASIDE.match(head[column])]
    nodes = []
    for row in grid.rows[1:]:
        pieces = [row[column] for column in columns if not says_nothing(row[column].text)]
        if row[0].text and pieces:
            nodes.append(Node(clean_label(row[0].text), row[0].line, grid.file, pieces=pieces))
    return nodes
