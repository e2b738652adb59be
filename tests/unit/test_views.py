"""Each passage is embedded whole and by its heading; a long one in pieces too, so that no word is out of sight."""

from __future__ import annotations

from coach.model.passage import Passage
from coach.views import ViewKind, views_of


def passage(text: str, *path: str) -> Passage:
    return Passage("a.md#1", "acme", "a.md", "Title", path, 1, 1, text)


def test_a_short_passage_has_a_whole_and_a_heading() -> None:
    assert [(view.owner, view.kind, view.text) for view in views_of([passage("Words.", "Guide", "Part")])] == [
        (0, ViewKind.WHOLE, "Guide > Part\nWords."),
        (0, ViewKind.HEADING, "Part"),
    ]


def test_without_a_heading_the_title_stands_in() -> None:
    assert views_of([passage("Words.")])[1].text == "Title"


def test_every_word_of_a_long_passage_is_in_a_piece() -> None:
    text = "\n".join(f"line{number} " + "word " * 20 for number in range(20))
    pieces = [view.text for view in views_of([passage("short", "A"), passage(text, "A", "B")]) if view.kind is ViewKind.PIECE]
    assert all(piece.startswith("B\n") and len(piece.split()) <= 90 for piece in pieces)
    assert " ".join(piece.removeprefix("B\n") for piece in pieces).split() == text.split()
