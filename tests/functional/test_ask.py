"""Asking the real guide with the real retriever: the bar, the person, and the conversation."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from coach.answering import Ask
from coach.datafiles import data_folder
from coach.evaluate.answers import ask_all, summarise
from coach.evaluate.retrieval import load_questions
from coach.settings import Settings
from coach.wiring import open_ask
from tests.functional.conftest import EXAMPLES, REPOSITORY, Coach


@pytest.fixture(scope="module")
def ask(shared_cache: Path) -> Ask:
    return open_ask(Settings(shared_cache, 1), "guide", lambda stage: None)


@pytest.mark.slow
def test_the_guide_answers_and_refuses_as_it_should(ask: Ask) -> None:
    questions = [each for each in load_questions(REPOSITORY / "evals" / "questions", "tuning") if each.corpus == "guide"]
    scored = ask_all(questions, lambda each: ask.answer(ask.question(each.question)))
    summary = summarise(scored, {"guide": data_folder("corpus") / "guide"})
    assert summary.answered >= 0.85
    assert summary.refused >= 0.75
    assert summary.auroc >= 0.9
    assert summary.standing == 1.0
    assert summary.section >= 0.45
    assert summary.words <= 110


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How long should a self-review be?", "500 to 900 words"),
        ("what should a definition of done contain", "Old path, flag or table has a removal date."),
        ("What do the commander and the scribe do?", "The commander decides and does not type"),
        ("how many people to mentor, and for how long", "three at most"),
        ("What is a stop rule?", "A stop rule says in advance"),
    ],
)
def test_plain_questions(ask: Ask, question: str, said: str) -> None:
    assert said in ask.answer(ask.question(question)).answer


@pytest.mark.parametrize(
    "question",
    [
        "average salary of a backend engineer in Oslo",
        "what is the wifi password",
        "will it snow tomorrow",
        "best pizza in town",
    ],
)
def test_what_no_guide_tells(ask: Ask, question: str) -> None:
    assert not ask.answer(ask.question(question)).answered


def test_every_citation_of_a_printed_answer_resolves(coach: Coach) -> None:
    value = json.loads(coach("ask", "What changes from senior to staff?", "-f", "json").stdout)
    assert value["answered"]
    for sentence in value["sentences"]:
        for citation in sentence["citations"]:
            lines = (data_folder("corpus") / "guide" / citation["file"]).read_text(encoding="utf-8").split("\n")
            assert citation["quote"] in "\n".join(lines[citation["start_line"] - 1 : citation["end_line"]])


def test_the_answer_for_a_person_names_their_words(coach: Coach) -> None:
    path = EXAMPLES / "self-review.md"
    value = json.loads(coach("ask", "how do I get my estimates right", "--review", str(path), "-f", "json").stdout)
    assert value["for_person"]
    assert value["relates_to"]
    text = " ".join(path.read_text(encoding="utf-8").split())
    assert all(" ".join(own["quote"].split()) in text for own in value["relates_to"])


def test_a_conversation_keeps_its_thread(shared_cache: Path, tmp_path: Path) -> None:
    typed = b"How long does it take to get from senior to staff?\nand how often does that fail?\n\n"
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "coach", "ask", "-f", "json"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY), "COACH_CACHE": str(shared_cache)},
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as program:
        os.write(ours, typed)
        out, _ = program.communicate(timeout=120)
    os.close(ours)
    os.close(theirs)
    decoder = json.JSONDecoder()
    first, end = decoder.raw_decode(out.decode())
    second, _ = decoder.raw_decode(out.decode()[end:].lstrip())
    assert first["follow_up_of"] is None
    assert second["follow_up_of"] == "How long does it take to get from senior to staff?"
    assert "staff" in second["understood_as"]
