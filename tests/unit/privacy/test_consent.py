"""Consent by host, and what counts as this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.privacy.consent import Consent, host_of, is_loopback


@pytest.mark.parametrize(
    "target",
    [
        "127.0.0.1",
        "127.8.9.10:8080",
        "http://127.0.0.1:11434/v1",
        "http://[::1]:8000",
        "::1",
        "LOCALHOST",
        "http://localhost./v1",
        "https://api.localhost/x",
        "http://2130706433/",
        "http://0x7f000001",
        "http://127.1",
        "http://[::ffff:127.0.0.1]/",
        "http://me:secret@localhost:1234/",
    ],
)
def test_only_this_machine_is_loopback(target: str) -> None:
    assert is_loopback(target)


@pytest.mark.parametrize(
    "target",
    [
        "",
        "0.0.0.0",  # noqa: S104
        "::",
        "http://0/",
        "10.0.0.1",
        "169.254.169.254",
        "127.0.0.1.evil.example.com",
        "http://localhost@evil.example.com/",
        "http://127.0.0.1:80@evil.example.com",
        "http://evil.example.com#@localhost",
        "http://evil.example.com\\@localhost/",
        "http://localhost\t.evil.example.com",
        "localhost.evil.example.com",
        "notlocalhost",
        "http://.localhost",
        "http://128.1",
        "http://3232235777/",
        "http://[::ffff:10.0.0.1]/",
        "http://localhost:port/",
        "http://[::1",
    ],
)
def test_nothing_else_is_loopback(target: str) -> None:
    assert not is_loopback(target)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://API.Example.org:443/v1", "api.example.org"),
        ("api.example.org:443", "api.example.org"),
        ("https://user:pw@api.example.org./", "api.example.org"),
        ("http://[2001:db8::1]:80/", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("http://a b/", ""),
    ],
)
def test_the_host_of_a_url(url: str, host: str) -> None:
    assert host_of(url) == host


def test_consent_is_by_host_and_lasts(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "profile"
    assert not Consent(folder).given("api.example.org")
    Consent(folder).remember("API.Example.org")
    Consent(folder).remember("other.example.org")
    assert Consent(folder).given("api.example.org")
    assert Consent(folder).given("other.example.org")
    assert not Consent(folder).given("example.org")


def test_only_the_owner_reads_the_answers(tmp_path: Path) -> None:
    Consent(tmp_path).remember("api.example.org")
    file = tmp_path / "consent.json"
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"hosts": "api.example.org"}', b'{"hosts": [1]}', b"\xff", b"[" * 100_000]
)
def test_a_damaged_file_is_no_consent_and_can_be_written_again(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "consent.json").write_bytes(content)
    assert not Consent(tmp_path).given("api.example.org")
    Consent(tmp_path).remember("api.example.org")
    assert Consent(tmp_path).given("api.example.org")
