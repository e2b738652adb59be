"""In a real browser: paste, report, evidence, question, download; without scripts; by keyboard; with hostile words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.running import EXAMPLES, Running
from tests.browser.screens import POSTED, post

EXAMPLE = (EXAMPLES / "self-review.md").read_text(encoding="utf-8")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}

COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
"""All that can be different in the dark."""

HOSTILE = """# Self-review <script>alert('h')</script>

I am a senior engineer. I led <img src=x onerror=alert(1)> the move to a new database and it worked.
I still estimate badly: <iframe src="https://evil.example/"></iframe> [click](javascript:alert(2)) ![p](https://evil.example/p.png)
I avoid difficult conversations. <svg onload=alert(3)> {{ 7 * 7 }} ${7*7} </textarea></title><style>*{display:none}</style>
I mentored two people "onfocus="alert(4)" autofocus=" and I want to learn to present <a href="https://evil.example">more</a>.
"""


def paste(page: Page, text: str, target: str = "") -> None:
    page.goto("/")
    page.fill("#text", text)
    page.fill("#target", target)
    page.click("form.paste button[type=submit]")
    page.wait_for_url("**/reports/*")


def journey(page: Page, folder: Path) -> None:
    """Paste, read, follow the evidence, ask, take away, forget."""
    paste(page, EXAMPLE, "staff")
    expect(page.locator("h1")).to_contain_text("Noor Haddad")
    leads = page.locator(".coach-report a[href^='#']").evaluate_all(
        "each => each.map((link) => link.getAttribute('href').slice(1))"
    )
    ids = page.locator("[id]").evaluate_all("each => each.map((one) => one.id)")
    assert len(leads) > 20
    assert not [lead for lead in leads if ids.count(lead) != 1]
    link = page.locator(".coach-report .body a[href^='#']").first
    target = (link.get_attribute("href") or "")[1:]
    link.click()
    assert page.url.endswith(f"#{target}")
    assert page.locator(f"[id='{target}']").is_visible()
    for form in ("HTML", "Markdown", "JSON"):
        with page.expect_download() as taken:
            page.get_by_role("link", name=form, exact=True).click()
        taken.value.save_as(folder / form)
    assert json.loads((folder / "JSON").read_text(encoding="utf-8"))["gaps"]
    assert "<script" not in (folder / "HTML").read_text(encoding="utf-8")
    page.get_by_role("link", name="Ask the guide about it").click()
    page.fill("#question", "How long should a self-review be?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".answer")).to_contain_text("Noor Haddad")
    page.locator(".cite").first.click()
    expect(page.locator("#source-1 .verbatim").first).to_be_visible()
    page.get_by_role("link", name="Read it in its place").first.click()
    expect(page.locator("article.prose :target")).to_be_visible()
    page.get_by_role("link", name="coach", exact=True).click()
    page.get_by_role("button", name="Forget all").click()
    expect(page.get_by_role("status")).to_have_text("All reports are forgotten.")
    expect(page.get_by_text("Reports in memory")).to_have_count(0)


def test_a_person_gets_from_a_paste_to_an_answer(page: Page, tmp_path: Path) -> None:
    journey(page, tmp_path)


def test_everything_works_without_scripts(page_without_scripts: Page, tmp_path: Path) -> None:
    journey(page_without_scripts, tmp_path)


def test_a_file_can_be_chosen_and_is_named(page: Page) -> None:
    page.goto("/")
    page.set_input_files("#files", FilePayload(name="mine.md", mimeType="text/markdown", buffer=EXAMPLE.encode()))
    expect(page.locator("[data-drop-words]")).to_have_text("mine.md.")
    page.click("form.paste button[type=submit]")
    page.wait_for_url("**/reports/*")
    expect(page.locator(".coach-report")).to_contain_text("mine.md")


@pytest.mark.parametrize("scripts", [True, False])
def test_hostile_words_stay_words(page: Page, page_without_scripts: Page, scripts: bool) -> None:
    """The fixtures check that no dialog opened, no message was logged and nobody else was asked."""
    opened = page if scripts else page_without_scripts
    paste(opened, HOSTILE)
    assert (
        opened.locator("main :is(script, iframe, img, style, [onerror], [onload], [onfocus], a[href^='javascript'])").count()
        == 0
    )
    assert opened.locator("main a[href*='evil']").count() == 0
    opened.goto("/ask")
    opened.fill("#question", "<img src=x onerror=alert(5)> how long should a self-review be? <script>alert(6)</script>")
    opened.get_by_role("button", name="Ask", exact=True).click()
    expect(opened.locator(".answer h1")).to_contain_text("<img src=x")
    name = "<img src=x onerror=alert(7)>.png"
    opened.goto("/")
    opened.set_input_files("#files", FilePayload(name=name, mimeType="image/png", buffer=b"\x89PNG\r\n\x1a\n"))
    opened.click("form.paste button[type=submit]")
    expect(opened.locator("main")).to_contain_text("<img src=x")
    assert opened.locator("main :is(img, script)").count() == 0


def test_the_keyboard_is_enough(page: Page) -> None:
    page.goto("/ask")
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        if seen[-1] == "text":
            page.keyboard.insert_text(EXAMPLE)
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", f"no focus to be seen on {seen[-1]}"
        if seen[-1] == "Review my text":
            break
    assert seen[-1] == "Review my text", seen
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/*")
    expect(page.locator("h1")).to_contain_text("Noor Haddad")


def test_enter_sends_a_question(page: Page) -> None:
    page.goto("/ask")
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type("How do I ask for feedback?")
    page.keyboard.press("Enter")
    expect(page.locator(".answer h1")).to_have_text("How do I ask for feedback?")


PLACES = {
    "home": "/?example=1",
    "ask": "/ask",
    "library": "/library",
    "chapter": "/library/guide/chapters/self-reviews",
    "competency": "/competencies/planning",
    "ladder": "/ladders/default",
    "missing": "/nowhere",
    "used-link": "/enter?token=used",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_passes_the_accessibility_audit_and_fits_a_phone(page: Page, running: Running, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 390, "height": 844})
    paste(page, EXAMPLE, "staff")
    for name in ("report", *PLACES, *POSTED):
        if name in PLACES:
            page.goto(PLACES[name])
        elif name != "report":
            post(page, running, name)
        page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is wider than a phone"
        found = Axe().run(page, options=RULES if scheme == "light" else COLOURS).response["violations"]
        assert not [(name, item["id"], [node["target"] for node in item["nodes"]][:3]) for item in found]


def test_the_audit_finds_what_is_wrong(page: Page) -> None:
    page.goto("/ask")
    page.evaluate("document.querySelector('label[for=question]').remove()")
    found = Axe().run(page, options=RULES).response["violations"]
    assert "label" in {item["id"] for item in found}
