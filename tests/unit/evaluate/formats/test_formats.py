"""Every format tells what broke, where; none obeys what stands in a case."""

from __future__ import annotations

import io
from xml.etree import ElementTree

from rich.console import Console

from coach.evaluate.baseline import remembered
from coach.evaluate.budget import over_budget
from coach.evaluate.formats.case import render_case
from coach.evaluate.formats.junit import render_junit
from coach.evaluate.formats.markdown import render_markdown
from coach.evaluate.formats.page import render_page
from coach.evaluate.formats.terminal import render_terminal
from coach.evaluate.result import GapGroup, Note, RunResult
from tests.unit.evaluate.results import case, check, judged, run_of

EVIL = "<script>alert(1)</script> | [x](http://x.y) \x1b[31m \x07"
BEFORE = run_of(case("a"), case("gone"), case("moved", score=0.5))
AFTER = run_of(
    case(
        "a",
        check(held=False, why=EVIL),
        notes=(Note(kind="missed", what="testing", line=3, quote=EVIL, why="none"),),
        score=0.0,
    ),
    case("moved", score=0.75),
)
VERDICT = judged(BEFORE, AFTER)


def grouped(name: str = "plain") -> RunResult:
    groups = (
        GapGroup(group="", cases=3, precision=0.6789, recall=0.25, traps=74, traps_hit=3, quotes_not_verbatim=6),
        GapGroup(group=name, cases=2, precision=None, recall=None, traps=30, traps_hit=0, quotes_not_verbatim=0),
    )
    return AFTER.model_copy(update={"suites": (AFTER.suites[0].model_copy(update={"groups": groups}),)})


def terminal(each: bool = False, run: RunResult = AFTER) -> str:
    buffer = io.StringIO()
    render_terminal(run, VERDICT, Console(file=buffer, width=120, highlight=False), each)
    return buffer.getvalue()


def test_the_terminal_ends_with_what_broke_and_the_verdict() -> None:
    *_, first, second, last = terminal().strip().splitlines()
    assert "gaps/a: finds testing" in first
    assert "gaps/gone: the case is missing" in second
    assert last.startswith("FAILED: 2 broke in 2 places")
    assert "gaps/moved: 0.50 → 0.75" in terminal()


def test_the_terminal_shows_each_case_only_when_asked() -> None:
    assert "missed  testing" in terminal(each=True)
    assert "missed  testing" not in terminal()


def test_markdown_is_told_and_not_obeyed() -> None:
    text = render_markdown(AFTER, VERDICT)
    assert text.startswith("## Evals: failed")
    assert "gaps/a" in text
    assert "<script>" not in text
    assert "[x](" not in text


def test_groups_have_a_table_of_their_own_in_every_form() -> None:
    lines = [line.split() for line in terminal(run=grouped()).splitlines()]
    assert ["all", "3", "0.679", "0.250", "3/74", "6"] in lines
    assert ["plain", "2", "–", "–", "0/30", "0"] in lines
    markdown = render_markdown(grouped(), VERDICT).splitlines()
    assert "### gaps, by group" in markdown
    assert "| group | cases | precision | recall | traps hit | quotes not verbatim |" in markdown
    assert "| all | 3 | 0.679 | 0.250 | 3/74 | 6 |" in markdown
    page = render_page(grouped(), VERDICT)
    assert "<h2>Gaps, by group</h2>" in page
    assert "<td>0.679</td><td>0.250</td><td>3/74</td><td>6</td>" in page


def test_a_run_without_groups_has_no_such_table() -> None:
    for text in (terminal(), render_markdown(AFTER, VERDICT), render_page(AFTER, VERDICT)):
        assert "by group" not in text


def test_the_name_of_a_group_is_told_and_not_obeyed() -> None:
    evil = grouped(EVIL)
    for text in (render_markdown(evil, VERDICT), render_page(evil, VERDICT)):
        assert "<script>" not in text
        assert "[x](" not in text.replace(EVIL.replace("<", "&lt;").replace(">", "&gt;"), "")


def test_junit_has_a_failure_a_broken_case_and_is_xml() -> None:
    root = ElementTree.fromstring(render_junit(AFTER, VERDICT).encode())  # noqa: S314 - our own output
    failed = {item.get("name") for item in root.iter("testcase") if item.find("failure") is not None}
    assert failed == {"a", "gone"}
    assert (root.get("tests"), root.get("failures")) == ("3", "2")


def test_a_suite_that_is_missing_or_over_budget_is_in_junit() -> None:
    over = over_budget(AFTER, judged(run_of(name="plans"), AFTER, whole=True), {"seconds": 0.5})
    text = render_junit(AFTER, over)
    assert 'name="plans"' in text
    assert "at most 0.5 seconds" in text


def test_the_page_has_no_script_and_no_request_and_every_case() -> None:
    page = render_page(AFTER, VERDICT)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http://" not in page.replace("http://x.y", "")
    assert "default-src 'none'" in page
    for name in ("a", "moved"):
        assert f" {name}" in page


def test_a_case_is_explained_with_what_the_baseline_says() -> None:
    buffer = io.StringIO()
    suite = AFTER.suites[0]
    kept = {item.id: item for item in remembered(BEFORE.suites[0], "").cases}
    for item in suite.cases:
        render_case(suite, item, kept[item.id], Console(file=buffer, width=120, highlight=False))
    text = buffer.getvalue()
    assert "BROKE: held in the baseline" in text
    assert "line 3: testing" in text
    assert "baseline 0.50, change +0.25" in text
