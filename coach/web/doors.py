"""Who may come in: links that work once, the cookie that they are exchanged for, and the token of programs.

All secrets are made anew at each start and live in memory only.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from hmac import compare_digest
from threading import Lock

SESSION_SECONDS = 12 * 3600
"""A browser that has not been seen for this long has to come in again."""

_MOST = 32
"""Most links that wait to be used, and most browsers inside, the oldest making room."""


class Doors:
    """The secrets of one run of the server."""

    def __init__(self, api_token: bool = False, now: Callable[[], float] = time.monotonic) -> None:
        """Make the secrets; one for programs only where that is asked for."""
        self.api_token = secrets.token_urlsafe(32) if api_token else None
        """What programs send as `Authorization: Bearer …`, or None."""
        self._links: list[str] = []
        self._sessions: dict[str, float] = {}
        self._now = now
        self._lock = Lock()

    def new_link(self) -> str:
        """A token that lets one browser in, once."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._links = [*self._links, token][-_MOST:]
        return token

    def exchange(self, token: str) -> str | None:
        """A session for a token that was not used before; else None."""
        with self._lock:
            known = next((link for link in self._links if compare_digest(link.encode(), token.encode())), None)
            if known is None:
                return None
            self._links.remove(known)
            session = secrets.token_urlsafe(32)
            while len(self._sessions) >= _MOST:
                del self._sessions[min(self._sessions, key=self._sessions.__getitem__)]
            self._sessions[session] = self._now()
            return session

    def knows_session(self, session: str) -> bool:
        """Whether a cookie's value is that of a browser inside; seeing it keeps it alive."""
        with self._lock:
            known = next((each for each in self._sessions if compare_digest(each.encode(), session.encode())), None)
            if known is None:
                return False
            if self._now() - self._sessions[known] > SESSION_SECONDS:
                del self._sessions[known]
                return False
            self._sessions[known] = self._now()
            return True

    def knows_program(self, token: str) -> bool:
        """Whether a program's token is the right one."""
        return self.api_token is not None and compare_digest(self.api_token.encode(), token.encode())
