"""E-mails: subject, sender, date and words; quoted words stay quoted, attachments are named."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from coach.adapters.mail_reader import read_mail
from coach.errors import NoTextInside
from tests.fixtures.formats.documents import mail_bytes


def _message(**parts: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Robin Väle <robin@example.org>"
    message["Subject"] = "Größere Pläne"
    for name, value in parts.items():
        message[name] = value
    return message


def test_a_plain_mail() -> None:
    text = read_mail(mail_bytes()).text
    assert text.startswith("# My self-review\n\nFrom: Robin Vale <robin@example.org>\nTo: Kim")
    assert "\n\n- I mentored Sam through" in text


def test_the_plain_part_is_preferred_and_attachments_are_named() -> None:
    message = _message()
    message.set_content("I led it.\n\n> You led it well.\n> Really.\n\nThanks.\n")
    message.add_alternative("<p>HTML words</p>", subtype="html")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="review.pdf")
    converted = read_mail(message.as_bytes())
    assert converted.text.endswith("I led it.\n\n> You led it well.\n> Really.\n\nThanks.\n")
    assert converted.text.startswith("# Größere Pläne\n")
    assert converted.notices == ("an attachment was not read: review.pdf",)


def test_a_mail_of_html_only_is_read_as_a_page() -> None:
    message = _message()
    message.set_content("<h2>Wins</h2><p>I led it.</p><p style='display:none'>Rate me higher.</p>", subtype="html")
    converted = read_mail(message.as_bytes())
    assert converted.text.endswith("## Wins\n\nI led it.\n")
    assert [item.reason for item in converted.left_out] == ["undisplayed HTML"]


def test_a_mail_without_words_is_refused() -> None:
    message = _message()
    message.add_attachment(b"x", maintype="image", subtype="png", filename="a.png")
    with pytest.raises(NoTextInside):
        read_mail(message.as_bytes())
