"""The one module that knows the adapters: settings in, a ready review out; everything heavy is imported late."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.corpora import Corpus, corpus_hash, load_corpus
from coach.datafiles import data_folder
from coach.engines.local.assess import LocalAssessor
from coach.engines.local.ngram_heads import BlendedReader, load_ngrams
from coach.engines.local.plan import LocalPlanner
from coach.engines.local.thresholds import Thresholds
from coach.errors import NoSpaceOrPermission, RefusedForPrivacy, UsageError
from coach.guide import SHIPPED, Guide, load_guide, read_guide
from coach.model.competency import Ladder
from coach.model.text import Converted, Document, DocumentKind
from coach.pipeline import Review
from coach.ports import Embedder, StatementReader
from coach.read.document import Intake
from coach.segment.record import read_record
from coach.settings import Settings

if TYPE_CHECKING:
    from coach.answering import Ask
    from coach.evaluate.bench import Bench, Searched
    from coach.evaluate.figures import Statistics
    from coach.evaluate.folder import Split
    from coach.evaluate.replay import Upstream
    from coach.index import Indexes, Source
    from coach.library import Library
    from coach.model.offer import Offer
    from coach.model.passage import Hit
    from coach.model.reading import Readings
    from coach.model.report import Report
    from coach.model_settings import ModelSettings
    from coach.retrieve import Retriever

_INDEXES = "indexes"
READER_WEIGHTS = Path(__file__).resolve().parent / "engines" / "local" / "weights"


def shipped_corpus(settings: Settings) -> Corpus:
    """The corpus of this installation."""
    return load_corpus(data_folder("corpus"), settings.cache)


def shipped_guide(settings: Settings, corpus: Corpus) -> Guide:
    """The guide of this installation."""
    return load_guide(corpus.folder / "guide", settings.cache, corpus.hash)


def statement_reader(settings: Settings, progress: Callable[[str], None]) -> StatementReader:
    """The trained reader; its graph is exported first where this machine has none yet."""
    from coach.adapters.onnx_reader import OnnxReader, reader_files

    files = reader_files(READER_WEIGHTS)
    graph = settings.cache / f"{files.name}-int8.onnx"
    if not graph.exists():
        progress("preparing the reader (once, about half a minute)")
        from coach.adapters.reader_export import export_reader

        _prepare(settings.cache)
        export_reader(READER_WEIGHTS, graph)
    return BlendedReader(OnnxReader(graph, files, threads=settings.threads), load_ngrams(READER_WEIGHTS))


def embedder(settings: Settings, progress: Callable[[str], None]) -> Embedder:
    """The embedding model; its graph is exported first where this machine has none yet."""
    from coach.adapters.minilm_files import WEIGHTS_SHA256
    from coach.adapters.onnx_embedder import OnnxEmbedder

    graph = settings.cache / f"minilm-{WEIGHTS_SHA256[:12]}.onnx"
    if not graph.exists():
        from coach.adapters.onnx_export import export

        progress("preparing the embedding model (once, about half a minute)")
        _prepare(settings.cache)
        export(graph)
    return OnnxEmbedder(graph, threads=settings.threads)


def find_ladder(settings: Settings, name: str, corpus: Corpus) -> Ladder:
    """A ladder by name or path: a shipped one, one among the corpora that were added, a file or folder.

    Raises:
        UsageError: There is none of that name, or no ladder is found in the file or folder.
    """
    if name in corpus.ladders:
        return corpus.ladder(name)
    from coach.ladders.read import read_ladder

    shelf = library(settings)
    if name in (added := shelf.names()):
        return read_ladder(shelf.folder(shelf.corpus(name)), corpus, name)
    path = Path(name).expanduser()
    if path.exists():
        return read_ladder(path, corpus)
    raise UsageError(
        f"there is no ladder {name!r}",
        place="--ladder",
        remedy=f"Known: {', '.join((*corpus.ladders, *added))}. The path of a file or folder that holds one does as well.",
    )


def intake() -> Intake:
    """Reading of every format, each in a process of its own, and of the language; nothing is loaded before it is needed."""

    def convert(form: str, data: bytes, source: str) -> tuple[str, Converted]:
        from coach.adapters.reading_sandbox import convert_apart

        return convert_apart(form, data, source)

    def recognise(text: str) -> str | None:
        from coach.adapters.langid_recogniser import recognise as named

        return named(text)

    return Intake(convert, recognise)


def local_review(settings: Settings, ladder: str, progress: Callable[[str], None]) -> Review:
    """A review by the local engine."""
    corpus = shipped_corpus(settings)
    guide = shipped_guide(settings, corpus)
    reader = statement_reader(settings, progress)
    return Review(
        corpus=corpus,
        ladder=find_ladder(settings, ladder, corpus),
        assess=LocalAssessor(reader, corpus.competencies, Thresholds()),
        plan=LocalPlanner(corpus.development, guide.passage),
        advise=guide.advise,
        progress=progress,
        languages=("en",),
    )


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoSpaceOrPermission(
            f"the cache folder cannot be made ({error.strerror})",
            place=str(folder),
            remedy="Set COACH_CACHE to a folder you may write.",
        ) from error


def local_reading(
    settings: Settings, documents: Sequence[Document], kind: DocumentKind | None, progress: Callable[[str], None]
) -> Readings:
    """How the local engine reads documents."""
    from coach.reading import readings_of

    corpus = shipped_corpus(settings)
    assessor = LocalAssessor(statement_reader(settings, progress), corpus.competencies, Thresholds())
    records = tuple(
        read_record(document, prefix=f"{chr(97 + number)}:" if len(documents) > 1 else "", kind=kind)
        for number, document in enumerate(documents)
    )
    return readings_of(records, assessor.assess(records).readings)


def open_corpus(settings: Settings, name: str, progress: Callable[[str], None]) -> Retriever:
    """A corpus ready to be searched, by name: "guide", or one that was added; its index is built where there is none.

    Raises:
        UsageError: There is no corpus of that name.
    """
    return _opened(settings, name, embedder(settings, progress), progress)


def _opened(settings: Settings, name: str, model: Embedder, progress: Callable[[str], None]) -> Retriever:
    from coach.retrieve import Retriever

    index = _indexes(settings, model, progress).open(corpus_source(settings, name))
    return Retriever(index.passages, index.vectors, model, index.words)


def open_ask(settings: Settings, name: str, progress: Callable[[str], None], loaded: Embedder | None = None) -> Ask:
    """A corpus ready to be asked, with an embedder that is loaded already where there is one; raises as `open_corpus`."""
    from coach.answering import Ask
    from coach.engines.local.answer import LocalAnswerer
    from coach.engines.local.question import understand
    from coach.engines.local.refusal import load_gate

    model = loaded or embedder(settings, progress)
    return Ask(name, _opened(settings, name, model, progress), understand, LocalAnswerer(model, load_gate()))


def library(settings: Settings) -> Library:
    """The corpora that were added."""
    from coach.library import Library

    return Library(settings.data / "library")


def corpus_source(settings: Settings, name: str) -> Source:
    """What an index of a corpus is made from."""
    from coach.index import Source

    if name == SHIPPED:
        folder = data_folder("corpus") / "guide"
        return Source(SHIPPED, corpus_hash(folder), lambda: read_guide(folder))
    shelf = library(settings)
    corpus = shelf.corpus(name)
    return Source(name, shelf.digest(corpus), lambda: shelf.passages(corpus))


def corpus_texts(settings: Settings, name: str) -> dict[str, bytes]:
    """The files of a corpus by their paths within it.

    Raises:
        UsageError: There is no corpus of that name.
    """
    if name == SHIPPED:
        folder = data_folder("corpus") / "guide"
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.md"))}
    shelf = library(settings)
    return {file: path.read_bytes() for file, path in shelf.files(shelf.corpus(name)).items()}


def forget_index(settings: Settings, name: str) -> None:
    """Delete the indexes of a corpus that was removed."""
    from coach.index import drop_indexes

    drop_indexes(settings.cache / _INDEXES, name)


def corpus_indexes(settings: Settings, progress: Callable[[str], None]) -> Indexes:
    """The indexes of this machine."""
    return _indexes(settings, embedder(settings, progress), progress)


def _indexes(settings: Settings, model: Embedder, progress: Callable[[str], None]) -> Indexes:
    from coach.adapters.chroma_store import ChromaStore
    from coach.index import Indexes

    return Indexes(settings.cache / _INDEXES, ChromaStore(), model, progress)


def configured_model() -> ModelSettings | None:
    """The language model that the environment or the settings file names, None where there is none."""
    from coach.model_settings import load_model_settings

    model = load_model_settings()
    return model if model.model else None


def check_consent(settings: Settings, model: ModelSettings, *, agreed: bool) -> None:
    """Make sure that a text may go to a model's host: it is this machine, or the person agrees, now or before.

    Raises:
        RefusedForPrivacy: They did not.
    """
    from coach.privacy.consent import Consent

    if model.on_this_machine or agreed or Consent(settings.data).given(model.host):
        return
    raise RefusedForPrivacy(
        f"the text would be sent to {model.host}", place=model.model, remedy="Agree to it, or choose the built-in engine."
    )


def langchain_retriever(search: Callable[..., list[Hit]], k: int) -> Any:
    """A LangChain `BaseRetriever` over what `search` finds."""
    from coach.adapters.langchain_objects import make_retriever

    return make_retriever(search, k)


def langchain_runnable(review: Callable[[str | Mapping[str, object]], Report]) -> Any:
    """A LangChain `Runnable` that reviews."""
    from coach.adapters.langchain_objects import make_runnable

    return make_runnable(review)


def mcp_server(offer: Offer) -> Callable[[], None]:
    """Serve what is offered to one MCP client on standard input and output; the call returns when the client leaves."""
    from coach.adapters.mcp_server import make_server

    return make_server(offer)


def eval_bench(
    settings: Settings, root: Path, splits: tuple[Split, ...], ladder: str, progress: Callable[[str], None]
) -> Bench:
    """The local engine and a folder of eval cases; corpora of the folder are read there, beside the guide and what was added."""
    from dataclasses import replace

    from coach.evaluate.bench import Bench, Searched
    from coach.evaluate.remembering import RememberingEmbedder

    kept: list[Embedder] = []

    def open_searched(name: str) -> Searched:
        if not kept:
            kept.append(RememberingEmbedder(embedder(settings, progress)))
        folder = root / "corpora" / name
        if folder.is_dir():
            place = replace(
                settings, data=settings.cache / "evals" / hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:12]
            )
            shelf = library(place)
            _ = shelf.update(name, progress) if name in shelf.names() else shelf.add([folder], name, progress)
        else:
            place, folder = settings, data_folder("corpus") / "guide"
        opened = _opened(place, name, kept[0], progress)
        return Searched(open_ask(place, name, progress, kept[0]), opened.search, folder)

    review = local_review(settings, ladder, progress)
    return Bench(root, splits, review, open_searched, lambda model, address: _model_at(review, model, address), progress)


def _model_at(review: Review, model: str, address: str) -> Review:
    """A review by a model that answers at an address of this machine, with settings that no environment changes."""
    from coach.adapters.chat_model import ChatModel
    from coach.engines.llm.session import Session
    from coach.llm_review import with_model
    from coach.model_settings import ModelSettings
    from coach.person import PersonOptions

    chosen = ModelSettings(
        model=model,
        base_url=address,
        structured="json_schema",
        timeout=120.0,
        max_tokens=12_000,
        context=32_768,
        temperature=None,
        budget=0,
        cache_answers=False,
        fallback="",
    )
    return with_model(review, Session(ChatModel(chosen, "recorded")), PersonOptions(), lambda gap: gap.guidance)


def model_upstream(base_url: str, key: str) -> Upstream:
    """A model elsewhere whose answers are recorded."""
    from coach.adapters.model_upstream import upstream_at

    return upstream_at(base_url, key)


def eval_statistics() -> Statistics:
    """Intervals and tests for the evals."""
    from coach.adapters.scipy_statistics import ScipyStatistics

    return ScipyStatistics()


def html_page(report: Report, documents: Sequence[Document], *, embedded: bool = False) -> str:
    """A report as one HTML file, or as an article for another page, with its pictures."""
    from coach.adapters.vega_pictures import VegaPictures
    from coach.render.html import render_html

    return render_html(report, documents, embedded=embedded, pictures=VegaPictures())
