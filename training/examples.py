"""What the reader is trained on, as numbers: token ids and targets, and the frozen layers' output for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from coach.adapters.reader_input import reader_ids, text_length
from coach.model.competency import Competency, GapType
from coach.model.text import Role, Speaker
from training.labels import Labelled

FROZEN_LAYERS = 3
IGNORED = -100


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


def make_examples(items: Sequence[Labelled], competencies: dict[str, Competency], tokenize: Any) -> Examples:
    """Turn statements, and after them the corpus's own sentences about each competency, into examples."""
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
