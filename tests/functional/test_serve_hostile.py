"""Requests that somebody else makes: each is refused before any code of a page runs, and nothing is told."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.running import Running, serving

ANSWERS = (200, 303)
LIMIT = 5_000_000 + 65_536


@dataclass(frozen=True, slots=True)
class Answered:
    """A response as it came over the wire."""

    status: int
    headers: dict[str, list[str]]
    body: bytes

    def header(self, name: str) -> str:
        return ", ".join(self.headers.get(name, []))


@dataclass(frozen=True, slots=True)
class Inside:
    """A running server and the cookie of a browser that came in."""

    running: Running
    cookie: str

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.running.port}"


def wire(port: int, sent: bytes) -> Answered:
    """Send bytes as they are, and read the first response until the connection ends."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        with suppress(BrokenPipeError, ConnectionResetError):  # refused while it was still being sent
            connection.sendall(sent)
        received = b""
        with suppress(ConnectionResetError):
            while part := connection.recv(65536):
                received += part
    if not received:
        return Answered(0, {}, b"")
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers: dict[str, list[str]] = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), []).append(value.strip())
    return Answered(int(first.split()[1]), headers, body)


def request(inside: Inside, first: str = "GET / HTTP/1.1", /, body: bytes = b"", **headers: Any) -> Answered:
    """Send a request as a browser that is inside would; None leaves a header out."""
    sent = {"host": inside.host, "cookie": inside.cookie, "connection": "close"} | headers
    if body and "content-length" not in headers and "transfer_encoding" not in headers:
        sent["content-length"] = str(len(body))
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in sent.items() if value is not None]
    return wire(inside.running.port, "\r\n".join([first, *lines, "", ""]).encode("latin-1") + body)


@pytest.fixture(scope="module")
def inside(shared_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    with serving(shared_cache, elsewhere=tmp_path_factory.mktemp("serve")) as running:
        link = running.link.removeprefix(running.address)
        entered = wire(
            running.port, f"GET {link} HTTP/1.1\r\nhost: 127.0.0.1:{running.port}\r\nconnection: close\r\n\r\n".encode()
        )
        assert entered.status == 303
        yield Inside(running, entered.header("set-cookie").partition(";")[0])


FORM = {"content_type": "application/x-www-form-urlencoded"}
OWN = {"sec_fetch_site": "same-origin"}


def test_the_person_inside_is_answered(inside: Inside) -> None:
    """Without this, every refusal below could be one of everybody."""
    assert request(inside).status == 200
    assert request(inside, host=f"localhost:{inside.running.port}").status == 200
    own = {"origin": f"http://{inside.host}"}
    assert request(inside, "POST /forget HTTP/1.1", b"report=none", **FORM, **OWN, **own).status == 303
    assert request(inside, "POST /forget HTTP/1.1", b"report=none", **FORM, **own).status == 303


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.evil.example:{port}",
        "192.168.0.1:{port}",
        "127.0.0.1:{port}@evil.example",
        "0.0.0.0:{port}",
        "127.0.0.1:{port}.",
        "",
        "[::]:{port}",
        "2130706433:{port}",
    ],
)
def test_a_rebound_or_made_up_host_is_refused(inside: Inside, host: str) -> None:
    answered = request(inside, host=host.format(port=inside.running.port))
    assert answered.status == 400
    assert b"Paste" not in answered.body


def test_two_hosts_are_refused(inside: Inside) -> None:
    for second in ("evil.example", inside.host):
        sent = (
            f"GET / HTTP/1.1\r\nhost: {inside.host}\r\nhost: {second}\r\ncookie: {inside.cookie}\r\nconnection: close\r\n\r\n"
        )
        assert wire(inside.running.port, sent.encode()).status == 400


@pytest.mark.parametrize("version", ["HTTP/1.0", "HTTP/1.1"])
def test_no_host_is_refused(inside: Inside, version: str) -> None:
    assert request(inside, f"GET / {version}", host=None).status == 400


@pytest.mark.parametrize(
    "target", ["http://evil.example/", "http://127.0.0.1:{port}/", "//evil.example/", "*", "evil.example:443"]
)
def test_an_absolute_request_target_is_refused(inside: Inside, target: str) -> None:
    assert request(inside, f"GET {target.format(port=inside.running.port)} HTTP/1.1").status == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"origin": "https://127.0.0.1:{port}"},
        {"origin": "http://127.0.0.1:{port}.evil.example"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"},
        {"sec_fetch_site": "cross-site", "origin": "http://127.0.0.1:{port}"},
        {"sec_fetch_site": "same-origin", "origin": "http://evil.example"},
        {"sec_fetch_site": "same-origin", "origin": "null"},
        {"sec_fetch_mode": "same-origin"},
        {},
    ],
)
def test_a_post_that_is_not_from_an_own_page_is_refused(inside: Inside, headers: dict[str, str]) -> None:
    sent = {name: value.format(port=inside.running.port) for name, value in headers.items()}
    for first, kind in (("POST /forget", FORM), ("POST /api/v1/ask", {"content_type": "application/json"})):
        assert request(inside, f"{first} HTTP/1.1", b"{}", **kind, **sent).status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_not_even_a_get_from_another_site_is_answered(inside: Inside, site: str) -> None:
    assert request(inside, sec_fetch_site=site, sec_fetch_mode="no-cors").status == 403


