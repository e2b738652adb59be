"""What counts as a word, and which of two texts a question's words favour."""

from __future__ import annotations

import numpy as np
import pytest

from coach.lexical import Bm25, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The manager's reviews", ["manag", "review"]),
        ("I don’t want to", ["want"]),
        ("C++ and snake_case, p95!", ["c", "snake", "case", "p95"]),
        ("Prüfung 自己", ["prüfung", "自己"]),
        ("how do I", []),
    ],
)
def test_stems_of_the_content_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    bm25 = Bm25([["team", "glue"], ["team", "plan"], ["team", "review"]])
    scores = bm25.scores(["team", "glue"])
    assert scores.argmax() == 0
    assert bm25.weight("glue") > bm25.weight("team")
    assert bm25.weight("unheard") >= bm25.weight("glue")


def test_scores_are_shares_of_what_could_be_reached() -> None:
    scores = Bm25([["glue"] * 50, ["plan"]]).scores(["glue", "unheard"])
    assert 0 < scores[0] < 1
    assert scores[1] == 0


def test_nothing_shared_nothing_scored() -> None:
    assert not Bm25([["a"], ["b"]]).scores([]).any()
    assert not Bm25([["a"], ["b"]]).scores(["c"]).any()
    assert Bm25([]).scores(["a"]).shape == (0,)


def test_a_long_text_is_discounted() -> None:
    scores = Bm25([["glue", *["x"] * 100], ["glue", "x"]]).scores(["glue"])
    assert scores[1] > scores[0]
    assert scores.dtype == np.float32
