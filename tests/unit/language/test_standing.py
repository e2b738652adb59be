"""Where somebody stands is told by a sentence of theirs, not by a title or an aim."""

from __future__ import annotations

from coach.language.standing import is_aim, standing_in
from tests.builders import evidence

TITLE, AIM = evidence("Testing pipelines"), evidence("**Target Level**: Expert in all of testing")
TOLD = evidence("No idea how to test a pipeline without running it")


def test_a_sentence_is_preferred_to_a_title_and_to_an_aim() -> None:
    assert standing_in([TITLE, AIM, TOLD]) is TOLD
    assert standing_in([TITLE, AIM]) is TITLE
    assert is_aim(AIM)
    assert not is_aim(TOLD)
