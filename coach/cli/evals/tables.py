"""Plain tables on standard output."""

from __future__ import annotations

from collections.abc import Sequence

from coach.cli.screen import result_console


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]], *, left: int, title: str | None = None) -> None:
    """Print rows under their heads; a name in brackets is shown, never obeyed.

    Args:
        head: Names of the columns.
        rows: The cells.
        left: How many of the first columns hold words and begin at the left; the others hold numbers.
        title: What stands above.
    """
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=None)
    for number, name in enumerate(head):
        table.add_column(Text(name), justify="left" if number < left else "right")
    for row in rows:
        table.add_row(*map(Text, row))
    result_console().print(table)
