"""`coach eval show`: one case, explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.cli.evals.options import evals_option, ladder_option
from coach.cli.evals.run import measured
from coach.cli.screen import result_console
from coach.errors import UsageError
from coach.evaluate.folder import Splits

if TYPE_CHECKING:
    from coach.evaluate.result import RunResult


@click.command()
@click.argument("case")
@click.option("--suite", help="Only this suite; by default every suite that has the case.")
@evals_option()
@click.option(
    "--from",
    "result",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A result of -f json; runs otherwise.",
)
@ladder_option
def command(case: str, suite: str | None, root: Path, result: Path | None, ladder: str) -> None:
    """Explain one case: what was expected, what was found, why, and how that differs from the baseline.

    Without --from, the suites that have the case are run; `coach eval run -o result.json` once is quicker for many.
    """
    from coach.evaluate.baseline import load_baselines, load_result
    from coach.evaluate.formats.case import render_case

    run = load_result(result) if result else _run(root, case, suite, ladder)
    baselines = load_baselines(root / "baseline")
    found = [(each, item) for each in run.suites for item in each.cases if item.id == case and suite in (None, each.name)]
    if not found:
        raise UsageError(f"no suite has a case {case!r}", remedy="`coach eval run -f json` lists the cases.")
    console = result_console()
    for each, item in found:
        kept = {entry.id: entry for entry in baselines[each.name].cases} if each.name in baselines else {}
        render_case(each, item, kept.get(item.id), console)


def _run(root: Path, case: str, suite: str | None, ladder: str) -> RunResult:
    from coach.evaluate.baseline import load_baselines
    from coach.evaluate.run import suites_of_case

    names = (suite,) if suite else suites_of_case(root, case, load_baselines(root / "baseline"))
    split: Splits = "test" if case.startswith("test-") else "tuning" if case.startswith("tuning-") else "all"
    return measured(root, tuple(names), split, ladder)
