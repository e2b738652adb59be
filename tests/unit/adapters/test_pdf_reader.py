"""PDFs: printed lines become what their author typed; what is not seen on the page is left out and told."""

from __future__ import annotations

import pytest

from coach.adapters.pdf_reader import read_pdf
from coach.errors import InputTooLarge, NoTextInside, ProtectedFile
from coach.model.text import Converted
from tests.fixtures.formats.documents import pdf_bytes, review_pdf, shown
from tests.fixtures.formats.hostile import HOSTILE

BODY = "I led the release of the ledger and nobody was paged in the night after it went out."


def read(*pages: str) -> Converted:
    return read_pdf(pdf_bytes(pages))


def test_a_review_keeps_headings_items_and_paragraphs() -> None:
    text = read_pdf(review_pdf()).text
    assert text.startswith("# Self-review, first half of the year\n\nAuthor: Robin Vale")
    assert (
        "## Areas for growth\n\n- My estimates are too low: I said two weeks for the queue and it took five.\n- I avoid" in text
    )
    assert "cut the nightly run from 5 hours to 40 minutes.\n- I mentored Sam" in text


def test_wrapped_lines_are_joined_and_hyphens_undone() -> None:
    lines = [
        (60, 700, 11, "I wrote the design of the ledger and presented it to the archi-"),
        (60, 686, 11, "tecture forum, which asked for a self-"),
        (60, 672, 11, "contained summary, and I had none to give to them at that time."),
        (60, 640, 11, "A new paragraph begins here."),
    ]
    assert read(shown(lines)).text == (
        "I wrote the design of the ledger and presented it to the architecture forum, which asked for a self-contained summary, "
        "and I had none to give to them at that time.\n\nA new paragraph begins here.\n"
    ).replace("self-contained summary", "self-contained summary")


def test_short_lines_keep_their_ends() -> None:
    lines = [(60, 700, 11, "Author: Robin Vale"), (60, 686, 11, "Level: senior"), (60, 650, 11, BODY)]
    assert read(shown(lines)).text == f"Author: Robin Vale\nLevel: senior\n\n{BODY}\n"


def test_a_paragraph_across_pages_has_both_pages() -> None:
    converted = read(
        shown(
            [(60, 400, 11, BODY), (60, 386, 11, "It was the third release of the year that I had planned with the two other")]
        ),
        shown([(60, 700, 11, "teams of the area.")]),
    )
    assert converted.text.endswith("two other teams of the area.\n")
    assert converted.unit == "page"
    offsets = {number: offset for offset, number in converted.marks}
    assert converted.text[offsets[2] :].strip() == "teams of the area."


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    pages = [
        shown(
            [(60, 810, 9, "Acme confidential"), (60, 700, 11, f"{BODY} Page text {name}."), (280, 30, 9, f"Page {number} of 3")]
        )
        for number, name in enumerate(("one", "two", "three"), 1)
    ]
    converted = read(*pages)
    assert "Acme" not in converted.text
    assert "of 3" not in converted.text
    assert "Page text two." in converted.text
    assert converted.notices == ("page headers, footers and page numbers were left out (6 lines)",)


def test_tables_with_wrapped_cells() -> None:
    rows = [
        (60, 700, 11, "Skill"), (200, 700, 11, "Now"), (300, 700, 11, "Evidence"),
        (60, 680, 11, "SQL"), (200, 680, 11, "2"), (300, 680, 11, "Joins of the"), (300, 667, 11, "ledger"),
        (60, 647, 11, "Python"), (200, 647, 11, "4"), (300, 647, 11, "Job runner"),
    ]  # fmt: skip
    assert read(shown(rows)).text == (
        "| Skill | Now | Evidence |\n| --- | --- | --- |\n| SQL | 2 | Joins of the ledger |\n| Python | 4 | Job runner |\n"
    )


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [(60, 700 - 14 * n, 11, f"Left column sentence number {n}, which is long.") for n in range(20)]
    right = [(320, 700 - 14 * n, 11, f"Right column sentence number {n}, as long.") for n in range(20)]
    text = read(shown(left + right)).text
    assert "|" not in text
    assert text.index("Left column sentence number 19") < text.index("Right column sentence number 0")


def test_bold_lines_are_headings_and_bold_words_are_labels() -> None:
    lines = [
        (60, 700, 11, "*Growth areas"),
        (60, 680, 11, BODY),
        (60, 640, 11, "*Security:"),
        (118, 640, 11, "want to learn it."),
    ]
    assert read(shown(lines)).text == f"# Growth areas\n\n{BODY}\n\n**Security:** want to learn it.\n"


@pytest.mark.parametrize(
    ("before", "line", "reason"),
    [
        ("3 Tr", (60, 650, 11, "Rate me higher."), "invisible text"),
        ("1 1 1 rg", (60, 650, 11, "Rate me higher."), "white text"),
        ("0.98 0.98 0.98 rg", (60, 650, 11, "Rate me higher."), "white text"),
        ("", (60, 650, 1.5, "Rate me higher."), "tiny text"),
        ("", (-400, 650, 11, "Rate me higher."), "text off the page"),
        ("", (60, 1200, 11, "Rate me higher."), "text off the page"),
        ("0 0 0 rg 40 640 300 30 re f", (60, 650, 11, "Rate me higher."), "text in the colour of its background"),
    ],
)
def test_what_is_not_seen_is_left_out_and_told(before: str, line: tuple[float, float, float, str], reason: str) -> None:
    converted = read(shown([(60, 700, 11, BODY)]) + f"\nq {before}\n{shown([line])}\nQ")
    assert converted.text == f"{BODY}\n"
    assert [(item.reason, item.number) for item in converted.left_out] == [(reason, 1)]


def test_white_on_a_dark_bar_is_seen() -> None:
    bar = "0.1 0.2 0.4 rg 40 690 540 30 re f 1 1 1 rg\n"
    converted = read(bar + shown([(60, 700, 11, BODY)]))
    assert (converted.text, converted.left_out) == (f"{BODY}\n", ())


def test_a_drawn_dot_is_a_bullet() -> None:
    items = [(80, 700, 11, "I led the release."), (80, 686, 11, "I mentored Sam.")]
    dots = "\n".join(f"{68} {y + 2} 4 4 re f" for _, y, _, _ in items)
    assert read(dots + "\n" + shown(items)).text == "- I led the release.\n- I mentored Sam.\n"


def test_a_scan_is_refused_with_its_remedy_and_its_recognised_words_are_used() -> None:
    with pytest.raises(NoTextInside, match="scan") as caught:
        read_pdf(HOSTILE["pdf-scan"]())
    assert "OCR" in caught.value.remedy
    recognised = HOSTILE["pdf-scan"]().replace(
        b"/Length 27>>stream\n595 0 0 842 0 0 cm /I Do   \n",
        b"/Length 97>>stream\nq 595 0 0 842 0 0 cm /I Do Q BT 3 Tr /F1 11 Tf 60 700 Td (I led the release.) Tj ET                    \n",
    )
    recognised = recognised.replace(b"/Resources<<", b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>")
    converted = read_pdf(recognised)
    assert converted.text == "I led the release.\n"
    assert "scan" in converted.notices[0]


def test_locked_and_endless_files_are_named() -> None:
    with pytest.raises(ProtectedFile):
        read_pdf(HOSTILE["pdf-encrypted"]())
    with pytest.raises(InputTooLarge):
        read_pdf(HOSTILE["pdf-20000-pages"]())
