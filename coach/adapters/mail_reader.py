"""E-mail messages through the standard library's parser: subject, sender, date and the words; attachments are only named."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage, MIMEPart
from itertools import islice

from coach.adapters.html_reader import add_html
from coach.convert.draft import Draft, Piece
from coach.errors import NoTextInside
from coach.model.text import Converted

_MOST_PARTS = 200
_HEADERS = ("From", "To", "Date")


def read_mail(data: bytes) -> Converted:
    """Convert an e-mail message; a broken one raises whatever the standard library raises.

    Raises:
        NoTextInside: It has no part that is text.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    draft = Draft("paragraph")
    subject = str(message.get("Subject", "")).strip()
    if subject:
        draft.add(Piece("heading", [(0, subject)], 1))
    fields = "\n".join(f"{name}: {message[name]}" for name in _HEADERS if message[name])
    if fields:
        draft.add(Piece("paragraph", [(0, fields)]))
    _add_body(message, draft)
    for part in islice(message.walk(), _MOST_PARTS):
        name = part.get_filename()
        if name:
            draft.note(f"an attachment was not read: {name[:80]}")
    return draft.done()


def _content(body: MIMEPart) -> str:
    """The words of a part; a character set that nobody knows is read as UTF-8."""
    try:
        content = body.get_content()
    except LookupError:
        payload = body.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return content if isinstance(content, str) else ""


def _add_body(message: EmailMessage, draft: Draft) -> None:
    body = message.get_body(preferencelist=("plain", "html"))
    content = _content(body) if body is not None else ""
    if not content.strip():
        raise NoTextInside("the message has no text", remedy="Save its attachment, and name that.")
    if body is not None and body.get_content_subtype() == "html":
        add_html(content.encode("utf-8", "replace"), draft)
        return
    for number, block in enumerate(content.replace("\r\n", "\n").split("\n\n"), 1):
        draft.add(Piece("verbatim", [(number, block)]))
