"""Answers of a form and messages of a chat, as programs export them: JSON to headings, paragraphs and speakers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from coach.convert.draft import Draft, Piece
from coach.errors import InputTooLarge, UnreadableInput
from coach.model.text import Converted

_QUESTION = ("question", "prompt", "label", "title", "heading", "field", "name", "key")
_ANSWER = ("answer", "response", "value", "text", "body", "content", "comment")
_SPEAKER = ("author", "user", "user_name", "username", "sender", "from", "role", "speaker", "real_name")
_MESSAGE = ("text", "message", "content", "body")
_MOST_DEPTH = 40
_PROSE_WORDS = 4


def read_json(data: bytes) -> Converted:
    """Convert a JSON export.

    Raises:
        UnreadableInput: There are no sentences in it.
    """
    draft = Draft("paragraph")
    pieces = [*_pieces(json.loads(data), 1)]
    if sum(len(piece.text.split()) > _PROSE_WORDS for piece in pieces) == 0:
        raise UnreadableInput("this JSON holds no sentences", remedy="Export it as text, or paste the text.")
    place = 0
    for piece in pieces:
        place += piece.kind != "heading"
        draft.add(Piece(piece.kind, [(max(1, place), piece.text)], piece.level))
    return draft.done()


def _pieces(value: Any, depth: int) -> Iterator[Piece]:
    if depth > _MOST_DEPTH:
        raise InputTooLarge("its values are nested too deeply", remedy="Export it as text, or paste the text.")
    if isinstance(value, str):
        yield Piece("paragraph", [(0, value)])
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, str):
                yield Piece("item", [(0, item)])
            else:
                yield from _pieces(item, depth)
    elif isinstance(value, dict):
        yield from _object(value, depth)


def _object(value: dict[str, Any], depth: int) -> Iterator[Piece]:
    speaker, message = _named(value, _SPEAKER), _named(value, _MESSAGE)
    if speaker and message:
        yield Piece("paragraph", [(0, f"{speaker}: {message}")])
        return
    question, answer = _named(value, _QUESTION), _named(value, _ANSWER)
    if question and answer and question != answer:
        yield Piece("heading", [(0, question)], min(6, depth + 1))
        yield Piece("paragraph", [(0, answer)])
        return
    for key, inner in value.items():
        if isinstance(inner, dict | list) or (isinstance(inner, str) and len(inner.split()) > _PROSE_WORDS):
            yield Piece("heading", [(0, key.replace("_", " ").strip().capitalize())], min(6, depth))
            yield from _pieces(inner, depth + 1)
        elif isinstance(inner, str) and inner.strip():
            yield Piece("paragraph", [(0, f"{key.replace('_', ' ').capitalize()}: {inner}")])


def _named(value: dict[str, Any], names: tuple[str, ...]) -> str:
    lowered = {key.lower(): inner for key, inner in value.items()}
    for name in names:
        inner = lowered.get(name)
        if isinstance(inner, dict):
            inner = _named(inner, ("name", "display_name", *names)) if len(inner) < 20 and name in _SPEAKER else None
        if isinstance(inner, str) and inner.strip():
            return inner
    return ""
