"""`coach mcp`: review, parse and ask as tools of an assistant, by the Model Context Protocol."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from coach.cli.screen import say

if TYPE_CHECKING:
    from coach.api import Coach
    from coach.model.offer import Offer

EPILOG = """
\b
In the settings of an assistant, such as Claude Desktop:
  {"mcpServers": {"coach": {"command": "coach", "args": ["mcp"]}}}

\b
Tools: review, parse, ask. Resources: every page of the guide, as coach://guide/<page>. The tools take text, never a path,
and write nothing. What you give to the assistant, the assistant's maker may see; coach itself sends nothing.
"""


@click.command(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Serve an assistant on standard input and output, until it leaves."""
    from coach.api import Coach
    from coach.wiring import mcp_server

    if sys.stdin.isatty():
        say("waiting for an assistant on standard input; `coach mcp --help` tells how to connect one. Ctrl-C ends.")
    mcp_server(offer_of(Coach()))()


def offer_of(coach: Coach) -> Offer:
    """What coach offers: the functions behind the tools, and the pages of the guide."""
    from coach import __version__
    from coach.api import document_of
    from coach.model.offer import Offer, Told
    from coach.render.answer import render_answer_markdown
    from coach.render.markdown import render_markdown

    def review(text: str, choices: dict[str, str | None]) -> Told:
        report = coach.review(
            [document_of(text)],
            role=choices["role"],
            level=choices["level"],
            target=choices["target"],
            ladder=choices["ladder"] or "default",
        )
        return Told(report.refusal or render_markdown(report), report)

    def parse(text: str) -> Told:
        readings = coach.parse([document_of(text)])
        return Told(readings.model_dump_json(exclude_defaults=True), readings)

    def ask(question: str, corpus: str) -> Told:
        answer = coach.ask(question, corpus=corpus)
        return Told(render_answer_markdown(answer, verbatim=True), answer)

    return Offer(__version__, review, parse, ask, tuple(coach.pages()))
