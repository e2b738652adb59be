"""What a section is for, by the words of its headings."""

from __future__ import annotations

import pytest

from coach.language.sections import Section, section_of


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("Areas for Growth", Section.GROWTH),
        ("Areas I Want to Improve", Section.GROWTH),
        ("Areas of improvement", Section.GROWTH),
        ("What could have gone better", Section.GROWTH),
        ("What I would do differently", Section.GROWTH),
        ("Development needs", Section.GROWTH),
        ("Skill gaps", Section.GROWTH),
        ("Blind spots", Section.GROWTH),
        ("Challenges", Section.CHALLENGE),
        ("What didn't go well", Section.CHALLENGE),
        ("What didn’t work", Section.CHALLENGE),
        ("Lowlights", Section.CHALLENGE),
        ("Wins", Section.WINS),
        ("Key achievements", Section.WINS),
        ("What went well", Section.WINS),
        ("Goals for next year", Section.GOALS),
        ("Q1 2026 priorities", Section.GOALS),
        ("Looking ahead", Section.GOALS),
        ("Support needed", Section.SUPPORT),
        ("What I need from my manager", Section.SUPPORT),
        ("Lessons", Section.LESSONS),
        ("Key takeaways", Section.LESSONS),
        ("Feedback I received", Section.FEEDBACK),
        ("Books & courses", Section.RESOURCES),
        ("Success metrics", Section.METRICS),
        ("Gratitude", Section.THANKS),
        ("Overall rating", Section.RATING),
        ("The team", Section.TEAM),
        ("Where I see myself", Section.INTERESTS),
        ("AREAS FOR GROWTH", Section.GROWTH),
    ],
)
def test_a_title_tells_its_purpose(title: str, section: Section) -> None:
    assert section_of((title,)) is section


@pytest.mark.parametrize("title", ["", "Payments", "2025", "Backend", "Kubernetes"])
def test_a_title_that_tells_nothing(title: str) -> None:
    assert section_of((title,)) is None


def test_the_innermost_heading_that_tells_something_counts() -> None:
    assert section_of(("Wins", "Areas for growth", "Backend")) is Section.GROWTH
    assert section_of(("Areas for growth", "Wins")) is Section.WINS
    assert section_of(()) is None


def test_a_weak_word_is_overruled_from_further_out() -> None:
    assert section_of(("Areas for growth", "Team")) is Section.GROWTH
    assert section_of(("Backend", "Team")) is Section.TEAM
