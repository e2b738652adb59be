"""`coach eval matrix`: engines, models and prompts side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coach.cli.evals.options import evals_option, format_option, output_option, split_option
from coach.cli.evals.run import measured
from coach.cli.evals.tables import print_table
from coach.cli.screen import write_output
from coach.errors import UsageError
from coach.evaluate.folder import existing

if TYPE_CHECKING:
    from coach.evaluate.matrix import MatrixRow
    from coach.evaluate.result import RunResult

EPILOG = """
\b
Examples:
  coach eval matrix before.json after.json            two results of `coach eval run -f json -o FILE`
  coach eval matrix --live gaps --ladder default --ladder our-ladder.md
  coach eval matrix --live gaps --engine local --engine recorded --split tuning
"""


@click.command(epilog=EPILOG)
@click.argument("results", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="[RESULT…]")
@click.option("--live", multiple=True, metavar="SUITE", help="Run this suite for each engine and ladder; may be repeated.")
@click.option(
    "--engine",
    "engines",
    multiple=True,
    type=click.Choice(["local", "recorded"]),
    default=("local",),
    help="With --live: the local engine, and the recorded models on the documents that have a recording.",
)
@click.option("--ladder", "ladders", multiple=True, default=("default",), metavar="NAME|PATH", help="With --live.")
@split_option("tuning", "With --live.")
@evals_option(needed=False)
@format_option("terminal", "markdown", default="terminal")
@output_option
def command(results: tuple[Path, ...], **choices: Any) -> None:
    """Put results side by side: a column each, the best value of each row marked with *.

    To compare prompts or models, record each (`coach eval record`), keep the result of `coach eval run -f json`, and name
    the files here. An engine `recorded` is compared with `local` on the same documents only.
    """
    from coach.evaluate.baseline import load_result
    from coach.evaluate.matrix import matrix

    columns = [(path.stem, load_result(path)) for path in results]
    if choices["live"]:
        columns += _live(choices)
    if not columns:
        raise UsageError("nothing to compare", remedy="Name results of `coach eval run -f json -o FILE`, or give --live SUITE.")
    _show([name for name, _ in columns], matrix([run for _, run in columns]), choices["form"], choices["output"])


def _live(choices: dict[str, Any]) -> list[tuple[str, RunResult]]:
    from coach.evaluate.matrix import over_same_cases
    from coach.wiring import eval_statistics

    root, columns = existing(choices["root"]), []
    for ladder in choices["ladders"]:
        name = Path(ladder).name
        run = measured(root, tuple(choices["live"]), choices["split"], ladder)
        if "recorded" in choices["engines"]:
            other = measured(root, ("recorded",), choices["split"], ladder)
            pair = over_same_cases(run, other, eval_statistics())
            columns += [(f"local, {name}", pair[0])] if "local" in choices["engines"] else []
            origins = sorted({case.group for suite in other.suites for case in suite.cases})
            columns.append((f"recorded from {' and '.join(origins)}, {name}", pair[1]))
        else:
            columns.append((f"local, {name}", run))
    return columns


def _show(names: list[str], rows: list[MatrixRow], form: str, output: Path | None) -> None:
    head = ("suite", "measure", *names)
    lines = [(f"{row.suite} {row.group}".strip(), row.measure, *_marked(row)) for row in rows]
    if form == "markdown" or output:
        from coach.evaluate.formats.markdown import cell

        written = [head, ("---",) * len(head), *lines]
        text = "\n".join("| " + " | ".join(item if item == "---" else cell(item) for item in line) + " |" for line in written)
        write_output(text + "\n", output)
        return
    print_table(head, lines, left=2)


def _marked(row: MatrixRow) -> list[str]:
    return [f"{value} *" if number == row.best else value for number, value in enumerate(row.values)]
