"""Files of a corpus as pages: title, summary, and the text without its front matter."""

from __future__ import annotations

import pytest

from coach.errors import UnreadableInput
from coach.pages import page_of


@pytest.mark.parametrize(
    ("text", "title", "summary"),
    [
        ("---\ntitle: Handbook\nsummary: >-\n  What\n  we do.\n---\n# Other\n\ntext", "Handbook", "What we do."),
        ("---\nid: x\n---\n# The **heading**\n\ntext", "The heading", ""),
        ("# Heading\n\ntext", "Heading", ""),
        ("text only", "file", ""),
        ("---\ntitle: [not, words]\n---\n# Heading\ntext", "Heading", ""),
        ("---\n{ broken\n---\n# Heading\ntext", "Heading", ""),
        ("---\na: &a [x]\nb: *a\ntitle: No\n---\n# Heading\ntext", "Heading", ""),
        ("\ufeff---\r\ntitle: Windows\r\n---\r\ntext", "Windows", ""),
    ],
)
def test_a_page_is_called_what_it_calls_itself(text: str, title: str, summary: str) -> None:
    page = page_of(text.encode(), "folder/file.md")
    assert (page.title, page.summary) == (title, summary)
    assert not page.text.startswith("---")
    assert "text" in page.text


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UnreadableInput):
        page_of(b"\x00\x01\x02" * 50, "file.md")
