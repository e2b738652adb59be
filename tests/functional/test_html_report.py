"""The HTML report as somebody opens it: one file, no request, no script, readable by everybody, and it leads back and forth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from coach.adapters.vega_pictures import VegaPictures
from coach.model.report import Report
from coach.model.text import Document
from coach.pipeline import Review, ReviewOptions
from coach.render.html import render_html, report_css
from tests.browser.running import CHROMIUM_FLAGS, find_chromium
from tests.functional.conftest import EXAMPLES, Coach
from tests.hostile_report import hostile_document, hostile_report

_CHROMIUM = find_chromium()
"""Looked up when tests are collected: what the settings name is hidden from the tests themselves."""

MOST_BYTES = 1_000_000
JOB_ADVERT = "We are hiring a backend engineer. You will own our billing services. Apply now with your CV. " * 5
SCHEMES = ("light", "dark")


def long_document() -> Document:
    """Four half-years of one person, over two thousand words."""
    text = (EXAMPLES / "self-review.md").read_text(encoding="utf-8")
    years = [
        text.replace("second half of the year", f"half {half}").replace("ledger", f"ledger {half}") for half in range(1, 5)
    ]
    return Document("four-halves.md", "\n\n".join(years))


def shortened(report: Report) -> Report:
    """Something of every part: as much markup as the whole, in an eighth of the elements, for the audit takes its time."""
    assert report.plan
    plan = report.plan.model_copy(update={"goals": report.plan.goals[:1], "parked": report.plan.parked[:1]})
    parts = {"gaps": 4, "strengths": 2, "aspirations": 2, "not_evidenced": 1, "dropped": 2}
    return report.model_copy(update={name: getattr(report, name)[:most] for name, most in parts.items()} | {"plan": plan})


@pytest.fixture(scope="module")
def made(review: Review) -> dict[str, tuple[Report, list[Document]]]:
    """Reports of each sort, with their documents."""
    documents = {path.stem: Document(path.name, path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.md"))}
    documents |= {"long": long_document(), "refused": Document("advert.txt", JOB_ADVERT)}
    reports = {name: (review.run([document], ReviewOptions()), [document]) for name, document in documents.items()}
    hostile = hostile_document()
    reports["short"] = (shortened(reports["self-review"][0]), [documents["self-review"]])
    return reports | {"hostile": (hostile_report(reports["self-review"][0], hostile), [hostile])}


@pytest.fixture(scope="module")
def files(made: dict[str, tuple[Report, list[Document]]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    paths = {}
    for name, (report, documents) in made.items():
        paths[name] = folder / f"{name}.html"
        paths[name].write_text(render_html(report, documents, pictures=VegaPictures()), encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if _CHROMIUM is None:
        pytest.skip("needs a Chromium; name one with COACH_CHROMIUM, or install Debian's package `chromium`")
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=_CHROMIUM, args=CHROMIUM_FLAGS) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


NAMES = ("self-review", "brag-document", "reflection", "skill-gaps", "long", "refused", "hostile")


@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_one_small_file_without_a_script(files: dict[str, Path], name: str) -> None:
    text = files[name].read_text(encoding="utf-8")
    assert len(text.encode()) < MOST_BYTES
    assert not re.search(r"<(?:script|link|img|iframe|object|base|form)\b", text, re.IGNORECASE)
    assert not re.search(r"""(?:href|src)=["'](?!#)""", text)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_asked_of_the_network_and_the_policy_holds(page: Page, files: dict[str, Path], name: str) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.on("request", lambda request: told.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(files[name].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    assert told == []
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith("Charter")
    assert page.title().startswith("Gap report") or name == "hostile"


def test_the_policy_blocks_what_somebody_adds_to_the_file(page: Page, files: dict[str, Path], tmp_path: Path) -> None:
    """Proves that the check above can fail: a style attribute, a script and a picture are each refused and reported."""
    added = "<p style='color:red'>x</p><script>document.title = 'owned'</script><img src='http://127.0.0.1:9/x.png'>"
    bad = tmp_path / "bad.html"
    bad.write_text(files["self-review"].read_text(encoding="utf-8").replace("</main>", f"{added}</main>"), encoding="utf-8")
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(bad.as_uri())
    assert page.title() != "owned"
    assert sum("Content Security Policy" in line for line in told) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["short", "brag-document", "refused"])
def test_an_accessibility_audit_finds_nothing(browser: Browser, files: dict[str, Path], name: str, scheme: str) -> None:
    for width in (390, 1280):
        with browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True
        ) as context:
            page = context.new_page()
            page.goto(files[name].as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
            results = Axe().run(page, options={"resultTypes": ["violations"]})
            assert results.violations_count == 0, results.generate_report()


def test_the_audit_finds_what_is_planted(browser: Browser, files: dict[str, Path]) -> None:
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.goto(files["refused"].as_uri())
        page.evaluate(
            "document.querySelector('h2').style.color = '#bbb'; document.querySelector('dl').insertAdjacentHTML('beforebegin', '<input>')"
        )
        assert {rule["id"] for rule in Axe().run(page).response["violations"]} >= {"color-contrast", "label"}


@pytest.mark.parametrize("name", NAMES)
def test_no_page_scrolls_sideways(page: Page, files: dict[str, Path], name: str) -> None:
    page.goto(files[name].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    for width in (320, 390, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1280])
def test_no_letter_is_smaller_than_twelve_pixels(page: Page, files: dict[str, Path], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(files["self-review"].as_uri())
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('main *')].filter(item => item.getClientRects().length
             && [...item.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
             .map(item => { const frame = item.closest('svg'); const size = parseFloat(getComputedStyle(item).fontSize);
                return frame ? size * frame.getBoundingClientRect().width / frame.viewBox.baseVal.width : size; }))"""
    )
    assert smallest >= 11.99


def test_a_mark_leads_to_its_finding_and_the_finding_back(page: Page, files: dict[str, Path]) -> None:
    page.goto(files["self-review"].as_uri())
    page.click("a.hl-gap >> nth=0")
    number = re.search(r"#gap-(\d+)$", page.url)
    assert number
    finding = page.locator(f"#gap-{number[1]}")
    assert finding.evaluate("item => item.matches(':target') && getComputedStyle(item).boxShadow !== 'none'")
    assert finding.bounding_box()["y"] < 900  # type: ignore[index]
    finding.locator("a.back >> nth=0").click()
    marked = page.locator(":target")
    assert marked.evaluate("item => getComputedStyle(item).outlineStyle") == "solid"
    assert marked.inner_text().split()[:2] == finding.locator("blockquote p >> nth=0").inner_text().strip("“”").split()[:2]


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere_and_every_id_is_there_once(page: Page, files: dict[str, Path], name: str) -> None:
    page.goto(files[name].as_uri())
    lost = page.evaluate(
        "[...document.querySelectorAll('a[href]')].map(a => a.hash.slice(1)).filter(id => !document.getElementById(id))"
    )
    double = page.evaluate(
        "[...document.querySelectorAll('[id]')].map(item => item.id).filter((id, at, all) => all.indexOf(id) !== at)"
    )
    assert (lost, double) == ([], [])


def test_headings_go_down_one_step_at_a_time(page: Page, files: dict[str, Path]) -> None:
    page.goto(files["self-review"].as_uri())
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5')].map(item => +item.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_first_key_reaches_a_link_past_everything_and_focus_is_seen(page: Page, files: dict[str, Path]) -> None:
    page.goto(files["self-review"].as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_boxes_can_be_ticked_and_are_printed(page: Page, files: dict[str, Path]) -> None:
    page.goto(files["self-review"].as_uri())
    page.locator(".ticks label >> nth=0").click()
    assert page.locator(".ticks input >> nth=0").is_checked()
    page.emulate_media(media="print")
    assert page.locator(".ticks input >> nth=0").is_visible()
    assert not page.locator("nav.contents").is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_a_picture_has_a_name_a_description_and_a_table(page: Page, files: dict[str, Path]) -> None:
    page.goto(files["self-review"].as_uri())
    for figure in page.locator("figure.picture").all():
        assert figure.get_by_role("img").count() == 1
        assert figure.locator("svg:visible title").text_content()
        assert figure.locator("svg:visible desc").text_content()
        assert figure.locator("table tbody tr").count() >= 1
    assert page.locator("figure.picture").count() == 3


def test_a_command_writes_the_page(coach: Coach, tmp_path: Path) -> None:
    ended = coach("review", str(EXAMPLES / "self-review.md"), "-o", str(tmp_path / "report.html"))
    assert ended.returncode == 0
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    piped = coach("review", str(EXAMPLES / "self-review.md"), "-f", "html", "--no-plan")
    assert piped.stdout.startswith(b"<!doctype html>")
    assert b'id="plan"' not in piped.stdout


def test_a_refused_document_still_gives_a_page_that_says_why(coach: Coach, tmp_path: Path) -> None:
    (tmp_path / "advert.txt").write_text(JOB_ADVERT)
    ended = coach("review", str(tmp_path / "advert.txt"), "-o", str(tmp_path / "report.html"))
    assert ended.returncode == 3
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Nothing to review here" in text
    assert 'id="summary"' not in text


def test_every_rule_of_the_style_stays_inside_the_article() -> None:
    flat = re.sub(r"/\*.*?\*/", "", report_css(), flags=re.DOTALL)
    selectors = [line.strip() for line in re.findall(r"([^{}]+)\{", flat) if not line.strip().startswith("@")]
    assert selectors
    assert not [selector for selector in selectors if not selector.startswith(".coach-report")]
