"""Recording: a review through a server that hands each request on and keeps the answer."""

from __future__ import annotations

from pathlib import Path

from coach.datafiles import data_folder
from coach.evaluate.bench import Bench
from coach.evaluate.cases import ReviewCase
from coach.evaluate.cassettes import Cassette, locked_prompts, save_cassette
from coach.evaluate.replay import Tape, Upstream, serving
from coach.evaluate.suites.recorded import OPTIONS
from coach.evaluate.written_answers import answers_from_labels
from coach.model.report import Report


def record_case(bench: Bench, case: ReviewCase, asked: tuple[str, Upstream | None], path: Path) -> None:
    """Review a labelled document and keep what the model answered.

    Args:
        bench: The engine.
        case: The document.
        asked: Name of the model and who answers for it; None for answers written from the labels.
        path: The cassette to write.

    Raises:
        ProviderError: The model fails.
        NoSpaceOrPermission: The cassette cannot be written.
    """
    model, upstream = asked
    tape = Tape(upstream=upstream or answers_from_labels(case))
    with serving(tape) as address:
        report = bench.open_model(model, address).run([case.document], OPTIONS)
    cassette = Cassette(
        case=case.gold.id,
        model=model,
        origin="model" if upstream else "labels",
        prompts=_prompts(report),
        interactions=tuple(tape.recorded),
    )
    save_cassette(path, cassette)


def _prompts(report: Report) -> dict[str, str]:
    used = [f"{name}.yaml" for name in report.usage.model.prompts] if report.usage.model else []
    return {name: digest for name, digest in locked_prompts(data_folder("prompts") / "prompts.lock").items() if name in used}
