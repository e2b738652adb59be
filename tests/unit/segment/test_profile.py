"""Who, when, role, level and rating are read with their words; words that only look alike are not."""

from __future__ import annotations

import pytest

from coach.model.text import Profile
from coach.read.document import read_bytes
from coach.segment.record import read_record

BODY = "\n\nI shipped the billing service in May. I still find it hard to delegate work to my colleagues in the team.\n"


def profile(text: str) -> Profile:
    return read_record(read_bytes((text + BODY).encode(), "x")).profile


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("# Hype doc (staff infra eng, Denver)", "staff"),
        ("Backend dev (Kotlin), mid, Izmir.", "mid"),
        ("# Annual self-review: Senior SRE, Edge", "senior"),
        ("Level: L4", "mid"),
        ("Level: IC3", "senior"),
        ("**Current level:** Senior", "senior"),
        ("I am a principal engineer since 2020.", "principal"),
        ("Fourth year in the team, second as senior.", "senior"),
        ("I was promoted to staff last spring.", "staff"),
        ("Position: Software engineer II", "mid"),
        ("Mid-level, four years in.", "mid"),
        ("My work on the L4 → L5 step goes on.", "mid"),
        ("ML engineer (sênior), fraud models", "senior"),
        ("Our support staff liked it and I talked to senior management.", None),
        ("I mentored a junior developer and hired two senior engineers.", None),
        ("I am tech lead of the identity squad.", None),
        ("I am not senior.", None),
        ("Software Engineer III", "senior"),
        ("As a software engineer I led the move.", None),
        ("I'm Ana, backend engineer. Level: mid. I own billing.", "mid"),
        ("Half-year review; level: L4; team: payments.", "mid"),
        ("Name: Ana Level: senior Target: staff", "senior"),
        ("I joined as a tester (current level: mid) and own billing now.", "mid"),
        ("Payments team. Seniority: senior backend engineer.", "senior"),
        ("The advert said: Level: staff. I did not apply.", None),
        ("We hired for two roles. Level: senior. Both joined.", None),
        ('I wrote "Level: staff. Sets direction." for the HR page.', None),
        ("I mentored a junior. Her level: junior.", None),
        ("Level: senior engineers are expected to mentor.", None),
        ("It was a low risk. Risk level: mid. We shipped.", None),
    ],
)
def test_current_level(text: str, level: str | None) -> None:
    claim = profile(text).current_level
    assert (claim.value if claim else None) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("I want senior in maybe 18 months.", "senior"),
        ("My manager and I agreed that we'd work towards Staff.", "staff"),
        ("Position myself for promotion to Senior Staff Engineer (L5)", "senior-staff"),
        ("Target level: principal", "principal"),
        ("Next level applied for: Senior", "senior"),
        ("- promo to DE2 by next spring", "mid"),
        ("My case for L4 → L5.", "senior"),
        ("The next step here would be staff, if they need one.", "staff"),
        ("would I like to be senior. yes.", "senior"),
        ("Solène was promoted to staff in May.", None),
        ("I made the case to senior management.", None),
        ("I pair with senior engineers to grow.", None),
        ("Level: senior\nTarget level: mid", "mid"),
    ],
)
def test_target_level(text: str, level: str | None) -> None:
    claim = profile(text).target_level
    assert (claim.value if claim else None) == level


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("**Role:** application security engineer, senior. Cardiff.", "application security engineer"),
        ("# Hype doc (staff infra eng, Denver)", "infrastructure engineer"),
        ("I am data scientist since four years.", "data scientist"),
        ("Self assessment - Katrin, QA engineer (Munich)", "QA engineer"),
        ("Eight months as engineering manager of the wallet team.", "engineering manager"),
        ("# Notes as a Senior Back-end Developer\nI work as a senior back-end developer.", "backend developer"),
        ("- Completed AWS Solutions Architect certification", None),
        ("Reviewer: Sofia, team manager", None),
        ("I interviewed a data engineer.", None),
    ],
)
def test_role(text: str, role: str | None) -> None:
    claim = profile(text).role
    assert (claim.value if claim else None) == role


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("**Overall Self-Assessment: Exceeds Expectations**", "Exceeds Expectations"),
        ("Self-rating: 4/5", "4/5"),
        ("My opinion: meets expectations.", "meets expectations"),
        ("I would rate myself a 3.5 out of 5.", "3.5 out of 5"),
        ("- Team satisfaction score: 4.2/5 (up from 3.8)", None),
        ("# Self assessment 2. half-year", None),
        ("Lighthouse score: 98", None),
    ],
)
def test_rating(text: str, rating: str | None) -> None:
    claim = profile(text).rating
    assert (claim.value if claim else None) == rating


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Date: 2025-01-05", "2025-01-05"),
        ("Munich, 3rd November 2025", "2025-11-03"),
        ("Written on Nov 3, 2025", "2025-11-03"),
        ("Stand: 03.11.2025", "2025-11-03"),
        ("Sent: 12/31/2024", "2024-12-31"),
    ],
)
def test_date(text: str, date: str) -> None:
    claim = profile(text).date
    assert claim is not None
    assert claim.value == date


def test_author_and_period_with_their_place() -> None:
    found = profile("# Q4 2024 Reflection\r\n\r\n**Author**: Sarah Chen\r\n")
    assert found.author is not None
    assert found.period is not None
    assert (found.author.value, found.author.quote, found.author.line) == ("Sarah Chen", "Sarah Chen", 3)
    assert (found.period.value, found.period.line) == ("Q4 2024", 1)


def test_an_introduction_gives_the_name() -> None:
    found = profile("Hi, I'm Priya, a Senior Frontend Developer at Acme.")
    assert found.author is not None
    assert found.author.quote == "Priya"


def test_an_address_is_no_part_of_the_author() -> None:
    found = profile("From: Ana Sousa <ana@mail.example>\nTo: Bo\nSubject: my year")
    assert found.author is not None
    assert found.author.quote == "Ana Sousa"


def test_front_matter_of_a_ladder_gives_the_level() -> None:
    text = "---\n# artifact_type: career_ladder\n# role: Backend Engineer\n# from_seniority: Senior\n# to_seniority: Senior\n---\n# Ladder\nGrow the skills below."
    found = read_record(read_bytes(text.encode(), "x")).profile
    assert found.current_level is not None
    assert found.role is not None
    assert (found.current_level.value, found.current_level.line, found.role.value) == ("senior", 4, "backend engineer")
    assert found.target_level is None
