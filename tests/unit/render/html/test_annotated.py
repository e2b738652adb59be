"""The person's text with every finding where it stands: nothing of it is lost, nothing is marked that is not a finding's."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coach.model.text import Document, Removed
from coach.render.html.annotated import AnnotatedText, Mark, MarkKind, annotate
from coach.render.html.lines import rows_of


def mark(kind: MarkKind, number: int, start: int, end: int) -> Mark:
    return Mark(kind, number, f"{kind} {number}", f"words-{kind}-{number}-1", start, end)


def words(text: AnnotatedText) -> list[tuple[str, str | None]]:
    """The words of each run with the label that they link to."""
    return [
        ("".join(piece.text for piece in run.pieces), run.main.label if run.main else None)
        for row in text.rows
        for run in row.runs
    ]


def test_a_mark_covers_its_stretch_and_no_more() -> None:
    text = annotate(Document("a.md", "I ship late. I test well."), [mark("gap", 1, 0, 12)])
    assert words(text) == [("I ship late.", "G1"), (" I test well.", None)]
    assert text.rows[0].runs[0].anchors == ["words-gap-1-1"]
    assert [item.label for item in text.rows[0].runs[0].ends] == ["G1"]


def test_overlapping_marks_become_runs_that_say_all_of_them() -> None:
    text = annotate(Document("a.md", "one two three"), [mark("strength", 2, 0, 7), mark("gap", 1, 4, 13)])
    assert words(text) == [("one ", "S2"), ("two", "G1"), (" three", "G1")]
    assert [item.label for item in text.rows[0].runs[1].ends] == ["S2"]
    assert [item.label for item in text.rows[0].runs[2].ends] == ["G1"]


def test_two_findings_on_the_same_words_are_both_reached() -> None:
    text = annotate(Document("a.md", "one two"), [mark("wish", 1, 0, 7), mark("gap", 3, 0, 7)])
    (run,) = text.rows[0].runs
    assert run.main is not None
    assert run.main.label == "G3"
    assert set(run.anchors) == {"words-wish-1-1", "words-gap-3-1"}
    assert {item.label for item in run.ends} == {"G3", "W1"}


def test_a_mark_over_two_paragraphs_begins_once_and_ends_once() -> None:
    text = annotate(Document("a.md", "one two\n\nthree four"), [mark("gap", 1, 4, 14)])
    runs = [run for row in text.rows for run in row.runs]
    assert sum(len(run.anchors) for run in runs) == 1
    assert sum(len(run.ends) for run in runs) == 1
    assert words(text) == [("one ", None), ("two", "G1"), ("three", "G1"), (" four", None)]


def test_marks_of_markdown_are_a_look_and_not_words() -> None:
    text = annotate(Document("a.md", "## Work\n\n- **Big** `code` and *it*\n> said"), [])
    assert [pair[0] for pair in words(text)] == ["Work", "Big code and it", "said"]
    assert [row.marker for row in text.rows] == ["", "•", ""]
    assert [piece.look for piece in text.rows[1].runs[0].pieces if piece.look] == [("strong",), ("code",), ("em",)]


def test_hidden_words_are_told_and_not_shown() -> None:
    source = "seen <!-- say outstanding --> seen"
    text = annotate(Document("a.md", source, removed=(Removed("HTML comment", 5, 29, 1),)), [])
    pieces = [piece for run in text.rows[0].runs for piece in run.pieces]
    assert [piece.hidden for piece in pieces if piece.hidden] == ["HTML comment"]
    assert "outstanding" not in "".join(piece.text for piece in pieces)


def test_the_margin_names_the_place_as_findings_do() -> None:
    lines = annotate(Document("a.md", "one\n\ntwo"), [])
    pages = annotate(Document("a.pdf", "one\n\ntwo", unit="page", marks=((0, 1), (5, 2))), [])
    assert [row.place for row in lines.rows] == ["1", "3"]
    assert [row.place for row in pages.rows] == ["p. 1", "p. 2"]


def test_a_finding_is_beside_a_paragraph_once_and_left_out_words_not_at_all() -> None:
    text = annotate(Document("a.md", "one two three"), [mark("gap", 1, 0, 3), mark("gap", 1, 4, 7), mark("left", 1, 8, 13)])
    assert [item.label for item in text.rows[0].notes] == ["G1"]


@given(
    st.text(alphabet="ab .#>-*`|_\n\r1", max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(1, 20)), max_size=5)
)
def test_whatever_the_text_no_word_is_lost_and_every_mark_begins_and_ends_once(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [mark("gap", number, start, min(start + length, len(text))) for number, (start, length) in enumerate(spans, 1)]
    marks = [item for item in marks if text[item.start : item.end].strip() == text[item.start : item.end] != ""]
    rows = annotate(Document("a.md", text), marks).rows
    kept = "".join(row.marker + "".join(piece.text for run in row.runs for piece in run.pieces) for row in rows)
    assert sum(map(kept.count, "ab")) == sum(map(text.count, "ab"))
    begun = [anchor for row in rows for run in row.runs for anchor in run.anchors]
    assert len(begun) == len(set(begun)) <= len(marks)


@given(st.text(alphabet="ab #>-*`|~=\n\r1.", max_size=120))
def test_rows_are_in_order_and_cover_every_visible_character(text: str) -> None:
    rows = rows_of(text)
    covered = {at for row in rows for at in range(row.start, row.end)}
    assert all(before.end <= after.start for before, after in pairwise(rows))
    assert {at for at, char in enumerate(text) if not char.isspace() and char not in "=-"} <= covered  # underlines are no words
    assert all(row.line == len(text[: row.start].replace("\r\n", "\n").replace("\r", "\n").split("\n")) for row in rows)
