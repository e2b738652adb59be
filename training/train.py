"""Trains the local engine's statement reader: `make train`, or `python -m training.train`.

The upper layers of all-MiniLM-L6-v2, light heads, and a layer that reads a statement in its document are trained on
`training/statements` and on the corpus's exemplars; the lower layers stay as published. The result is written as
safetensors (no pickle) with a description. Nothing of `evals/` is read here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn

from coach.adapters.minilm_files import WEIGHTS_SHA256, model_folder, verified_weights
from coach.corpora import read_corpus
from coach.datafiles import data_folder
from coach.model.competency import Competency, GapType
from coach.model.text import Role, Speaker
from training.examples import FROZEN_LAYERS, Examples, corpus_sentences, lower_layers, make_examples
from training.fold import report_fold
from training.labels import FOLDER, Labelled, load
from training.network import Reader, loss_of, new_reader
from training.ngrams import fit_ngrams, save_ngrams

WEIGHTS = Path(__file__).resolve().parent.parent / "coach" / "engines" / "local" / "weights"
BATCH = 32
_PIECE = 16
"""How many statements of a collection go together; a document written in one piece stays whole."""

HEADS_RATE = 6.7
"""How much faster than the layers the heads learn: they start from nothing."""


class Batches:
    """The documents, and the corpus's sentences, as batches of about `BATCH` statements, in another order each time."""

    def __init__(self, items: Sequence[Labelled], examples: Examples, left_out: Collection[int]) -> None:
        """Sort statements by document.

        Args:
            items: Labelled statements; `examples` begins with them.
            examples: All examples.
            left_out: Voices that take no part.
        """
        self._documents: dict[int, list[int]] = {}
        for row, item in enumerate(items):
            if item.voice not in left_out:
                self._documents.setdefault(item.voice, []).append(row)
        self._continuous = {item.voice for item in items if item.continuous}
        self._loose = list(range(len(items), len(examples.ids)))

    def shuffled(self, generator: np.random.Generator) -> Iterator[list[tuple[bool, list[int]]]]:
        """Batches of pieces: whether its order means something, and its rows."""
        pieces = [(True, rows) for voice, rows in self._documents.items() if voice in self._continuous]
        collected = [rows for voice, rows in self._documents.items() if voice not in self._continuous]
        collected.append([self._loose[place] for place in generator.permutation(len(self._loose))])
        pieces += [(False, rows[start : start + _PIECE]) for rows in collected for start in range(0, len(rows), _PIECE)]
        batch: list[tuple[bool, list[int]]] = []
        for place in generator.permutation(len(pieces)):
            batch.append(pieces[place])
            if sum(len(rows) for _, rows in batch) >= BATCH:
                yield batch
                batch = []
        if batch:
            yield batch


@dataclass(frozen=True, slots=True)
class Course:
    """How a run goes: times through the data, learning rate of the layers, and the seed of its order and dropout."""

    epochs: int = 3
    rate: float = 3e-4
    seed: int = 0


