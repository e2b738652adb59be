"""The committed baseline: what each case scored and which of its checks held, one file a suite, one line a case."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from coach.errors import DataError, NoSpaceOrPermission
from coach.evaluate.result import CaseResult, RunResult, SuiteResult
from coach.model.output import Output


class KeptCase(Output):
    """What is remembered of a case."""

    id: str
    split: str = ""
    score: float
    fingerprint: str
    held: tuple[str, ...] = ()
    """Checks that held and must go on holding."""
    watched: tuple[str, ...] = ()
    """Checks that held, too narrowly or of too little weight to fail the gate when they are lost."""
    open: tuple[str, ...] = ()
    """Checks that did not hold: known faults, which may be mended but are no news."""


class Baseline(Output):
    """What is remembered of a suite."""

    suite: str
    engine: str = ""
    cases: tuple[KeptCase, ...]


def remembered(suite: SuiteResult, engine: str) -> Baseline:
    """What a run leaves of a suite for the next comparison."""
    return Baseline(suite=suite.name, engine=engine, cases=tuple(_kept(case) for case in suite.cases))


def _kept(case: CaseResult) -> KeptCase:
    return KeptCase(
        id=case.id,
        split=case.split,
        score=round(case.score, 4),
        fingerprint=case.fingerprint,
        held=tuple(check.name for check in case.checks if check.held and check.force != "watched"),
        watched=tuple(check.name for check in case.checks if check.held and check.force == "watched"),
        open=tuple(check.name for check in case.checks if not check.held),
    )


def load_baselines(place: Path) -> dict[str, Baseline]:
    """The baselines in a folder, or those that a result file of `coach eval run -f json` amounts to; by suite.

    Raises:
        DataError: A file is not what it should be.
    """
    if place.is_file():
        run = load_result(place)
        return {suite.name: remembered(suite, run.engine) for suite in run.suites}
    baselines = (_load(path) for path in sorted(place.glob("*.json")))
    return {baseline.suite: baseline for baseline in baselines}


def load_result(path: Path) -> RunResult:
    """A result file.

    Raises:
        DataError: It is not one.
    """
    try:
        return RunResult.model_validate_json(path.read_bytes())
    except (ValidationError, OSError) as error:
        raise DataError(
            "this is not a result of `coach eval run -f json`", place=str(path), remedy="Write one with -f json -o FILE."
        ) from error


def _load(path: Path) -> Baseline:
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except (ValidationError, OSError) as error:
        raise DataError(
            f"this baseline is damaged: {error}", place=str(path), remedy="Restore it from version control, or update it."
        ) from error


def save_baselines(folder: Path, run: RunResult, splits: Iterable[str]) -> list[Path]:
    """Write the baselines of the suites that ran; cases of splits that did not run stay as they are.

    Returns:
        The files written.

    Raises:
        NoSpaceOrPermission: The folder cannot be written.
    """
    before = load_baselines(folder) if folder.is_dir() else {}
    ran = {*splits, ""}
    written = []
    for suite in run.suites:
        fresh = remembered(suite, run.engine)
        others = [case for case in before[suite.name].cases if case.split not in ran] if suite.name in before else []
        cases = sorted([*others, *fresh.cases], key=lambda case: case.id)
        path = folder / f"{suite.name}.json"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(_line_a_case(fresh.suite, fresh.engine, cases), encoding="utf-8")
        except OSError as error:
            raise NoSpaceOrPermission(f"the baseline cannot be written ({error.strerror})", place=str(path)) from error
        written.append(path)
    return written


def _line_a_case(suite: str, engine: str, cases: Iterable[KeptCase]) -> str:
    lines = ",\n".join(json.dumps(case.model_dump(exclude_defaults=True), ensure_ascii=False) for case in cases)
    return f'{{"suite": {json.dumps(suite)}, "engine": {json.dumps(engine)}, "cases": [\n{lines}\n]}}\n'
