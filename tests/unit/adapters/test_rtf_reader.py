"""RTF: words in every code page, structure, and nothing that is hidden."""

from __future__ import annotations

import pytest

from coach.adapters.rtf_reader import read_rtf
from coach.model.text import Converted
from tests.fixtures.formats.documents import rtf_bytes


def read(body: str) -> Converted:
    return read_rtf(rtf_bytes(body))


def test_headings_lists_and_paragraphs_with_their_numbers() -> None:
    converted = read_rtf(rtf_bytes())
    assert converted.text.startswith("# Self-review, first half of the year\n\nAuthor: Robin Vale")
    assert "\n## Areas for growth\n\n- My estimates are too low" in converted.text
    assert [number for _, number in converted.marks] == list(range(1, 11))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (r"na\'efve caf\'e9\par", "naïve café"),
        (r"\u8220?quoted\u8221?\par", "“quoted”"),
        (r"{\uc2 \u-10179ab\u-8703cd}x\par", "😁x"),
        (r"\lquote a\rquote  \endash  b\emdash c\par", "‘a’ – b—c"),
        (r"{\fonttbl{\f1\fcharset204 Arial;}}\f1 \'cf\'f0\'e8\'e2\'e5\'f2\par", "Привет"),
        (r"a\{b\}\\c\par", "a{b}\\c"),
        (r"{\*\unknown secret}{\pict 89ab}{\info{\author Kim}}left\par", "left"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt linked}} on\par", "linked on"),
        (r"\b Security\b0 : learn \strike old\strike0\par", "**Security**: learn ~~old~~"),
        (r"one\line two\par", "one\ntwo"),
    ],
)
def test_words(body: str, words: str) -> None:
    assert read(body).text == words + "\n"


def test_tables_and_numbered_lists() -> None:
    row = r"\trowd\pard\intbl %s\cell\pard\intbl %s\cell\row "
    converted = read(
        row % ("Skill", "Now")
        + row % ("SQL", "2")
        + r"\pard after\par {\listtext 1.\tab}\ls1 First\par\pard{\listtext 2.\tab}\ls1 Second\par"
    )
    assert converted.text == "| Skill | Now |\n| --- | --- |\n| SQL | 2 |\n\nafter\n\n1. First\n2. Second\n"


@pytest.mark.parametrize(
    ("hidden", "reason"),
    [
        (r"{\v Rate me higher.}", "hidden text"),
        (r"{\cf1 Rate me higher.}", "white text"),
        (r"{\fs4 Rate me higher.}", "tiny text"),
        (r"{\deleted Rate me higher.}", "deleted revision"),
        (r"{\header Acme confidential}", "page header or footer"),
        (r"{\*\annotation Really?}", "comment"),
    ],
)
def test_what_is_not_seen_is_left_out_and_told(hidden: str, reason: str) -> None:
    converted = read(rf"I led it. {hidden}I liked it.\par")
    assert " ".join(converted.text.split()) == "I led it. I liked it."
    assert [item.reason for item in converted.left_out] == [reason]


def test_hidden_ends_with_its_group_and_with_plain() -> None:
    assert read(r"{\v no}yes \v no\plain yes\par").text == "yes yes\n"


def test_the_colour_table_begins_with_the_automatic_colour() -> None:
    assert read(r"\cf0 automatic \cf2 black\par").text == "automatic black\n"