def fit(encoder: Any, examples: Examples, lower: list[torch.Tensor], batches: Batches, course: Course) -> Reader:
    """Train a reader: each statement by itself, and those of whole documents also in their place."""
    epochs, rate, seed = course.epochs, course.rate, course.seed
    reader = new_reader(encoder, examples.competencies.shape[1])
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    layers = list(reader.layers.parameters())
    heads = [parameter for name, parameter in reader.named_parameters() if not name.startswith("layers")]
    optimiser = torch.optim.AdamW(
        [{"params": layers, "lr": rate}, {"params": heads, "lr": HEADS_RATE * rate}], weight_decay=0.01
    )
    steps = epochs * sum(1 for _ in batches.shuffled(np.random.default_rng(seed)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
    )
    for epoch in range(epochs):
        started, total, count = time.time(), 0.0, 0
        reader.train()
        for batch in batches.shuffled(generator):
            loss = _loss(reader, examples, lower, batch)
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total, count = total + loss.item(), count + 1
        print(f"epoch {epoch + 1}/{epochs}  loss {total / count:.3f}  {time.time() - started:.0f} s", flush=True)
    return reader.eval()


def _loss(reader: Reader, examples: Examples, lower: list[torch.Tensor], batch: list[tuple[bool, list[int]]]) -> torch.Tensor:
    rows = [row for _, piece in batch for row in piece]
    features = reader.features(examples, lower, rows)
    alone = reader.alone(features)
    loss = loss_of(alone, examples, rows)
    starts = np.cumsum([0, *(len(piece) for _, piece in batch)])
    documents = [
        torch.arange(start, start + len(piece))
        for start, (continuous, piece) in zip(starts.tolist(), batch, strict=False)
        if continuous
    ]
    if not documents:
        return loss
    kept = torch.cat(documents)
    told = reader.in_context(features, alone, documents)
    told = type(told)(*(getattr(told, name)[kept] for name in ("role", "competency", "gap_type", "speaker")))
    within = [rows[place] for place in kept.tolist()]
    return loss + len(within) / len(rows) * loss_of(told, examples, within)


def save(reader: Reader, competencies: Sequence[str], folder: Path, facts: dict[str, Any]) -> None:
    """Write the weights in half precision, and what is needed to run them."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {name: value.detach().half().contiguous() for name, value in reader.state_dict().items()}
    save_file(tensors, str(folder / "reader.safetensors"))
    digest = hashlib.sha256((folder / "reader.safetensors").read_bytes()).hexdigest()
    description = {
        "base": WEIGHTS_SHA256,
        "frozen_layers": FROZEN_LAYERS,
        "roles": [role.value for role in Role],
        "competencies": list(competencies),
        "gap_types": [gap_type.value for gap_type in GapType],
        "speakers": [speaker.value for speaker in Speaker],
        "sha256": digest,
        **facts,
    }
    (folder / "reader.json").write_text(json.dumps(description, indent=2) + "\n", encoding="utf-8")


def statements_hash() -> str:
    """Hash of the labelled statements, to tell with what a reader was trained."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.txt")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def load_parts() -> tuple[Any, Any, list[Labelled], dict[str, Competency]]:
    """Load encoder, tokenizer function, statements and competencies."""
    from tokenizers import Tokenizer
    from transformers import AutoModel

    verified_weights()
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    encoder = AutoModel.from_pretrained(str(model_folder())).eval()
    competencies = read_corpus(data_folder("corpus")).competencies
    return encoder, lambda text: tokenizer.encode(text, add_special_tokens=False).ids, load(), competencies


def main() -> None:
    """Train on everything and write the weights; or leave a fold out, and report on it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fold", type=int, default=-1, help="leave out a fifth of the voices and report on it")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    encoder, tokenize, items, competencies = load_parts()
    examples = make_examples(items, competencies, tokenize)
    print(
        f"{len(items)} statements of {items[-1].voice} voices, {len(examples.ids) - len(items)} sentences of the corpus",
        flush=True,
    )
    held = {item.voice for item in items if item.voice % 5 == options.fold}
    lower = lower_layers(encoder, examples)
    batches = Batches(items, examples, held)
    course = Course(options.epochs, options.rate, options.seed)
    reader = fit(encoder, examples, lower, batches, course)
    seen = [item for item in items if item.voice not in held]
    ngrams = fit_ngrams(seen, corpus_sentences(competencies), list(competencies))
    if held:
        report_fold(reader, ngrams, examples, lower, items, held)
        return
    facts = {
        "statements": len(items),
        "voices": items[-1].voice,
        "data": statements_hash(),
        **asdict(course),
    }
    save(reader, list(competencies), options.output, facts)
    save_ngrams(ngrams, options.output)
    print(f"written to {options.output.name}/")


if __name__ == "__main__":
    main()
