"""The reports of this run, in memory only: a bounded number, each for a bounded time, gone when the server stops."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from coach.model.report import Report
from coach.model.text import Document

MOST = 12
"""Most reports; the one that was not looked at for the longest time makes room."""

SECONDS = 4 * 3600
"""A report that was not looked at for this long is forgotten."""


@dataclass(slots=True)
class Held:
    """A report with the documents that it quotes.

    Attributes:
        id: Part of its address; cannot be guessed.
        made: When.
        seen: When it was last looked at, in seconds of the clock in use.
        article: The report as HTML, once it was asked for.
    """

    id: str
    report: Report
    documents: tuple[Document, ...]
    made: datetime
    seen: float
    article: str = ""

    @property
    def title(self) -> str:
        """What it is called in a list: the person, or the document."""
        person = self.report.person.name
        return person.value if person else self.documents[0].source


class Reports:
    """Reports by id."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Begin with none."""
        self._held: dict[str, Held] = {}
        self._now = now
        self._lock = Lock()

    def keep(self, report: Report, documents: Sequence[Document]) -> Held:
        """Hold a report."""
        held = Held(secrets.token_urlsafe(12), report, tuple(documents), datetime.now(), self._now())
        with self._lock:
            self._expire()
            while len(self._held) >= MOST:
                del self._held[min(self._held, key=lambda key: self._held[key].seen)]
            self._held[held.id] = held
        return held

    def get(self, key: str) -> Held | None:
        """A report that is still held."""
        with self._lock:
            self._expire()
            held = self._held.get(key)
            if held:
                held.seen = self._now()
            return held

    def all(self) -> list[Held]:
        """Every report that is still held, the newest first."""
        with self._lock:
            self._expire()
            return list(reversed(self._held.values()))

    def forget(self, key: str | None = None) -> None:
        """Forget a report, or all of them."""
        with self._lock:
            if key is None:
                self._held.clear()
            else:
                self._held.pop(key, None)

    def _expire(self) -> None:
        for key in [key for key, held in self._held.items() if self._now() - held.seen > SECONDS]:
            del self._held[key]
