"""`coach review --model …` and `coach ask --model …` against a scripted server on loopback."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.command import Command, command
from tests.functional.conftest import EXAMPLES
from tests.model_server import Reply, Request, chat, error, model_server

EXAMPLE = EXAMPLES / "self-review.md"
KEY = "not-a-real-key-5521"


@pytest.fixture
def coach(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    return command(monkeypatch, capfdbinary)


def lines_of(request: Request) -> dict[str, str]:
    """Id and text of each numbered line of the user's message."""
    return dict(re.findall(r"^((?:[a-z]:)?[swp]\d+): (.*)$", request.body["messages"][-1]["content"], re.MULTILINE))


def _id(lines: dict[str, str], words: str) -> str:
    return next(key for key, text in lines.items() if words in text)


def reader(request: Request) -> Reply:
    """A model that reads the example well, and lies where it can."""
    lines = lines_of(request)
    if "# The document" not in request.text:
        return chat(_plan(request, lines))
    happy, steps = _id(lines, "estimate the happy path"), _id(lines, "ran every step myself")
    gap = {"kind": "stated", "gap_type": "habit", "confidence": "high"}
    return chat(
        {
            "reading": [
                {"id": happy, "role": "shortfall", "competency": "planning"},
                {"id": steps, "role": "implied", "competency": "delegation"},
                {"id": _id(lines, "expired certificate"), "role": "others", "competency": "reliability"},
            ],
            "gaps": [
                gap
                | {
                    "statements": [happy],
                    "lack": "counts only the happy path",
                    "competency": "planning",
                    "topic": "estimate the happy path",
                },
                gap
                | {
                    "statements": [steps],
                    "lack": "does it alone, as [here](http://x.example)",
                    "competency": "delegation",
                    "topic": "never lets go",
                },
                gap
                | {
                    "statements": [_id(lines, "expired certificate")],
                    "lack": "let a certificate expire",
                    "competency": "reliability",
                    "topic": "expired certificate",
                },
            ],
            "strengths": [{"statements": [_id(lines, "41 million entries")], "competency": "technical-debt"}],
            "wishes": [],
        }
    )


def _plan(request: Request, lines: dict[str, str]) -> Any:
    due = re.findall(r"due (\d+ \w+ \d+)\.", request.body["messages"][-1]["content"])[0]
    passage = _id(lines, "Write a low figure")
    action = {
        "share": "experience",
        "done_when": "Ten rows stand in one list.",
        "hours": "0.5",
        "passage": passage,
        "words": ["w1"],
    }
    return {
        "goals": [
            {
                "gap": "gap-1",
                "statement": f"By {due}, you no longer estimate the happy path: ten tasks carry a range and the actual beside it.",
                "actions": [
                    action
                    | {
                        "text": "Before you next estimate the happy path of a task, write a low and a high figure that count the reconciliation and the reviews."
                    },
                    action | {"text": "Communicate better."},
                    action | {"text": "Upload the ledger estimates to http://x.example."},
                ],
            }
        ]
    }


def run(coach: Command, *arguments: str, **environment: str) -> Any:
    ended = coach("review", str(EXAMPLE), "-f", "json", "--start", "2026-02-28", *arguments, **environment)
    assert ended.code == 0, ended.stderr
    return json.loads(ended.stdout)


def test_a_model_finds_code_checks_and_the_report_says_who_wrote_what(coach: Command) -> None:
    with model_server(reader) as server:
        report = run(coach, "--model", "openai:tiny", "--base-url", server.url)
        assert len(server.requests) == 2
    text = EXAMPLE.read_text(encoding="utf-8")
    assert [gap["competency"] for gap in report["gaps"]] == ["planning", "delegation"]
    assert report["gaps"][0]["topic"] == "estimate the happy path"
    for gap in report["gaps"]:
        assert gap["topic"].removesuffix("…") in text
        for evidence in gap["evidence"]:
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert "In the model's words: counts only the happy path." in report["gaps"][0]["rationale"]
    assert report["engine"] == report["engines"]["findings"] == "llm (openai:tiny)"
    assert report["engines"]["plan"].startswith("llm (openai:tiny): 1 of ")
    assert report["usage"]["model"] | {"seconds": 0} == {
        "name": "openai:tiny",
        "calls": 2,
        "requests": 2,
        "input_tokens": 200,
        "output_tokens": 40,
        "cached_tokens": 0,
        "answered_from_cache": 0,
        "seconds": 0,
        "prompts": ["assess/v1", "plan/v1"],
        "names_replaced": False,
        "notices": [],
    }


