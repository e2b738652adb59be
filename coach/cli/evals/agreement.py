"""`coach eval agreement`: two annotators."""

from __future__ import annotations

from pathlib import Path

import click

from coach.cli.evals.options import evals_option, split_option
from coach.cli.evals.tables import print_table
from coach.errors import UsageError
from coach.evaluate.folder import Splits, names_of, nothing_to_run


@click.command()
@evals_option()
@click.option(
    "--second", type=click.Path(path_type=Path, file_okay=False), help="The second labels; by default <evals>/labels-2."
)
@split_option("all", "Which documents.")
def command(root: Path, second: Path | None, split: Splits) -> None:
    """Show how far the labels of a second annotator agree with the first: counts, F1 and Cohen's kappa.

    Nothing is run: the two sets of labels are compared.
    """
    from coach.evaluate.agreement import load_labels, on_gaps

    first = load_labels(*(root / "reviews" / name for name in names_of(split)))
    if not first:
        raise nothing_to_run(root, "labelled documents")
    other = load_labels(second or root / "labels-2")
    shared = first.keys() & other.keys()
    if not shared:
        raise UsageError(
            "no document has labels of two annotators",
            place=str(second or root / "labels-2"),
            remedy="Name the folder of the second labels with --second.",
        )
    rows = []
    for number, row in enumerate(on_gaps(first, other)):
        counts = (row.both, row.first, row.second)
        kappa = "–" if number == 2 else f"{row.kappa:.2f}"
        neither = "–" if number == 2 else str(row.neither)
        rows.append((row.what, *map(str, counts), neither, f"{row.f1:.2f}", kappa))
    head = ("question", "both", "first only", "second only", "neither", "F1", "kappa")
    print_table(head, rows, left=1, title=f"agreement on {len(shared)} documents")
