"""What a statement's neighbours add to its reading: the small recurrent layer of the reader, in numpy.

It runs over the statements of one document in both directions (a GRU as PyTorch defines it). For a hundred statements that is
a few milliseconds, less than opening another graph.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.errors import DataError
from coach.ports import Vectors

_PARTS = ("narrow", "role_shift", "competency_shift")
_DIRECTIONS = ("", "_reverse")


class ReaderContext:
    """Adds to the logits of each statement what its place among the others tells."""

    def __init__(self, weights: Mapping[str, NDArray[np.floating[Any]]]) -> None:
        """Take the layer's weights by their names in `reader.safetensors`."""
        self._weights = {name: np.asarray(value, dtype=np.float32) for name, value in weights.items()}

    def shifts(self, features: Vectors) -> tuple[Vectors, Vectors]:
        """What is added to the logits of roles and of competencies.

        Args:
            features: Vectors of the statements of one document, in order; shape (n, 768).
        """
        narrow = _gelu(self._linear("narrow", features))
        seen = np.concatenate(
            [self._run(narrow, direction) for direction in _DIRECTIONS],
            axis=1,
        )
        return self._linear("role_shift", seen), self._linear("competency_shift", seen)

    def _linear(self, name: str, values: Vectors) -> Vectors:
        result: Vectors = values @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return result

    def _run(self, values: Vectors, direction: str) -> Vectors:
        incoming = values @ self._weights[f"memory.weight_ih_l0{direction}"].T + self._weights[f"memory.bias_ih_l0{direction}"]
        weight = np.ascontiguousarray(self._weights[f"memory.weight_hh_l0{direction}"].T)
        bias = self._weights[f"memory.bias_hh_l0{direction}"]
        size = len(bias) // 3
        state = np.zeros(size, dtype=np.float32)
        states = np.empty((len(values), size), dtype=np.float32)
        places = range(len(values) - 1, -1, -1) if direction else range(len(values))
        for place in places:
            kept = state @ weight + bias
            gates = _sigmoid(incoming[place, : 2 * size] + kept[: 2 * size])
            fresh = np.tanh(incoming[place, 2 * size :] + gates[:size] * kept[2 * size :])
            state = (1.0 - gates[size:]) * fresh + gates[size:] * state
            states[place] = state
        return states


def load_context(weights: Path) -> ReaderContext:
    """Open the layer's weights in `reader.safetensors`; the rest of the file is not read.

    Raises:
        DataError: The file is missing or damaged, or has no such layer.
    """
    from safetensors import SafetensorError, safe_open

    names = [f"{part}.{kind}" for part in _PARTS for kind in ("weight", "bias")]
    names += [
        f"memory.{kind}_l0{direction}" for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh") for direction in _DIRECTIONS
    ]
    try:
        with safe_open(str(weights), framework="numpy") as opened:
            return ReaderContext({name: opened.get_tensor(name) for name in names})
    except (OSError, SafetensorError) as error:
        raise DataError("the reader's weights are missing or damaged", place=str(weights), remedy="Reinstall coach.") from error


def _gelu(values: Vectors) -> Vectors:
    result: Vectors = 0.5 * values * (1.0 + np.tanh(np.sqrt(2.0 / np.pi) * (values + 0.044715 * values**3)))
    return result.astype(np.float32)


def _sigmoid(values: Vectors) -> Vectors:
    result: Vectors = 0.5 * (1.0 + np.tanh(0.5 * values))
    return result