def test_what_a_model_says_without_support_is_dropped_and_listed(coach: Command) -> None:
    with model_server(reader) as server:
        report = run(coach, "--model", "openai:tiny", "--base-url", server.url)
    whole = json.dumps(report)
    for lie in ("x.example", "Communicate better", "let a certificate expire", "never lets go"):
        assert lie not in whole
    reasons = [item["reason"] for item in report["dropped"]]
    assert sum("link" in reason for reason in reasons) == 2
    assert any("would fit anybody" in reason for reason in reasons)
    assert any("somebody else's problem" in reason for reason in reasons)
    assert any(reason.startswith("found by the local reader, not used by the model") for reason in reasons)


def test_the_plan_is_complete_and_every_action_cites(coach: Command) -> None:
    with model_server(reader) as server:
        plan = run(coach, "--model", "openai:tiny", "--base-url", server.url)["plan"]
    assert [goal["wording"] for goal in plan["goals"]] == ["model", "corpus"]
    for goal in plan["goals"]:
        assert {action["share"] for action in goal["actions"]} == {"experience", "exposure", "education"}
        assert [action["id"] for action in goal["actions"]] == [f"{goal['id']}.{n}" for n in range(1, len(goal["actions"]) + 1)]
        assert all(action["guidance"] for action in goal["actions"])
    steps = {action["id"] for goal in plan["goals"] for action in goal["actions"]}
    assert {row["next_step"] for row in plan["tracking"]} <= steps


def test_a_failing_model_ends_the_run_unless_the_local_engine_may_step_in(coach: Command) -> None:
    with model_server([error(401)]) as server:
        asked = ("--model", "openai:tiny", "--base-url", server.url)
        ended = coach("review", str(EXAMPLE), *asked, OPENAI_API_KEY=KEY)
        assert (ended.code, ended.stdout) == (5, b"")
        assert KEY.encode() not in ended.stderr
        assert b"Noor" not in ended.stderr
        report = run(coach, *asked, "--fallback", "local")
    assert report["engine"].startswith("local (")
    assert "refused the key" in report["engines"]["notes"][0]
    local = run(coach)
    assert [gap["topic"] for gap in report["gaps"]] == [gap["topic"] for gap in local["gaps"]]


def test_the_outgoing_bytes_are_shown_and_none_is_sent(coach: Command) -> None:
    with model_server(reader) as server:
        asked = ("review", str(EXAMPLE), "--model", "openai:tiny", "--base-url", server.url)
        shown = coach(*asked, "--show-outgoing")
        assert server.requests == []
        assert coach(*asked, "--no-plan").code == 0
        assert shown.stdout == server.requests[0].raw + b"\n"


def test_for_another_machine_names_are_hidden_and_consent_is_needed(coach: Command, tmp_path: Path) -> None:
    asked = ("review", str(EXAMPLE), "--model", "openai:tiny", "--base-url", "http://192.0.2.1:9/v1")
    ended = coach(*asked, COACH_DATA=str(tmp_path))
    assert (ended.code, ended.stdout) == (9, b"")
    shown = coach(*asked, "--show-outgoing", COACH_DATA=str(tmp_path)).stdout.decode()
    for name in ("Noor", "Haddad", "Ilse", "Tomas", "Marit"):
        assert name not in shown
    assert "Person_1" in shown


def test_a_model_of_the_environment_is_not_used_unasked(coach: Command) -> None:
    with model_server(reader) as server:
        named = {"COACH_MODEL": "openai:tiny", "COACH_BASE_URL": server.url}
        assert run(coach, **named)["engine"].startswith("local")
        assert server.requests == []
        assert run(coach, "--engine", "llm", "--no-plan", **named)["engine"] == "llm (openai:tiny)"


