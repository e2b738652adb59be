"""The scorer of masking sees what leaks, what is hidden in vain, and what does not come back."""

from __future__ import annotations

from coach.evaluate.masking import MaskingScore, parse_documents, score_masking

_MARKED = """=== x1 | review | Brazil
I asked [[person:Ana Souza]] at [[email:ana@example.org]] today.

=== x2 | chat | Japan
Nobody [[person:小早川]] here.
"""


def test_marks_are_read_and_taken_out() -> None:
    first, second = parse_documents(_MARKED)
    assert first.text == "I asked Ana Souza at ana@example.org today.\n"
    assert [(first.text[m.start : m.end], m.kind) for m in first.mentions] == [
        ("Ana Souza", "person"),
        ("ana@example.org", "email"),
    ]
    assert (second.id, second.form, second.locale) == ("x2", "chat", "Japan")


def test_a_mention_that_is_half_hidden_has_leaked() -> None:
    document = parse_documents(_MARKED)[0]
    score = score_masking(document, [(8, 11), (21, 36), (2, 7)], "other")
    assert (score.names.hits, score.names.misses, score.structured.hits) == (0, 1, 1)
    assert score.missed == (("x1", "Ana Souza"),)
    assert (score.words, score.hidden, score.excess, score.restored) == (9, 5, 1, 0)


def test_a_perfect_masking_has_full_marks_and_scores_add_up() -> None:
    first, second = parse_documents(_MARKED)
    total = MaskingScore()
    for document in (first, second):
        total += score_masking(document, [(m.start, m.end) for m in document.mentions], document.text)
    assert (total.names.recall, total.structured.recall, total.precision, total.excess_share) == (1, 1, 1, 0)
    assert total.restored == total.documents == 2
