"""The options that several `coach eval` commands have, each worded once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from coach.evaluate.folder import existing

_Command = TypeVar("_Command", bound=Callable[..., Any])


def evals_option(*, needed: bool = True) -> Callable[[_Command], _Command]:
    """`--evals`, as `root`: the folder of the cases.

    Args:
        needed: Whether the command ends with a `UsageError` when the folder is not there; else it looks when it comes to it.
    """
    return click.option(
        "--evals",
        "root",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("evals"),
        show_default=True,
        callback=(lambda context, option, root: existing(root)) if needed else None,
        help="Folder of the cases.",
    )


def split_option(default: str, words: str) -> Callable[[_Command], _Command]:
    """`--split`; what it chooses, and from which split one starts, differs from command to command."""
    return click.option("--split", type=click.Choice(["tuning", "test", "all"]), default=default, show_default=True, help=words)


def ladder_option(command: _Command) -> _Command:
    """`--ladder`: the ladder to review with."""
    words = "The ladder to review with."
    return click.option("--ladder", default="default", show_default=True, metavar="NAME|PATH", help=words)(command)


def format_option(*forms: str, default: str | None = None, words: str = "Output.") -> Callable[[_Command], _Command]:
    """`-f`, as `form`; without a default, the name of the output decides."""
    return click.option("-f", "--format", "form", type=click.Choice(forms), default=default, help=words)


def output_option(command: _Command) -> _Command:
    """`-o`: a file in place of standard output."""
    kind = click.Path(path_type=Path, dir_okay=False)
    return click.option("-o", "--output", type=kind, help="Write to a file instead.")(command)
