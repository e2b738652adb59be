"""The wheel, installed away from the repository, does what the repository does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


def _run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without network from what is checked out."""
    folder = tmp_path_factory.mktemp("wheel")
    options = "wheel --quiet --no-deps --no-index --no-build-isolation --no-cache-dir --disable-pip-version-check"
    run = _run(sys.executable, "-m", "pip", *options.split(), "--wheel-dir", str(folder), str(REPOSITORY), cwd=folder)
    assert run.returncode == 0, run.stderr
    (built,) = folder.glob("coach-*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> frozenset[str]:
    with zipfile.ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the wheel; its dependencies are those of this environment."""
    target = tmp_path_factory.mktemp("installed")
    options = "install --quiet --no-deps --no-index --no-compile --disable-pip-version-check"
    run = _run(sys.executable, "-m", "pip", *options.split(), "--target", str(target), str(wheel), cwd=target)
    assert run.returncode == 0, run.stderr
    return target


def _coach(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return _run(sys.executable, "-m", "coach", *arguments, cwd=cwd, PYTHONPATH=str(installed))


@pytest.mark.parametrize("folder", ["competencies", "development", "guide", "ladders"])
def test_the_wheel_carries_the_corpus_whole(names: frozenset[str], folder: str) -> None:
    corpus = REPOSITORY / "corpus"
    expected = {
        f"coach/_data/corpus/{path.relative_to(corpus).as_posix()}"
        for path in (corpus / folder).rglob("*")
        if path.suffix in (".yaml", ".md")
    }
    assert expected
    assert expected <= names


def test_the_wheel_carries_every_module_and_the_licence(names: frozenset[str]) -> None:
    sources = (path for path in (REPOSITORY / "coach").rglob("*") if path.suffix in (".py", ".json", ".safetensors", ".html"))
    assert {path.relative_to(REPOSITORY).as_posix() for path in sources} <= names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_wheel_carries_nothing_of_the_workshop(names: frozenset[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"coach"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".onnx", ".pt", ".log"))]


def test_the_wheel_stays_small(wheel: Path) -> None:
    assert wheel.stat().st_size < 30_000_000


def test_the_installed_package_is_the_one_that_runs(installed: Path, tmp_path: Path) -> None:
    program = "import coach; from coach.datafiles import data_folder; print(coach.__file__, data_folder('corpus'))"
    run = _run(sys.executable, "-c", program, cwd=tmp_path, PYTHONPATH=str(installed))
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == [str(installed / "coach" / "__init__.py"), str(installed / "coach" / "_data" / "corpus")]


def test_it_tells_its_version(installed: Path, tmp_path: Path) -> None:
    run = _coach(installed, tmp_path, "--version")
    assert (run.returncode, run.stderr) == (0, "")
    assert "0.1.0" in run.stdout


def test_it_tells_its_commands(installed: Path, tmp_path: Path) -> None:
    run = _coach(installed, tmp_path, "--help")
    assert (run.returncode, run.stderr) == (0, "")
    assert {"review", "schema", "setup"} <= set(run.stdout.split())


def test_it_prints_the_schema_of_a_review(installed: Path, tmp_path: Path) -> None:
    run = _coach(installed, tmp_path, "schema", "review")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["type"] == "object"


def test_it_reviews_an_example_from_another_folder(installed: Path, tmp_path: Path) -> None:
    example = REPOSITORY / "examples" / "self-review.md"
    run = _coach(installed, tmp_path, "review", str(example))
    assert run.returncode == 0, run.stderr
    assert len(run.stdout) > 500
    assert "Traceback" not in run.stderr
    assert not list(tmp_path.iterdir()), "it left something in the folder it was called from"
