"""Where things are kept, and what may be set from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path, user_data_path


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one process.

    Attributes:
        cache: Folder for what can be derived again: exported models, compiled corpora (`COACH_CACHE`).
        threads: Threads for the embedding model, 0 for all cores (`COACH_THREADS`).
        data: Folder for what was given to `coach` to keep: the corpora that were added (`COACH_DATA`).
    """

    cache: Path
    threads: int = 0
    data: Path = field(default_factory=lambda: user_data_path("coach", appauthor=False))


def load_settings() -> Settings:
    """Read the settings from the environment."""
    cache = os.environ.get("COACH_CACHE")
    threads = os.environ.get("COACH_THREADS", "0")
    data = os.environ.get("COACH_DATA")
    return Settings(
        cache=Path(cache) if cache else user_cache_path("coach", appauthor=False),
        threads=int(threads) if threads.isdecimal() else 0,
        data=Path(data) if data else user_data_path("coach", appauthor=False),
    )


FORCED_ENVIRONMENT = {
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "ANONYMIZED_TELEMETRY": "False",
    "OTEL_SDK_DISABLED": "true",
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
"""Set at start, before any library is imported, so that nothing reports home."""


def close_the_doors() -> list[str]:
    """Switch tracing and telemetry off for this process.

    Returns:
        Names of variables that were set in the shell and would have sent data away.
    """
    found = [
        name for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2") if os.environ.get(name, "").lower() in ("true", "1")
    ]
    for name in list(os.environ):
        if name.startswith(("LANGSMITH_", "LANGCHAIN_")):
            del os.environ[name]
    os.environ.update(FORCED_ENVIRONMENT)
    return found
