"""Searching: meaning and words together, one hit a section, the same every time."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.adapters.onnx_embedder import OnnxEmbedder
from coach.ports import Embedder
from coach.read.document import read_bytes
from coach.retrieve import Retriever
from coach.segment.passages import find_passages
from coach.views import views_of

GUIDE = """# Handbook

Read this in your first week.

## Feedback

Ask one narrow question, and name the moment you mean.

### Praise

Say what the person did and what it changed. A colleague deserves the detail.

## Promotion

### The packet

The packet holds three proofs, each with a link. The XK-42 form goes on top.

### The panel

Five people read the packet and vote in writing.

## Rest

Switch the phone off at night. Sleep repairs judgement.

## Night rest

Switch the phone off at night. Sleep repairs judgement.
"""


@pytest.fixture(scope="module")
def embedder(graph: Path) -> Embedder:
    return OnnxEmbedder(graph, threads=1)


@pytest.fixture(scope="module")
def retriever(embedder: Embedder) -> Retriever:
    passages = find_passages(read_bytes(GUIDE.encode(), "x"), "acme", "handbook.md")
    return Retriever(passages, embedder.embed([view.text for view in views_of(passages)]), embedder)


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("how should I compliment a coworker?", "Praise"),
        ("XK-42", "The packet"),
        ("who decides whether I move up?", "The panel"),
        ("I am exhausted and sleep badly", "Rest"),
    ],
)
def test_meaning_and_words_both_find(retriever: Retriever, question: str, section: str) -> None:
    assert section in [hit.passage.heading_path[-1] for hit in retriever.search(question, 2)]


def test_words_of_a_question_raise_the_lexical_score(retriever: Retriever) -> None:
    assert retriever.search("XK-42 form", 1)[0].lexical > 0.3
    assert retriever.search("appraisal of my tutoring", 1)[0].lexical == 0


def test_scores_fall_and_searches_repeat(retriever: Retriever) -> None:
    hits = retriever.search("promotion", 5)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits == retriever.search("promotion", 5)


def test_what_is_said_twice_is_found_once(retriever: Retriever) -> None:
    paths = [hit.passage.heading_path[-1] for hit in retriever.search("phone at night", 10)]
    assert paths.count("Rest") + paths.count("Night rest") == 1


def test_nothing_asked_nothing_found(retriever: Retriever, embedder: Embedder) -> None:
    assert retriever.search("  ") == []
    assert retriever.search("rest", 0) == []
    assert Retriever([], embedder.embed([]), embedder).search("rest") == []


def test_the_context_is_the_section_around_and_what_introduces_it(retriever: Retriever) -> None:
    praise = next(hit for hit in retriever.search("compliment a coworker", 5) if hit.passage.heading_path[-1] == "Praise")
    assert [each.heading_path[-1] for each in retriever.context_of(praise)] == ["Feedback", "Praise"]
