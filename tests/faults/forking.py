"""Parses documents in forks of a process that has the libraries loaded already: what ends a fork is seen here."""

from __future__ import annotations

import base64
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

REPOSITORY = Path(__file__).resolve().parents[2]
SECONDS = 60
"""Of processor time for the documents of one fork."""


class Forks:
    """A server to which documents are handed one by one."""

    def __init__(self, given: IO[bytes], said: IO[bytes]) -> None:
        self._given = given
        self._said = said

    def parse(self, form: str, documents: Sequence[bytes]) -> tuple[int, list[str | None]]:
        """Parse documents in one fork.

        Returns:
            How the fork ended (0, or minus its signal), and the answers; None for a document that a library's error ended.
        """
        given = json.dumps([form, [base64.b64encode(data).decode() for data in documents]])
        self._given.write(given.encode() + b"\n")
        self._given.flush()
        status, answers = json.loads(self._said.readline())
        return status, answers


@contextmanager
def forks() -> Iterator[Forks]:
    """Start a server, and end it afterwards."""
    command = [sys.executable, "-m", "tests.faults.forking"]
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            yield Forks(server.stdin, server.stdout)
        finally:
            server.stdin.close()
            server.wait(timeout=30)


def serve() -> None:
    """Read documents from standard input; fork, parse and answer each."""
    from coach.adapters.reading_child import READERS, reader_of

    for form in READERS:
        reader_of(form)
    given, said = sys.stdin.buffer, sys.stdout.buffer
    while line := given.readline():
        form, documents = json.loads(line)
        said.write(json.dumps(_in_a_fork(form, [base64.b64decode(data) for data in documents])).encode() + b"\n")
        said.flush()


def _in_a_fork(form: str, documents: list[bytes]) -> tuple[int, list[str | None]]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        os.close(reading)
        with os.fdopen(writing, "wb") as stream:
            stream.write(json.dumps([_answer(form, data) for data in documents]).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        said = stream.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), json.loads(said) if said else []


def _answer(form: str, data: bytes) -> str | None:
    from coach.adapters.reading_child import answer

    try:
        return answer(form, data)
    except Exception:  # noqa: BLE001 - what a library raises ends the real child, and its parent says "damaged"
        return None


if __name__ == "__main__":
    serve()