PATHS = ["/", "/ask", "/library", "/reports/x", "/api/v1/corpora", "/api/openapi.json", "/library/guide/chapters/delivery"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "cookie", [None, "", "coach=1", "coach-{port}=", "coach-{port}=wrong", 'coach-{port}="', "other=1; ;;=;"]
)
def test_without_the_cookie_nothing_is_told(inside: Inside, path: str, cookie: str | None) -> None:
    given = cookie.format(port=inside.running.port) if cookie else cookie
    answered = request(inside, f"GET {path} HTTP/1.1", cookie=given)
    assert answered.status == 401
    assert b"Delivery" not in answered.body


def test_the_cookie_of_an_earlier_run_is_told_where_to_find_the_link(inside: Inside) -> None:
    answered = request(inside, cookie=f"coach-{inside.running.port}=of-an-earlier-run")
    assert answered.status == 401
    assert b"Open the link from the terminal" in answered.body


@pytest.mark.parametrize("token", ["", "wrong", "%00", "a" * 5000])
def test_a_wrong_link_lets_nobody_in(inside: Inside, token: str) -> None:
    answered = request(inside, f"GET /enter?token={token} HTTP/1.1", cookie=None)
    assert answered.status == 401
    assert "set-cookie" not in answered.headers


def test_a_link_works_once(inside: Inside) -> None:
    again = request(inside, f"GET {inside.running.link.removeprefix(inside.running.address)} HTTP/1.1", cookie=None)
    assert again.status == 401
    assert "set-cookie" not in again.headers


@pytest.mark.parametrize("token", ["Bearer wrong", "Bearer ", "Basic {token}", "{token}"])
def test_a_wrong_token_of_a_program_is_refused_even_with_the_cookie(inside: Inside, token: str) -> None:
    given = token.format(token=inside.running.api_token)
    assert request(inside, "GET /api/v1/corpora HTTP/1.1", authorization=given).status == 401


def test_the_token_of_a_program_opens_the_interface_and_no_page(inside: Inside) -> None:
    own: dict[str, Any] = {"authorization": f"Bearer {inside.running.api_token}", "cookie": None}
    assert request(inside, "GET /api/v1/corpora HTTP/1.1", **own).status == 200
    assert request(inside, "GET / HTTP/1.1", **own).status == 401
    foreign = request(inside, "GET /api/v1/corpora HTTP/1.1", sec_fetch_site="cross-site", **own)
    assert foreign.status == 403


def test_a_body_that_says_it_is_too_large_is_refused(inside: Inside) -> None:
    answered = request(inside, "POST /review HTTP/1.1", b"x", **{"content-length": str(LIMIT + 1)}, **FORM, **OWN)
    assert answered.status == 413


def test_a_body_in_chunks_is_counted_while_it_arrives(inside: Inside) -> None:
    piece = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    body = piece * (LIMIT // 65536 + 2)
    answered = request(inside, "POST /review HTTP/1.1", body, transfer_encoding="chunked", **FORM, **OWN)
    assert answered.status in (413, 0)  # 0: the connection was ended while the body was still being sent
    assert request(inside).status == 200


def test_two_lengths_of_one_body_are_refused(inside: Inside) -> None:
    answered = request(
        inside,
        "POST /forget HTTP/1.1",
        b"0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
        transfer_encoding="chunked",
        content_length="5",
        **FORM,
        **OWN,
    )
    assert answered.status == 400


@pytest.mark.parametrize(
    "kind", [None, "text/plain", "application/json", "multipart/mixed", "", "text/html; multipart/form-data"]
)
def test_a_form_of_another_kind_is_refused(inside: Inside, kind: str | None) -> None:
    assert request(inside, "POST /forget HTTP/1.1", b"report=all", content_type=kind, **OWN).status == 415


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded", "text/plain; application/json"])
def test_the_interface_takes_json_only(inside: Inside, kind: str | None) -> None:
    assert request(inside, "POST /api/v1/ask HTTP/1.1", b'{"question": "why"}', content_type=kind, **OWN).status == 415


@pytest.mark.parametrize(
    "path",
    [
        "/static/../guard.py",
        "/static/%2e%2e/guard.py",
        "/static/..%2fguard.py",
        "/library/guide/../../../../etc/passwd",
        "/library/guide/%2e%2e/%2e%2e/etc/passwd",
        "/library/guide/..\\..\\etc",
        "/library/..%00/x",
        "/library//etc/passwd",
        "/reports/%0d%0aset-cookie:%20a=b",
        "/./",
        "/library/guide/.",
        "/library/guide/~root/.ssh",
    ],
)
def test_no_path_leads_out(inside: Inside, path: str) -> None:
    answered = request(inside, f"GET {path} HTTP/1.1")
    assert answered.status in (400, 404)
    assert b"root:" not in answered.body
    assert "set-cookie" not in answered.headers


@pytest.mark.parametrize("name", ["guard.py", "page.html", "base.html", ".", "report.css.", "icon.svg.bak"])
def test_static_files_are_a_fixed_list(inside: Inside, name: str) -> None:
    assert request(inside, f"GET /static/{name} HTTP/1.1").status in (400, 404)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "FORGET", "get"])
