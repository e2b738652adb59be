"""`coach eval init`: evals of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from coach.cli.evals.options import ladder_option
from coach.cli.inputs import read_inputs
from coach.cli.screen import say, stages
from coach.settings import load_settings

EPILOG = """
\b
Example:
  coach eval init evals --from reviews/anna.md reviews/ben.md
"""


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--from",
    "files",
    multiple=True,
    required=True,
    metavar="FILE",
    help="A document of yours; may be given more than once.",
)
@ladder_option
@click.argument("more", nargs=-1, metavar="[FILE…]")
def command(folder: Path, files: tuple[str, ...], more: tuple[str, ...], ladder: str) -> None:
    """Make FOLDER a folder of evals from a few of your own documents.

    The local engine drafts the labels; each is marked as a draft until you have read and corrected it. Nothing leaves
    this machine.
    """
    from importlib.resources import files as packaged

    from coach.evaluate.bench import TODAY
    from coach.evaluate.scaffold import scaffold
    from coach.pipeline import ReviewOptions
    from coach.wiring import local_review

    documents = read_inputs([*files, *more])
    with stages() as progress:
        review = local_review(load_settings(), ladder, progress)
        reviewed = [(each, review.run([each], ReviewOptions(with_plan=False, today=TODAY))) for each in documents]
    workflow = packaged("coach.evaluate").joinpath("workflow.yml").read_text(encoding="utf-8")
    for path in scaffold(folder, reviewed, workflow):
        click.echo(path)
    say(f"the labels of {len(reviewed)} documents are drafts: correct them, then follow {folder / 'README.md'}.")
