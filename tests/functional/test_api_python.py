"""`from coach import review, parse, ask`, and the objects for LangChain."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

import coach
from coach import ask, parse, retriever, review, review_runnable
from coach.api import Coach, document_of
from coach.errors import CoachError, UnreadableInput, UsageError
from coach.model.report import Report
from coach.settings import Settings

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "self-review.md"


def test_a_path_is_a_file_and_a_string_is_the_text() -> None:
    by_path, by_text = review(EXAMPLE, target="staff"), review(EXAMPLE.read_text(encoding="utf-8"), target="staff")
    assert [gap.topic for gap in by_path.gaps] == [gap.topic for gap in by_text.gaps]
    assert by_path.documents[0].source == str(EXAMPLE)
    assert by_text.documents[0].source == "text"


def test_choices_count() -> None:
    report = review(EXAMPLE, level="senior", target="staff", goals=1, role="platform engineer", period="H2")
    assert report.plan is not None
    assert len(report.plan.goals) == 1
    assert report.person.role is not None
    assert report.person.role.value == "platform engineer"
    assert review(EXAMPLE, plan=False).plan is None


def test_several_sources_are_one_record() -> None:
    readings = parse(EXAMPLE, "I am a senior engineer. I learned to estimate.", b"I led a migration in May.")
    assert [item.source for item in readings.documents] == [str(EXAMPLE), "text 2", "text 3"]


def test_an_answer_can_be_for_the_author_of_a_report() -> None:
    report = review(EXAMPLE, target="staff")
    answer = ask("How do I get better at estimating?", review=report)
    assert answer.answered
    assert "Noor Haddad" in (answer.for_person or "")
    assert ask("and for staff?", previous="What is expected of a senior engineer?").follow_up_of


@pytest.mark.parametrize(
    ("work", "error"),
    [
        (review, UsageError),
        (lambda: review("  "), UnreadableInput),
        (lambda: review(Path("nowhere.md")), UnreadableInput),
        (lambda: review(EXAMPLE, ladder="nowhere"), UsageError),
        (lambda: review(EXAMPLE, ladder=str(EXAMPLE)), UsageError),
        (lambda: review(EXAMPLE, kind="poem"), UsageError),
        (lambda: ask(" "), UsageError),
        (lambda: ask("why", corpus="nowhere"), UsageError),
        (lambda: review_runnable().invoke({"words": "x"}), UsageError),
        (lambda: review_runnable().invoke({}), UsageError),
    ],
)
def test_what_cannot_be_done_says_what_to_do(work: object, error: type[CoachError]) -> None:
    assert callable(work)
    with pytest.raises(error) as raised:
        work()
    assert raised.value.remedy


def test_importing_the_names_of_modules_does_not_hide_the_functions() -> None:
    program = (
        "from coach.answering import Ask; import coach.wiring; from coach import ask, review, parse; "
        "print(all(map(callable, (ask, review, parse))), type(Ask).__name__)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True", "type"]
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = coach.nothing  # type: ignore[attr-defined]


def test_the_retriever_is_one_of_langchain() -> None:
    found = retriever("guide", k=3)
    assert isinstance(found, BaseRetriever)
    documents = found.invoke("how do I ask for feedback?")
    assert len(documents) == 3
    assert {"corpus", "file", "heading_path", "start_line", "end_line", "score"} <= documents[0].metadata.keys()

    def files(hits: list[Document]) -> list[str]:
        return [str(hit.metadata["file"]) for hit in hits]

    chain = found | RunnableLambda(files)
    assert all(file.endswith(".md") for file in chain.invoke("promotion"))


def test_the_runnable_is_one_of_langchain() -> None:
    runnable = review_runnable(target="staff", plan=False)
    assert isinstance(runnable, Runnable)
    text = EXAMPLE.read_text(encoding="utf-8")
    report = runnable.invoke(text)
    assert isinstance(report, Report)
    assert report.plan is None
    assert runnable.invoke({"text": text, "plan": True}).plan is not None
    chain = runnable | RunnableLambda(lambda each: len(each.gaps))
    assert chain.batch([text, "We are hiring. Apply now with your CV. " * 10])[0] == len(report.gaps)


def test_an_added_corpus_can_be_read_asked_and_chosen_as_a_ladder(shared_cache: Path, tmp_path: Path) -> None:
    handbook = tmp_path / "handbook.md"
    handbook.write_text(
        "---\ntitle: Our handbook\nsummary: >-\n  What we\n  do.\n---\n# Handbook\n\n## Parental leave\n\nParental leave is sixteen weeks.\n",
        encoding="utf-8",
    )
    ladder = Path(__file__).resolve().parents[1] / "fixtures" / "ladders" / "wide-table.md"
    warm = Coach(Settings(shared_cache, data=tmp_path / "data"))
    from coach.wiring import library

    shelf = library(warm.settings)
    shelf.add([handbook], "handbook", lambda stage: None)
    shelf.add([ladder], "ours", lambda stage: None)
    assert warm.corpora() == ["guide", "handbook", "ours"]
    assert [(page.title, page.summary) for page in warm.pages("handbook")] == [("Our handbook", "What we do.")]
    assert "sixteen weeks" in warm.ask("How long is parental leave?", corpus="handbook").answer
    assert set(warm.ladders()) == {"default", "ours"}
    report = warm.review([document_of(EXAMPLE)], ladder="ours")
    assert report.ladder.startswith("ours")
    shelf.remove("ours")
    assert set(warm.ladders()) == {"default"}
    with pytest.raises(UsageError):
        warm.pages("ours")
