"""`coach eval record`: answers of a model, kept to be replayed without it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from coach.cli.evals.options import evals_option
from coach.cli.screen import say, stages
from coach.errors import UsageError
from coach.settings import load_settings

_FIRST = 8
"""Cases that are recorded when none is named and none has been recorded."""

EPILOG = """
\b
Examples:
  coach eval record --model openai:gpt-5 --base-url https://api.openai.com/v1 tuning-plain-001
  coach eval record --model openai:qwen3 --base-url http://127.0.0.1:8080/v1
  coach eval record --from-labels         after a prompt changed: the written answers, for the new requests

\b
The key is read from COACH_API_KEY or OPENAI_API_KEY and goes nowhere but to --base-url. The documents of the cases are sent
there; they are invented. A recording holds the hash of each request and the answer, no header that was sent.
"""


@click.command(epilog=EPILOG)
@click.argument("cases", nargs=-1, metavar="[CASE…]")
@click.option("--model", help="openai:NAME, a model that speaks OpenAI's chat completions.")
@click.option("--base-url", help="Where it answers.")
@click.option("--from-labels", is_flag=True, help="No model: answers written from the labels, for testing what is around one.")
@evals_option()
def command(cases: tuple[str, ...], root: Path, **choices: Any) -> None:
    """Record a model's answers about labelled documents, for the suite `recorded` to replay.

    Without a CASE, those are recorded again that have a recording, else a few of tuning.
    """
    from coach.evaluate.cassettes import cassette_paths
    from coach.evaluate.recording import record_case
    from coach.wiring import eval_bench, model_upstream

    labelled: bool = choices["from_labels"]
    if not labelled and not (choices["model"] and choices["base_url"]):
        raise UsageError("no model is named", remedy="Give --model and --base-url, or --from-labels.")
    model = "openai:labels" if labelled else choices["model"]
    key = os.environ.get("COACH_API_KEY") or os.environ.get("OPENAI_API_KEY") or ""
    upstream = None if labelled else model_upstream(choices["base_url"], key)
    with stages() as progress:
        bench = eval_bench(load_settings(), root, ("tuning", "test"), "default", progress)
        known = [path.stem for path in cassette_paths(root)]
        wanted = list(cases) or known or [case.gold.id for case in bench.some_cases() if case.gold.gaps][:_FIRST]
        for case in bench.cases:
            if case.gold.id in wanted:
                path = root / "cassettes" / "recorded" / f"{case.gold.id}.yaml"
                record_case(bench, case, (model, upstream), path)
                say(f"recorded {case.gold.id} to {path}.")
    missing = set(wanted) - {case.gold.id for case in bench.cases}
    if missing:
        raise UsageError(f"there is no case {', '.join(sorted(missing))}", place=str(root / "reviews"))
