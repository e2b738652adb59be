"""The trained statement reader through ONNX Runtime, and its export from the shipped weights."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.adapters.minilm_files import WEIGHTS_SHA256, model_folder, verified_weights
from coach.adapters.reader_input import reader_ids, text_length
from coach.errors import DataError, ProviderError
from coach.ports import ReaderOutput, Vectors

_OUTPUTS = ("role", "competency", "gap_type", "speaker")
_MAX_DIFFERENCE = 0.02
"""Largest difference of a probability that the export may have from the trained model."""

_MAX_MEAN_SHIFT = 0.03
"""Largest mean change of a role's probability that int8 weights may bring, over the sentences that are compared."""


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
        """Read statements, each with the headings above it."""
        pieces = [item.ids for item in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]
        unique = {context: position for position, context in enumerate(dict.fromkeys(contexts))}
        headings = [item.ids for item in self._tokenizer.encode_batch(list(unique), add_special_tokens=False)]
        ids = [reader_ids(text, headings[unique[context]]) for text, context in zip(pieces, contexts, strict=True)]
        outputs = self.run(ids)
        return ReaderOutput(*outputs, competency_ids=tuple(self._files.description["competencies"]))

    def run(self, ids: list[list[int]]) -> tuple[Vectors, Vectors, Vectors, Vectors]:
        """Probabilities of the four heads for token ids, rows in the given order.

        Each row runs by itself: the graph takes the scale of its 8-bit activations from the whole batch, so that in a
        batch a sentence would be read differently in other company. The threads take one row each, which leaves no core
        waiting for another as threads within a row do.
        """
        with ThreadPoolExecutor(self._threads) as pool:
            rows = list(pool.map(lambda row: self._session.run(list(_OUTPUTS), _feed(row)), ids))
        role, competency, gap_type, speaker = (np.concatenate(kept) for kept in zip(*rows, strict=True))
        return role, competency, gap_type, speaker


def _feed(ids: list[int]) -> dict[str, NDArray[Any]]:
    tokens = np.array([ids], dtype=np.int64)
    pooled = np.zeros_like(tokens)
    pooled[:, : text_length(ids)] = 1
    return {"ids": tokens, "mask": np.ones_like(tokens), "pooled": pooled}


def export_reader(folder: Path, target: Path) -> float:
    """Build the reader's ONNX graph from the base model and the shipped weights.

    Args:
        folder: Folder of `reader.safetensors` and `reader.json`.
        target: Where the graph is written, by rename.

    Returns:
        Largest difference of a probability between the graph and the trained model.

    Raises:
        DataError: The shipped weights are damaged.
        ProviderError: The graph does not agree with the trained model.
    """
    from coach.adapters.onnx_export import fuse, load_reference, quiet

    verified_weights()
    quiet()
    files = reader_files(folder)
    if hashlib.sha256(files.weights.read_bytes()).hexdigest() != files.description["sha256"]:
        raise DataError(
            "the reader's weights are damaged (SHA-256 differs)", place=str(files.weights), remedy="Reinstall coach."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    module = _module(load_reference()[0].auto_model, files)
    with tempfile.TemporaryDirectory(dir=target.parent) as temporary:
        raw, fused, small = (Path(temporary) / f"{name}.onnx" for name in ("raw", "fused", "small"))
        _write(module, raw)
        fuse(raw, fused)
        difference = _difference(module, OnnxReader(fused, files))
        if difference > _MAX_DIFFERENCE:
            raise ProviderError(
                f"the exported reader differs from the trained one (by {difference:.4f})",
                place=str(target),
                remedy="Install the versions of the lock file and run `coach setup` again.",
            )
        _quantize(fused, small)
        shift = _mean_shift(OnnxReader(fused, files), OnnxReader(small, files))
        if shift > _MAX_MEAN_SHIFT:
            raise ProviderError(
                f"int8 weights change the reader too much (by {shift:.4f} in the mean)",
                place=str(target),
                remedy="Install the versions of the lock file and run `coach setup` again.",
            )
        small.replace(target)
    return difference


def _quantize(graph: Path, small: Path) -> None:
    """Store the matrices as int8, a scale a channel, in the range that no processor saturates.

    More than twice as fast and a bit more than half the size; on labelled reviews the findings are as good (training/MODEL_CARD.md).
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        str(graph),
        str(small),
        op_types_to_quantize=["MatMul", "Attention"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": 1},
    )


def _mean_shift(one: OnnxReader, other: OnnxReader) -> float:
    """Mean change of a role's probability over sentences of common words."""
    words = "i still say yes to every request and my estimates are late because the tests the design and the release wait for me".split()
    generator = np.random.default_rng(1)
    texts = [" ".join(generator.choice(words, size=int(size))) for size in generator.integers(3, 30, 64)]
    contexts = ["Areas for growth"] * 32 + [""] * 32
    return float(np.abs(one.read(texts, contexts).roles - other.read(texts, contexts).roles).mean())


def _module(encoder: Any, files: ReaderFiles) -> Any:
    import torch
    from safetensors.torch import load_file
    from torch import nn

    encoder.set_attn_implementation("eager")
    frozen = int(files.description["frozen_layers"])
    weights = {name: value.float() for name, value in load_file(str(files.weights)).items()}
    encoder.encoder.layer[frozen:].load_state_dict(
        {name.removeprefix("layers."): value for name, value in weights.items() if name.startswith("layers.")}
    )

    class Graph(nn.Module):
        """Encoder, pooling and heads, with probabilities as outputs."""

        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder
            self.heads = nn.ModuleList()
            for name in _OUTPUTS:
                weight, bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
                head = nn.Linear(weight.shape[1], weight.shape[0])
                head.load_state_dict({"weight": weight, "bias": bias})
                self.heads.append(head)

        def forward(self, ids: Any, mask: Any, pooled: Any) -> tuple[Any, ...]:
            hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
            weight = pooled.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * weight).sum(1) / weight.sum(1)
            features = torch.cat([mean, hidden[:, 0]], dim=1)
            return tuple(torch.softmax(head(features), dim=1) for head in self.heads)

    return Graph().eval()


def _write(module: Any, path: Path) -> None:
    import torch

    ids = torch.randint(1000, 2000, (2, 9))
    axes = {name: {0: "batch", 1: "token"} for name in ("ids", "mask", "pooled")} | {name: {0: "batch"} for name in _OUTPUTS}
    torch.onnx.export(
        module,
        (ids, torch.ones_like(ids), torch.ones_like(ids)),
        str(path),
        input_names=["ids", "mask", "pooled"],
        output_names=list(_OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def _difference(module: Any, reader: OnnxReader) -> float:
    import torch

    generator = np.random.default_rng(0)
    ids = [reader_ids(generator.integers(1000, 20000, length).tolist(), [2000] * 3) for length in (1, 7, 20, 60)]
    largest = 0.0
    for row in ids:
        feed = {name: torch.from_numpy(value) for name, value in _feed(row).items()}
        with torch.no_grad():
            expected = module(**feed)
        for wanted, got in zip(expected, reader.run([row]), strict=True):
            largest = max(largest, float(np.abs(wanted.numpy() - got).max()))
    return largest
