"""What a good reader must find in the real texts, and must leave alone; skipped where the texts are absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.model.report import Gap, Report
from coach.model.text import DocumentKind
from coach.pipeline import Review, ReviewOptions
from coach.read.document import read_path


def reviewed(review: Review, seeds: Path, number: str) -> tuple[Report, str]:
    (path,) = seeds.glob(f"{number}_*.txt")
    document = read_path(path)
    return review.run([document], ReviewOptions()), document.text


def lines_under(text: str, heading: str) -> set[int]:
    """1-based lines from a heading to the next one of its depth or above."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.lstrip("#").strip() == heading)
    depth = len(lines[start]) - len(lines[start].lstrip("#"))
    end = next(
        (
            number
            for number in range(start + 1, len(lines))
            if lines[number].startswith("#") and len(lines[number].split()[0]) <= depth
        ),
        len(lines),
    )
    return set(range(start + 1, end + 1))


def gaps_on(report: Report, text: str, words: str) -> list[Gap]:
    """The gaps that stand on a line with these words."""
    numbers = {number for number, line in enumerate(text.splitlines(), 1) if words in line}
    assert numbers, words
    return [gap for gap in report.gaps if numbers & {item.line for item in gap.evidence}]


AREAS_OF_000 = [
    ("**System Architecture**", {"architecture", "distributed-systems"}),
    ("**Machine Learning**", {"ai-ml"}),
    ("**Security**", {"security"}),
    ("**Cloud Technologies**", {"cloud-infrastructure"}),
    ("**Strategic Thinking**: I want to improve", {"technical-strategy"}),
    ("**Strategic Thinking**: I want to develop", {"technical-strategy"}),
    ("**Cross-team Leadership**: I'd like", {"influence", "project-leadership", "collaboration"}),
    ("**Cross-team Leadership**: I want", {"influence", "project-leadership", "collaboration"}),
    ("**External Communication**", {"presenting", "community-engagement"}),
    ("**Project Management**", {"project-leadership", "planning", "execution"}),
    ("**Industry Knowledge**", {"learning", "domain-expertise", "community-engagement"}),
    ("**Community Engagement**", {"community-engagement"}),
    ("**Conference Participation**", {"community-engagement", "presenting"}),
    ("**Certifications**", {"learning", "career-management", "domain-expertise"}),
    ("**External Visibility**", {"community-engagement", "career-management", "influence"}),
    ("**Public Speaking**", {"presenting"}),
    ("**Innovation**: I want", {"innovation"}),
]


@pytest.mark.parametrize(("area", "fitting"), AREAS_OF_000, ids=[area for area, _ in AREAS_OF_000])
def test_000_every_area_named_for_growth_is_found(review: Review, seeds: Path, area: str, fitting: set[str]) -> None:
    """Found: a gap of a fitting competency stands on the line, or covers the competency from another one."""
    report, text = reviewed(review, seeds, "000")
    on_the_line = {gap.competency for gap in gaps_on(report, text, area)}
    anywhere = {gap.competency for gap in report.gaps}
    assert on_the_line & fitting or anywhere & fitting, f"on the line: {on_the_line}; anywhere: {sorted(anywhere)}"


def test_000_achievements_are_strengths_and_no_gaps(review: Review, seeds: Path) -> None:
    report, text = reviewed(review, seeds, "000")
    assert report.documents[0].kind is DocumentKind.SELF_ASSESSMENT
    assert report.strengths
    assert not gaps_on(report, text, "leading the microservices migration project")
    assert not gaps_on(report, text, "I'm grateful for the support")
    assert report.person.target_level is not None
    assert report.person.target_level.value == "senior-staff"
    assert report.person.rating is not None


