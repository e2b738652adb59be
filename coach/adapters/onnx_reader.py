"""The trained statement reader through ONNX Runtime."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.adapters.minilm_files import WEIGHTS_SHA256, model_folder
from coach.adapters.reader_context import ReaderContext, load_context
from coach.adapters.reader_input import reader_ids, text_length
from coach.errors import DataError
from coach.model.text import GAP_ROLES, Role
from coach.ports import ReaderOutput, Vectors

OUTPUTS = ("role", "competency", "gap_type", "speaker", "features")
"""What the graph gives for a statement by itself: logits of four heads, and the vector they are read from."""


_GAPS = [list(Role).index(role) for role in GAP_ROLES]


@dataclass(frozen=True, slots=True)
class ReaderFiles:
    """The shipped weights and their description.

    Attributes:
        weights: `reader.safetensors`.
        description: What `reader.json` says.
    """

    weights: Path
    description: dict[str, Any]

    @property
    def name(self) -> str:
        """Identifies the weights."""
        return f"reader@{self.description['sha256'][:10]}"


def reader_files(folder: Path) -> ReaderFiles:
    """Read the description of the shipped reader and check that it fits the base model.

    Raises:
        DataError: A file is missing or belongs to another base model.
    """
    try:
        description = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(
            "the reader's description is missing or damaged", place=str(folder), remedy="Reinstall coach."
        ) from error
    if description.get("base") != WEIGHTS_SHA256:
        raise DataError("the reader was trained on another base model", place=str(folder), remedy="Run `make train`.")
    return ReaderFiles(folder / "reader.safetensors", description)


class OnnxReader:
    """A `StatementReader` over an exported graph."""

    def __init__(self, graph: Path, files: ReaderFiles, *, threads: int = 0) -> None:
        """Open the graph written by `export_reader`; threads 0 takes all cores."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._files = files
        self._threads = threads or os.cpu_count() or 1

    @property
    def name(self) -> str:
        """Identifies the reader and its weights."""
        return self._files.name

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    def read(self, texts: Sequence[str], contexts: Sequence[str]) -> ReaderOutput:
        """Read the statements of one document in order, each with the headings above it."""
        pieces = [item.ids for item in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]
        unique = {context: position for position, context in enumerate(dict.fromkeys(contexts))}
        headings = [item.ids for item in self._tokenizer.encode_batch(list(unique), add_special_tokens=False)]
        ids = [reader_ids(text, headings[unique[context]]) for text, context in zip(pieces, contexts, strict=True)]
        role, competency, gap_type, speaker, features = self.run(ids)
        roles_told, competencies_told = self._context.shifts(features)
        roles = softmax(role + roles_told)
        gap = roles[:, _GAPS].sum(axis=1, keepdims=True)  # what an achievement is about, it says by itself
        return ReaderOutput(
            roles=roles,
            competencies=softmax(competency + gap * competencies_told),
            gap_types=softmax(gap_type),
            speakers=softmax(speaker),
            competency_ids=tuple(self._files.description["competencies"]),
        )

    @cached_property
    def _context(self) -> ReaderContext:
        return load_context(self._files.weights)

    def run(self, ids: list[list[int]]) -> tuple[Vectors, ...]:
        """The `OUTPUTS` of each statement by itself, for its token ids; rows in the given order.

        Each row runs by itself: the graph takes the scale of its 8-bit activations from the whole batch, so that in a
        batch a sentence would be read differently in other company. The threads take one row each, which leaves no core
        waiting for another as threads within a row do.
        """
        with ThreadPoolExecutor(self._threads) as pool:
            rows = list(pool.map(lambda row: self._session.run(list(OUTPUTS), feed_of(row)), ids))
        return tuple(np.concatenate(kept) for kept in zip(*rows, strict=True))


def softmax(logits: Vectors) -> Vectors:
    """Probabilities of each row."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: Vectors = (shifted / shifted.sum(axis=1, keepdims=True)).astype(np.float32)
    return result


def feed_of(ids: list[int]) -> dict[str, NDArray[Any]]:
    """The inputs of the graph for one statement."""
    tokens = np.array([ids], dtype=np.int64)
    pooled = np.zeros_like(tokens)
    pooled[:, : text_length(ids)] = 1
    return {"ids": tokens, "mask": np.ones_like(tokens), "pooled": pooled}
