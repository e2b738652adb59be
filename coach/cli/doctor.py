"""`coach doctor`: what of this installation works, and what a language model can do, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from coach.cli.screen import stages
from coach.errors import CoachError, ProviderFailed
from coach.settings import Settings, load_settings

if TYPE_CHECKING:
    from coach.model.outgoing import Examination
    from coach.model_settings import ModelSettings

_NEEDED = 16_000
"""Tokens in which a usual review fits as a whole, with its rules and its answer."""

EPILOG = """
\b
Examples:
  coach doctor
  coach doctor --model ollama:qwen3
  coach doctor --model openai:NAME --base-url http://127.0.0.1:8000/v1

\b
Settings of a model, beside --model and --base-url, from the environment or from config.toml (model = "…", timeout = 300 …):
  COACH_STRUCTURED   json_schema, function_calling, json_mode or prompted; found out when it is not set
  COACH_TIMEOUT      seconds until a request is given up (120)
  COACH_MAX_TOKENS   most tokens of an answer, reasoning included (12000)
  COACH_CONTEXT      tokens that fit into the model (32768); longer texts are split
  COACH_TEMPERATURE  sent only when it is set
Keys: OPENAI_API_KEY, ANTHROPIC_API_KEY, GOOGLE_API_KEY … or COACH_API_KEY, or the keyring (service "coach", user the host).
Nothing of yours is sent: the model is asked about three green apples.
"""


@click.command(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-m", "--model", metavar="PROVIDER:NAME", help="Also examine this language model.")
@click.option("--base-url", metavar="URL", help="Where it answers.")
@click.pass_context
def command(ctx: click.Context, /, model: str | None, base_url: str | None) -> None:
    """Check this installation, and the language model that is named or set."""
    settings = load_settings()
    sound = _installation(settings)
    chosen = _chosen(model, base_url)
    if chosen is None:
        _tell(True, "no language model is named; reviews run on this machine, and nothing leaves it")
        click.echo("Ready: local engine." if sound else "Not ready: see above.")
    elif _model(chosen):
        click.echo(f"Ready: local engine, and {chosen.model}." if sound else "Not ready: see above.")
    else:
        sound = False
        click.echo(f"Not ready: {chosen.model}. The local engine does not need it.")
    if not sound:
        ctx.exit(ProviderFailed.exit_code)


def _chosen(model: str | None, base_url: str | None) -> ModelSettings | None:
    from coach.model_settings import load_model_settings

    settings = load_model_settings(model=model, base_url=base_url)
    return settings if settings.model else None


def _installation(settings: Settings) -> bool:
    """Run every check, also after one that fails."""
    outcomes = [_check(name, settings, check) for name, check in _CHECKS]
    return all(outcomes)


def _check(name: str, settings: Settings, check: Callable[[Settings], str]) -> bool:
    try:
        _tell(True, f"{name}: {check(settings)}")
    except CoachError as error:
        _tell(False, f"{name}: {error}")
        return False
    return True


def _tell(well: bool, words: str) -> None:
    click.echo(f"{'ok  ' if well else 'FAIL'}  {''.join(char if char.isprintable() else ' ' for char in words)}")


def _corpus(settings: Settings) -> str:
    from coach.wiring import shipped_corpus

    corpus = shipped_corpus(settings)
    return f"{len(corpus.competencies)} competencies, ladders {', '.join(corpus.ladders)}, {corpus.hash}"


def _prompts(settings: Settings) -> str:
    from coach.wiring_models import checked_prompts

    return f"{', '.join(checked_prompts(settings))}; as they were locked, examples hold"


def _reader(settings: Settings) -> str:
    from coach.wiring import statement_reader

    return statement_reader(settings, lambda stage: click.echo(f"      {stage}", err=True)).name


def _index(settings: Settings) -> str:
    from coach.guide import SHIPPED
    from coach.wiring import open_corpus

    return f"{len(open_corpus(settings, SHIPPED, lambda stage: None).passages)} passages of the guide can be searched"


_CHECKS: tuple[tuple[str, Callable[[Settings], str]], ...] = (
    ("corpus", _corpus),
    ("prompts", _prompts),
    ("reader", _reader),
    ("index", _index),
)


def _model(model: ModelSettings) -> bool:
    from coach.wiring_models import examine_model, has_key

    where = "this machine; nothing leaves it" if model.on_this_machine else "another machine; names are replaced before sending"
    _tell(True, f"model: {model.model} at {model.url} ({where})")
    if not model.on_this_machine:
        known = has_key(model)
        _tell(known, "key: found" if known else f"key: none; set one of {', '.join(model.key_variables)}")
    try:
        with stages() as progress:
            examined = examine_model(model, progress)
    except CoachError as error:
        _tell(False, f"model: {error}")
        return False
    return _told(model, examined)


def _told(model: ModelSettings, examined: Examination) -> bool:
    if examined.failure:
        _tell(False, f"reachable: {examined.failure}")
        return False
    _tell(True, "reachable: it answers")
    if examined.listed is False:
        click.echo(f"note  {model.host} does not list a model of this name")
    for trial in examined.trials:
        click.echo(f"{'ok  ' if trial.works else 'no  '}  {trial.method}: {trial.detail} ({trial.seconds:.1f} s)")
    _tell_context(model, examined.context)
    if examined.best is None:
        _tell(False, "in words: it fills no form in any way, so it cannot be used for reviews; try a larger model")
        return False
    how = {"json_schema": "the server enforces the shape", "function_calling": "the shape is asked for as a tool"}
    words = how.get(examined.best, "the shape is asked for in words, and checked here")
    _tell(True, f"in words: reviews will work, by {examined.best}: {words}")
    if not examined.trials[0].works and model.structured is None:
        click.echo(f"note  COACH_STRUCTURED={examined.best} saves a request at the start of each run")
    return True


def _tell_context(model: ModelSettings, context: int | None) -> None:
    if context is None:
        click.echo(f"note  the server does not tell how much fits; {model.context} tokens are assumed (COACH_CONTEXT)")
    elif context < model.context:
        click.echo(f"note  {context} tokens fit; set COACH_CONTEXT={context}, and COACH_MAX_TOKENS to at most a third of it")
    else:
        _tell(True, f"context: {context} tokens fit, {model.context} are used at most (COACH_CONTEXT)")
    if min(context or model.context, model.context) < _NEEDED:
        click.echo(f"note  below {_NEEDED} tokens a review is split into many parts, and a plan may not fit")
