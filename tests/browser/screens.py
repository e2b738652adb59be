"""Screenshots of every page, phone and desktop, light and dark: `python -m tests.browser.screens FOLDER [NAME…]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import FilePayload, Page, sync_playwright

from coach.settings import load_settings
from tests.browser.running import CHROMIUM_FLAGS, EXAMPLES, Running, find_chromium, serving

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")
PICTURE = b"\x89PNG\r\n\x1a\n and nothing of a picture"


def visit(page: Page, running: Running) -> dict[str, str]:
    """Make one of everything; the address of each page by its name."""
    page.goto(running.link)
    page.fill("#text", (EXAMPLES / "self-review.md").read_text(encoding="utf-8"))
    page.fill("#target", "staff")
    page.click("form.paste button[type=submit]")
    page.wait_for_url("**/reports/*")
    report = page.url
    page.goto(f"{running.address}/")
    page.fill("#text", "We are hiring a backend engineer. You will own our billing services. Apply now with your CV. " * 5)
    page.click("form.paste button[type=submit]")
    page.wait_for_url("**/reports/*")
    places = {
        "home": "/",
        "example": "/?example=1",
        "ask": "/ask",
        "library": "/library",
        "chapter": "/library/guide/chapters/self-reviews",
        "competency": "/competencies/planning",
        "ladder": "/ladders/default",
        "missing": "/nowhere",
        "used-link": "/enter?token=used",
    }
    return {"report": report, "refused": page.url} | {name: running.address + path for name, path in places.items()}


def post(page: Page, running: Running, name: str) -> None:
    """Pages that are the answer to a form."""
    if name == "answer":
        page.goto(f"{running.address}/ask")
        page.fill("#question", "How long should a self-review be?")
        page.click("form.question button[type=submit]")
        page.wait_for_selector(".answer")
        page.click(".cite")
    elif name == "not-told":
        page.goto(f"{running.address}/ask")
        page.fill("#question", "What is the capital of Peru?")
        page.click("form.question button[type=submit]")
        page.wait_for_selector(".answer")
    elif name == "unreadable":
        page.goto(f"{running.address}/")
        page.set_input_files("#files", FilePayload(name="photo.png", mimeType="image/png", buffer=PICTURE))
        page.click("form.paste button[type=submit]")
        page.wait_for_selector(".status")


POSTED = ("answer", "not-told", "unreadable")


def main(folder: Path, names: list[str]) -> None:
    """Take them."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as elsewhere,
        serving(load_settings().cache, elsewhere=Path(elsewhere)) as running,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS) as browser,
    ):
        context = browser.new_context(base_url=running.address)
        page = context.new_page()
        places = visit(page, running)
        for size, (width, height) in SIZES.items():
            for scheme in SCHEMES:
                page.set_viewport_size({"width": width, "height": height})
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                for name in [*places, *POSTED]:
                    if names and name not in names:
                        continue
                    if name in places:
                        page.goto(places[name])
                    else:
                        post(page, running, name)
                    page.screenshot(path=folder / f"{name}-{size}-{scheme}.png", full_page=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
