"""The page templates: everything is escaped, whatever the suffix."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from coach import __version__
from coach.render.words import one_line, printable

_FOLDER = Path(__file__).resolve().parent / "templates"


@cache
def environment() -> Environment:
    """The one environment of all templates."""
    made = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {"one_line": one_line, "printable": printable, "sentence": _sentence}
    made.globals |= {"version": __version__, "here": ""}
    return made


def _sentence(words: str) -> str:
    """A cause as a sentence: with a capital and a full stop."""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?", "”")) else ".")


def to_html(template: str, /, **values: object) -> str:
    """A template with its values."""
    return environment().get_template(template).render(values)


def render(template: str, status: int = 200, headers: Mapping[str, str] | None = None, /, **values: object) -> HTMLResponse:
    """A page as a response."""
    return HTMLResponse(to_html(template, **values), status, headers)
