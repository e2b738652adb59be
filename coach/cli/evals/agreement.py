"""`coach eval agreement`: two annotators."""

from __future__ import annotations

from pathlib import Path

import click

from coach.cli.screen import result_console
from coach.errors import UsageError


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--evals",
    "root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path("evals"),
    show_default=True,
    help="Folder of the cases.",
)
@click.option(
    "--second", type=click.Path(path_type=Path, file_okay=False), help="The second labels; by default <evals>/labels-2."
)
@click.option(
    "--split", type=click.Choice(["tuning", "test", "all"]), default="all", show_default=True, help="Which documents."
)
def command(root: Path, second: Path | None, split: str) -> None:
    """Show how far the labels of a second annotator agree with the first: counts, F1 and Cohen's kappa.

    Nothing is run: the two sets of labels are compared.
    """
    from rich.table import Table

    from coach.evaluate.agreement import load_labels, on_gaps

    splits = ("tuning", "test") if split == "all" else (split,)
    first = load_labels(*(root / "reviews" / name for name in splits))
    other = load_labels(second or root / "labels-2")
    shared = first.keys() & other.keys()
    if not shared:
        raise UsageError("no document has labels of two annotators", place=str(second or root / "labels-2"))
    table = Table(title=f"agreement on {len(shared)} documents", title_justify="left", box=None)
    for number, name in enumerate(("question", "both", "first only", "second only", "neither", "F1", "kappa")):
        table.add_column(name, justify="right" if number else "left")
    for number, row in enumerate(on_gaps(first, other)):
        counts = (row.both, row.first, row.second)
        kappa = "–" if number == 2 else f"{row.kappa:.2f}"
        neither = "–" if number == 2 else str(row.neither)
        table.add_row(row.what, *map(str, counts), neither, f"{row.f1:.2f}", kappa)
    result_console().print(table)
