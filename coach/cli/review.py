"""`coach review`: a self-review in, a grounded gap report and a development plan out."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coach.cli.inputs import read_inputs
from coach.cli.model_options import agree, model_of, model_options
from coach.cli.screen import result_console, say, stages, terminal_width, write_output
from coach.errors import UsageError
from coach.model.competency import Level
from coach.model.report import Report
from coach.model.text import Document, DocumentKind
from coach.person import PersonOptions
from coach.settings import load_settings

if TYPE_CHECKING:
    from coach.pipeline import ReviewOptions

_FORMATS = {
    "": "terminal",
    ".txt": "terminal",
    ".text": "terminal",
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
"""What is written by the ending of a file's name."""

_LAST_YEAR = 9990
"""A plan looks a year ahead, and the calendar of Python ends with 9999."""

_LEVELS = ", ".join(Level)

EPILOG = """
\b
Examples:
  coach review self-review.md
  pbpaste | coach review -                          paste from the clipboard (macOS)
  coach review self-review.docx feedback.pdf        Word, PDF, odt, RTF, HTML, e-mail
  coach review reviews/                             every readable file of a folder
  coach review -                                    paste by hand, then Ctrl-D
  coach review h1.md h2.md --target staff           two files of one person
  coach review self-review.md --ladder our-ladder.md --target P4
  coach review self-review.md -f markdown -o report.md
  coach review self-review.md -o report.html        a page to look at, print and share
  coach review self-review.md -f json | jq '.gaps[].topic'
  coach review self-review.md --model ollama:qwen3          a language model on this machine
  coach review self-review.md --model openai:NAME --show-outgoing
"""


@click.command(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("files", nargs=-1, metavar="[FILE…|-]")
@click.option("-r", "--role", help="The person's role, where the text does not say it.")
@click.option(
    "-l",
    "--level",
    metavar="LEVEL",
    help=f"Current level: {_LEVELS}, or a level of your own ladder; read from the text when it says so.",
)
@click.option(
    "-t", "--target", metavar="LEVEL", help="Target level, likewise; the level above the current one when nothing says it."
)
@click.option("-p", "--period", help="The period reviewed, such as 'H2 2026'.")
@click.option(
    "--ladder",
    default="default",
    show_default=True,
    metavar="NAME|PATH",
    help="The ladder whose expectations count: a shipped one, or a file or folder with your own.",
)
@click.option(
    "--as",
    "kind",
    type=click.Choice([kind.value for kind in DocumentKind]),
    help="What the text is, where recognition is wrong.",
)
@click.option("-g", "--goals", type=click.IntRange(1, 3), default=3, show_default=True, help="Most priority goals in the plan.")
@click.option("--plan/--no-plan", default=True, show_default=True, help="With or without a development plan.")
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), help="First day of the plan; today by default.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["terminal", "markdown", "html", "json"]),
    help="Output; by the name of -o, else terminal.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file instead of standard output."
)
@model_options
@click.pass_context
def command(ctx: click.Context, /, files: tuple[str, ...], **choices: Any) -> None:
    """Review what a person wrote about their own work.

    FILE is Markdown, plain text, docx, PDF, odt, RTF, HTML, an e-mail, a JSON export, or a folder of such; several files
    are read as one person's record. Without a FILE, or with -, the text is read from standard input. Nothing leaves this machine, unless you name a --model that answers elsewhere.
    """
    if choices["show_outgoing"]:
        _show_outgoing(files, choices)
        return
    report, documents = _review(files, choices)
    output: Path | None = choices["output"]
    _show(report, documents, choices["form"] or _format_of(output), output)
    if report.refusal:
        say(report.refusal)
        ctx.exit(3)


def _review(files: tuple[str, ...], choices: dict[str, Any]) -> tuple[Report, list[Document]]:
    from coach.wiring import local_review

    options, model, settings = _options(choices), model_of(choices), load_settings()
    if model:
        agree(model, settings, yes=choices["yes"], what="The review")
    documents = read_inputs(files)
    with stages() as progress:
        if model is None:
            return local_review(settings, choices["ladder"], progress).run(documents, options), documents
        from coach.wiring_models import model_review

        review = model_review(settings, choices["ladder"], progress, model, options.person)
        return review.run(documents, options), documents


def _show_outgoing(files: tuple[str, ...], choices: dict[str, Any]) -> None:
    from coach.wiring_models import outgoing_of_review

    options, model = _options(choices), model_of(choices)
    if model is None:
        return
    documents = read_inputs(files)
    bodies = outgoing_of_review(load_settings(), choices["ladder"], (model, options), documents)
    for body in bodies:
        write_output(body.decode("utf-8", "replace") + "\n", choices["output"])
    say(
        f"{sum(map(len, bodies))} bytes in {len(bodies)} request{'s' if len(bodies) != 1 else ''} to {model.host}; nothing was sent."
    )
    if options.with_plan:
        say(
            "a further request, for the plan, would hold words of this one, what the model found in it, and passages of the guide."
        )


def _options(choices: dict[str, Any]) -> ReviewOptions:
    from coach.pipeline import ReviewOptions

    start: datetime | None = choices["start"]
    if start and start.year > _LAST_YEAR:
        raise UsageError(f"a plan cannot start in {start.year}", place="--start", remedy=f"Name a day before {_LAST_YEAR + 1}.")
    return ReviewOptions(
        person=PersonOptions(
            role=choices["role"],
            level=choices["level"],
            target=choices["target"],
            period=choices["period"],
        ),
        kind=DocumentKind(choices["kind"]) if choices["kind"] else None,
        goals=choices["goals"],
        with_plan=choices["plan"],
        today=start.date() if start else date.today(),
    )


def _format_of(output: Path | None) -> str:
    if output is None:
        return "terminal"
    suffix = output.suffix.lower()
    if suffix not in _FORMATS:
        raise UsageError(
            f"no report is written as {suffix[1:].upper()}",
            place=f"-o {output.name}",
            remedy="Use .md, .html, .json or .txt; or name the format with -f.",
        )
    return _FORMATS[suffix]


def _show(report: Report, documents: list[Document], form: str, output: Path | None) -> None:
    if form == "json":
        write_output(report.model_dump_json(indent=2) + "\n", output)
    elif form == "markdown":
        from coach.render.markdown import render_markdown

        write_output(render_markdown(report), output)
    elif form == "html":
        from coach.wiring import html_page

        write_output(html_page(report, documents), output)
    else:
        _show_terminal(report, output)


def _show_terminal(report: Report, output: Path | None) -> None:
    from coach.render.terminal import render_terminal

    if output is None:
        render_terminal(report, result_console())
        sys.stdout.flush()
        return
    import io

    from rich.console import Console

    buffer = io.StringIO()
    render_terminal(report, Console(file=buffer, width=terminal_width() or 100, highlight=False))
    write_output(buffer.getvalue(), output)
