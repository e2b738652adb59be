"""Builds the graph that `OnnxReader` runs from the shipped weights, once, and proves that it reads like the trained model."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from coach.adapters.minilm_files import verified_weights
from coach.adapters.onnx_reader import OUTPUTS, OnnxReader, ReaderFiles, feed_of, reader_files, softmax
from coach.adapters.reader_input import reader_ids
from coach.errors import DataError, ProviderError

_MAX_DIFFERENCE = 0.02
"""Largest difference of a probability that the export may have from the trained model."""

_MAX_MEAN_SHIFT = 0.03
"""Largest mean change of a role's probability that int8 weights may bring, over the sentences that are compared."""


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
        """Encoder, pooling and heads."""

        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder
            self.heads = nn.ModuleList()
            for name in OUTPUTS[:-1]:
                weight, bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
                head = nn.Linear(weight.shape[1], weight.shape[0])
                head.load_state_dict({"weight": weight, "bias": bias})
                self.heads.append(head)

        def forward(self, ids: Any, mask: Any, pooled: Any) -> tuple[Any, ...]:
            hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
            weight = pooled.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * weight).sum(1) / weight.sum(1)
            features = torch.cat([mean, hidden[:, 0]], dim=1)
            return (*(head(features) for head in self.heads), features)

    return Graph().eval()


def _write(module: Any, path: Path) -> None:
    import torch

    ids = torch.randint(1000, 2000, (2, 9))
    axes = {name: {0: "batch", 1: "token"} for name in ("ids", "mask", "pooled")} | {name: {0: "batch"} for name in OUTPUTS}
    torch.onnx.export(
        module,
        (ids, torch.ones_like(ids), torch.ones_like(ids)),
        str(path),
        input_names=["ids", "mask", "pooled"],
        output_names=list(OUTPUTS),
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
        feed = {name: torch.from_numpy(value) for name, value in feed_of(row).items()}
        with torch.no_grad():
            expected = module(**feed)
        for wanted, got in zip(expected[:-1], reader.run([row])[:-1], strict=True):
            largest = max(largest, float(np.abs(softmax(wanted.numpy()) - softmax(got)).max()))
    return largest
