"""LangChain: a corpus as a retriever, and a review as a runnable, for programs that are built on LangChain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from coach.model.passage import Hit
from coach.model.report import Report

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable


def make_retriever(search: Callable[..., list[Hit]], k: int) -> BaseRetriever:
    """A retriever over a corpus.

    Args:
        search: Takes a query and `k`, and returns hits, best first.
        k: Most documents returned.
    """
    from langchain_core.retrievers import BaseRetriever

    class CorpusRetriever(BaseRetriever):
        """The passages of a corpus that speak about a query, best first."""

        k: int

        def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
            return [_document(hit) for hit in search(query, k=self.k)]

    return CorpusRetriever(k=k, tags=["coach"])


def _document(hit: Hit) -> Document:
    from langchain_core.documents import Document

    passage = hit.passage
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "corpus": passage.corpus,
            "file": passage.file,
            "title": passage.title,
            "heading_path": list(passage.heading_path),
            "start_line": passage.start_line,
            "end_line": passage.end_line,
            "score": round(hit.score, 4),
        },
    )


def make_runnable(
    review: Callable[[str | Mapping[str, object]], Report],
) -> Runnable[str | Mapping[str, object], Report]:
    """A runnable from a text, or a mapping with a text and choices, to its report."""
    from langchain_core.runnables import RunnableLambda

    return RunnableLambda(review, name="coach_review")
