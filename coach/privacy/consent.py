"""Consent to send text to a host: asked once, remembered in a file that only its owner can read."""

from __future__ import annotations

import ipaddress
import json
import socket
from pathlib import Path
from urllib.parse import urlsplit

from coach.disk import refusals_of, replace_file, writing

_FILE = "consent.json"


class Consent:
    """The hosts to which a person has agreed to send text.

    Args:
        folder: Where the answer is kept; made when the first answer is remembered.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / _FILE

    def given(self, host: str) -> bool:
        """Whether the person has agreed to `host`; a file that cannot be read or understood is no consent."""
        return _normal(host) in self._hosts()

    def remember(self, host: str) -> None:
        """Note that the person has agreed to `host`.

        Raises:
            StoreBusy: Another process holds the folder.
            NoSpaceOrPermission: The folder cannot be written.
        """
        with writing(self._folder, "your consent"), refusals_of(self._folder):
            hosts = sorted({*self._hosts(), _normal(host)})
            replace_file(self._path, (json.dumps({"hosts": hosts}, indent=2) + "\n").encode())
            self._path.chmod(0o600)

    def _hosts(self) -> frozenset[str]:
        try:
            content = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return frozenset()
        hosts = content.get("hosts") if isinstance(content, dict) else None
        return frozenset(host for host in hosts if isinstance(host, str)) if isinstance(hosts, list) else frozenset()


def host_of(url: str) -> str:
    """Host name or address of a URL or of `host`, `host:port`, in lower case; empty when there is none or it is malformed.

    User names are left out, so that `http://localhost@example.org` is `example.org`. A backslash, a space or a control
    character makes it malformed, because programs disagree about where such a host ends.
    """
    if any(char <= " " or char in "\\\x7f" for char in url):
        return ""
    target = url if "://" in url else f"//{_bracketed(url)}"
    try:
        parts = urlsplit(target)
        _ = parts.port
        return _normal(parts.hostname or "")
    except ValueError:
        return ""


def is_loopback(url_or_host: str) -> bool:
    """Whether a URL or host can only mean this machine: 127.0.0.0/8, ::1, localhost and names below localhost.

    Short, decimal and hexadecimal forms count when they are an address of 127.0.0.0/8 as the C library reads them.
    `0.0.0.0` and `::` do not count.
    """
    host = host_of(url_or_host)
    if host == "localhost" or host.endswith(".localhost"):
        return ".." not in host and not host.startswith(".")
    try:
        address = ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        return _is_loopback_number(host)
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def _is_loopback_number(host: str) -> bool:
    if not host or not set(host) <= set("0123456789abcdefx.") or not host[0].isdigit():
        return False
    try:
        return socket.inet_aton(host)[0] == 127
    except (OSError, UnicodeError):
        return False


def _bracketed(host: str) -> str:
    if host.startswith("["):
        return host
    try:
        is_v6 = ipaddress.ip_address(host.split("%", maxsplit=1)[0]).version == 6
    except ValueError:
        is_v6 = False
    return f"[{host}]" if is_v6 else host


def _normal(host: str) -> str:
    return host.strip().lower().rstrip(".")
