"""The suites in order, and how they are run: each over one bench, timed, with its figures."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from coach import __version__
from coach.errors import UsageError
from coach.evaluate.baseline import Baseline
from coach.evaluate.bench import Bench
from coach.evaluate.cassettes import cassette_paths, load_cassette, tokens_of
from coach.evaluate.figures import Statistics, figures_of
from coach.evaluate.folder import nothing_to_run
from coach.evaluate.gaps import by_group
from coach.evaluate.result import CaseResult, GapGroup, RunResult, SuiteResult
from coach.evaluate.suites import (
    answers,
    attacks,
    fairness,
    gaps,
    grounding,
    kinds,
    length,
    plans,
    privacy,
    recorded,
    retrieval,
    segmentation,
    stability,
)


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite.

    Attributes:
        name: What it is called on the command line.
        title: What it measures, in a few words.
        measure: What the score of a case is.
        present: Whether a folder of evals has cases for it.
        run: Runs every case.
        asks: Whether it asks a corpus; the others read documents.
        by_group: What is told of its groups beside their figures.
    """

    name: str
    title: str
    measure: str
    present: Callable[[Path], bool]
    run: Callable[[Bench], list[CaseResult]]
    asks: bool = False
    by_group: Callable[[Sequence[CaseResult]], tuple[GapGroup, ...]] = lambda cases: ()


SUITES = (
    Suite("gaps", "gaps found against labels", "F1", gaps.present, gaps.run, by_group=by_group),
    Suite("segmentation", "statements found in their places", "share right", segmentation.present, segmentation.run),
    Suite("kinds", "kind of document and levels", "share right", kinds.present, kinds.run),
    Suite("grounding", "forged findings that fall", "share right", grounding.present, grounding.run),
    Suite("plans", "quality of the plans", "share right", plans.present, plans.run),
    Suite("retrieval", "sections found for questions", "MRR@10", retrieval.present, retrieval.run, asks=True),
    Suite("answers", "answers and refusals", "share right", answers.present, answers.run, asks=True),
    Suite("recorded", "the model engine on recorded answers", "F1", recorded.present, recorded.run),
    Suite("privacy", "names hidden before anything leaves", "share hidden", privacy.present, privacy.run),
    Suite("attacks", "injected words that move nothing", "share unmoved", attacks.present, attacks.run),
    Suite("fairness", "people who are read alike", "share alike", fairness.present, fairness.run),
    Suite("length", "planted facts found in long documents", "F1", length.present, length.run),
    Suite("stability", "runs that agree", "share alike", stability.present, stability.run),
)
"""Every suite, in the order in which they run and are shown."""


def chosen_suites(root: Path, names: Collection[str] = ()) -> list[Suite]:
    """The suites of these names, or all that the folder has cases for.

    Raises:
        UsageError: A name is not a suite's, or the folder has no cases.
    """
    known = {suite.name: suite for suite in SUITES}
    for name in names:
        if name not in known:
            raise UsageError(f"there is no suite {name!r}", remedy=f"Known: {', '.join(known)}.")
        if not known[name].present(root):
            raise nothing_to_run(root, f"cases of the suite {name!r}")
    found = [suite for suite in SUITES if (suite.name in names if names else suite.present(root))]
    if not found:
        raise nothing_to_run(root)
    return found


def suites_of_case(root: Path, case: str, baselines: Mapping[str, Baseline]) -> list[str]:
    """Names of the suites that have a case, by their baselines; all suites where none knows it."""
    known = [suite.name for suite in SUITES if suite.present(root)]
    having = [name for name in known if name in baselines and any(kept.id == case for kept in baselines[name].cases)]
    return having or known


def recorded_tokens(root: Path) -> int:
    """Tokens that all recorded answers took."""
    return sum(tokens_of(load_cassette(path)) for path in cassette_paths(root))


def run_suites(bench: Bench, suites: Sequence[Suite], statistics: Statistics) -> RunResult:
    """Run suites over one bench; those that ask a corpus beside those that read documents, for they share nothing."""
    started = time.perf_counter()
    lanes = [[suite for suite in suites if suite.asks is asks] for asks in (False, True)]
    with ThreadPoolExecutor(len(lanes)) as pool:
        futures = [pool.submit(lambda lane: [_run_suite(bench, suite) for suite in lane], lane) for lane in lanes]
        done = {result.name: result for future in futures for result in future.result()}
    measures = {suite.name: suite.measure for suite in suites}
    results = [
        done[suite.name].model_copy(update={"figures": figures_of(done[suite.name].cases, measures[suite.name], statistics)})
        for suite in suites
    ]
    drafts = sum(case.gold.draft for case in bench.cases) if bench.has_reviews else 0
    notices = (f"{drafts} cases have labels that the engine drafted and nobody has read yet",) if drafts else ()
    return RunResult(
        coach_version=__version__,
        engine=bench.review.assess.name,
        splits=bench.splits,
        suites=tuple(results),
        notices=notices,
        seconds=round(time.perf_counter() - started, 2),
    )


def _run_suite(bench: Bench, suite: Suite) -> SuiteResult:
    bench.progress(f"suite {suite.name}")
    started = time.perf_counter()
    cases = tuple(suite.run(bench))
    return SuiteResult(
        name=suite.name,
        title=suite.title,
        cases=cases,
        figures=(),
        groups=suite.by_group(cases),
        seconds=round(time.perf_counter() - started, 2),
        tokens=recorded_tokens(bench.root) if suite.name == "recorded" else 0,
    )
