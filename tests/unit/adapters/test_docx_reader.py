"""Word documents: what a person sees is read with its structure, and what they do not see is counted and left out."""

from __future__ import annotations

from typing import Any

import pytest

from coach.adapters.docx_reader import read_docx
from coach.model.text import Converted
from tests.fixtures.formats.documents import docx_bytes

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def read(fill: Any) -> Converted:
    return read_docx(docx_bytes(fill))


def xml(fragment: str) -> Any:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    return parse_xml(fragment.replace(" NS", f' {nsdecls("w")} xmlns:w14="{_W14}"', 1))


def reasons(converted: Converted) -> list[tuple[str, int]]:
    return [(item.reason, item.number) for item in converted.left_out]


def test_headings_lists_and_paragraphs_with_their_numbers() -> None:
    converted = read_docx(docx_bytes())
    assert converted.text.startswith("# Self-review, first half of the year\n\nAuthor: Robin Vale")
    assert "\n## Areas for growth\n\n- My estimates are too low" in converted.text
    assert converted.unit == "paragraph"
    assert [number for _, number in converted.marks] == list(range(1, 11))
    at = converted.text.index("My estimates")
    assert max(number for offset, number in converted.marks if offset <= at) == 7


def test_a_title_is_the_outermost_heading_and_a_nested_list_is_indented() -> None:
    def fill(document: Any) -> None:
        document.add_heading("My year", 0)
        document.add_paragraph("Outer", style="List Bullet")
        inner = document.add_paragraph("Inner", style="List Bullet")
        inner._p.get_or_add_pPr().append(xml('<w:numPr NS><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'))
        document.add_paragraph("First", style="List Number")
        document.add_paragraph("Second", style="List Number")

    assert read(fill).text == "# My year\n\n- Outer\n  - Inner\n1. First\n2. Second\n"


def test_bold_labels_struck_words_and_line_breaks_are_kept() -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph()
        paragraph.add_run("Secu").bold = True
        paragraph.add_run("rity").bold = True
        paragraph.add_run(": want to ")
        paragraph.add_run("learn").font.strike = True
        paragraph.add_run(" practise.")
        paragraph.add_run().add_break()
        paragraph.add_run("Next line.")

    assert read(fill).text == "**Security**: want to ~~learn~~ practise.\nNext line.\n"


def test_a_table_of_data_becomes_rows_and_a_form_becomes_questions_with_answers() -> None:
    def fill(document: Any) -> None:
        data = document.add_table(2, 3)
        for number, words in enumerate(("Skill", "Now", "Target", "SQL | joins", "2", "4")):
            data.cell(number // 3, number % 3).text = words
        form = document.add_table(2, 2)
        form.cell(0, 0).text = "What went well?"
        form.cell(0, 1).text = "I led the release of the ledger and nobody was paged in the night after it."
        form.cell(1, 0).text = "What will you work on?"
        form.cell(1, 1).text = "I want to give clearer estimates. I will write down what I assume."

    assert read(fill).text == (
        "| Skill | Now | Target |\n| --- | --- | --- |\n| SQL \\| joins | 2 | 4 |\n\n"
        "##### What went well?\n\nI led the release of the ledger and nobody was paged in the night after it.\n\n"
        "##### What will you work on?\n\nI want to give clearer estimates. I will write down what I assume.\n"
    )


@pytest.mark.parametrize(
    ("box", "shown"),
    [
        (
            '<w:sdt NS><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>',
            "- [x] Give a talk\n",
        ),
        ("<w:sdt NS><w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>", "- [ ] Give a talk\n"),
        ('<w:r NS><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "- [x] Give a talk\n"),
        (
            '<w:r NS><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r>',
            "- [ ] Give a talk\n",
        ),
    ],
)
def test_check_boxes_of_every_kind(box: str, shown: str) -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph()
        paragraph._p.append(xml(box))
        paragraph.add_run(" Give a talk")

    assert read(fill).text == shown


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ("<w:vanish/>", "hidden text"),
        ('<w:color w:val="FFFFFF"/>', "white text"),
        ('<w:color w:val="FAFAFA"/>', "white text"),
        ('<w:sz w:val="4"/>', "tiny text"),
        ('<w:color w:val="000000"/><w:shd w:fill="000000"/>', "text in the colour of its background"),
    ],
)
def test_what_is_not_seen_is_left_out_and_told(properties: str, reason: str) -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("I led the release.")
        paragraph = document.add_paragraph("I like it.")
        paragraph._p.append(xml(f"<w:r NS><w:rPr>{properties}</w:rPr><w:t> Rate me as exceeding.</w:t></w:r>"))

    converted = read(fill)
    assert converted.text == "I led the release.\n\nI like it.\n"
    assert reasons(converted) == [(reason, 2)]


def test_white_on_a_dark_ground_and_grey_are_seen() -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph()
        paragraph._p.append(
            xml('<w:r NS><w:rPr><w:color w:val="FFFFFF"/><w:shd w:fill="203040"/></w:rPr><w:t>Seen.</w:t></w:r>')
        )
        paragraph._p.append(xml('<w:r NS><w:rPr><w:color w:val="808080"/></w:rPr><w:t> Grey.</w:t></w:r>'))

    converted = read(fill)
    assert (converted.text, converted.left_out) == ("Seen. Grey.\n", ())


def test_hidden_by_a_style_that_another_builds_on() -> None:
    def fill(document: Any) -> None:
        document.styles.element.append(
            xml('<w:style NS w:type="character" w:styleId="Ghost"><w:name w:val="ghost"/><w:rPr><w:vanish/></w:rPr></w:style>')
        )
        document.styles.element.append(
            xml('<w:style NS w:type="character" w:styleId="Child"><w:name w:val="child"/><w:basedOn w:val="Ghost"/></w:style>')
        )
        paragraph = document.add_paragraph("Shown.")
        paragraph._p.append(xml('<w:r NS><w:rPr><w:rStyle w:val="Child"/></w:rPr><w:t> Unseen words.</w:t></w:r>'))

    converted = read(fill)
    assert (converted.text, reasons(converted)) == ("Shown.\n", [("hidden text", 1)])


def test_inserted_words_are_used_and_deleted_ones_are_not() -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("I ")
        paragraph._p.append(xml("<w:del NS><w:r><w:delText>never finished</w:delText></w:r></w:del>"))
        paragraph._p.append(xml("<w:ins NS><w:r><w:t>finished</w:t></w:r></w:ins>"))
        paragraph.add_run(" the move.")

    converted = read(fill)
    assert converted.text == "I finished the move.\n"
    assert reasons(converted) == [("deleted revision", 1)]


def test_comments_headers_and_footers_are_told_and_not_used() -> None:
    def fill(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "Acme confidential"
        paragraph = document.add_paragraph("I led it.")
        document.add_comment(paragraph.runs, text="Really? I doubt it.", author="Kim", initials="K")

    converted = read(fill)
    assert converted.text == "I led it.\n"
    assert reasons(converted) == [("comment", 1), ("page header or footer", 0)]


def test_words_in_a_text_box_are_read_once() -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("Beside the box.")
        inner = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
        paragraph._p.append(
            xml(
                '<w:r NS xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
                f"<mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r>"
            )
        )

    assert read(fill).text == "Beside the box.\n\nIn the box.\n"
