"""Screenshots of HTML reports, phone and desktop, light and dark, and on paper: `python -m benchmarks.screenshots [FOLDER]`.

They are for looking at and go to build/screenshots, which is no part of the repository.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from coach.model.text import Document
from coach.pipeline import ReviewOptions
from coach.settings import load_settings
from coach.wiring import html_page, local_review
from tests.browser.running import CHROMIUM_FLAGS, EXAMPLES, find_chromium

SIZES = {"phone": 390, "desktop": 1280}
ADVERT = "We are hiring a backend engineer. You will own our billing services. Apply now with your CV. " * 5
TALLEST = 6_000
"""Pixels of a screenshot; what is longer is in the pages of the PDF."""


def documents() -> dict[str, Document]:
    """The examples, a long document, and one that is refused."""
    found = {path.stem: Document(path.name, path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.md"))}
    halves = (found["self-review"].text.replace("ledger", f"ledger {half}") for half in range(1, 5))
    return found | {"long": Document("long.md", "\n\n".join(halves)), "refused": Document("advert.txt", ADVERT)}


def shoot(browser: Browser, name: str, folder: Path) -> None:
    """Every view of one report."""
    for size, width in SIZES.items():
        for scheme in ("light", "dark"):
            dark = "dark" if scheme == "dark" else "light"
            with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=dark) as context:  # type: ignore[arg-type]
                page = context.new_page()
                page.goto((folder / f"{name}.html").as_uri())
                height = min(TALLEST, int(page.evaluate("document.documentElement.scrollHeight")))
                clip = {"x": 0, "y": 0, "width": width, "height": height}
                page.screenshot(path=folder / f"{name}-{size}-{scheme}.png", full_page=True, clip=clip)  # type: ignore[arg-type]
                if (size, scheme) == ("desktop", "light"):
                    page.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True, print_background=True)


def main(folder: Path) -> None:
    """Write the reports and their screenshots."""
    folder.mkdir(parents=True, exist_ok=True)
    review = local_review(load_settings(), "default", lambda stage: None)
    found = documents()
    for name, document in found.items():
        report = review.run([document], ReviewOptions())
        (folder / f"{name}.html").write_text(html_page(report, [document]), encoding="utf-8")
    chromium = find_chromium()
    if chromium is None:
        sys.exit("No Chromium found: name one with COACH_CHROMIUM, or install Debian's package `chromium`.")
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS) as browser:
        for name in found:
            shoot(browser, name, folder)
    print(f"{len(found)} reports in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("build/screenshots/reports"))
