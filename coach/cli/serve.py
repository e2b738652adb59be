"""`coach serve`: a page on this machine, and the HTTP interface behind it."""

from __future__ import annotations

import sys
import webbrowser
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

import click

from coach.cli.screen import say

if TYPE_CHECKING:
    from coach.web.server import Serving

EPILOG = """
\b
Examples:
  coach serve                                 a free port; the page opens in your browser
  coach serve --port 8765 --no-open
  coach serve --api-token                     also for programs: curl -H "Authorization: Bearer …" …

\b
The page answers on 127.0.0.1 only, to the browser that came by the link, which works once; Enter prints another. Reports
live in memory and are gone when you stop it. The HTTP interface is described at /api/openapi.json.
"""


@click.command(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on 127.0.0.1; a free one by default.")
@click.option("--open/--no-open", "opens", default=True, show_default=True, help="Open the page in the browser.")
@click.option("--api-token", is_flag=True, help="Let programs in with a token, which is printed once.")
@click.option("--log", is_flag=True, help="Print a line a request: method, path, status, time; never what was sent.")
def command(port: int, opens: bool, api_token: bool, log: bool) -> None:
    """Open a page to paste a review into, to read the report, and to ask the guide."""
    from coach.api import Coach
    from coach.web.server import bind

    serving = bind(Coach(), port, api_token=api_token, log=_say_line if log else None)
    with suppress(KeyboardInterrupt):  # the server may end by it, or by its own hand when it heard the signal
        _serve(serving, opens=opens)
    say("stopped; every report is forgotten.")


def _serve(serving: Serving, *, opens: bool) -> None:
    link = serving.link()
    click.echo(f"coach is at {link}")
    if serving.site.doors.api_token:
        click.echo(f"For programs: Authorization: Bearer {serving.site.doors.api_token}")
    say("the link works once, in one browser. Nothing is stored; Ctrl-C stops it and forgets every report.")
    sys.stdout.flush()
    if opens and sys.stdout.isatty():
        Thread(target=webbrowser.open, args=(link,), daemon=True).start()
    if sys.stdin.isatty():
        Thread(target=_print_links, args=(serving,), daemon=True).start()
    serving.run()


def _print_links(serving: Serving) -> None:
    for _ in sys.stdin:
        click.echo(f"Another browser: {serving.link()}")


def _say_line(line: str) -> None:
    say(line)
