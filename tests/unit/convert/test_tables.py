"""Tables of data stay tables; tables that only hold a form or a page in place are taken apart."""

from __future__ import annotations

from coach.convert.draft import Draft, Piece
from coach.convert.tables import Content, Table, add_content


def text_of(*rows: tuple[str | Table, ...]) -> str:
    cells: list[list[list[Content]]] = [
        [
            [cell] if isinstance(cell, Table) else [Piece("paragraph", [(1, part)]) for part in cell.split("\n") if part]
            for cell in row
        ]
        for row in rows
    ]
    draft = Draft("paragraph")
    add_content(draft, Table(cells))
    return draft.done().text


ANSWER = "I led the release of the ledger and nobody was paged in the night."


def test_data() -> None:
    assert text_of(("Skill", "Now"), ("SQL", "2"), ("", "")) == "| Skill | Now |\n| --- | --- |\n| SQL | 2 |\n"


def test_a_first_row_of_sentences_is_no_head() -> None:
    assert text_of((ANSWER, "2", "3"), ("SQL", "2", "3")).startswith(f"|  |  |  |\n| --- | --- | --- |\n| {ANSWER} | 2 | 3 |")


def test_a_form() -> None:
    assert text_of(("What went well?", ANSWER), ("And what did not?", ANSWER)) == (
        f"##### What went well?\n\n{ANSWER}\n\n##### And what did not?\n\n{ANSWER}\n"
    )


def test_one_column_and_nested_tables_are_taken_apart() -> None:
    assert text_of((ANSWER,), ("More.",)) == f"{ANSWER}\n\nMore.\n"
    inner = Table([[[Piece("paragraph", [(1, "Inner.")])]]])
    assert text_of(("Left.", inner), ("a", "b")) == "Left.\n\nInner.\n\na\n\nb\n"


def test_paragraphs_in_a_cell_are_set_apart() -> None:
    assert "| led it; cut costs. Done | 2 |" in text_of(("Wins", "n", "m"), ("led it\ncut costs.\nDone", "2", "")).replace(
        " |  |", " |"
    )
