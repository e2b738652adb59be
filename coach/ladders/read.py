"""A file or folder to a `Ladder`: every shape is tried, and the set of levels that tells most wins."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError

from coach.corpora import Corpus
from coach.errors import InputTooLarge, UsageError
from coach.ladders.axes import Axes
from coach.ladders.build import build_ladder
from coach.ladders.grid import cells_of
from coach.ladders.level_order import rungs_of
from coach.ladders.level_titles import clean_label, declared_title, level_title, unslugged
from coach.ladders.parts import Cell, Node, Shape
from coach.ladders.shapes import comma_separated, front_matter, html_tables, outline, yaml_cells
from coach.ladders.tree import cells_in
from coach.model.competency import Ladder
from coach.model.text import Document
from coach.read.document import read_path

SHAPES: tuple[tuple[str, tuple[str, ...], Shape], ...] = (
    ("YAML or JSON with levels and competencies as keys or records", (".yaml", ".yml", ".json"), yaml_cells.read),
    ("a CSV or TSV table", (".csv", ".tsv"), comma_separated.read),
    ("YAML front matter", (".md", ".markdown", ".mdx"), front_matter.read),
    ("Markdown headings, lists and tables", (".md", ".markdown", ".mdx", ".txt"), outline.read),
    ("HTML tables", (".html", ".htm"), html_tables.read),
)
"""What is tried, by the end of the file's name."""

_MOST_FILES = 300
_MOST_CHARS = 1_000_000
_SAME_LADDER = 0.5
"""Share of its levels that a table must have in common with the main one to belong to the same ladder."""


def read_ladder(path: Path, corpus: Corpus, name: str = "") -> Ladder:
    """Read a ladder.

    Args:
        path: A file, or a folder with one file a level, one a competency, or any other files that make a ladder.
        corpus: Knows the competencies, and has the default ladder that decides where this one is silent.
        name: What the report calls it; the file's or folder's name by default.

    Raises:
        UsageError: No levels with expectations are found in it.
        UnreadableInput: A file cannot be read.
    """
    files = _files(path)
    documents = [(read_path(file, max_chars=_MOST_CHARS), file.relative_to(root).as_posix()) for root, file in files]
    version = _version(documents)
    own = _own_schema(documents)
    if own is not None:
        return own
    axes = Axes(corpus.competencies)
    cells = _best(_candidates(documents, axes), axes)
    ladder = (
        build_ladder(cells, axes, corpus.ladder("default"), name=name or path.resolve().stem, version=version)
        if cells
        else None
    )
    if ladder is None or len(ladder.levels) < 2 or not ladder.cells:
        raise _no_ladder(path, ladder)
    return ladder


def _files(path: Path) -> list[tuple[Path, Path]]:
    """Each file with the folder that its place is told from."""
    if not path.is_dir():
        return [(path.parent, path)]
    suffixes = {suffix for _, ends, _ in SHAPES for suffix in ends}
    found = [
        file
        for file in sorted(path.rglob("*"))
        if file.suffix.lower() in suffixes
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
    ]
    if not found:
        raise UsageError(
            "there is no file of a ladder in this folder",
            place=str(path),
            remedy=f"Files that are read end in {', '.join(sorted(suffixes))}.",
        )
    if len(found) > _MOST_FILES:
        raise InputTooLarge(
            f"the folder has {len(found):,} files, the limit is {_MOST_FILES}",
            place=str(path),
            remedy="Name the folder or file of one ladder.",
        )
    return [(path, file) for file in found]


def _version(documents: Sequence[tuple[Document, str]]) -> str:
    digest = hashlib.sha256()
    for document, file in documents:
        digest.update(f"{file}\0{document.text}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:8]


def _own_schema(documents: Sequence[tuple[Document, str]]) -> Ladder | None:
    """A file in the schema of the shipped ladders."""
    if len(documents) != 1 or "core_from:" not in documents[0][0].text:
        return None
    try:
        return Ladder.model_validate(yaml.safe_load(documents[0][0].text))
    except (yaml.YAMLError, ValidationError):
        return None


def _candidates(documents: Sequence[tuple[Document, str]], axes: Axes) -> list[list[Cell]]:
    """Every set of cells: one for each table with levels, one for the outlines of all files together."""
    candidates: list[list[Cell]] = []
    forest: list[Node] = []
    for document, file in documents:
        top = Node("", 1, file)
        for _, suffixes, shape in SHAPES:
            if not file.lower().endswith(suffixes):
                continue
            parts = shape(document, file)
            candidates += [cells_of(grid) for grid in parts.grids]
            top.children += parts.nodes
        forest.append(_titled(top, file, alone=len(documents) == 1))
    nodes = forest[0].children if len(forest) == 1 else forest
    return [cells for cells in (*candidates, *cells_in(nodes, axes)) if cells]


def _titled(top: Node, file: str, *, alone: bool) -> Node:
    """A file as one node: its only outermost heading, or else its name, is its label."""
    stem = unslugged(Path(file).stem)
    top.label = stem
    headings = [child for child in top.children if child.label and child.children]
    if len(top.children) == 1 and headings:
        only = headings[0]
        top.label = stem if level_title(stem) and not level_title(only.label) else clean_label(only.label) or stem
        if alone or not only.level:
            top.pieces, top.children = [*top.pieces, *only.pieces], only.children
    return top


def _best(candidates: Sequence[list[Cell]], axes: Axes) -> list[Cell]:
    """The cells whose levels tell most, with everything else that speaks of the same levels."""
    if not candidates:
        return []
    keys = [_keys(cells) for cells in candidates]
    weight = [_weight(cells, axes) for cells in candidates]
    belongs = [
        [number for number, other in enumerate(keys) if number == main or _shared(other, keys[main]) >= _SAME_LADDER]
        for main in range(len(candidates))
    ]
    best = max(range(len(candidates)), key=lambda main: (sum(weight[number] for number in belongs[main]), -main))
    return [cell for number in belongs[best] for cell in candidates[number]]


def _weight(cells: Sequence[Cell], axes: Axes) -> float:
    """How many expectations stand on a level and a known competency; a ladder of managers only counts half."""
    told = {
        (cell.level, cell.axes or axes.ids_in(cell.piece.text))
        for cell in cells
        if axes.ids_of_path(cell.axes) or not cell.axes
    }
    managers = all(declared_title(level).track == "manager" for level, _ in told)
    return sum(bool(where) for _, where in told) * (0.5 if managers else 1.0)


def _keys(cells: Sequence[Cell]) -> list[frozenset[str]]:
    """What makes each level of some cells the same as another's."""
    return [
        frozenset(rung.keys)
        for rung in rungs_of(declared_title(title) for title in dict.fromkeys(cell.level for cell in cells))
    ]


def _shared(levels: Sequence[frozenset[str]], main: Sequence[frozenset[str]]) -> float:
    known = frozenset(key for level in main for key in level)
    return sum(bool(level & known) for level in levels) / len(levels) if levels else 0.0


def _no_ladder(path: Path, ladder: Ladder | None) -> UsageError:
    if ladder is not None and len(ladder.levels) >= 2:
        cause = f"it names levels ({', '.join(level.name for level in ladder.levels[:4])} …), but nothing of what they expect could be laid to a competency"
    else:
        cause = "no ladder is found in it: nowhere do two or more levels (such as “Senior”, “L4” or “Engineer II”) stand with what they expect"
    return UsageError(
        cause,
        place=str(path),
        remedy=f"Looked for {'; '.join(what for what, _, _ in SHAPES)}; also one file a level or a competency.",
    )
