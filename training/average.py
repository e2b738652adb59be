"""Averages the weights of two trained readers: `python -m training.average FIRST SECOND --output FOLDER`.

Two runs from the same start end in the same valley; their mean reads better than either (evals/README.md). The n-gram weights
and the description are the second run's, and the description names both runs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

from safetensors.torch import load_file, save_file

from training.train import WEIGHTS

_FACTS = ("sha256", "statements", "voices", "data", "epochs", "rate", "seed")


def average(first: Path, second: Path, output: Path) -> None:
    """Write the mean of two readers of the same shape."""
    one, other = load_file(str(first / "reader.safetensors")), load_file(str(second / "reader.safetensors"))
    output.mkdir(parents=True, exist_ok=True)
    save_file(
        {name: ((one[name].float() + other[name].float()) / 2).half().contiguous() for name in one},
        str(output / "reader.safetensors"),
    )
    described = [json.loads((folder / "reader.json").read_text(encoding="utf-8")) for folder in (first, second)]
    digest = hashlib.sha256((output / "reader.safetensors").read_bytes()).hexdigest()
    mean = {**described[1], "sha256": digest, "mean_of": [{name: item[name] for name in _FACTS} for item in described]}
    (output / "reader.json").write_text(json.dumps(mean, indent=2) + "\n", encoding="utf-8")
    for name in ("ngrams.npy", "ngrams.txt"):
        shutil.copyfile(second / name, output / name)


def main() -> None:
    """Average two folders of weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    average(options.first, options.second, options.output)


if __name__ == "__main__":
    main()
