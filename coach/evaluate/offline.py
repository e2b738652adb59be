"""No network while the evals run: a connection to anything but this machine is refused, whoever asks for it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

from coach.errors import RefusedForPrivacy


@contextmanager
def no_network() -> Iterator[None]:
    """Refuse connections of this process that leave the machine.

    Raises:
        RefusedForPrivacy: Within the block, when something tries to connect elsewhere.
    """
    honest = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family != getattr(socket, "AF_UNIX", None) and not _here(address):
            raise RefusedForPrivacy(
                "an eval tried to leave this machine", remedy="Evals replay recordings; record what is new."
            )
        honest(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        socket.socket.connect = honest  # type: ignore[method-assign]


def _here(address: Any) -> bool:
    try:
        return ip_address(str(address[0])).is_loopback
    except (ValueError, IndexError, TypeError):
        return False
