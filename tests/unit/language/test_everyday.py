"""A question is understood in the words of a guide; words that mean more than one thing are left alone."""

from __future__ import annotations

import pytest

from coach.language.everyday import in_proper_words


@pytest.mark.parametrize(
    ("question", "proper"),
    [
        ("My boss is swamped", "My manager is overloaded workload"),
        ("BOSSES", "managers"),
        ("how to get kudos from coworkers?", "how to get praise from colleagues?"),
        ("bossa nova, embosses", "bossa nova, embosses"),
        ("one-on-one", "one-on-one"),
        ("", ""),
    ],
)
def test_everyday_words_are_replaced_whole(question: str, proper: str) -> None:
    assert in_proper_words(question) == proper
