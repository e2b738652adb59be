"""Tables: rows with bars where they are data, headings and paragraphs where they only hold a form in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from coach.convert.draft import Draft, Piece

_HEAD_WORDS = 8
_LONG_CELL = 400
_LABEL_WORDS = 24


@dataclass
class Table:
    """Rows of cells, each cell the pieces in it.

    Attributes:
        rows: The rows in order.
    """

    rows: list[list[list[Content]]] = field(default_factory=list)


Content: TypeAlias = Piece | Table


def add_content(draft: Draft, content: Content) -> None:
    """Append a piece or a table to a draft."""
    if isinstance(content, Piece):
        draft.add(content)
    else:
        _add_table(draft, content)


def _add_table(draft: Draft, table: Table) -> None:
    rows = [row for row in table.rows if any(_text(cell) for cell in row)]
    if not rows:
        return
    columns = [at for at in range(max(map(len, rows))) if any(at < len(row) and _text(row[at]) for row in rows)]
    filled = [[row[at] if at < len(row) else [] for at in columns] for row in rows]
    if len(columns) == 1 or _is_layout(filled):
        for cell in (cell for row in filled for cell in row):
            for content in cell:
                add_content(draft, content)
    elif len(columns) == 2 and _is_form(filled):
        for label, answer in filled:
            _add_answer(draft, label, answer)
    else:
        _add_rows(draft, filled)


def _add_rows(draft: Draft, rows: list[list[list[Content]]]) -> None:
    if not _is_head(rows[0]):
        draft.row([""] * len(rows[0]), _place(rows[0]), first=True)
        rows = [[], *rows]
    for number, row in enumerate(rows):
        if row:
            head = number == 0
            cells = [_text(cell).replace("**", "") if head else _text(cell) for cell in row]
            draft.row(cells, _place(row), first=head)


def _add_answer(draft: Draft, label: list[Content], answer: list[Content]) -> None:
    title = _text(label)
    if title and len(title.split()) <= _LABEL_WORDS and len(label) == 1:
        draft.add(Piece("heading", [(_place([label]), title.replace("**", "").rstrip(" :"))], 5))
    else:
        for content in label:
            add_content(draft, content)
    for content in answer:
        add_content(draft, content)


def _is_layout(rows: list[list[list[Content]]]) -> bool:
    """A table that holds headings, other tables with several columns, or whole sections only puts them side by side."""
    inner = [content for row in rows for cell in row for content in cell]
    if any(isinstance(content, Table) or content.kind == "heading" for content in inner):
        return True
    return len(rows) == 1 and any(len(_text(cell)) > _LONG_CELL for cell in rows[0])


def _is_form(rows: list[list[list[Content]]]) -> bool:
    """Questions or labels on the left, answers in sentences on the right."""
    answers = [row[1] for row in rows]
    if any(len(cell) > 2 for cell in answers):
        return True
    return not _is_head(rows[0]) and sum(len(_text(cell).split()) > _HEAD_WORDS for cell in answers) * 2 >= len(answers)


def _is_head(row: list[list[Content]]) -> bool:
    texts = [_text(cell) for cell in row]
    return all(len(cell) <= 1 for cell in row) and all(
        len(text.split()) <= _HEAD_WORDS and not text.endswith((".", "!")) for text in texts
    )


def _text(cell: list[Content]) -> str:
    """The words of a cell on one line; paragraphs without a full stop are set apart by semicolons."""
    text = ""
    for piece in _pieces(cell):
        words = " ".join(piece.text.split())
        if text and words:
            text += " " if text.endswith((".", "!", "?", ":", ";", ",")) else "; "
        if piece.box is not None:
            words = f"[{'x' if piece.box else ' '}] {words}"
        text += words
    return text


def _pieces(cell: list[Content]) -> Iterator[Piece]:
    for content in cell:
        if isinstance(content, Piece):
            yield content
        else:
            for row in content.rows:
                for inner in row:
                    yield from _pieces(inner)


def _place(row: list[list[Content]]) -> int:
    return next((piece.words[0][0] for cell in row for piece in _pieces(cell) if piece.words), 0)
