"""The page as a person without JavaScript uses it: forms, redirects, files; and what is left of them afterwards."""

from __future__ import annotations

import html
import json
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.browser.running import EXAMPLES, Running, serving

EXAMPLE = (EXAMPLES / "self-review.md").read_text(encoding="utf-8")
ADVERT = "We are hiring a backend engineer. You will own our billing services. Apply now with your CV. " * 5


@pytest.fixture(scope="module")
def running(shared_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(shared_cache, "--log", elsewhere=tmp_path_factory.mktemp("serve")) as started:
        yield started


@pytest.fixture(scope="module")
def browser(running: Running) -> Iterator[httpx.Client]:
    own = {"sec-fetch-site": "same-origin", "origin": running.address}
    with httpx.Client(base_url=running.address, headers=own, follow_redirects=True, timeout=60, trust_env=False) as client:
        assert client.get(running.link).status_code == 200
        yield client


def reviewed(browser: httpx.Client, **fields: str) -> httpx.Response:
    """Send the form; where the stages are shown, go on to the report as the page says."""
    answered = browser.post("/review", files={"text": (None, EXAMPLE), **{key: (None, value) for key, value in fields.items()}})
    if answered.url.path == "/review":
        found = re.search(r'href="(/reports/[\w-]+)"', answered.text)
        assert found, answered.text
        return browser.get(found[1])
    return answered


def test_a_paste_becomes_a_report_in_the_persons_words(browser: httpx.Client) -> None:
    report = reviewed(browser, target="staff", ladder="default")
    assert report.status_code == 200
    assert "Noor Haddad" in report.text
    assert "I still estimate the happy path" in report.text


@pytest.mark.parametrize(
    ("form", "kind", "words"),
    [("html", "text/html", "<!doctype html>"), ("md", "text/markdown", "# "), ("json", "application/json", '"schema_version"')],
)
def test_a_report_can_be_taken_away(browser: httpx.Client, form: str, kind: str, words: str) -> None:
    key = reviewed(browser).url.path.rsplit("/", 1)[1]
    taken = browser.get(f"/reports/{key}/coach-report.{form}")
    assert taken.headers["content-type"].startswith(kind)
    assert taken.headers["content-disposition"].startswith("attachment; filename=")
    assert words in taken.text.lower() if form == "html" else words in taken.text
    if form == "json":
        assert json.loads(taken.text)["gaps"]


def test_several_files_are_one_record_and_names_are_only_shown(browser: httpx.Client) -> None:
    files = [
        ("files", ("../../etc/<b>one</b>.md", EXAMPLE.encode())),
        ("files", ("one.md", (EXAMPLES / "reflection.md").read_bytes())),
    ]
    answered = browser.post("/review", files=files)
    assert "<b>one" not in answered.text
    if answered.url.path != "/review":
        assert "b&gt;.md" in answered.text or "one.md" in answered.text


@pytest.mark.parametrize(
    ("files", "status", "words"),
    [
        ({"text": (None, "  ")}, 422, "There is no text yet"),
        ({"files": ("photo.png", b"\x89PNG\r\n\x1a\nxxxx")}, 422, "photo.png"),
        ({"text": (None, "word " * 60_000)}, 413, "the limit is 200,000"),
        ({"text": (None, EXAMPLE), "level": (None, "wizard")}, 400, "there is no level"),
        ({"text": (None, EXAMPLE), "ladder": (None, "../../etc/passwd")}, 400, "There is no ladder"),
        ({"text": (None, EXAMPLE), "ladder": (None, "examples/self-review.md")}, 400, "There is no ladder"),
        ({"text": (None, EXAMPLE), "kind": (None, "poem")}, 400, "There is no kind of document"),
        ({"text": (None, EXAMPLE), "role": (None, "x" * 5000)}, 413, "has more than 200 characters"),
    ],
)
def test_what_does_not_work_says_why_and_what_to_do(
    browser: httpx.Client, files: dict[str, tuple[str | None, str | bytes]], status: int, words: str
) -> None:
    answered = browser.post("/review", files=files)
    assert words.lower() in answered.text.lower()
    if "trouble" not in answered.text or answered.status_code != 200:  # the stages were shown: by then the page has begun
        assert answered.status_code == status


def test_what_was_filled_in_is_still_there_when_something_does_not_fit(browser: httpx.Client) -> None:
    fields = {"text": (None, EXAMPLE), "level": (None, "wizard"), "target": (None, "staff"), "goals": (None, "1")}
    answered = browser.post("/review", files=fields)
    if "Back to the form" in answered.text:
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answered.text))
        answered = browser.post("/again", data={key: html.unescape(value) for key, value in hidden.items()})
    assert "I still estimate the happy path" in answered.text
    assert 'value="wizard"' in answered.text
    assert '<option value="1" selected>' in answered.text
    report = reviewed(browser)
    assert "I still estimate the happy path" in browser.get(f"/?again={report.url.path.rsplit('/', 1)[1]}").text


