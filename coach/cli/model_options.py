"""The options by which a language model is named, and the question that is asked before anything leaves this machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coach.errors import RefusedForPrivacy, UsageError
from coach.settings import Settings

if TYPE_CHECKING:
    from coach.model_settings import ModelSettings

_Command = TypeVar("_Command", bound=Callable[..., Any])

NAMES = ("engine", "model", "base_url", "fallback", "budget", "cache", "show_outgoing", "yes")
"""Names of the parameters that `model_options` adds."""

_OPTIONS = (
    click.option(
        "-e",
        "--engine",
        type=click.Choice(["local", "llm"]),
        help="local (the default), or llm with a model; --model means llm.",
    ),
    click.option(
        "-m",
        "--model",
        metavar="PROVIDER:NAME",
        help="A language model: openai:NAME, anthropic:NAME, ollama:NAME, google_genai:NAME.",
    ),
    click.option("--base-url", metavar="URL", help="Where the model answers, such as http://127.0.0.1:8000/v1."),
    click.option("--fallback", type=click.Choice(["local"]), help="What does the work when the model fails."),
    click.option("--budget", type=click.IntRange(min=1), metavar="TOKENS", help="Stop before a call that would exceed it."),
    click.option("--cache/--no-cache", default=None, help="Keep the model's answers on this machine; off by default."),
    click.option(
        "--show-outgoing", is_flag=True, help="Print exactly the bytes that would be sent to the model, and send nothing."
    ),
    click.option("--yes", is_flag=True, help="Agree that the text goes to the model's host."),
)


def model_options(command: _Command) -> _Command:
    """Add the options for a language model to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def model_of(choices: dict[str, Any]) -> ModelSettings | None:
    """The settings of the model that was asked for; None for the local engine.

    A model that only the environment or the settings file names is not used until `--engine llm` asks for it: local is the
    default, whatever a shell holds.

    Raises:
        UsageError: The options do not fit together.
    """
    if choices["engine"] == "local" and choices["model"]:
        raise UsageError("--engine local has no model", place="--model", remedy="Leave one of the two out.")
    if choices["engine"] != "llm" and not choices["model"]:
        for name in ("base_url", "fallback", "budget", "show_outgoing"):
            if choices[name]:
                option = f"--{name.replace('_', '-')}"
                raise UsageError("this is for a language model, and none was named", place=option, remedy="Add --model.")
        return None
    from coach.model_settings import load_model_settings

    settings = load_model_settings(
        model=choices["model"],
        base_url=choices["base_url"],
        fallback=choices["fallback"],
        budget=choices["budget"],
        cache_answers=choices["cache"],
    )
    if not settings.model:
        raise UsageError(
            "no model is named", place="--engine llm", remedy="Name one: --model openai:NAME, or COACH_MODEL=openai:NAME."
        )
    return settings


def agree(model: ModelSettings, settings: Settings, *, yes: bool, what: str) -> None:
    """Make sure that the person agrees to what leaves this machine; asks once for each host.

    Raises:
        RefusedForPrivacy: They do not, or nobody is there to ask.
    """
    if model.on_this_machine or yes:
        return
    from coach.privacy.consent import Consent

    consent = Consent(settings.data)
    if consent.given(model.host):
        return
    terms = (
        f"{what} will be sent to {model.host}, with names, addresses, employers and projects replaced by placeholders. "
        "--show-outgoing prints exactly what would leave."
    )
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise RefusedForPrivacy(
            f"{what} would be sent to {model.host}", place=model.model, remedy="Say --yes if you agree; see --show-outgoing."
        )
    click.echo(f"coach: {terms}", err=True)
    if not click.confirm(f"Send to {model.host}, now and in future?", default=False, err=True):
        raise RefusedForPrivacy(
            f"nothing was sent to {model.host}", remedy="The local engine needs no consent: --engine local."
        )
    consent.remember(model.host)