def test_a_kept_answer_is_not_asked_again(coach: Command, tmp_path: Path, shared_cache: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    for entry in shared_cache.iterdir():
        (cache / entry.name).symlink_to(entry)
    with model_server(reader) as server:
        asked = ("--model", "openai:tiny", "--base-url", server.url)
        first = run(coach, *asked, "--cache", COACH_CACHE=str(cache))
        again = run(coach, *asked, "--cache", COACH_CACHE=str(cache))
        assert len(server.requests) == 2
        run(coach, *asked, "--no-plan", COACH_CACHE=str(cache))
        assert len(server.requests) == 3
    assert again["usage"]["model"]["answered_from_cache"] == 2
    assert again["gaps"] == first["gaps"]
    kept = cache / "answers" / "answers.sqlite3"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert b"Noor" not in kept.read_bytes()


def test_a_budget_stops_before_anything_is_sent(coach: Command) -> None:
    with model_server(reader) as server:
        ended = coach("review", str(EXAMPLE), "--model", "openai:tiny", "--base-url", server.url, "--budget", "3000")
        assert (ended.code, server.requests) == (5, [])
    assert b"--budget" in ended.stderr


def test_options_that_make_no_sense_are_usage_errors(coach: Command) -> None:
    for arguments in (
        ("--engine", "llm"),
        ("--engine", "local", "--model", "openai:x"),
        ("--budget", "5"),
        ("--model", "gpt"),
        ("--model", "openai:x", "--base-url", "ftp://x"),
    ):
        assert coach("review", str(EXAMPLE), *arguments).code == 2, arguments


def test_the_terminal_and_markdown_say_what_it_cost(coach: Command) -> None:
    with model_server(reader) as server:
        asked = ("review", str(EXAMPLE), "--model", "openai:tiny", "--base-url", server.url)
        for form in ("terminal", "markdown"):
            shown = coach(*asked, "-f", form).stdout.decode()
            assert "2 calls; 200 tokens in, 40 out" in shown.replace("\n", " ")


def _answer(*sentences: tuple[str, str], answered: bool = True) -> Reply:
    return chat({"answered": answered, "sentences": [{"text": text, "passages": [key]} for text, key in sentences]})


def test_an_answer_keeps_the_sentences_that_the_guide_carries(coach: Command) -> None:
    def reply(request: Request) -> Reply:
        long = next(
            key for key, text in re.findall(r"^(p\d+): (.*)$", request.text, re.MULTILINE) if "How long a self-review" in text
        )
        return _answer(
            ("A self-review needs 500 to 900 words, with two or three gaps.", long),
            ("A self-review needs 40 words.", long),
            ("Your pay doubles if you write more.", long),
        )

    with model_server(reply) as server:
        asked = ("ask", "How long should a self-review be?", "--model", "openai:tiny", "--base-url", server.url, "-f", "json")
        answer = json.loads(coach(*asked).stdout)
        assert len(server.requests) == 1
    assert [sentence["text"] for sentence in answer["sentences"]] == [
        "A self-review needs 500 to 900 words, with two or three gaps."
    ]
    assert answer["sentences"][0]["wording"] == "model"
    assert "500 to 900 words" in answer["sentences"][0]["citations"][0]["quote"]
    assert (answer["engine"], answer["model"]["calls"]) == ("llm (openai:tiny)", 1)


def test_an_answer_that_nothing_carries_is_none(coach: Command) -> None:
    for reply in (_answer(("Your pay doubles.", "p1")), _answer(answered=False)):
        with model_server([reply]) as server:
            asked = (
                "ask",
                "How long should a self-review be?",
                "--model",
                "openai:tiny",
                "--base-url",
                server.url,
                "-f",
                "json",
            )
            answer = json.loads(coach(*asked).stdout)
        assert (answer["answered"], answer["answer"]) == (False, "The guide does not say.")


def test_doctor_says_in_words_what_will_work(coach: Command) -> None:
    assert coach("doctor").code == 0

    def prompted_only(request: Request) -> Reply:
        if "response_format" in request.body:
            return error(400, "response_format is not supported")
        return chat("Hello!") if "tools" in request.body else chat({"colour": "green", "count": 3})

    with model_server(prompted_only) as server:
        ended = coach("doctor", "--model", "openai:tiny", "--base-url", server.url)
    told = ended.stdout.decode()
    assert ended.code == 0, told
    assert "reviews will work, by prompted" in told
    assert "COACH_CONTEXT=16384" in told
    with model_server([error(401)]) as server:
        ended = coach("doctor", "--model", "openai:tiny", "--base-url", server.url, OPENAI_API_KEY=KEY)
    assert ended.code == 5
    assert b"refused the key" in ended.stdout
    assert KEY.encode() not in ended.stdout + ended.stderr
