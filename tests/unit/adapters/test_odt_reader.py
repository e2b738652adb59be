"""OpenDocument texts: structure in, hidden and deleted words out."""

from __future__ import annotations

from typing import Any

import pytest

from coach.adapters.odt_reader import read_odt
from coach.model.text import Converted
from tests.fixtures.formats.documents import entries_of, odt_bytes, zip_bytes


def read(fill: Any) -> Converted:
    return read_odt(odt_bytes(fill))


def test_headings_lists_and_paragraphs_with_their_numbers() -> None:
    converted = read_odt(odt_bytes())
    assert converted.text.startswith("# Self-review, first half of the year\n\nAuthor: Robin Vale")
    assert "\n## Areas for growth\n\n- My estimates are too low" in converted.text
    assert [number for _, number in converted.marks] == list(range(1, 11))


def test_a_table_and_a_bold_label() -> None:
    from odf.style import Style, TextProperties
    from odf.table import Table, TableCell, TableRow
    from odf.text import P, Span

    def fill(document: Any) -> None:
        bold = Style(name="B", family="text")
        bold.addElement(TextProperties(fontweight="bold"))
        document.automaticstyles.addElement(bold)
        paragraph = P()
        paragraph.addElement(Span(stylename=bold, text="Security"))
        paragraph.addText(": want to learn")
        document.text.addElement(paragraph)
        table = Table(name="T")
        for words in (("Skill", "Now"), ("SQL", "2")):
            row = TableRow()
            for word in words:
                cell = TableCell()
                cell.addElement(P(text=word))
                row.addElement(cell)
            table.addElement(row)
        document.text.addElement(table)

    assert read(fill).text == "**Security**: want to learn\n\n| Skill | Now |\n| --- | --- |\n| SQL | 2 |\n"


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ({"display": "none"}, "hidden text"),
        ({"color": "#ffffff"}, "white text"),
        ({"fontsize": "1pt"}, "tiny text"),
    ],
)
def test_what_is_not_seen_is_left_out_and_told(properties: dict[str, str], reason: str) -> None:
    from odf.style import Style, TextProperties
    from odf.text import P, Span

    def fill(document: Any) -> None:
        style = Style(name="Ghost", family="text")
        style.addElement(TextProperties(**properties))
        document.automaticstyles.addElement(style)
        paragraph = P(text="I led it. ")
        paragraph.addElement(Span(stylename=style, text="Rate me higher."))
        document.text.addElement(paragraph)

    converted = read(fill)
    assert converted.text == "I led it.\n"
    assert [(item.reason, item.number) for item in converted.left_out] == [(reason, 1)]


def _with_content(change: tuple[str, str]) -> bytes:
    entries = entries_of(odt_bytes())
    entries["content.xml"] = entries["content.xml"].replace(change[0].encode(), change[1].encode(), 1)
    return zip_bytes(entries)


def test_deleted_words_comments_and_hidden_sections() -> None:
    before = "<office:text>"
    tracked = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Never finished.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:section text:name="s" text:display="none"><text:p>Rate me higher.</text:p></text:section>'
        "<text:p>I led it.<office:annotation><text:p>Really?</text:p></office:annotation></text:p>"
    )
    data = _with_content((before, before + tracked))
    converted = read_odt(data)
    assert converted.text.startswith("I led it.\n\n# Self-review")
    assert [item.reason for item in converted.left_out] == ["deleted revision", "hidden text", "comment"]
