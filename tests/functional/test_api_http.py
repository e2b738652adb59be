"""The interface for programs over HTTP: the same values as the command line's JSON, described by OpenAPI."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest

from coach.model.answer import Answer
from coach.model.reading import Readings
from coach.model.report import Report
from tests.browser.running import EXAMPLES, serving

EXAMPLE = (EXAMPLES / "self-review.md").read_text(encoding="utf-8")
TEXT = {"documents": [{"name": "mine.md", "text": EXAMPLE}]}


@pytest.fixture(scope="module")
def program(shared_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with serving(shared_cache, elsewhere=tmp_path_factory.mktemp("serve")) as running:
        headers = {"authorization": f"Bearer {running.api_token}"}
        with httpx.Client(base_url=running.address, headers=headers, timeout=60, trust_env=False) as client:
            yield client


@pytest.fixture(scope="module")
def openapi(program: httpx.Client) -> dict[str, Any]:
    value = program.get("/api/openapi.json").json()
    assert isinstance(value, dict)
    return value


def conforms(openapi: dict[str, Any], value: object, path: str, method: str, status: int = 200) -> None:
    """Check a body against what the description says of it."""
    content = openapi["paths"][path][method]["responses"][str(status)]["content"]
    schema = next(iter(content.values()))["schema"]
    jsonschema.Draft202012Validator({**schema, "components": openapi["components"]}).validate(value)


def test_a_review_is_the_published_report(program: httpx.Client, openapi: dict[str, Any]) -> None:
    answered = program.post("/api/v1/review", json=TEXT | {"target": "staff", "goals": 1, "start": "2026-01-05"})
    assert answered.status_code == 200
    conforms(openapi, answered.json(), "/api/v1/review", "post")
    report = Report.model_validate(answered.json())
    assert report.plan is not None
    assert (len(report.plan.goals), report.plan.start) == (1, "2026-01-05")
    for gap in report.gaps:
        for evidence in gap.evidence:
            assert EXAMPLE[evidence.start : evidence.end] == evidence.quote


def test_bytes_are_read_as_a_file_is(program: httpx.Client) -> None:
    encoded = base64.b64encode(EXAMPLE.encode("utf-16")).decode()
    answered = program.post("/api/v1/parse", json={"documents": [{"name": "mine.txt", "content_base64": encoded}]})
    assert Readings.model_validate(answered.json()).documents[0].encoding == "utf-16"


def test_parse_and_ask_and_search_fit_their_schemas(program: httpx.Client, openapi: dict[str, Any]) -> None:
    parsed = program.post("/api/v1/parse", json=TEXT).json()
    conforms(openapi, parsed, "/api/v1/parse", "post")
    asked = program.post("/api/v1/ask", json={"question": "How do I ask for feedback?"} | TEXT).json()
    conforms(openapi, asked, "/api/v1/ask", "post")
    answer = Answer.model_validate(asked)
    assert answer.answered
    assert answer.for_person
    found = program.post("/api/v1/search", json={"query": "promotion", "k": 3}).json()
    conforms(openapi, found, "/api/v1/search", "post")
    assert len(found["hits"]) == 3


@pytest.mark.parametrize("path", ["/api/v1/health", "/api/v1/corpora", "/api/v1/ladders"])
def test_lists_fit_their_schemas(program: httpx.Client, openapi: dict[str, Any], path: str) -> None:
    conforms(openapi, program.get(path).json(), path, "get")


def test_a_refusal_is_a_report_that_says_so(program: httpx.Client) -> None:
    advert = "We are hiring a backend engineer. You will own our billing services. Apply now with your CV. " * 5
    report = program.post("/api/v1/review", json={"documents": [{"text": advert}]}).json()
    assert "text" in report["refusal"]
    assert not report["gaps"]


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("review", TEXT | {"level": "wizard"}, 400, "UsageError"),
        ("review", TEXT | {"ladder": "/etc/passwd"}, 400, "UsageError"),
        ("review", {"documents": [{"text": " "}]}, 422, "UnreadableInput"),
        ("review", {"documents": [{}]}, 422, "UnreadableInput"),
        ("review", {"documents": [{"content_base64": "%%%"}]}, 422, "UnreadableInput"),
        ("review", {"documents": [{"text": "word " * 60_000}]}, 413, "InputTooLarge"),
        ("review", {"documents": []}, 422, "does-not-fit"),
        ("review", TEXT | {"salary": 5}, 422, "does-not-fit"),
        ("review", TEXT | {"start": "9999-12-31"}, 422, "does-not-fit"),
        ("ask", {"question": "?"}, 400, "UsageError"),
        ("ask", {"question": "why", "corpus": "nowhere"}, 400, "UsageError"),
        ("nowhere", {}, 404, "not-found"),
    ],
)
def test_every_error_is_a_problem_with_cause_and_remedy(
    program: httpx.Client, openapi: dict[str, Any], path: str, body: dict[str, object], status: int, code: str
) -> None:
    answered = program.post(f"/api/v1/{path}", json=body)
    problem = answered.json()
    assert (answered.status_code, problem["code"], problem["status"]) == (status, code, status)
    assert answered.headers["content-type"] == "application/problem+json"
    assert problem["detail"]
    assert problem.get("remedy")
    jsonschema.Draft202012Validator(openapi["components"]["schemas"]["Problem"]).validate(problem)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"question": NaN}', b'{"question": ' + b"9" * 10_000 + b"}"],
)
def test_broken_json_is_a_problem_and_no_bug(program: httpx.Client, content: bytes) -> None:
    answered = program.post("/api/v1/ask", content=content, headers={"content-type": "application/json"})
    assert 400 <= answered.status_code < 500
    assert answered.headers["content-type"] == "application/problem+json"


def test_the_words_of_a_request_are_not_in_its_problem(program: httpx.Client) -> None:
    answered = program.post("/api/v1/review", json={"documents": [{"text": 5, "secret-word": "my salary"}]})
    assert "salary" not in answered.text


def test_the_description_needs_nothing_from_elsewhere(openapi: dict[str, Any]) -> None:
    assert openapi["openapi"].startswith("3.1")
    assert set(openapi["components"]["securitySchemes"]) == {"token", "cookie"}
    assert "/review" not in openapi["paths"]
    for path in ("/docs", "/redoc"):
        assert path not in openapi["paths"]


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/api/docs", "/openapi.json"])
def test_there_is_no_page_that_would_load_from_elsewhere(program: httpx.Client, path: str) -> None:
    assert program.get(path).status_code in (401, 404)
