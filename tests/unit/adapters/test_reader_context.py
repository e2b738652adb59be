"""The recurrent layer in numpy does what PyTorch's does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file
from safetensors.torch import save_file

from coach.adapters.reader_context import ReaderContext, load_context
from coach.errors import DataError
from training.network import Logits, Reader

COMPETENCIES = 5


@pytest.fixture(scope="module")
def reader() -> Reader:
    torch.manual_seed(3)
    reader = Reader(torch.nn.ModuleList(), COMPETENCIES).eval()
    for shift in (reader.role_shift, reader.competency_shift):
        torch.nn.init.normal_(shift.weight)
        torch.nn.init.normal_(shift.bias)
    return reader


@pytest.fixture(scope="module")
def weights(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("weights") / "reader.safetensors"
    save_file({name: value.contiguous() for name, value in reader.state_dict().items()}, str(path))
    return path


@pytest.mark.parametrize("count", [1, 2, 31])
def test_it_adds_what_the_trained_layer_adds(reader: Reader, weights: Path, count: int) -> None:
    features = torch.randn(count, 768)
    nothing = Logits(torch.zeros(count, 18), torch.zeros(count, COMPETENCIES), torch.zeros(count, 4), torch.zeros(count, 3))
    with torch.no_grad():
        wanted = reader.in_context(features, nothing, [torch.arange(count)])
    roles, competencies = load_context(weights).shifts(features.numpy())
    np.testing.assert_allclose(roles, wanted.role.numpy(), atol=1e-4)
    np.testing.assert_allclose(competencies, wanted.competency.numpy(), atol=1e-4)


def test_another_order_is_another_reading(weights: Path) -> None:
    features = np.random.default_rng(0).normal(size=(6, 768)).astype(np.float32)
    context = load_context(weights)
    assert not np.allclose(context.shifts(features)[0][::-1], context.shifts(features[::-1])[0], atol=1e-3)


def test_a_file_without_the_layer_is_named(tmp_path: Path) -> None:
    save_file({"role.weight": torch.zeros(2, 2)}, str(tmp_path / "reader.safetensors"))
    with pytest.raises(DataError, match="missing or damaged"):
        load_context(tmp_path / "reader.safetensors")
    with pytest.raises(DataError, match="missing or damaged"):
        load_context(tmp_path / "absent.safetensors")


def test_weights_in_half_precision_are_computed_with_in_single(weights: Path) -> None:
    half = {name: value.astype(np.float16) for name, value in load_file(str(weights)).items()}
    features = np.random.default_rng(1).normal(size=(4, 768)).astype(np.float32)
    assert ReaderContext(half).shifts(features)[0].dtype == np.float32
