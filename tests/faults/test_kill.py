"""kill -9 at any point: the next command works unaided, and nothing that was acknowledged is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

CRASH_POINTS = Path(__file__).with_name("crash_points.py")
GUIDE = "".join(f"# Part {number}\n\nAdvice number {number} about reviews and plans.\n\n" for number in range(40))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(("what", "least"), [("library", 30), ("index", 40)])
def test_killed_at_every_touch_of_the_disk(tmp_path: Path, what: str, least: int) -> None:
    command = [sys.executable, str(CRASH_POINTS), what, str(tmp_path / "world")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) >= least


@pytest.mark.slow
@pytest.mark.parametrize("task", ["add", "update", "rebuild"])
def test_the_program_killed_at_a_random_moment(tmp_path: Path, shared_cache: Path, task: str) -> None:
    world = _world(tmp_path, shared_cache)
    (tmp_path / "guide.md").write_text(GUIDE)
    _coach(world, "corpus", "add", str(tmp_path / "guide.md"), "--name", "kept")
    (tmp_path / "guide.md").write_text(GUIDE.replace("number 7 ", "number seven "))
    arguments = {
        "add": ["add", str(tmp_path / "guide.md"), "--name", "acme"],
        "update": ["update", "kept"],
        "rebuild": ["rebuild", "kept"],
    }[task]
    _kill(world, 0.3 + time.time_ns() % 3700 / 1000, "corpus", *arguments)
    found = json.loads(_coach(world, "corpus", "search", "number 11", "--corpus", "kept", "-f", "json"))
    assert found["hits"][0]["heading_path"] == ["Part 11"]
    assert len(_passages(world, "kept")) == 40
    if task == "add" and "acme" not in _coach(world, "corpus", "list"):
        _coach(world, "corpus", *arguments)
    if task != "rebuild":
        _coach(world, "corpus", "update")
    last = "acme" if task == "add" else "kept"
    assert any("seven" in each["text"] for each in _passages(world, last)) == (task != "rebuild")
    _coach(world, "corpus", "search", "advice", "--corpus", last)
    _coach(world, "corpus", "verify", last)


def _world(tmp_path: Path, shared_cache: Path) -> dict[str, str]:
    """An environment with its own library and indexes, and the shared models."""
    cache = tmp_path / "cache"
    cache.mkdir()
    for graph in shared_cache.glob("*.onnx*"):
        (cache / graph.name).symlink_to(graph)
    return {**os.environ, "COACH_CACHE": str(cache), "COACH_DATA": str(tmp_path / "data")}


def _coach(world: Mapping[str, str], *arguments: str) -> str:
    run = subprocess.run([sys.executable, "-m", "coach", *arguments], env=world, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def _passages(world: Mapping[str, str], name: str) -> list[dict[str, Any]]:
    passages: list[dict[str, Any]] = json.loads(_coach(world, "corpus", "show", name, "-f", "json"))["passages"]
    return passages


def _kill(world: Mapping[str, str], after: float, *arguments: str) -> None:
    """Start the program in a group of its own and kill the whole group, its children too."""
    process = subprocess.Popen(
        [sys.executable, "-m", "coach", *arguments],
        env=world,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
    process.wait()
