"""The one module that knows the adapters: settings in, a ready review out; everything heavy is imported late."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from coach.corpora import Corpus, load_corpus
from coach.datafiles import data_folder
from coach.engines.local.assess import LocalAssessor
from coach.engines.local.plan import LocalPlanner
from coach.engines.local.thresholds import Thresholds
from coach.errors import NoSpaceOrPermission, UsageError
from coach.guide import Guide, load_guide
from coach.model.reading import Readings
from coach.model.text import Document, DocumentKind
from coach.pipeline import Review
from coach.ports import Embedder, StatementReader
from coach.reading import readings_of
from coach.retrieve import Retriever
from coach.segment.record import read_record
from coach.settings import Settings

READER_WEIGHTS = Path(__file__).resolve().parent / "engines" / "local" / "weights"


def shipped_corpus(settings: Settings) -> Corpus:
    """The corpus of this installation."""
    return load_corpus(data_folder("corpus"), settings.cache)


def shipped_guide(settings: Settings, corpus: Corpus) -> Guide:
    """The guide of this installation."""
    return load_guide(corpus.folder / "guide", settings.cache, corpus.hash)


def statement_reader(settings: Settings, progress: Callable[[str], None]) -> StatementReader:
    """The trained reader; its graph is exported first where this machine has none yet."""
    from coach.adapters.onnx_reader import OnnxReader, export_reader, reader_files

    files = reader_files(READER_WEIGHTS)
    graph = settings.cache / f"{files.name}.onnx"
    if not graph.exists():
        progress("preparing the reader (once, about half a minute)")
        _prepare(settings.cache)
        export_reader(READER_WEIGHTS, graph)
    return OnnxReader(graph, files, threads=settings.threads)


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


def local_review(settings: Settings, ladder: str, progress: Callable[[str], None]) -> Review:
    """A review by the local engine."""
    corpus = shipped_corpus(settings)
    guide = shipped_guide(settings, corpus)
    reader = statement_reader(settings, progress)
    return Review(
        corpus=corpus,
        ladder=corpus.ladder(ladder),
        assess=LocalAssessor(reader, corpus.competencies, Thresholds()),
        plan=LocalPlanner(corpus.development, guide.passage),
        advise=guide.advise,
        progress=progress,
    )


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoSpaceOrPermission(
            f"the cache folder cannot be made ({error.strerror})", place=str(folder), remedy="Set COACH_CACHE to a folder you may write."
        ) from error


def local_reading(
    settings: Settings, documents: Sequence[Document], kind: DocumentKind | None, progress: Callable[[str], None]
) -> Readings:
    """How the local engine reads documents."""
    corpus = shipped_corpus(settings)
    assessor = LocalAssessor(statement_reader(settings, progress), corpus.competencies, Thresholds())
    records = tuple(
        read_record(document, prefix=f"{chr(97 + number)}:" if len(documents) > 1 else "", kind=kind)
        for number, document in enumerate(documents)
    )
    return readings_of(records, assessor.assess(records).readings)


def open_corpus(settings: Settings, name: str, progress: Callable[[str], None]) -> Retriever:
    """A corpus ready to be searched, by name: "guide", or one that was added; its index is built where there is none."""
    import numpy as np

    from coach.guide import SHIPPED, read_guide
    from coach.retrieve import embedded_text

    if name != SHIPPED:
        raise UsageError(f"there is no corpus {name!r}", remedy="See `coach corpus list`.")
    model = embedder(settings, progress)
    corpus = shipped_corpus(settings)
    passages = read_guide(corpus.folder / "guide")
    path = settings.cache / f"vectors-{corpus.hash}.npy"
    if not path.exists():
        progress("indexing the guide (once)")
        np.save(path, model.embed([embedded_text(passage) for passage in passages]))
    return Retriever(passages, np.load(path), model)
