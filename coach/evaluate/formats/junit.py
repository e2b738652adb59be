"""A run as JUnit XML, the format that CI systems show: a suite is a test suite, a case a test case, a break a failure."""

from __future__ import annotations

from collections import defaultdict
from xml.etree import ElementTree

from coach.evaluate.compare import Break, Verdict
from coach.evaluate.result import RunResult, SuiteResult


def render_junit(run: RunResult, verdict: Verdict) -> str:
    """Every case; those that are missing and suites that dropped are failed cases of their own."""
    root = ElementTree.Element("testsuites", {"name": "coach eval", "time": f"{run.seconds:.2f}"})
    by_suite: dict[str, list[Break]] = defaultdict(list)
    for item in verdict.breaks:
        by_suite[item.suite].append(item)
    for suite in run.suites:
        root.append(_suite(suite, by_suite.pop(suite.name, [])))
    for name, breaks in by_suite.items():
        root.append(_suite(SuiteResult(name=name, title=name, cases=(), figures=()), breaks))
    total = sum(int(child.get("tests", "0")) for child in root)
    failed = sum(int(child.get("failures", "0")) for child in root)
    root.attrib |= {"tests": str(total), "failures": str(failed), "errors": "0"}
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(suite: SuiteResult, breaks: list[Break]) -> ElementTree.Element:
    by_case: dict[str, list[Break]] = defaultdict(list)
    for item in breaks:
        by_case[item.case or "the suite as a whole"].append(item)
    names = list(dict.fromkeys([*(case.id for case in suite.cases), *by_case]))
    element = ElementTree.Element(
        "testsuite",
        {
            "name": suite.name,
            "tests": str(len(names)),
            "failures": str(len(by_case)),
            "errors": "0",
            "time": f"{suite.seconds:.2f}",
        },
    )
    for name in names:
        case = ElementTree.SubElement(element, "testcase", {"classname": f"evals.{suite.name}", "name": _legal(name)})
        if name in by_case:
            failure = ElementTree.SubElement(case, "failure", {"message": _legal(by_case[name][0].what), "type": "regression"})
            failure.text = "\n".join(_legal(f"{item.what}: {item.why}") for item in by_case[name])
    return element


def _legal(text: str) -> str:
    """Without the characters that XML 1.0 cannot carry."""
    return "".join(
        char for char in text if char in "\t\n" or (char >= " " and not "\ud800" <= char <= "\udfff" and char < "\ufffe")
    )
