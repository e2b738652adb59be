"""Trains the local engine's statement reader: `make train`, or `python -m training.train`.

The upper layers of all-MiniLM-L6-v2 and four light heads are trained on `training/statements` and on the corpus's
exemplars; the lower layers stay as published. The result is written as safetensors (no pickle) with a description.
Nothing of `evals/` is read here.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional

from coach.adapters.minilm_files import WEIGHTS_SHA256, model_folder, verified_weights
from coach.adapters.reader_input import reader_ids, text_length
from coach.corpora import read_corpus
from coach.datafiles import data_folder
from coach.model.competency import Competency, GapType
from coach.model.text import GAP_ROLES, Role, Speaker
from training.labels import FOLDER, Labelled, load
from training.ngrams import fit_ngrams, save_ngrams

WEIGHTS = Path(__file__).resolve().parent.parent / "coach" / "engines" / "local" / "weights"
FROZEN_LAYERS = 3
BATCH = 32
IGNORED = -100
HEADS_RATE = 6.7
"""How much faster than the layers the heads learn: they start from nothing."""


@dataclass
class Examples:
    """Inputs and targets; a target of `IGNORED` takes no part in its loss.

    Attributes:
        ids: Token ids of each example.
        roles, gap_types, speakers: Class numbers, shape (n,).
        competencies: Shape (n, competencies), rows that sum to one or to zero.
    """

    ids: list[list[int]]
    roles: torch.Tensor
    competencies: torch.Tensor
    gap_types: torch.Tensor
    speakers: torch.Tensor


class Reader(nn.Module):
    """The trained part: upper layers and heads, over the output of the frozen lower layers."""

    def __init__(self, layers: nn.ModuleList, competencies: int) -> None:
        super().__init__()
        self.layers = layers
        self.dropout = nn.Dropout(0.1)
        self.role = nn.Linear(768, len(Role))
        self.competency = nn.Linear(768, competencies)
        self.gap_type = nn.Linear(768, len(GapType))
        self.speaker = nn.Linear(768, len(Speaker))

    def forward(self, hidden: torch.Tensor, mask: torch.Tensor, pooled: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Logits of the four heads; `mask` and `pooled` are 0/1 of shape (batch, tokens)."""
        attention = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -1e9
        for layer in self.layers:
            hidden = layer(hidden, attention_mask=attention)
        weight = pooled.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1)
        features = self.dropout(torch.cat([mean, hidden[:, 0]], dim=1))
        return self.role(features), self.competency(features), self.gap_type(features), self.speaker(features)


def make_examples(items: Sequence[Labelled], competencies: dict[str, Competency], tokenize: Any) -> Examples:
    """Turn statements, and the corpus's own sentences about each competency, into examples."""
    names = list(competencies)
    ids = [reader_ids(tokenize(item.text), tokenize(" > ".join(item.headings[-2:]))) for item in items]
    rows = [_row(item.competencies, names) for item in items]
    extra = corpus_sentences(competencies)
    ids += [reader_ids(tokenize(text), []) for text, _ in extra]
    rows += [_row((key,), names) for _, key in extra]
    ignored = [IGNORED] * len(extra)
    gap_types = [list(GapType).index(item.gap_type) if item.gap_type else IGNORED for item in items]
    return Examples(
        ids,
        torch.tensor([list(Role).index(item.role) for item in items] + ignored),
        torch.tensor(rows, dtype=torch.float32),
        torch.tensor(gap_types + ignored),
        torch.tensor([list(Speaker).index(item.speaker) for item in items] + ignored),
    )


def corpus_sentences(competencies: dict[str, Competency]) -> list[tuple[str, str]]:
    """The corpus's own sentences about each competency, with its id."""
    return [(text, key) for key, value in competencies.items() for text in _sentences(value)]


def _row(ids: Sequence[str], names: list[str]) -> list[float]:
    return [1.0 / len(ids) if name in ids else 0.0 for name in names] if ids else [0.0] * len(names)


def _sentences(competency: Competency) -> list[str]:
    levels = [text for text in competency.levels.model_dump().values() if not text.startswith("Not expected")]
    return [*competency.exemplars, *competency.strengths, *competency.aliases, competency.name, competency.definition, *levels]


def batch_of(examples: Examples, lower: list[torch.Tensor], rows: Sequence[int]) -> tuple[torch.Tensor, ...]:
    """Pad the lower layers' output for some rows; also their attention mask and their pooling mask."""
    longest = max(len(examples.ids[row]) for row in rows)
    hidden = torch.zeros(len(rows), longest, 384)
    mask = torch.zeros(len(rows), longest)
    pooled = torch.zeros(len(rows), longest)
    for position, row in enumerate(rows):
        hidden[position, : len(examples.ids[row])] = lower[row].float()
        mask[position, : len(examples.ids[row])] = 1
        pooled[position, : text_length(examples.ids[row])] = 1
    return hidden, mask, pooled


@torch.no_grad()
def lower_layers(encoder: Any, examples: Examples) -> list[torch.Tensor]:
    """Run the frozen part once for every example."""
    lower: list[torch.Tensor] = [torch.empty(0)] * len(examples.ids)
    order = sorted(range(len(examples.ids)), key=lambda row: len(examples.ids[row]))
    for start in range(0, len(order), 64):
        rows = order[start : start + 64]
        longest = len(examples.ids[rows[-1]])
        ids = torch.zeros(len(rows), longest, dtype=torch.long)
        mask = torch.zeros(len(rows), longest)
        for position, row in enumerate(rows):
            ids[position, : len(examples.ids[row])] = torch.tensor(examples.ids[row])
            mask[position, : len(examples.ids[row])] = 1
        hidden = encoder.embeddings(input_ids=ids)
        for layer in encoder.encoder.layer[:FROZEN_LAYERS]:
            hidden = layer(hidden, attention_mask=(1.0 - mask[:, None, None, :]) * -1e9)
        for position, row in enumerate(rows):
            lower[row] = hidden[position, : len(examples.ids[row])].half()
    return lower


