"""The trained part of the reader: upper layers and heads for a statement by itself, and a layer that reads it in its document."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from coach.model.competency import GapType
from coach.model.text import GAP_ROLES, Role, Speaker
from training.examples import FROZEN_LAYERS, Examples, batch_of

_FEATURES = 768
_NARROW, _MEMORY = 192, 128
_TOGETHER = 24
"""Most statements that go through the layers together; sorted by length, so that little is padding."""

_GAP_WEIGHT = 2.0
"""How much more the competency of a gap counts than that of another statement."""

_GAPS = torch.tensor([list(Role).index(role) for role in GAP_ROLES])


@dataclass(frozen=True, slots=True)
class Logits:
    """What the heads say, one row a statement: shapes (n, roles), (n, competencies), (n, gap types), (n, speakers)."""

    role: torch.Tensor
    competency: torch.Tensor
    gap_type: torch.Tensor
    speaker: torch.Tensor


class Reader(nn.Module):
    """Upper layers and heads, over the output of the frozen lower layers.

    `role`, `competency`, `gap_type` and `speaker` read a statement by itself. `narrow` and `memory` (a recurrent layer that
    runs over the statements of a document in both directions) read it among the others; what they add is
    `role_shift` and `competency_shift`, which start at nothing.
    """

    def __init__(self, layers: nn.ModuleList, competencies: int) -> None:
        super().__init__()
        self.layers = layers
        self.dropout = nn.Dropout(0.1)
        self.role = nn.Linear(_FEATURES, len(Role))
        self.competency = nn.Linear(_FEATURES, competencies)
        self.gap_type = nn.Linear(_FEATURES, len(GapType))
        self.speaker = nn.Linear(_FEATURES, len(Speaker))
        self.narrow = nn.Linear(_FEATURES, _NARROW)
        self.memory = nn.GRU(_NARROW, _MEMORY, batch_first=True, bidirectional=True)
        self.role_shift = nn.Linear(2 * _MEMORY, len(Role))
        self.competency_shift = nn.Linear(2 * _MEMORY, competencies)
        for shift in (self.role_shift, self.competency_shift):
            nn.init.zeros_(shift.weight)
            nn.init.zeros_(shift.bias)

    def features(self, examples: Examples, lower: list[torch.Tensor], rows: Sequence[int]) -> torch.Tensor:
        """The vectors of some statements, shape (n, 768), in the order of `rows`."""
        order = sorted(range(len(rows)), key=lambda place: len(examples.ids[rows[place]]))
        parts = [
            self._encode(*batch_of(examples, lower, [rows[place] for place in order[start : start + _TOGETHER]]))
            for start in range(0, len(order), _TOGETHER)
        ]
        return torch.cat(parts)[torch.argsort(torch.tensor(order))]

    def _encode(self, hidden: torch.Tensor, mask: torch.Tensor, pooled: torch.Tensor) -> torch.Tensor:
        attention = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -1e9
        for layer in self.layers:
            hidden = layer(hidden, attention_mask=attention)
        weight = pooled.unsqueeze(-1).to(hidden.dtype)
        return torch.cat([(hidden * weight).sum(1) / weight.sum(1), hidden[:, 0]], dim=1)

    def alone(self, features: torch.Tensor) -> Logits:
        """What the heads say of each statement by itself."""
        kept = self.dropout(features)
        return Logits(self.role(kept), self.competency(kept), self.gap_type(kept), self.speaker(kept))

    def in_context(self, features: torch.Tensor, alone: Logits, documents: Sequence[torch.Tensor]) -> Logits:
        """The same, with what the other statements of the document add.

        Args:
            features: Shape (n, 768).
            alone: What the heads say.
            documents: The rows of each document in order; other rows stay as they are.
        """
        narrow = functional.dropout(functional.gelu(self.narrow(features), approximate="tanh"), 0.2, self.training)
        packed = nn.utils.rnn.pack_sequence([narrow[rows] for rows in documents], enforce_sorted=False)
        padded, _ = nn.utils.rnn.pad_packed_sequence(self.memory(packed)[0], batch_first=True)
        seen = torch.zeros(len(features), 2 * _MEMORY)
        for number, rows in enumerate(documents):
            seen[rows] = padded[number, : len(rows)]
        kept = functional.dropout(seen, 0.2, self.training)
        return Logits(
            alone.role + self.role_shift(kept),
            alone.competency + self.competency_shift(kept),
            alone.gap_type,
            alone.speaker,
        )


def new_reader(encoder: Any, competencies: int, start: int = 0) -> Reader:
    """An untrained reader over an encoder; the same `start` gives the same, so that the means of two runs make sense."""
    torch.manual_seed(start)
    return Reader(nn.ModuleList(copy.deepcopy(list(encoder.encoder.layer[FROZEN_LAYERS:]))), competencies)


def loss_of(said: Logits, examples: Examples, rows: Sequence[int]) -> torch.Tensor:
    """Sum of the four heads' losses, each weighted by the share of rows that have its label."""
    roles, targets = examples.roles[rows], examples.competencies[rows]
    total = torch.zeros(())
    labelled = roles >= 0
    if labelled.any():
        share = labelled.float().mean()
        total = total + share * functional.cross_entropy(said.role[labelled], roles[labelled], label_smoothing=0.05)
        total = total + 0.3 * share * functional.cross_entropy(said.speaker[labelled], examples.speakers[rows][labelled])
    named = targets.sum(1) > 0
    if named.any():
        weight = torch.where(torch.isin(roles[named], _GAPS), _GAP_WEIGHT, 1.0)
        each = functional.cross_entropy(said.competency[named], targets[named], reduction="none")
        total = total + named.float().mean() * (each * weight).mean()
    types = examples.gap_types[rows]
    typed = types >= 0
    if typed.any():
        total = total + 0.4 * typed.float().mean() * functional.cross_entropy(said.gap_type[typed], types[typed])
    return total
