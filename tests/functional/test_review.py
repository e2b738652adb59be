"""`coach review` with its real reader: what comes out is true, clean, and the same every time."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from coach.pipeline import Review, ReviewOptions
from coach.read.document import read_bytes, read_path
from coach.render.markdown import render_markdown
from tests.functional.conftest import EXAMPLES, REPOSITORY, Coach
from tests.unit.render.hostile import PAYLOADS, document

EXAMPLE = EXAMPLES / "self-review.md"


@pytest.fixture(scope="module")
def report(coach: Coach) -> dict[str, Any]:
    ended = coach("review", str(EXAMPLE), "-f", "json", "--start", "2026-02-28")
    assert (ended.returncode, ended.stderr) == (0, b"")
    value: dict[str, Any] = json.loads(ended.stdout)
    return value


def evidence_in(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        own = [value] if {"quote", "start", "end", "source"} <= value.keys() else []
        return own + [item for part in value.values() for item in evidence_in(part)]
    return [item for part in value for item in evidence_in(part)] if isinstance(value, list) else []


def test_every_quote_stands_at_its_offsets(report: dict[str, Any]) -> None:
    text = EXAMPLE.read_bytes().decode(report["documents"][0]["encoding"])
    quotes = evidence_in(report)
    assert len(quotes) > 20
    for item in quotes:
        assert text[item["start"] : item["end"]] == item["quote"]
        assert text[: item["start"]].count("\n") + 1 == item["line"]


@pytest.mark.parametrize(
    ("encoding", "ends"),
    [
        ("utf-8-sig", "\n"),
        ("utf-8", "\r\n"),
        ("utf-16", "\n"),
        ("utf-16-le", "\r\n"),
        ("utf-16-be", "\n"),
        ("cp1252", "\r\n"),
        ("utf-8", "\r"),
        ("utf-32", "\n"),
    ],
)
def test_offsets_hold_in_every_encoding(review: Review, encoding: str, ends: str) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").encode("cp1252", "ignore").decode("cp1252").replace("\n", ends)
    data = text.encode(encoding)
    found = review.run([read_bytes(data, "x.md")], ReviewOptions())
    decoded = data.decode(found.documents[0].encoding)
    assert decoded == text
    assert found.gaps
    quotes = evidence_in(found.model_dump(mode="json"))
    assert all(decoded[item["start"] : item["end"]] == item["quote"] for item in quotes)


def test_line_ends_do_not_change_the_findings(review: Review) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")

    def found(ends: str) -> list[tuple[str, str, float]]:
        data = text.replace("\n", ends).encode()
        return [
            (gap.competency, gap.topic, gap.priority_score)
            for gap in review.run([read_bytes(data, "x.md")], ReviewOptions()).gaps
        ]

    assert found("\n") == found("\r\n") == found("\r")


def test_the_same_text_gives_the_same_report(coach: Coach, report: dict[str, Any]) -> None:
    again = coach("review", str(EXAMPLE), "-f", "json", "--start", "2026-02-28")
    assert json.loads(again.stdout) == report


def test_gaps_are_in_the_order_of_their_priority_and_it_can_be_multiplied_again(report: dict[str, Any]) -> None:
    scores = [gap["priority_score"] for gap in report["gaps"]]
    assert scores == sorted(scores, reverse=True)
    for gap in report["gaps"]:
        product = 1.0
        for factor in gap["priority_factors"]:
            product *= factor["value"]
        assert product == pytest.approx(gap["priority_score"])
    assert len({gap["competency"] for gap in report["gaps"]}) == len(scores)


def test_every_statement_ends_somewhere(report: dict[str, Any]) -> None:
    usage = report["usage"]
    assert usage["used"] + usage["dropped"] + usage["context"] == usage["statements"] == report["documents"][0]["statements"]


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.md")))
def test_each_statement_is_in_one_list_and_the_figures_are_the_lengths_of_the_lists(review: Review, name: str) -> None:
    found = review.run([read_path(EXAMPLES / name)], ReviewOptions())
    value = found.model_dump(mode="json")
    findings = [item for name in ("gaps", "strengths", "aspirations", "claims") for item in value[name]]
    used = {(item["source"], item["start"]) for finding in findings for item in finding["evidence"]}
    left = [(item.source, item.start) for row in found.dropped for item in row.evidence]
    assert len(left) == len(set(left)) == len(found.dropped) == found.usage.dropped
    assert not used & set(left)
    assert found.usage.used == len(used)
    assert f"{len(left)} considered and left out" in render_markdown(found)


def test_no_action_is_written_twice_and_each_names_something_of_the_person(report: dict[str, Any]) -> None:
    text = " ".join(EXAMPLE.read_text(encoding="utf-8").replace("*", "").split()).casefold()
    actions = [action["text"] for goal in report["plan"]["goals"] for action in goal["actions"]]
    assert len(actions) == len(set(actions))
    for action in actions:
        named = [words.removesuffix("…").casefold() for words in re.findall(r"“([^”]+)”", action)]
        assert any(words in text for words in named), action


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.md")))
def test_every_example_has_a_report_and_every_gap_stands_on_its_words(review: Review, name: str) -> None:
    read = read_path(EXAMPLES / name)
    found = review.run([read], ReviewOptions())
    assert found.refusal is None
    assert found.strengths or found.gaps
    assert (found.plan is None) == (not found.gaps)
    assert all(read.text[item["start"] : item["end"]] == item["quote"] for item in evidence_in(found.model_dump(mode="json")))


def test_markdown_from_the_program_is_sound(coach: Coach) -> None:
    ended = coach("review", str(EXAMPLE), "-f", "markdown")
    assert (ended.returncode, ended.stderr) == (0, b"")
    text = ended.stdout.decode()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)
    tokens = [
        token.type
        for block in MarkdownIt("commonmark").enable("table").parse(text)
        for token in (block, *(block.children or ()))
    ]
    assert not {"link_open", "image", "html_inline", "html_block", "code_block", "fence"} & set(tokens)
    assert tokens.count("table_open") >= 2


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_goes_through_the_real_reader_unharmed(review: Review, payload: str) -> None:
    text = document(payload).text.replace("\x00", "")  # a NUL byte is refused: it is no text file
    found = review.run([read_bytes(text.encode(), "x.md")], ReviewOptions())
    assert all(text[item["start"] : item["end"]] == item["quote"] for item in evidence_in(found.model_dump(mode="json")))


@pytest.mark.parametrize("width", ["60", "200"])
def test_width_and_colour_are_the_environments(coach: Coach, width: str) -> None:
    text = coach("review", str(EXAMPLE), COLUMNS=width, NO_COLOR="1", TERM="xterm-256color").stdout.decode()
    assert max(len(line) for line in text.splitlines()) <= int(width)
    assert "\x1b" not in text


def test_an_old_terminal_without_unicode_is_no_obstacle(coach: Coach) -> None:
    ended = coach("review", str(EXAMPLE), PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.isascii()


def test_a_reader_that_stops_reading_is_no_error(shared_cache: Path) -> None:
    command = f"set -o pipefail; {sys.executable} -m coach review {EXAMPLE} | head -n 1"
    ended = subprocess.run(["/bin/bash", "-c", command], cwd=REPOSITORY, capture_output=True, check=False, timeout=120)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.startswith(b"Gap report")


def test_standard_input_and_a_file_say_the_same(coach: Coach, report: dict[str, Any]) -> None:
    ended = coach("review", "-", "-f", "json", "--start", "2026-02-28", stdin=EXAMPLE.read_bytes())
    value = json.loads(ended.stdout)
    assert [gap["topic"] for gap in value["gaps"]] == [gap["topic"] for gap in report["gaps"]]
    assert value["documents"][0]["source"] == "stdin"


def test_two_files_are_one_person(review: Review) -> None:
    documents = [read_path(EXAMPLE), read_path(EXAMPLES / "reflection.md")]
    both = review.run(documents, ReviewOptions())
    texts = {item.source: item.text for item in documents}
    quotes = evidence_in(both.model_dump(mode="json"))
    assert {item["source"] for item in quotes} == set(texts)
    assert all(texts[item["source"]][item["start"] : item["end"]] == item["quote"] for item in quotes)
    assert both.usage.statements == sum(item.statements for item in both.documents)


@pytest.mark.parametrize(
    "text",
    [
        "I led it.",
        "# Self-review\n" * 200,
        "- " * 3000,
        "# Self-review\n\n## Wins\n" + "| a | b |\n" * 300,
        "# Self-review\n\n## Growth\n" + "> " * 500 + "I skip tests\n",
        "# Self-review\n\n" + "I want to improve. " * 2000,
        "```\n" * 999,
        "\u202e" * 500 + "# Self-review\nI led it and I want to learn Go.",
        "x" * 100_000,
    ],
    ids=["one line", "headings", "marks", "table", "quotes", "long", "fences", "bidi", "one word"],
)
def test_odd_texts_are_read_or_refused_quickly_and_without_a_fault(review: Review, text: str) -> None:
    found = review.run([read_bytes(text.encode(), "x.md")], ReviewOptions())
    assert all(text[item["start"] : item["end"]] == item["quote"] for item in evidence_in(found.model_dump(mode="json")))


def test_a_wins_only_document_gets_no_gap(review: Review) -> None:
    text = "# Brag document 2025\n\n## Wins\n- I cut checkout latency from 900 to 300 ms\n- I led the billing migration with no downtime\n- I mentored 3 juniors, two were promoted\n\n## Praise\n- Ana thanked me for the on-call handbook\n"
    found = review.run([read_bytes(text.encode(), "x.md")], ReviewOptions())
    assert [gap.competency for gap in found.gaps] == []
    assert found.plan is None
    assert found.strengths
