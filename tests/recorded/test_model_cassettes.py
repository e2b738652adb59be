"""What the cassettes hold, and that they bite."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.recorded.conftest import KEPT, KEY, RECORD

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
CASSETTES = sorted((HERE / "cassettes").rglob("*.yaml"))
SECRETS = re.compile(
    r"""sk-[A-Za-z0-9_-]{8,}|AIza[\w-]{10,}|\b(?:Bearer|Basic)\s+\S+|\bgh[pousr]_\w{10,}|\bxox[abp]-\w+|AKIA[A-Z0-9]{12,}
    |-----BEGIN|eyJ[\w-]{10,}\.|(?i:api[_-]?key|set-cookie|authorization|organization|password|secret)\W{1,4}\w""",
    re.VERBOSE,
)
EMAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
HOST = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|ai|internal|local|corp|lan|cloud)\b", re.IGNORECASE)
PLACE = re.compile(r"/(?:home|root|Users|work|tmp)/\w")


def faults_of(text: str) -> list[str]:
    """What must not stand in a cassette."""
    found = [*SECRETS.findall(text), *PLACE.findall(text), *re.findall(re.escape(KEY), text)]
    found += [match.group() for match in EMAIL.finditer(text) if not match.group(1).startswith("example.")]
    return found + [match.group() for match in HOST.finditer(text) if not match.group().endswith((".example", "example.com"))]


def test_there_are_some() -> None:
    assert 8 <= len(CASSETTES) <= 14
    assert sum(path.stat().st_size for path in CASSETTES) < 400_000


@pytest.mark.parametrize("path", CASSETTES, ids=lambda path: path.stem)
def test_a_cassette_holds_no_secret_no_host_and_no_person(path: Path) -> None:
    assert faults_of(path.read_text(encoding="utf-8")) == []
    for interaction in yaml.safe_load(path.read_text(encoding="utf-8"))["interactions"]:
        assert {name.lower() for name in interaction["request"]["headers"]} <= KEPT["request"]
        assert {name.lower() for name in interaction["response"]["headers"]} <= KEPT["response"]
        assert interaction["request"]["uri"].startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    "planted",
    [
        "sk-{}-abcdefgh1234".format("proj"),
        "Authorization: Bearer abc",
        "x-api-key: abc",
        f"body: {KEY}",
        "set-cookie: a=b",
        "ottilie@company.org",
        "uri: https://api.openai.com/v1",
        "see wiki.acme.internal",
        "/{}/ottilie/review.md".format("home"),
        "openai-organization: org-1",
    ],
)
def test_the_scan_finds_what_is_planted(planted: str) -> None:
    assert faults_of(planted)
    assert not faults_of("ottilie@example.com writes to docs.example")


@pytest.mark.slow
@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
def test_a_changed_prompt_fails_and_the_failure_names_the_command(provider: str, tmp_path: Path) -> None:
    """A copy of the tests, in which one recorded word is another, in a process of its own."""
    ended = _run_changed(f"test_{provider}_answers_by_a_tool", tmp_path)
    assert ended.returncode == 1, ended.stdout
    assert RECORD in ended.stdout


def _run_changed(name: str, folder: Path) -> Any:
    for file in ("conftest.py", "test_model_recorded.py"):
        shutil.copy(HERE / file, folder / file)
    cassette = Path("cassettes") / "test_model_recorded" / f"{name}.yaml"
    (folder / cassette).parent.mkdir(parents=True)
    recorded = (HERE / cassette).read_text(encoding="utf-8")
    assert "an instruction to you" in " ".join(recorded.split())
    changed = recorded.replace("How long should it be", "How short should it be")
    assert changed != recorded
    (folder / cassette).write_text(changed, encoding="utf-8")
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            str(folder),
            "-c",
            "pyproject.toml",
            "-n0",
            "-q",
            "-k",
            name,
            "-p",
            "no:cacheprovider",
        ],
        cwd=REPOSITORY,
        env=os.environ | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
