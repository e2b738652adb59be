"""`coach ask`: a question about a guide in, the guide's own sentences out, with their places."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.cli.model_options import agree, model_of, model_options
from coach.cli.screen import result_console, say, stages, terminal_width, write_output
from coach.errors import InputTooLarge, UsageError
from coach.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.answering import Ask
    from coach.model.answer import Answer
    from coach.model.question import Question, Reader
    from coach.model_settings import ModelSettings

_MAX_CHARS = 20_000
_LEAVE = ("exit", "quit", "q", ":q")

EPILOG = """
\b
Examples:
  coach ask "How long should a self-review be?"
  coach ask "what is expected at my next level" --review self-review.md
  coach ask "when does the spring window close" --corpus acme
  coach ask                                      ask, and ask on: "and for staff?"
  coach ask "what do I do about late estimates?" --model ollama:qwen3
  coach ask "How many goals should I have?" -f json | jq '.sentences[].citations[]'

\b
Every sentence of an answer stands in the guide at the lines that are cited. Where the guide does not tell, the answer says
so and names the nearest headings.
"""


@click.command(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("question", required=False)
@click.option("-c", "--corpus", default="guide", show_default=True, help="The corpus that is asked; see `coach corpus list`.")
@click.option("--review", type=click.Path(path_type=Path), help="A self-review: the answer is for its author.")
@click.option("-k", "count", type=click.IntRange(1, 50), default=5, show_default=True, help="Most passages listed as hits.")
@click.option("--verbatim", is_flag=True, help="Also show the cited lines as they stand.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["terminal", "markdown", "json"]),
    help="Output; by the name of -o, else terminal.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file instead of standard output."
)
@model_options
def command(question: str | None, corpus: str, review: Path | None, count: int, **show: object) -> None:
    """Ask the guide, or a corpus of your own, a QUESTION.

    Without a QUESTION, at a terminal, a conversation begins, and a question may follow up the one before it; otherwise the
    question is read from standard input. Nothing leaves this machine, unless you name a --model that answers elsewhere.
    """
    output = show["output"] if isinstance(show["output"], Path) else None
    form = str(show["form"] or _format_of(output))
    print_answer = _printer(form, output, verbatim=bool(show["verbatim"]))
    asked = question if question is not None else None if sys.stdin.isatty() else sys.stdin.read(_MAX_CHARS + 1)
    if asked is not None:
        _checked(asked)
    settings, model = load_settings(), model_of(show)
    if model and show["show_outgoing"]:
        _show_outgoing(settings, corpus, asked or "", model, output)
        return
    if model:
        agree(model, settings, yes=bool(show["yes"]), what="The question, and passages of the corpus,")
    with stages() as progress:
        ask, reader = _opened(settings, (corpus, model), review, progress)
    if asked is None:
        _converse(ask, reader, count, print_answer)
    else:
        print_answer(ask.answer(ask.question(asked, reader=reader), k=count, reader=reader))


def _checked(question: str) -> None:
    if len(question) > _MAX_CHARS:
        raise InputTooLarge(f"the question has more than {_MAX_CHARS:,} characters", remedy="Ask in a sentence or two.")
    if not any(char.isalnum() for char in question):
        raise UsageError("the question is empty", remedy='Ask like this: coach ask "How long should a self-review be?"')


def _show_outgoing(settings: Settings, corpus: str, question: str, model: ModelSettings, output: Path | None) -> None:
    from coach.wiring_models import outgoing_of_ask

    _checked(question)
    bodies = outgoing_of_ask(settings, corpus, question, model)
    for body in bodies:
        write_output(body.decode("utf-8", "replace") + "\n", output)
    say(f"{sum(map(len, bodies))} bytes to {model.host}; nothing was sent.")


def _opened(
    settings: Settings, asked: tuple[str, ModelSettings | None], review: Path | None, progress: Callable[[str], None]
) -> tuple[Ask, Reader | None]:
    from coach.wiring import open_ask

    corpus, model = asked
    if model:
        from coach.wiring_models import open_model_ask

        ask = open_model_ask(settings, corpus, progress, model)
    else:
        ask = open_ask(settings, corpus, progress)
    return ask, _reader(settings, review, progress) if review else None


def _reader(settings: Settings, review: Path, progress: Callable[[str], None]) -> Reader:
    from coach.pipeline import ReviewOptions
    from coach.read.document import read_path
    from coach.reader import reader_of
    from coach.wiring import intake, local_review

    report = local_review(settings, "default", progress).run(
        [read_path(review, intake=intake())], ReviewOptions(with_plan=False)
    )
    if report.refusal:
        say(f"{report.refusal} The answer is for nobody in particular.")
    return reader_of(report)


def _converse(ask: Ask, reader: Reader | None, count: int, print_answer: Callable[[Answer], None]) -> None:
    click.echo("Ask the guide; an empty line ends. A question may follow up the one before it.", err=True)
    previous: Question | None = None
    while True:
        try:
            asked = click.prompt("\nask", default="", show_default=False, err=True)
        except click.Abort:
            return
        if not asked.strip() or asked.strip().lower() in _LEAVE:
            return
        if len(asked) > _MAX_CHARS or not any(char.isalnum() for char in asked):
            say("ask in a sentence or two.")
            continue
        question = ask.question(asked, previous, reader)
        print_answer(ask.answer(question, k=count, reader=reader))
        previous = question


def _format_of(output: Path | None) -> str:
    if output is None:
        return "terminal"
    return {".json": "json", ".md": "markdown", ".markdown": "markdown"}.get(output.suffix.lower(), "terminal")


def _printer(form: str, output: Path | None, *, verbatim: bool) -> Callable[[Answer], None]:
    if form == "json":
        return lambda answer: write_output(answer.model_dump_json(indent=2) + "\n", output)
    if form == "markdown":
        return lambda answer: _print_markdown(answer, output, verbatim)
    return lambda answer: _print_terminal(answer, output, verbatim)


def _print_markdown(answer: Answer, output: Path | None, verbatim: bool) -> None:
    from coach.render.answer import render_answer_markdown

    write_output(render_answer_markdown(answer, verbatim=verbatim), output)


def _print_terminal(answer: Answer, output: Path | None, verbatim: bool) -> None:
    from coach.render.answer import render_answer

    if output is None:
        render_answer(answer, result_console(), verbatim=verbatim)
        sys.stdout.flush()
        return
    import io

    from rich.console import Console

    buffer = io.StringIO()
    render_answer(answer, Console(file=buffer, width=terminal_width() or 100, highlight=False), verbatim=verbatim)
    write_output(buffer.getvalue(), output)
