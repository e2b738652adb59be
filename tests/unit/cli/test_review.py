"""`coach review`: options reach the review, output goes where it belongs, exit codes are kept. The engine is a fake."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from coach import wiring
from coach.corpora import Corpus
from coach.guide import Guide
from coach.read.decode import MAX_BYTES, MAX_CHARS
from tests.unit.cli.conftest import Run
from tests.unit.render.hostile import hostile_review

TEXT = """# Self-review

## Areas for growth
- I keep skipping the load tests
- I never present to a group

## Wins
- I led the billing migration and cut cost by 40%
"""
RECIPE = "# Pancakes\n\nIngredients:\n- 2 eggs\n- 200 g flour\n\nWhisk the eggs. Add the flour. Bake in a hot pan until golden. Serve with jam.\n"


@pytest.fixture(autouse=True)
def _fake_engine(monkeypatch: pytest.MonkeyPatch, corpus: Corpus, guide: Guide, tmp_path: Path) -> None:
    monkeypatch.setattr(wiring, "local_review", lambda settings, ladder, progress: hostile_review(corpus, guide))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")


def reviewed(run: Run, *arguments: str, stdin: bytes = b"") -> dict[str, Any]:
    ended = run("review", *arguments, "-f", "json", stdin=stdin)
    assert (ended.code, ended.err) == (0, "")
    report: dict[str, Any] = json.loads(ended.out)
    return report


def test_json_is_all_that_is_on_standard_output(run: Run) -> None:
    report = reviewed(run, "a.md")
    assert [gap["competency"] for gap in report["gaps"]] == ["testing", "presenting"]
    assert report["plan"]["goals"]


def test_standard_input_is_read_without_a_file_and_with_a_dash(run: Run) -> None:
    for arguments in ((), ("-",)):
        assert reviewed(run, *arguments, stdin=TEXT.encode())["documents"][0]["source"] == "stdin"


def test_several_files_are_one_record(run: Run, tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(TEXT.replace("load tests", "soak tests"), encoding="utf-8")
    report = reviewed(run, "a.md", "b.md", "-", stdin=TEXT.replace("load tests", "long load tests").encode())
    assert [item["source"] for item in report["documents"]] == ["a.md", "b.md", "stdin"]
    sources = {item["source"] for gap in report["gaps"] for item in gap["evidence"]}
    assert sources == {"a.md", "b.md", "stdin"}


def test_options_reach_the_report(run: Run) -> None:
    report = reviewed(
        run,
        "a.md",
        "--role",
        "data engineer",
        "-l",
        "senior",
        "-t",
        "principal",
        "-p",
        "H2",
        "-g",
        "1",
        "--start",
        "2026-02-28",
    )
    assert {key: report["person"][key]["value"] for key in ("role", "current_level", "target_level", "period")} == {
        "role": "data engineer",
        "current_level": "senior",
        "target_level": "principal",
        "period": "H2",
    }
    assert len(report["plan"]["goals"]) == 1
    assert report["plan"]["start"] == "2026-02-28"
    assert report["plan"]["parked"]


def test_a_plan_can_be_left_out(run: Run) -> None:
    assert reviewed(run, "a.md", "--no-plan")["plan"] is None


@pytest.mark.parametrize(
    ("name", "begins"), [("r.md", "# Gap report"), ("r.json", "{"), ("r.txt", "Gap report"), ("r", "Gap report")]
)
def test_the_name_of_the_output_chooses_the_format(run: Run, tmp_path: Path, name: str, begins: str) -> None:
    ended = run("review", "a.md", "-o", name)
    assert (ended.code, ended.out) == (0, "")
    assert name in ended.err
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    assert "\x1b" not in (tmp_path / name).read_text(encoding="utf-8")


def test_a_format_that_is_named_comes_before_the_name(run: Run, tmp_path: Path) -> None:
    run("review", "a.md", "-f", "json", "-o", "r.md")
    assert json.loads((tmp_path / "r.md").read_text(encoding="utf-8"))


def test_a_file_is_readable_by_its_owner_only(run: Run, tmp_path: Path) -> None:
    run("review", "a.md", "-o", "r.json")
    assert (tmp_path / "r.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_text_forms_are_plain_in_a_pipe(run: Run, form: str) -> None:
    ended = run("review", "a.md", "-f", form)
    assert (ended.code, ended.err) == (0, "")
    assert "\x1b" not in ended.out
    assert "skipping the load tests" in ended.out


def test_columns_bound_the_width(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert max(len(line) for line in run("review", "a.md").out.splitlines()) <= 60


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("missing.md",), 3, "no such file"),
        (("folder",), 3, "folder"),
        (("binary.md",), 3, "PDF"),
        (("nul.md",), 3, "NUL"),
        (("empty.md",), 3, "no text"),
        (("blank.md",), 3, "no text"),
        (("huge.md",), 4, "5,000,000"),
        (("long.md",), 4, "limit"),
        (("a.md", "missing.md"), 3, "missing.md"),
        (("-", "-"), 2, "only once"),
        (("a.md", "--level", "wizard"), 2, "wizard"),
        (("a.md", "--format", "pdf"), 2, "pdf"),
        (("a.md", "--goals", "4"), 2, "4"),
        (("a.md", "--goals", "0"), 2, "0"),
        (("a.md", "--start", "tomorrow"), 2, "tomorrow"),
        (("a.md", "--start", "9999-12-30"), 2, "9999"),
        (("a.md", "--as", "poem"), 2, "poem"),
        (("a.md", "--nope"), 2, "--nope"),
        (("a.md", "-o", "folder"), 2, "folder"),
        (("a.md", "-o", "missing/r.md"), 8, "cannot be written"),
        (("a.md", "-o", "a.md/r.md"), 8, "cannot be written"),
    ],
)
def test_what_goes_wrong_has_its_code_and_a_line(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    (tmp_path / "folder").mkdir()
    for name, data in (("binary", b"%PDF-1.7 x"), ("nul", b"a\x00b" * 9), ("empty", b""), ("blank", b" \n\t\n")):
        (tmp_path / f"{name}.md").write_bytes(data)
    (tmp_path / "huge.md").write_bytes(b"x" * (MAX_BYTES + 1))
    (tmp_path / "long.md").write_text("I led it. " * (MAX_CHARS // 9), encoding="utf-8")
    ended = run("review", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert words in ended.err


def test_what_is_no_review_is_refused_kindly_and_the_json_is_still_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "recipe.md").write_text(RECIPE, encoding="utf-8")
    ended = run("review", "recipe.md", "-f", "json")
    assert ended.code == 3
    report = json.loads(ended.out)
    assert report["refusal"] in ended.err.replace("coach: ", "")
    assert (report["gaps"], report["plan"], report["strengths"]) == ([], None, [])
    assert report["documents"][0]["kind"] == "not-a-review"
    for form in ("terminal", "markdown"):
        ended = run("review", "recipe.md", "-f", form)
        assert ended.code == 3
        assert "Paste what you wrote" in " ".join(re.sub("[│\\\\]", " ", ended.out).split())


def test_a_document_that_is_left_out_beside_a_review_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "recipe.md").write_text(RECIPE, encoding="utf-8")
    report = reviewed(run, "recipe.md", "a.md")
    assert report["refusal"] is None
    assert any("left out" in notice for notice in report["documents"][0]["notices"])
    assert report["documents"][1]["notices"] == []
    assert report["usage"]["statements"] == sum(item["statements"] for item in report["documents"])


def test_a_name_that_is_not_utf8_is_no_obstacle(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "caf\udce9.md"
    try:
        path.write_text(TEXT, encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system has no names beyond UTF-8")
    assert "caf�.md" in reviewed(run, str(path))["documents"][0]["source"]


def test_every_statement_ends_somewhere(run: Run) -> None:
    usage = reviewed(run, "a.md")["usage"]
    assert usage["used"] + usage["dropped"] + usage["context"] == usage["statements"]
    assert min(usage[name] for name in ("used", "dropped", "context")) >= 0
