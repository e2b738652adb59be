"""A real Chromium and a real server; skipped, with the reason, where there is no Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.running import CHROMIUM_FLAGS, Running, find_chromium, serving
from tests.browser.watch import Watch


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip("needs Chromium: install Debian's package `chromium`, or name one with COACH_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def running(shared_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(shared_cache, elsewhere=tmp_path_factory.mktemp("serve")) as started:
        yield started


@pytest.fixture(scope="module")
def cookies(chromium: Browser, running: Running) -> list[dict[str, object]]:
    """The cookies of a browser that came in by the link."""
    context = chromium.new_context()
    context.new_page().goto(running.link)
    found = [dict(cookie) for cookie in context.cookies()]
    context.close()
    return found


@pytest.fixture
def watch() -> Watch:
    return Watch()


def inside(chromium: Browser, running: Running, cookies: list[dict[str, object]], watch: Watch, **options: object) -> Page:
    """A page of a browser that came in; downloads and scripts as the options say."""
    context = chromium.new_context(base_url=running.address, **options)  # type: ignore[arg-type]
    context.add_cookies(cookies)  # type: ignore[arg-type]
    context.set_default_timeout(30_000)
    watch.over(context)
    return context.new_page()


@pytest.fixture
def page(chromium: Browser, running: Running, cookies: list[dict[str, object]], watch: Watch) -> Iterator[Page]:
    """A page that must have asked nobody else and had no trouble."""
    opened = inside(chromium, running, cookies, watch)
    yield opened
    opened.context.close()
    assert not watch.foreign(running.address)
    assert not watch.trouble


@pytest.fixture
def page_without_scripts(chromium: Browser, running: Running, cookies: list[dict[str, object]], watch: Watch) -> Iterator[Page]:
    opened = inside(chromium, running, cookies, watch, java_script_enabled=False)
    yield opened
    opened.context.close()
    assert not watch.foreign(running.address)
