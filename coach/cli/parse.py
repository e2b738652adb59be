"""`coach parse`: how a document is read, before anything is concluded from it."""

from __future__ import annotations

from pathlib import Path

import click

from coach.cli.inputs import read_inputs
from coach.cli.screen import result_console, stages, write_output
from coach.model.text import DocumentKind
from coach.settings import load_settings

EPILOG = """
\b
Examples:
  coach parse self-review.md
  coach parse self-review.docx --text               the text to which all offsets and lines refer
  coach parse self-review.md -f json | jq '.documents[0].achievements[].numbers'
"""


@click.command(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("files", nargs=-1, metavar="[FILE…|-]")
@click.option(
    "--as",
    "kind",
    type=click.Choice([kind.value for kind in DocumentKind]),
    help="What the text is, where recognition is wrong.",
)
@click.option("-f", "--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
@click.option("--text", "as_text", is_flag=True, help="Print the text that is read, as offsets and lines count it, and stop.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write JSON to a file.")
def command(files: tuple[str, ...], kind: str | None, form: str, output: Path | None, *, as_text: bool) -> None:
    """Show how a document is read: author, date, kind, and what each statement does, with its place.

    FILE is Markdown, plain text, docx, PDF, odt, RTF, HTML, an e-mail, a JSON export, or a folder of such.
    """
    from coach.wiring import local_reading

    documents = read_inputs(files)
    if as_text:
        write_output("".join(document.text for document in documents), output)
        return
    with stages() as progress:
        readings = local_reading(load_settings(), documents, DocumentKind(kind) if kind else None, progress)
    if form == "json" or output is not None:
        write_output(readings.model_dump_json(indent=2) + "\n", output)
        return
    from coach.render.reading import render_reading

    console = result_console()
    for document in readings.documents:
        render_reading(document, console)