def loss_of(outputs: tuple[torch.Tensor, ...], examples: Examples, rows: Sequence[int]) -> torch.Tensor:
    """Sum of the four heads' losses, each weighted by the share of rows that have its label."""
    role, competency, gap_type, speaker = outputs
    total = torch.zeros(())
    labelled = examples.roles[rows] >= 0
    if labelled.any():
        share = labelled.float().mean()
        total = total + share * functional.cross_entropy(role[labelled], examples.roles[rows][labelled], label_smoothing=0.05)
        total = total + 0.3 * share * functional.cross_entropy(speaker[labelled], examples.speakers[rows][labelled])
    targets = examples.competencies[rows]
    named = targets.sum(1) > 0
    if named.any():
        total = total + named.float().mean() * functional.cross_entropy(competency[named], targets[named])
    typed = examples.gap_types[rows] >= 0
    if typed.any():
        total = total + 0.4 * typed.float().mean() * functional.cross_entropy(gap_type[typed], examples.gap_types[rows][typed])
    return total


def fit(encoder: Any, examples: Examples, rows: Sequence[int], *, epochs: int, rate: float, seed: int) -> Reader:
    """Train on some rows."""
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    lower = lower_layers(encoder, examples)
    reader = Reader(nn.ModuleList(copy.deepcopy(list(encoder.encoder.layer[FROZEN_LAYERS:]))), examples.competencies.shape[1])
    layers = list(reader.layers.parameters())
    heads = [parameter for name, parameter in reader.named_parameters() if not name.startswith("layers")]
    optimiser = torch.optim.AdamW(
        [{"params": layers, "lr": rate}, {"params": heads, "lr": HEADS_RATE * rate}], weight_decay=0.01
    )
    steps = epochs * -(-len(rows) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
    )
    for epoch in range(epochs):
        started, total = time.time(), 0.0
        reader.train()
        shuffled = sorted(generator.permutation(rows), key=lambda row: len(examples.ids[row]) + 12 * generator.random())
        batches = [shuffled[start : start + BATCH] for start in range(0, len(shuffled), BATCH)]
        batches = [batches[position] for position in generator.permutation(len(batches))]
        for chosen in batches:
            loss = loss_of(reader(*batch_of(examples, lower, chosen)), examples, chosen)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1}/{epochs}  loss {total / len(batches):.3f}  {time.time() - started:.0f} s", flush=True)
    return reader.eval()


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


def _report_fold(encoder: Any, examples: Examples, items: Sequence[Labelled], options: argparse.Namespace) -> None:
    """Train without a fifth of the voices and print how well those are read."""
    held = [row for row, item in enumerate(items) if item.voice % 5 == options.fold]
    rows = [row for row in range(len(examples.ids)) if row >= len(items) or items[row].voice % 5 != options.fold]
    reader = fit(encoder, examples, rows, epochs=options.epochs, rate=options.rate, seed=options.seed)
    lower = lower_layers(encoder, examples)
    with torch.no_grad():
        parts = [reader(*batch_of(examples, lower, held[start : start + 64])) for start in range(0, len(held), 64)]
    role, competency, gap_type, speaker = (torch.cat([part[head] for part in parts]) for head in range(4))
    gaps = [list(Role).index(value) for value in GAP_ROLES]
    truth = torch.tensor([items[row].role in GAP_ROLES for row in held])
    found = role.softmax(1)[:, gaps].sum(1) > 0.5
    hits = int((truth & found).sum())
    named = examples.competencies[held].sum(1) > 0
    right = examples.competencies[held][named].gather(1, competency[named].argmax(1, keepdim=True)) > 0
    typed = examples.gap_types[held] >= 0
    print(f"role accuracy {(role.argmax(1) == examples.roles[held]).float().mean():.3f}")
    print(f"gap precision {hits / max(1, int(found.sum())):.3f} recall {hits / max(1, int(truth.sum())):.3f}")
    print(f"competency accuracy {right.float().mean():.3f}")
    print(f"gap type accuracy {(gap_type[typed].argmax(1) == examples.gap_types[held][typed]).float().mean():.3f}")
    print(f"speaker accuracy {(speaker.argmax(1) == examples.speakers[held]).float().mean():.3f}")


def main() -> None:
    """Train on everything and write the weights."""
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
    if options.fold >= 0:
        _report_fold(encoder, examples, items, options)
        return
    reader = fit(
        encoder,
        examples,
        range(len(examples.ids)),
        epochs=options.epochs,
        rate=options.rate,
        seed=options.seed,
    )
    facts = {
        "statements": len(items),
        "voices": items[-1].voice,
        "data": statements_hash(),
        "epochs": options.epochs,
        "rate": options.rate,
        "seed": options.seed,
    }
    save(reader, list(competencies), options.output, facts)
    save_ngrams(fit_ngrams(items, corpus_sentences(competencies), list(competencies)), options.output)
    print(f"written to {options.output.name}/")


if __name__ == "__main__":
    main()
