"""Plans: every gap served, citations that stand, a mix, SMART goals, nothing said twice, the person's own words, and wishes honoured."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from coach.datafiles import data_folder
from coach.evaluate.bench import Bench, document_of
from coach.evaluate.casefiles import SCHEMAS, PlanCase, read_cases
from coach.evaluate.figures import fingerprint
from coach.evaluate.folder import has_files, has_reviews
from coach.evaluate.plan_scorers import (
    fallen_citations,
    goals_without_topic,
    impersonal_actions,
    missing_parts,
    said_twice,
    unserved_gaps,
    vague_goals,
    weak_mix,
)
from coach.evaluate.result import CaseResult, Check, Force, Note, share_held
from coach.model.report import Goal, Plan, Report


def present(root: Path) -> bool:
    """Whether there are documents that a plan can be made for."""
    return has_files(root / "plans") or has_reviews(root)


def run(bench: Bench) -> list[CaseResult]:
    """Look at the plan of every labelled document that has one, and of every text with a wish."""
    guide = data_folder("corpus") / "guide"
    results = []
    for path in sorted((bench.root / "plans").glob("*.yaml")):
        cases = read_cases(path, SCHEMAS["plans"])
        results += [wish_result(case, bench.fresh(document_of(case.text)), guide) for case in cases]
    if bench.has_reviews:
        for case in bench.cases:
            checks = tuple(plan_checks(bench.report(case), case.document.text, guide))
            results.append(
                CaseResult(
                    id=case.gold.id,
                    group="reviews",
                    split=case.gold.split,
                    tags=case.gold.tags,
                    score=share_held(checks),
                    fingerprint=fingerprint(case.document.text),
                    checks=checks,
                    notes=tuple(_goal_notes(bench.report(case).plan)),
                )
            )
    return results


def plan_checks(report: Report, text: str, guide: Path) -> Iterator[Check]:
    """What every plan must be; a report without gaps must have none, and then nothing else is asked of it."""
    plan = report.plan
    yield Check(
        name="there is a plan exactly when there are gaps",
        held=bool(plan) == bool(report.gaps),
        why="gaps, but no plan" if report.gaps else "a plan without gaps",
    )
    for name, force, faults in _SCORERS:
        found = faults(plan, report, text, guide) if plan else []
        yield Check(name=name, held=not found, force=force, why="; ".join(found)[:300])


_SCORERS: tuple[tuple[str, Force, Callable[[Plan, Report, str, Path], list[str]]], ...] = (
    ("every gap is served or parked, once", "always", lambda plan, report, text, guide: unserved_gaps(report, plan)),
    ("every citation stands in the guide", "always", lambda plan, report, text, guide: fallen_citations(plan, guide)),
    ("every action stands on the person's own words", "always", lambda plan, report, text, guide: missing_parts(plan, text)),
    (
        "every goal is measurable, dated, in steps, and has a baseline",
        "kept",
        lambda plan, report, text, guide: vague_goals(plan),
    ),
    (
        "every goal or its reason names the person's topic",
        "kept",
        lambda plan, report, text, guide: goals_without_topic(plan),
    ),
    ("most is done at work, some with others, some learnt", "kept", lambda plan, report, text, guide: weak_mix(plan)),
    ("no sentence is said twice", "kept", lambda plan, report, text, guide: said_twice(plan)),
    (
        "every action names something of the person",
        "kept",
        lambda plan, report, text, guide: impersonal_actions(plan, report),
    ),
)
"""What is asked of a plan: name, force, and who finds the faults."""


def wish_result(case: PlanCase, report: Report, guide: Path) -> CaseResult:
    """Whether a plan honours what the person said they want."""
    checks = (*plan_checks(report, case.text, guide), *_wishes(case, report.plan))
    return CaseResult(
        id=case.id,
        group="wishes",
        tags=case.tags,
        score=share_held(checks),
        fingerprint=fingerprint(case.model_dump_json()),
        checks=checks,
        notes=(Note(kind="expected", what="wish", quote=case.says), *_goal_notes(report.plan)),
    )


def _wishes(case: PlanCase, plan: Plan | None) -> Iterator[Check]:
    yield Check(name="there is a plan to look at", held=plan is not None)
    goals = plan.goals if plan else []
    for competency in case.no_goal_for:
        about = [goal.statement for goal in goals if goal.competency == competency]
        yield Check(name=f"no goal is about {competency}", held=not about, why="; ".join(about)[:200])
    for word in case.no_words:
        pattern = re.compile(rf"\b{re.escape(word)}", re.IGNORECASE)
        said = [text for goal in goals for text in _texts(goal) if pattern.search(text)]
        yield Check(name=f"nothing says {word!r}", held=not said, why="; ".join(said)[:200])


def _texts(goal: Goal) -> list[str]:
    return [goal.statement, goal.why, *(action.text for action in goal.actions), *(step.text for step in goal.milestones)]


def _goal_notes(plan: Plan | None) -> Iterator[Note]:
    for goal in plan.goals if plan else ():
        yield Note(kind="seen", what=f"goal: {goal.competency}", quote=goal.statement)
