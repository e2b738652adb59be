"""Exports all-MiniLM-L6-v2 from sentence-transformers to ONNX, once, and proves that nothing changed.

The graph holds pooling and normalisation, so a run gives unit vectors. It is written under a temporary name, compared
with sentence-transformers on sentences of many lengths, and only then renamed into place.
"""

from __future__ import annotations

import logging
import os
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from coach.adapters.minilm_files import MAX_TOKENS, model_folder, verified_weights
from coach.errors import ProviderError
from coach.ports import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MIN_COSINE = 0.999
"""Smallest cosine to sentence-transformers that an export may have."""

_CHECKS = (
    "estimates",
    "I keep saying yes to everything, and then November happened.",
    "My reviews are late; the design document is still in my drafts folder, and nobody has asked for it.",
    "Reduced p95 latency of the billing API from 900 ms to 240 ms by batching the ledger reads. " * 6,
    "Ich schreibe selten Tests – 自己評価 – тесты 🙂",
    "word " * 400,
)


def export(target: Path) -> float:
    """Write the ONNX graph to `target`.

    Returns:
        The smallest cosine between its vectors and those of sentence-transformers.

    Raises:
        ProviderError: The weights are not the published ones, or the export does not agree with the reference.
    """
    verified_weights()
    quiet()
    target.parent.mkdir(parents=True, exist_ok=True)
    from coach.adapters.onnx_embedder import OnnxEmbedder

    reference = load_reference()
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        raw, fused = Path(folder) / "raw.onnx", Path(folder) / "fused.onnx"
        _write_graph(reference, raw)
        fuse(raw, fused)
        expected: Vectors = reference.encode(list(_CHECKS), normalize_embeddings=True)
        cosine = float(np.min(np.sum(expected * OnnxEmbedder(fused).embed(_CHECKS), axis=1)))
        if cosine < MIN_COSINE:
            raise ProviderError(
                f"the exported model differs from sentence-transformers (cosine {cosine:.5f} < {MIN_COSINE})",
                place=str(target),
                remedy="Install the versions of the lock file and run `coach setup` again.",
            )
        fused.replace(target)
    return cosine


def load_reference() -> SentenceTransformer:
    """Load the model with sentence-transformers: the reference for every other way of running it."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(model_folder()), device="cpu")
    model.max_seq_length = MAX_TOKENS
    return model


def quiet() -> None:
    """Keep the exporters' own warnings and progress bars away from a person's terminal."""
    warnings.filterwarnings("ignore", module=r"torch\..*|transformers\..*|onnxruntime\..*")
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    logging.getLogger().setLevel(logging.ERROR)
    for name in ("transformers", "onnxruntime.transformers", "fusion_base", "onnx_model", "onnx_model_bert"):
        logging.getLogger(name).setLevel(logging.ERROR)
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TQDM_DISABLE", "1")


def _write_graph(reference: SentenceTransformer, path: Path) -> None:
    import torch

    encoder: Any = reference[0].auto_model
    encoder.set_attn_implementation("eager")

    class Pooled(torch.nn.Module):
        """The encoder with mean pooling and unit length."""

        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, ids: Any, mask: Any) -> Any:
            hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
            weight = mask.unsqueeze(-1).to(hidden.dtype)
            pooled = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(pooled, p=2, dim=1)

    ids = torch.randint(1000, 2000, (2, 9))
    axes = {"ids": {0: "batch", 1: "token"}, "mask": {0: "batch", 1: "token"}, "vector": {0: "batch"}}
    torch.onnx.export(
        Pooled().eval(),
        (ids, torch.ones_like(ids)),
        str(path),
        input_names=["ids", "mask"],
        output_names=["vector"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def fuse(raw: Path, fused: Path) -> None:
    """Fuse attention, layer norms and activations with ONNX Runtime's transformer optimiser."""
    from onnxruntime.transformers import optimizer

    model = optimizer.optimize_model(str(raw), model_type="bert", num_heads=12, hidden_size=384, opt_level=0)
    model.save_model_to_file(str(fused))
