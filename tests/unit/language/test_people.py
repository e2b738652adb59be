"""Names are put out of the reader's sight, and nothing else is."""

from __future__ import annotations

import pytest

from coach.language.people import first_names, unnamed


@pytest.mark.parametrize(
    ("text", "author", "seen"),
    [
        ("Anna told me to wait.", "", "Alex told me to wait."),
        ("I paired with Mehmet and Thomas on Kafka.", "", "I paired with Alex and Alex on Kafka."),
        ("It was Fatima's idea.", "", "It was Alex's idea."),
        ("Self-review of Chidi Okafor", "Chidi Okafor", "Self-review of Alex"),
        ("Okafor’s draft", "Chidi Okafor", "Alex’s draft"),
        ("Name: Lakshmi van Iyer", "Lakshmi van Iyer", "Name: Alex van Alex"),
        ("Will mark the grace period in May.", "", "Will mark the grace period in May."),
        ("PostgreSQL and Terraform for Team Rocket", "", "PostgreSQL and Terraform for Team Rocket"),
        ("anna in lower case stays", "", "anna in lower case stays"),
        ("", "", ""),
    ],
)
def test_one_name_for_everybody(text: str, author: str, seen: str) -> None:
    assert unnamed([text], author) == [seen]


def test_two_names_read_alike() -> None:
    texts = ["{} asked me twice for the plan; I had told {}'s team it was late."]
    one, other = ([text.format(name, name) for text in texts] for name in ("Emily", "Aaliyah"))
    assert unnamed(one) == unnamed(other) != one


def test_the_list_is_of_names() -> None:
    assert {"anna", "mehmet"} <= first_names()
    assert not {"will", "may", "ruby", "kafka", "the"} & first_names()
