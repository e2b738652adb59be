"""The application without a socket: what a slow review shows, what a bug shows, and what a busy server says."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from coach.api import Coach
from coach.errors import InputTooLarge
from coach.model.report import Report
from coach.model.text import Document
from coach.settings import Settings
from coach.web.app import make_app, static_files
from coach.web.doors import Doors
from coach.web.guard import cookie_name
from coach.web.jobs import AT_ONCE, WAITING
from coach.web.site import Site
from coach.web.templates import environment

PORT = 8765
TEXT = "I am a senior engineer. I led the move to a new database and it worked. I still estimate badly and I want to learn it."
Answers = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def warm(shared_cache: Path) -> Coach:
    return Coach(Settings(shared_cache))


def ask_site(site: Site, method: str, path: str, **request: Any) -> httpx.Response:
    """One request of a browser that is inside."""
    session = site.doors.exchange(site.doors.new_link())
    headers = {"cookie": f"{cookie_name(PORT)}={session}", "sec-fetch-site": "same-origin"}

    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(make_app(site), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://127.0.0.1:{PORT}", headers=headers) as client:
            return await client.request(method, path, **request)

    return asyncio.run(run())


def test_a_slow_review_shows_its_stages_and_the_way_to_the_report(warm: Coach) -> None:
    site = Site(warm, Doors(), PORT, grace=0)
    answered = ask_site(site, "POST", "/review", files={"text": (None, TEXT)})
    stages = re.findall(r"<li[^>]*>([^<]+)</li>", answered.text.partition("<ol")[2])
    assert stages[-4:] == ["Finding what it says of your work", "Putting gaps in order", "Writing a plan", "Done"]
    key = site.reports.all()[0].id
    assert f'url=/reports/{key}"' in answered.text
    assert f'<a class="button" href="/reports/{key}">' in answered.text
    assert answered.text.rstrip().endswith("</html>")


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_box_is_told_beside_the_box_and_keeps_what_was_chosen(warm: Coach, text: str) -> None:
    answered = ask_site(
        Site(warm, Doors(), PORT), "POST", "/review", files={"text": (None, text), "role": (None, "data engineer")}
    )
    assert answered.status_code == 422
    assert 'id="text-missing" role="alert">There is no text yet.' in answered.text
    assert 'aria-describedby="text-missing text-help" aria-invalid="true"' in answered.text
    assert 'value="data engineer"' in answered.text


class Failing(Coach):
    """A coach whose reviews fail as a test says."""

    error: Exception

    def review(self, documents: Sequence[Document], *_: object, **__: object) -> Report:
        raise self.error


def test_a_review_that_fails_after_its_page_began_says_so_on_it(shared_cache: Path) -> None:
    failing = Failing(Settings(shared_cache))
    failing.error = InputTooLarge("it is <too> long", place="mine.md", remedy="Shorten it.")
    answered = ask_site(Site(failing, Doors(), PORT, grace=0), "POST", "/review", files={"text": (None, TEXT)})
    assert "mine.md: It is &lt;too&gt; long." in answered.text
    assert "Shorten it." in answered.text


@pytest.mark.parametrize("grace", [0, 20])
def test_a_bug_tells_kind_and_place_but_no_words(shared_cache: Path, caplog: pytest.LogCaptureFixture, grace: float) -> None:
    failing = Failing(Settings(shared_cache))
    failing.error = KeyError("my salary is 5")
    with caplog.at_level(logging.ERROR):
        answered = ask_site(Site(failing, Doors(), PORT, grace=grace), "POST", "/review", files={"text": (None, TEXT)})
    assert "this is a bug in coach (KeyError at test_app.py:" in answered.text.lower().replace("keyerror", "KeyError")
    assert "salary" not in answered.text + caplog.text
    assert "Traceback" not in answered.text


def test_a_busy_server_says_when_to_come_back(warm: Coach) -> None:
    site = Site(warm, Doors(), PORT)
    site.jobs._open = AT_ONCE + WAITING
    answered = ask_site(site, "POST", "/ask", data={"question": "why?"})
    assert (answered.status_code, answered.headers["retry-after"]) == (503, "5")
    assert "coach is busy" in answered.text.lower()


def test_every_template_escapes(warm: Coach) -> None:
    assert environment().autoescape is True
    for name in environment().list_templates():
        source = (Path(make_app.__code__.co_filename).parent / "templates" / name).read_text(encoding="utf-8")
        assert name == "report.html" or "| safe" not in source, name
        assert " style=" not in source, name
        assert "<script>" not in source, name
        assert "{%- raw" not in source


def test_static_files_ask_for_nothing_from_elsewhere() -> None:
    assert set(static_files()) == {"icon.svg", "page.css", "page.js", "report.css"}
    for name, (data, _) in static_files().items():
        text = data.decode().replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"^//.*$", "", text, flags=re.MULTILINE), name
        assert "@import" not in text
    script = static_files()["page.js"][0].decode()
    assert not re.search(r"innerHTML|eval\(|fetch\(|XMLHttpRequest|localStorage|document\.write", script)


def test_a_model_is_offered_only_where_the_settings_name_one(warm: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(warm, Doors(), PORT)
    assert 'name="engine"' not in ask_site(site, "GET", "/").text
    monkeypatch.setenv("COACH_MODEL", "openai:some-model")
    shown = ask_site(site, "GET", "/").text
    assert 'name="engine"' in shown
    assert "may be sent to api.openai.com" in shown
    monkeypatch.setenv("COACH_MODEL", "nobody")
    assert 'name="engine"' not in ask_site(site, "GET", "/").text


def test_a_text_goes_to_another_machine_only_when_the_person_agrees(warm: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_MODEL", "openai:some-model")
    site = Site(warm, Doors(), PORT, grace=20)
    answered = ask_site(site, "POST", "/review", files={"text": (None, TEXT), "engine": (None, "llm")})
    assert answered.status_code == 403
    assert "the text would be sent to api.openai.com" in answered.text.lower()
    assert TEXT in answered.text
    monkeypatch.delenv("COACH_MODEL")
    answered = ask_site(site, "POST", "/review", files={"text": (None, TEXT), "engine": (None, "llm")})
    assert answered.status_code == 400
