from __future__ import annotations

from pathlib import Path

import pytest

from coach.adapters import minilm_files
from coach.adapters.minilm_files import PACKAGE, model_folder, verified_weights
from coach.errors import ProviderError


def _plant(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(minilm_files, "model_folder", lambda: folder)


def test_the_installed_weights_are_the_published_ones() -> None:
    assert verified_weights() == model_folder() / "model.safetensors"


def test_the_tokenizer_lies_beside_the_weights() -> None:
    assert (model_folder() / "tokenizer.json").is_file()


def test_a_wrong_weights_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    planted = tmp_path / "model.safetensors"
    planted.write_bytes(b"not the published weights")
    _plant(monkeypatch, tmp_path)
    with pytest.raises(ProviderError, match="SHA-256 differs") as caught:
        verified_weights()
    assert caught.value.place == str(planted)
    assert "Reinstall" in caught.value.remedy


def test_weights_with_one_byte_changed_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    content = bytearray((model_folder() / "model.safetensors").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "model.safetensors").write_bytes(content)
    _plant(monkeypatch, tmp_path)
    with pytest.raises(ProviderError, match="SHA-256 differs"):
        verified_weights()


def test_missing_weights_are_an_error_with_a_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _plant(monkeypatch, tmp_path / "nowhere")
    with pytest.raises(ProviderError, match="cannot be read") as caught:
        verified_weights()
    assert "nowhere" in caught.value.place


def test_a_missing_package_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm_files, "PACKAGE", f"{PACKAGE}_that_nobody_has")
    with pytest.raises(ProviderError, match="not installed") as caught:
        model_folder()
    assert "pip install" in caught.value.remedy
