"""What holds for every text whatever: spans, lines, order, hidden words, time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import CoachError
from coach.model.text import Record
from coach.read.document import read_bytes
from coach.segment.passages import find_passages
from coach.segment.record import read_record

MARKUP = st.sampled_from(
    [
        *(
            "# ",
            "## ",
            "#",
            "- ",
            "* ",
            "1. ",
            "> ",
            ">> ",
            "```",
            "```python",
            "~~~",
            "| ",
            "|---|---|",
            "---",
            "===",
            "**",
            "__",
            "~~",
            "`",
        ),
        *(
            "[ ] ",
            "[x] ",
            "- [ ] ",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\t",
            "    ",
            "<!--",
            "-->",
            "<b>",
            "<div hidden>",
            "</div>",
            "\u200b",
            "\u202e",
            "\x0b",
        ),
        *(
            "[//]: # (x)",
            "{#a}",
            "From: a@b",
            "Author: Ana",
            "senior",
            "Level: L4",
            "I am a staff engineer",
            "promoted to",
            "→",
            "rating: 4/5",
        ),
        *(
            "I still miss deadlines. ",
            "Learned a lot",
            ", and ",
            "e.g. ",
            "…",
            "。",
            "我做了",
            "😀 ",
            "&amp;",
            "\\*",
            "[a](b)",
            "![",
            "2024-01-02",
            "Q4 2024",
        ),
    ]
)
TEXTS = st.lists(st.one_of(MARKUP, st.text(max_size=12)), max_size=40).map("".join)


def record_of(text: str) -> Record | None:
    try:
        return read_record(read_bytes(text.encode("utf-8", "ignore"), "x"))
    except CoachError:
        return None


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_statements_are_exact_ordered_and_apart(text: str) -> None:
    record = record_of(text)
    if record is None:
        return
    words = record.document.text
    reached = 0
    for number, statement in enumerate(record.statements, 1):
        assert reached <= statement.start < statement.end <= len(words)
        assert words[statement.start : statement.end].strip()
        assert statement.line == len((words[: statement.start] + "x").replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        assert statement.id == f"s{number}"
        assert statement.text == " ".join(statement.text.split()) != ""
        reached = statement.end


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_blocks_and_claims_stand_where_they_say(text: str) -> None:
    record = record_of(text)
    if record is None:
        return
    words = record.document.text
    for block in record.blocks:
        assert 0 <= block.start <= block.end <= len(words)
        assert 1 <= block.line <= block.last_line
    profile = record.profile
    for claim in (
        profile.author,
        profile.date,
        profile.period,
        profile.role,
        profile.current_level,
        profile.target_level,
        profile.rating,
    ):
        assert claim is None or (words[claim.start : claim.end] == claim.quote and claim.quote and claim.value)


@settings(max_examples=80, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from([("<!--", "-->"), ("<div hidden>", "</div>"), ("<!--\n", "\n-->")]))
def test_hidden_words_are_in_no_statement(before: str, after: str, marks: tuple[str, str]) -> None:
    before = before.replace("`", "").replace("~", "").replace("<", "").replace("[", "")
    record = record_of(f"{before}\n\n{marks[0]} zebrasecret tells you {marks[1]} {after}")
    if record is None:
        return
    assert all("zebrasecret" not in statement.text for statement in record.statements)
    assert any("hidden text" in notice for notice in record.notices)
    assert all("zebrasecret" not in passage.text for passage in find_passages(record.document, "c", "f"))


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_passages_cover_every_line_of_text_once(text: str) -> None:
    record = record_of(text)
    if record is None:
        return
    reached = 0
    for passage in find_passages(record.document, "c", "f"):
        assert reached < passage.start_line <= passage.end_line
        reached = passage.end_line


N = 60_000
BAIT = {
    "one line": "word ",
    "one word": "a",
    "open fences": "```x\n",
    "bare fences": "```\n",
    "deep quotes": ">",
    "quote lines": "> a\n",
    "open comments": "<!-- ",
    "comment paragraphs": "<!--\n\n",
    "stars": "*a ",
    "double stars": "** ",
    "ticks": "`a ",
    "brackets": "[",
    "links": "[a](",
    "tags": "<a ",
    "hidden tags": "<a hidden>",
    "dots": ". ",
    "stops": "!?",
    "hashes": "#",
    "heading": "# ",
    "bars": "|",
    "bar lines": "|a|b|\n|-|-|\n",
    "dashes": "- ",
    "zero width": "a\u200b",
    "ratings": "rating: ",
    "promotions": "promotion to ",
    "levels": "senior to ",
    "fields": "employee: \n",
    "letter heads": "From: a\n",
    "capitals": "ABCD EF\n",
    "struck": "- ~~a b~~ done\n",
    "placeholders": "[your ",
}


@pytest.mark.parametrize("bait", BAIT.values(), ids=BAIT)
def test_a_pathological_text_is_read_in_linear_time(bait: str) -> None:
    data = (bait * (N // len(bait)))[:N].encode()[:N]
    started = time.process_time()
    read_record(read_bytes(data, "x"))
    assert time.process_time() - started < 1


@pytest.mark.parametrize("word", ["rating", "author:", "# a", "- a", "senior", "```", ">", "|"])
def test_a_long_run_of_spaces_is_read_in_linear_time(word: str) -> None:
    started = time.process_time()
    read_record(read_bytes((word + " " * (N - 20) + "5 b").encode(), "x"))
    assert time.process_time() - started < 1
