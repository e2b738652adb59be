"""What every test may rely on: no network, no trace of the person's own settings, one exported model for all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from coach.errors import CoachError
from coach.settings import FORCED_ENVIRONMENT, Settings, load_settings

if TYPE_CHECKING:
    from coach.corpora import Corpus
    from coach.guide import Guide
    from coach.pipeline import Review

REPOSITORY = Path(__file__).resolve().parents[1]
SEEDS = REPOSITORY.parent / "shared" / "seeds"
_OWN_CACHE = load_settings().cache
"""The person's cache, read before anything is redirected: an export found there is used again."""


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in a temporary folder, one for all workers of pytest-xdist, that holds the exported models.

    What the person's own cache has is linked or copied in, so that nothing is exported or indexed twice and nothing of theirs
    is written to.
    """
    base = tmp_path_factory.getbasetemp()
    cache = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared-cache"
    with FileLock(f"{cache}.lock"):
        if not cache.exists():
            cache.mkdir()
            for entry in _OWN_CACHE.glob("*.onnx*"):
                (cache / entry.name).symlink_to(entry)
            for entry in _OWN_CACHE.glob("indexes/index-*"):
                shutil.copytree(entry, cache / "indexes" / entry.name)
        _export_what_is_missing(Settings(cache))
    return cache


def _export_what_is_missing(settings: Settings) -> None:
    from coach import wiring

    wiring.embedder(settings, _silent)
    with suppress(CoachError):  # without weights that fit, only the tests that ask for `review` fail
        wiring.statement_reader(settings, _silent)


def _silent(_: str) -> None:
    return


@pytest.fixture(scope="session")
def graph(shared_cache: Path) -> Path:
    """The exported embedding model."""
    return next(shared_cache.glob("minilm-*.onnx"))


@pytest.fixture(scope="session", autouse=True)
def _own_world(shared_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point home, cache and settings away from the person who runs the tests."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("COACH_", "LANGSMITH_", "LANGCHAIN_", "OPENAI_", "ANTHROPIC_")):
                patch.delenv(name)
        for name, folder in (("HOME", ""), ("USERPROFILE", ""), ("XDG_CONFIG_HOME", ".config")):
            patch.setenv(name, str(home / folder))
        patch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
        patch.setenv("XDG_DATA_HOME", str(home / ".local" / "share"))
        patch.setenv("XDG_STATE_HOME", str(home / ".local" / "state"))
        patch.setenv("COACH_CACHE", str(shared_cache))
        for name, value in (FORCED_ENVIRONMENT | {"NO_COLOR": "1", "COLUMNS": "100", "TZ": "UTC"}).items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="session")
def corpus(shared_cache: Path) -> Corpus:
    """The shipped corpus."""
    from coach.wiring import shipped_corpus

    return shipped_corpus(Settings(shared_cache))


@pytest.fixture(scope="session")
def guide(shared_cache: Path, corpus: Corpus) -> Guide:
    """The shipped guide."""
    from coach.wiring import shipped_guide

    return shipped_guide(Settings(shared_cache), corpus)


@pytest.fixture(scope="session")
def review(shared_cache: Path) -> Review:
    """A review by the local engine with its real reader, about a tenth of a second a document."""
    from coach import wiring

    return wiring.local_review(Settings(shared_cache), "default", _silent)


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The real texts that lie beside a working copy of the project; they are not part of it."""
    if not SEEDS.is_dir():
        pytest.skip(
            f"needs the seed texts in {SEEDS.relative_to(REPOSITORY.parent)} beside the project, which are not part of it"
        )
    return SEEDS
