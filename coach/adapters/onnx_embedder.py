"""all-MiniLM-L6-v2 through ONNX Runtime: the same vectors as sentence-transformers at a fraction of the start-up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from coach.adapters.minilm_files import MAX_TOKENS, WEIGHTS_SHA256, model_folder
from coach.ports import Vectors

_TOKENS_A_BATCH = 2048
DIMENSIONS = 384


class OnnxEmbedder:
    """An `Embedder` over an exported graph; sorts texts by length and batches them by token count."""

    def __init__(self, graph: Path, *, threads: int = 0) -> None:
        """Open the graph.

        Args:
            graph: File written by `coach.adapters.onnx_export.export`.
            threads: Threads for one operator; 0 lets ONNX Runtime take the physical cores.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)

    @property
    def name(self) -> str:
        """Model and weights."""
        return f"all-MiniLM-L6-v2@{WEIGHTS_SHA256[:12]}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a text, shape (len(texts), 384)."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        encoded = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(texts)), key=lambda index: len(encoded[index]))
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and len(encoded[order[end]]) * (end - start + 1) <= _TOKENS_A_BATCH:
                end += 1
            batch = order[start:end]
            vectors[batch] = self._run([encoded[index] for index in batch])
            start = end
        return vectors

    def _run(self, batch: list[list[int]]) -> Vectors:
        longest = max(len(ids) for ids in batch)
        ids = np.zeros((len(batch), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        (result,) = self._session.run(["vector"], {"ids": ids, "mask": mask})
        vectors: Vectors = result
        return vectors
