"""The language-model engine on recorded answers: prompts, checking and grounding around the model, without the model."""

from __future__ import annotations

from pathlib import Path

from coach.errors import CoachError
from coach.evaluate.bench import TODAY, Bench
from coach.evaluate.cases import ReviewCase
from coach.evaluate.cassettes import Cassette, cassette_paths, json_hash, load_cassette
from coach.evaluate.figures import fingerprint
from coach.evaluate.folder import has_reviews
from coach.evaluate.replay import Tape, serving, tape_of
from coach.evaluate.result import CaseResult, Check
from coach.evaluate.suites.gaps import case_result
from coach.model.report import Report
from coach.pipeline import ReviewOptions

OPTIONS = ReviewOptions(with_plan=False, today=TODAY)


def present(root: Path) -> bool:
    """Whether answers are recorded for labelled documents."""
    return bool(cassette_paths(root)) and has_reviews(root)


def run(bench: Bench) -> list[CaseResult]:
    """Review every labelled document that has a recording, with the recording in place of the model."""
    cases = {case.gold.id: case for case in bench.cases}
    cassettes = [load_cassette(path) for path in cassette_paths(bench.root)]
    return [recorded_result(bench, cases[each.case], each) for each in cassettes if each.case in cases]


def recorded_result(bench: Bench, case: ReviewCase, cassette: Cassette) -> CaseResult:
    """How the report on a recording compares with the labels, and whether the recording was the right one."""
    tape = tape_of(cassette.interactions)
    trouble = ""
    report: Report | None = None
    try:
        with serving(tape) as address:
            report = bench.open_model(cassette.model, address).run([case.document], OPTIONS)
    except CoachError as error:
        trouble = str(error)
    checks = (
        *_recording_checks(tape, cassette),
        Check(name="there is a report", held=not trouble, force="always", why=trouble),
    )
    mark = fingerprint(case.document.text, case.gold.model_dump_json())
    if report is None:
        return CaseResult(
            id=case.gold.id, group=cassette.origin, split=case.gold.split, score=0, fingerprint=mark, checks=checks
        )
    result = case_result(case, report)
    return result.model_copy(update={"group": cassette.origin, "checks": (*checks, *result.checks), "tags": case.gold.tags})


def _recording_checks(tape: Tape, cassette: Cassette) -> tuple[Check, ...]:
    edited = [item for item in cassette.interactions if json_hash(item.answer) != item.answer_sha256]
    unplayed = len(tape.known) - len(tape.played)
    return (
        Check(
            name="every request has its recorded answer",
            held=not tape.unknown,
            force="always",
            why=f"{tape.unknown} requests are new: prompts, document or engine changed; review, then `coach eval record`",
        ),
        Check(name="every recorded answer is asked for", held=not unplayed, force="always", why=f"{unplayed} are not"),
        Check(
            name="no recorded answer was edited",
            held=not edited,
            force="always",
            why=f"{len(edited)} answers are not what was recorded",
        ),
    )
