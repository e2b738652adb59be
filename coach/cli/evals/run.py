"""`coach eval run`: the gate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coach.cli.evals.options import evals_option, format_option, ladder_option, output_option, split_option
from coach.cli.screen import result_console, say, stages, write_output
from coach.evaluate.folder import Splits, names_of
from coach.settings import load_settings

if TYPE_CHECKING:
    from coach.evaluate.compare import Verdict
    from coach.evaluate.result import RunResult

BROKE = 10
"""Exit code when something broke."""

EPILOG = """
\b
The gate fails (exit code 10) on
  - a check that must always hold and does not: a quote that is not in the document, a citation that does not stand;
  - a check of a case that held in the baseline and does not now: a gap that was found is lost, a trap is newly hit.
    A gap found so narrowly that another processor's arithmetic could lose it is listed only;
  - a case or check that is missing, or a case that was edited, until the baseline is updated;
  - a suite whose cases, each paired with itself, score lower by 0.005 or more on average with p <= 0.01
    (one-sided paired permutation test);
  - a budget that was exceeded (--budget).
Whatever else moved is listed and fails nothing. Intervals are 95 % bootstrap intervals over cases.

\b
Examples:
  coach eval run
  coach eval run gaps plans --split tuning --each
  coach eval run -f junit -o evals.xml
  coach eval run --update-baseline        after you have read what moved
"""


@click.command(epilog=EPILOG)
@click.argument("suites", nargs=-1, metavar="[SUITE…]")
@split_option("all", "Which cases: tune on tuning, report test, gate on all.")
@evals_option()
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    help="Folder of the baseline, or a result of -f json; by default <evals>/baseline.",
)
@click.option("--update-baseline", is_flag=True, help="Write what was measured as the new baseline, after you have read it.")
@click.option("--each", is_flag=True, help="Also list every case with what was missed and what was found in excess.")
@ladder_option
@click.option(
    "--budget",
    multiple=True,
    metavar="KEY=NUMBER",
    help="Most that the run may take: seconds=90, tokens=200000. May be given more than once.",
)
@format_option(
    "terminal",
    "json",
    "junit",
    "markdown",
    "html",
    words="Output; by the name of -o (.json .xml .md .html), else terminal.",
)
@output_option
def command(suites: tuple[str, ...], **choices: Any) -> int:
    """Run the suites, all by default, and compare each case with its baseline.

    Nothing is asked of any network: the local engine runs here, model answers are replayed from recordings.
    """
    from coach.evaluate.baseline import load_baselines, save_baselines
    from coach.evaluate.budget import over_budget, parse_budget
    from coach.evaluate.compare import compare
    from coach.wiring import eval_statistics

    budget = parse_budget(choices["budget"])
    root: Path = choices["root"]
    run = measured(root, suites, choices["split"], choices["ladder"])
    folder: Path = choices["baseline"] or root / "baseline"
    before = load_baselines(folder) if folder.exists() else {}
    verdict = compare(run, before, eval_statistics(), whole=not suites)
    verdict = over_budget(run, verdict, budget)
    show(run, verdict, choices["form"] or form_of(choices["output"]), choices["output"], each=choices["each"])
    if choices["update_baseline"]:
        written = save_baselines(folder, run, run.splits)
        say(f"the baseline of {len(written)} suites was written to {folder}; commit it with what changed it.")
        return BROKE if any(check.force == "always" and not check.held for check in all_checks(run)) else 0
    for name in verdict.without_baseline:
        say(f"the suite {name} has no baseline yet; `coach eval run {name} --update-baseline` writes it.")
    return 0 if verdict.passed else BROKE


def measured(root: Path, suites: tuple[str, ...], split: Splits, ladder: str) -> RunResult:
    """Run suites with the local engine."""
    from coach.evaluate.offline import no_network
    from coach.evaluate.run import chosen_suites, run_suites
    from coach.wiring import eval_bench, eval_statistics

    chosen = chosen_suites(root, suites)
    with stages() as progress, no_network():
        bench = eval_bench(load_settings(), root, names_of(split), ladder, progress)
        return run_suites(bench, chosen, eval_statistics())


def all_checks(run: RunResult) -> list[Any]:
    """Every check of a run."""
    return [check for suite in run.suites for case in suite.cases for check in case.checks]


def form_of(output: Path | None) -> str:
    """The format that a file name asks for."""
    suffixes = {".json": "json", ".xml": "junit", ".md": "markdown", ".html": "html", ".htm": "html"}
    return suffixes.get(output.suffix.lower(), "terminal") if output else "terminal"


def show(run: RunResult, verdict: Verdict, form: str, output: Path | None, *, each: bool = False) -> None:
    """Write a run in a format."""
    from coach.evaluate.formats import junit, markdown, terminal

    if form == "json":
        write_output(run.model_dump_json(indent=1) + "\n", output)
    elif form == "junit":
        write_output(junit.render_junit(run, verdict), output)
    elif form == "markdown":
        write_output(markdown.render_markdown(run, verdict), output)
    elif form == "html":
        from coach.evaluate.formats.page import render_page

        write_output(render_page(run, verdict), output)
    elif output is not None:
        import io

        from rich.console import Console

        buffer = io.StringIO()
        terminal.render_terminal(run, verdict, Console(file=buffer, width=140, highlight=False), each)
        write_output(buffer.getvalue(), output)
    else:
        terminal.render_terminal(run, verdict, result_console(), each)