@pytest.mark.parametrize(
    ("words", "fitting"),
    [
        (
            "push back on unrealistic timelines",
            {"prioritisation", "planning", "wellbeing", "stakeholder-management", "conflict-resolution"},
        ),
        ("Improve work-life balance", {"wellbeing"}),
        ("Delegate more", {"delegation"}),
        ("Deep dive into distributed systems", {"distributed-systems"}),
        ("Deferred authentication service refactor", {"technical-debt", "prioritisation", "security", "execution"}),
    ],
)
def test_001_the_authors_own_part_is_found(review: Review, seeds: Path, words: str, fitting: set[str]) -> None:
    report, _ = reviewed(review, seeds, "001")
    found = {gap.competency for gap in report.gaps}
    assert found & fitting, f"{words}: {sorted(found)}"


@pytest.mark.parametrize("heading", ["Team Goals", "Wins", "Gratitude"])
def test_001_nothing_of_the_team_or_of_the_wins_is_a_gap(review: Review, seeds: Path, heading: str) -> None:
    report, text = reviewed(review, seeds, "001")
    lines = lines_under(text, heading)
    wrong = [(gap.competency, item.quote) for gap in report.gaps for item in gap.evidence if item.line in lines]
    assert not wrong


def test_001_the_author_date_and_kind_are_read(review: Review, seeds: Path) -> None:
    report, _ = reviewed(review, seeds, "001")
    document = report.documents[0]
    assert (document.kind, document.author, document.date) == (DocumentKind.REFLECTION, "Sarah Chen", "2025-01-05")


SKILLS_OF_003 = [
    ("Advanced TypeScript", {"coding"}),
    ("System Design & Architecture", {"architecture", "distributed-systems"}),
    ("DevOps & Infrastructure", {"cloud-infrastructure", "ci-cd"}),
    ("Testing Expertise", {"testing"}),
    ("Go Programming", {"coding"}),
    ("Database Optimization", {"data-management", "performance"}),
    ("Security Engineering", {"security"}),
    ("Technical Writing", {"technical-writing"}),
    ("Code Reviews", {"code-review", "feedback"}),
    ("Technical Presentations", {"presenting"}),
    ("Stakeholder Management", {"stakeholder-management"}),
    ("Mentorship", {"mentoring"}),
    ("Project Management", {"project-leadership", "planning"}),
    ("Decision Making", {"decision-making"}),
    ("Team Building", {"team-building"}),
    ("Systems Thinking", {"problem-solving", "architecture"}),
    ("Root Cause Analysis", {"debugging", "problem-solving"}),
]


@pytest.mark.parametrize(("skill", "fitting"), SKILLS_OF_003, ids=[skill for skill, _ in SKILLS_OF_003])
def test_003_each_skill_of_the_list_is_found(review: Review, seeds: Path, skill: str, fitting: set[str]) -> None:
    report, _ = reviewed(review, seeds, "003")
    assert report.documents[0].kind is DocumentKind.SKILL_GAP_LIST
    found = {gap.competency for gap in report.gaps}
    assert found & fitting, f"{sorted(found)}"


@pytest.mark.parametrize("heading", ["Learning Resources", "Progress Tracking Metrics", "Success Indicators"])
def test_003_resources_and_measures_are_no_gaps(review: Review, seeds: Path, heading: str) -> None:
    report, text = reviewed(review, seeds, "003")
    lines = lines_under(text, heading)
    assert not [(gap.competency, item.quote) for gap in report.gaps for item in gap.evidence if item.line in lines]


def test_004_is_a_career_ladder(review: Review, seeds: Path) -> None:
    report, _ = reviewed(review, seeds, "004")
    assert report.documents[0].kind is DocumentKind.CAREER_LADDER


@pytest.mark.parametrize("number", ["000", "001", "003", "004"])
def test_every_quote_is_verbatim(review: Review, seeds: Path, number: str) -> None:
    report, text = reviewed(review, seeds, number)
    quotes = [item for gap in report.gaps for item in gap.evidence] + [
        item for part in report.strengths for item in part.evidence
    ]
    quotes += [item for wish in report.aspirations for item in wish.evidence]
    quotes += [item for dropped in report.dropped for item in dropped.evidence]
    assert all(text[item.start : item.end] == item.quote for item in quotes)
    assert len(quotes) > 5
