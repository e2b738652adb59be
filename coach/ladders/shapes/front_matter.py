"""YAML front matter in Markdown that holds the ladder itself."""

from __future__ import annotations

import re

from coach.ladders.parts import Parts
from coach.ladders.shapes import yaml_cells
from coach.model.text import Document

_FRONT = re.compile(r"\A\ufeff?---[ \t]*(?:\r\n|\r|\n)(?P<body>.*?)(?:\r\n|\r|\n)(?:---|\.\.\.)[ \t]*(?=\r|\n|\Z)", re.DOTALL)


def read(document: Document, file: str) -> Parts:
    """Read front matter as `yaml_cells` reads a file, but plain fields; the lines are those of the whole document."""
    match = _FRONT.match(document.text)
    if match is None:
        return Parts()
    found = yaml_cells.parts_of(match["body"], file, lines_before=1)
    return Parts(nodes=tuple(node for node in found.nodes if node.children or len(node.pieces) > 1))


def end_of(text: str) -> int:
    """Where the words after the front matter begin; 0 when there is none."""
    match = _FRONT.match(text)
    return match.end() if match else 0
