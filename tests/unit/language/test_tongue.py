"""English is known by its small words."""

from __future__ import annotations

import pytest

from coach.language.tongue import foreign_paragraphs, is_english, language_name, word_count


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("I led the release and want to estimate better, because my estimates are too low.", True),
        ("Ich habe das Hauptbuch umgezogen und will besser schätzen, weil ich zu niedrig liege.", False),
        ("Dirigí la migración del libro mayor y quiero estimar mejor, porque mis cifras son bajas.", False),
        ("Ik heb de migratie geleid en wil beter schatten, want mijn schattingen zijn te laag.", False),
        ("Kubernetes Terraform Python", False),
        ("", False),
    ],
)
def test_english(text: str, english: bool) -> None:
    assert is_english(text) is english


def test_paragraphs_in_another_language_are_counted() -> None:
    german = "Ich habe das Hauptbuch umgezogen und will für das nächste Jahr besser schätzen lernen."
    english = "I led the release and want to estimate better, because my estimates are too low."
    assert foreign_paragraphs(f"{english}\n\n{german}\n\n{english}\n\n{german}") == 2
    assert foreign_paragraphs(f"{english}\n\nMaria de la Cruz and Jan van der Berg helped me with all of the reviews.") == 0


def test_words_and_names() -> None:
    assert word_count("私は台帳の移行を担当しました") == 7
    assert language_name("de") == "German"
    assert "'xx'" in language_name("xx")