def test_other_methods_are_refused_and_no_preflight_is_answered(inside: Inside, method: str) -> None:
    answered = request(inside, f"{method} / HTTP/1.1", origin="http://evil.example", access_control_request_method="POST")
    assert answered.status in (400, 405)
    assert not [name for name in answered.headers if name.startswith("access-control-")]


@pytest.mark.parametrize(
    "header",
    ["x_http_method_override", "x_method_override", "x_forwarded_host", "x_forwarded_for", "forwarded", "x_original_url"],
)
def test_headers_that_claim_to_know_better_are_refused(inside: Inside, header: str) -> None:
    claim: dict[str, Any] = {header: "POST"}
    assert request(inside, **claim).status == 400


@pytest.mark.parametrize(
    "line",
    ["x-a: b\r\n\tfolded", "x-a : b", "x\x00a: b", "x-a: b\x00c", ": empty", "cookie: a=b\nset-cookie: c=d"],
)
def test_broken_header_lines_are_refused(inside: Inside, line: str) -> None:
    sent = f"GET / HTTP/1.1\r\nhost: {inside.host}\r\n{line}\r\nconnection: close\r\n\r\n"
    answered = wire(inside.running.port, sent.encode("latin-1"))
    assert answered.status in (400, 401)
    assert "set-cookie" not in answered.headers


def test_a_websocket_is_refused(inside: Inside) -> None:
    answered = request(
        inside,
        connection="Upgrade",
        upgrade="websocket",
        sec_websocket_version="13",
        sec_websocket_key="AAAAAAAAAAAAAAAAAAAAAA==",
    )
    assert answered.status == 400


@pytest.mark.parametrize("path", ["/forget", "/forget?report=all", "/review?text=hello", "/api/v1/review", "/api/v1/ask"])
def test_a_get_changes_nothing(inside: Inside, path: str) -> None:
    assert request(inside, f"GET {path} HTTP/1.1").status in (404, 405)


def test_a_head_request_does_not_use_up_a_link(shared_cache: Path, tmp_path: Path) -> None:
    with serving(shared_cache, elsewhere=tmp_path) as running:
        path, own = running.link.removeprefix(running.address), f"host: 127.0.0.1:{running.port}\r\nconnection: close\r\n\r\n"
        assert wire(running.port, f"HEAD {path} HTTP/1.1\r\n{own}".encode()).status == 405
        elsewhere = wire(running.port, f"GET {path} HTTP/1.1\r\nsec-fetch-site: cross-site\r\n{own}".encode())
        assert elsewhere.status == 200  # from a terminal that is a web page; the cookie would not follow a redirect
        assert "SameSite=strict" in elsewhere.header("set-cookie")


def test_a_request_line_without_end_is_refused(inside: Inside) -> None:
    assert wire(inside.running.port, b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n").status not in ANSWERS
    assert request(inside, cookie="a=" + "b" * 60_000).status not in ANSWERS


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/page.css", "/api/v1/health", "/reports/gone"])
def test_every_response_carries_the_same_protection(inside: Inside, path: str) -> None:
    answered = request(inside, f"GET {path} HTTP/1.1")
    policy = answered.header("content-security-policy")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answered.header("cache-control") == "no-store"
    assert answered.header("x-content-type-options") == "nosniff"
    assert answered.header("referrer-policy") == "same-origin"
    assert answered.header("x-frame-options") == "DENY"
    assert "server" not in answered.headers
    assert not [name for name in answered.headers if name.startswith("access-control-")]


def test_the_cookie_is_kept_from_scripts_and_other_sites(shared_cache: Path, tmp_path: Path) -> None:
    with serving(shared_cache, elsewhere=tmp_path) as running:
        sent = f"GET {running.link.removeprefix(running.address)} HTTP/1.1\r\nhost: localhost:{running.port}\r\nconnection: close\r\n\r\n"
        cookie = wire(running.port, sent.encode()).header("set-cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Domain" not in cookie


def test_only_the_loopback_address_is_bound(inside: Inside) -> None:
    """By what the system lists as listening at the port: 0100007F is 127.0.0.1 in /proc/net/tcp."""
    table = Path("/proc/net/tcp")
    if not table.exists():
        pytest.skip("needs /proc/net/tcp")
    port = f"{inside.running.port:04X}"
    rows = [line.split() for name in ("tcp", "tcp6") for line in table.with_name(name).read_text().splitlines()[1:]]
    listening = {row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{port}")}
    assert listening == {f"0100007F:{port}"}


def test_a_port_that_is_taken_is_said_in_one_line(inside: Inside, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "coach", "serve", "--no-open", "--port", str(inside.running.port)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"coach: --port: port {inside.running.port} cannot be used")
