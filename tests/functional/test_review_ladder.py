"""`coach review --ladder` from the command line: the report speaks in the words of the ladder that was given."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
LADDER = REPOSITORY / "evals" / "corpora" / "northwind-ladder" / "levels.md"


def review(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "coach", "review", str(REPOSITORY / "examples" / "self-review.md"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_report_quotes_the_ladder_and_calls_levels_by_its_titles() -> None:
    run = review("--ladder", str(LADDER), "--target", "P4", "--no-plan", "-f", "json")
    assert run.returncode == 0, run.stderr
    report = json.loads(run.stdout)
    assert report["person"]["target_level"] == {
        "value": "staff",
        "origin": "option",
        "title": "P4 Navigator",
        "quote": None,
        "line": None,
    }
    lines = LADDER.read_text(encoding="utf-8").replace("**", "").splitlines()
    own = [gap for gap in report["gaps"] if not gap["ladder_silent"]]
    assert own
    assert all(gap["target_title"] == "P4 Navigator" for gap in report["gaps"])
    for gap in own:
        line = int(gap["ladder_place"].split("line ")[1].split(":")[0])
        assert gap["target_expectation"] in lines[line - 1]
    assert all("default ladder" in gap["ladder_place"] for gap in report["gaps"] if gap["ladder_silent"])


def test_a_file_without_a_ladder_is_a_usage_error_that_says_what_was_looked_for() -> None:
    run = review("--ladder", str(REPOSITORY / "examples" / "reflection.md"))
    assert run.returncode == 2
    assert "no ladder is found in it" in run.stderr
    assert "Looked for" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_level_that_the_ladder_does_not_have_is_refused() -> None:
    run = review("--ladder", str(LADDER), "--target", "P9")
    assert run.returncode == 2
    assert "P1 Deckhand" in run.stderr