@pytest.mark.parametrize(
    "body", [b"", b"--x", b"--x\r\n\r\n", b'--x\r\ncontent-disposition: form-data; name="text"\r\n\r\n', b"\xff" * 90]
)
def test_a_broken_form_is_no_bug(browser: httpx.Client, body: bytes) -> None:
    answered = browser.post("/review", content=body, headers={"content-type": "multipart/form-data; boundary=x"})
    assert answered.status_code in (413, 422)


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\xff"]
)
def test_a_form_without_a_boundary_is_no_bug(browser: httpx.Client, kind: str) -> None:
    answered = browser.post("/review", content=b"--x--", headers={b"content-type": kind.encode("latin-1")})
    assert answered.status_code == 422


def test_an_advert_is_refused_kindly(browser: httpx.Client) -> None:
    answered = browser.post("/review", files={"text": (None, ADVERT)})
    assert "does not read like your own account" in answered.text or "/reports/" in answered.text


def test_a_forgotten_report_is_gone(browser: httpx.Client) -> None:
    report = reviewed(browser)
    key = report.url.path.rsplit("/", 1)[1]
    said = browser.post("/forget", data={"report": key})
    assert "Forgotten" in said.text
    assert browser.get(report.url.path).status_code == 404
    assert browser.get(f"{report.url.path}/coach-report.json").status_code == 404


def test_an_answer_is_cited_and_its_passage_stands_verbatim(browser: httpx.Client) -> None:
    answered = browser.post("/ask", data={"question": "How long should a self-review be?"})
    assert answered.status_code == 200
    assert 'href="#source-1"' in answered.text
    address = re.search(r'href="(/library/guide/[^"]+)#([\w-]+)"', answered.text)
    assert address
    page = browser.get(address[1])
    assert f'id="{address[2]}"' in page.text


def test_a_question_can_follow_up_and_be_asked_for_somebody(browser: httpx.Client) -> None:
    key = reviewed(browser, target="staff").url.path.rsplit("/", 1)[1]
    data = {"question": "and for staff?", "previous": "What is expected of a senior engineer?", "report": key}
    answered = browser.post("/ask", data=data)
    assert "Understood as" in answered.text
    assert "Noor Haddad" in answered.text


def test_what_the_guide_does_not_say_is_said(browser: httpx.Client) -> None:
    answered = browser.post("/ask", data={"question": "What is the capital of Peru?"})
    assert "The guide does not say" in answered.text


def test_the_markup_of_a_question_is_words(browser: httpx.Client) -> None:
    answered = browser.post("/ask", data={"question": "<script>alert(1)</script> what?", "previous": "<img src=x> what?"})
    assert "&lt;script&gt;" in answered.text
    assert "<script>alert" not in answered.text
    assert "<img" not in answered.text


@pytest.mark.parametrize(
    ("data", "status"), [({"question": "?"}, 400), ({"question": ""}, 400), ({"question": "why", "corpus": "../x"}, 400)]
)
def test_a_question_that_cannot_be_asked_says_why(browser: httpx.Client, data: dict[str, str], status: int) -> None:
    assert browser.post("/ask", data=data).status_code == status


def test_the_whole_library_can_be_read(browser: httpx.Client) -> None:
    index = browser.get("/library").text
    links = sorted(set(re.findall(r'href="(/(?:library|competencies|ladders)/[^"#]+)"', index)))
    assert len(links) > 60
    for link in links:
        page = browser.get(link)
        assert page.status_code == 200, link
        assert "<h1>" in page.text


def test_the_log_has_no_query_and_no_words(shared_cache: Path, tmp_path: Path) -> None:
    with serving(shared_cache, "--log", elsewhere=tmp_path) as running:
        own = {"sec-fetch-site": "same-origin"}
        with httpx.Client(base_url=running.address, headers=own, follow_redirects=True, trust_env=False, timeout=60) as client:
            client.get(running.link)
            client.post("/ask", data={"question": "xylophone zebra?"})
    log = (tmp_path / "serve.err").read_text()
    assert "POST /ask 200" in log
    assert "token" not in log
    assert "xylophone" not in log


def test_nothing_is_written_while_it_serves(shared_cache: Path, tmp_path: Path) -> None:
    """A document larger than what a framework keeps in memory by itself leaves no file behind, nor one on the way."""
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    temporary.mkdir()
    large = (EXAMPLE + "\n\nfiller " * 20_000).encode() + b" " * 1_500_000
    with serving(
        shared_cache, elsewhere=tmp_path, HOME=str(home), TMPDIR=str(temporary), COACH_DATA=str(home / "data")
    ) as running:
        own = {"sec-fetch-site": "same-origin"}
        with httpx.Client(base_url=running.address, headers=own, follow_redirects=True, trust_env=False, timeout=60) as client:
            client.get(running.link)
            client.post("/review", files={"files": ("large.md", large)})
            reviewed(client)
            open_files = [path.resolve() for path in Path(f"/proc/{running.process.pid}/fd").glob("*")]
            assert not [path for path in open_files if str(path).startswith(str(temporary))]
    written = [path for folder in (home, temporary) for path in folder.rglob("*") if path.is_file()]
    assert not [path for path in written if b"happy path" in path.read_bytes()]


def test_ctrl_c_ends_it_quietly(shared_cache: Path, tmp_path: Path) -> None:
    with serving(shared_cache, elsewhere=tmp_path) as running:
        httpx.get(running.link, timeout=60, trust_env=False)  # it serves, and listens for the signal
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(timeout=60) == 0
    assert "every report is forgotten" in (tmp_path / "serve.err").read_text()
