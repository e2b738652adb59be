"""The rule of the gate: each thing that must fail it does, by name; nothing else does."""

from __future__ import annotations

import random

from coach.evaluate.compare import LEAST_DROP, SIGNIFICANT
from tests.unit.evaluate.results import case, check, judged, run_of


def broken(*arguments: object, **options: object) -> list[str]:
    return [str(item) for item in judged(*arguments, **options).breaks]  # type: ignore[arg-type]


def test_an_unchanged_run_passes() -> None:
    run = run_of(case("a"), case("b", check(held=False), score=0.0))
    verdict = judged(run, run, whole=True)
    assert verdict.passed
    assert verdict.changes == ()
    assert [(move.better, move.worse, move.chance) for move in verdict.movements] == [(0, 0, 1.0)]


def test_a_lost_check_breaks_and_is_named() -> None:
    after = run_of(case("a", check(held=False, why="not found"), score=0.5))
    assert broken(run_of(case("a")), after) == ["gaps/a: finds testing — not found"]


def test_a_loss_is_told_once_and_not_again_for_what_refines_it() -> None:
    names = ("finds testing", "finds testing in the right words")
    before, after = (run_of(case("a", *(check(name, held=held) for name in names))) for held in (True, False))
    assert broken(before, after) == ["gaps/a: finds testing — it held in the baseline"]
    elsewhere = run_of(case("a", check(names[0]), check(names[1], held=False)))
    assert broken(before, elsewhere) == ["gaps/a: finds testing in the right words — it held in the baseline"]


def test_a_check_that_was_held_narrowly_is_listed_and_breaks_nothing() -> None:
    before = run_of(case("a", check(force="watched")))
    verdict = judged(before, run_of(case("a", check(held=False), score=0.5)))
    assert verdict.passed
    assert verdict.changes[0].lost == ("finds testing",)


def test_a_check_that_must_always_hold_breaks_without_a_baseline_and_with_one_that_lacks_it_too() -> None:
    forged = run_of(case("a", check("every quote", held=False, force="always", why="“x”")))
    assert broken(run_of(), forged) == ["gaps/a: every quote — “x”"]
    assert broken(forged, forged) == ["gaps/a: every quote — “x”"]


def test_a_fault_that_is_known_is_no_news() -> None:
    run = run_of(case("a", check(held=False), score=0.0))
    assert not broken(run, run)


def test_a_missing_case_a_missing_check_and_a_missing_suite_break() -> None:
    before = run_of(case("a"), case("b"))
    assert "gaps/b: the case is missing" in broken(before, run_of(case("a")))[0]
    assert broken(before, run_of(case("a"), case("b", check("other")))) == ["gaps/b: finds testing — the check is missing"]
    other = run_of(case("a"), name="plans")
    assert broken(before, other, whole=True) == ["gaps: the suite is missing — the baseline has it"]
    assert not broken(before, other)


def test_a_case_of_a_split_that_did_not_run_is_not_missed() -> None:
    before = run_of(case("a"), case("test-plain-001", split="test"))
    assert not broken(before, run_of(case("a"), splits=["tuning"]))


def test_an_edited_case_breaks_until_the_baseline_is_updated() -> None:
    assert "the case was edited" in broken(run_of(case("a")), run_of(case("a", fingerprint="other")))[0]


def test_a_new_case_is_listed() -> None:
    verdict = judged(run_of(case("a")), run_of(case("a"), case("b", score=0.4)))
    assert verdict.passed
    assert [(change.case, change.before) for change in verdict.changes] == [("b", None)]


def scored(*scores: float) -> object:
    return run_of(*(case(f"c{number}", score=score) for number, score in enumerate(scores)))


def test_many_small_losses_in_one_direction_break_the_suite() -> None:
    before, after = scored(*[0.8] * 40), scored(*[0.7] * 8, *[0.8] * 32)
    assert "the suite as a whole got worse" in broken(before, after)[0]


def test_as_many_gains_as_losses_break_nothing() -> None:
    before, after = scored(*[0.8] * 40), scored(*[0.7] * 8, *[0.9] * 8, *[0.8] * 24)
    assert not broken(before, after)


def test_a_drop_too_small_to_matter_breaks_nothing_however_sure_it_is() -> None:
    before, after = scored(*[0.8] * 100), scored(*[0.8 - LEAST_DROP / 2] * 100)
    verdict = judged(before, after)  # type: ignore[arg-type]
    assert verdict.movements[0].chance <= SIGNIFICANT
    assert verdict.passed


def test_noise_alone_never_breaks_a_suite() -> None:
    """Scores that jitter without direction, sixty times over: the test's promise is one in a hundred at most."""
    dice = random.Random(7)  # noqa: S311 - noise, not a secret
    before = scored(*[0.5] * 30)
    failed = sum(bool(broken(before, scored(*[0.5 + dice.choice((-0.1, 0, 0, 0.1)) for _ in range(30)]))) for _ in range(60))
    assert failed <= 1
