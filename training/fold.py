"""How well a reader reads voices that it was not trained on, by itself, in the document, and blended with the n-grams."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import torch
from sklearn.metrics import average_precision_score

from coach.engines.local.ngram_heads import SHARE, NgramHeads, blend
from coach.model.text import GAP_ROLES, Role
from coach.ports import Vectors
from training.examples import Examples
from training.labels import Labelled
from training.network import Reader


@torch.no_grad()
def report_fold(
    reader: Reader,
    ngrams: NgramHeads,
    examples: Examples,
    lower: list[torch.Tensor],
    items: Sequence[Labelled],
    held: Collection[int],
) -> None:
    """Print accuracies on held-out voices, for all of them and for documents written in one piece."""
    documents: dict[int, list[int]] = {}
    for row, item in enumerate(items):
        if item.voice in held:
            documents.setdefault(item.voice, []).append(row)
    alone: list[tuple[Vectors, Vectors]] = []
    within: list[tuple[Vectors, Vectors]] = []
    grams: list[tuple[Vectors, Vectors]] = []
    for rows in documents.values():
        features = reader.features(examples, lower, rows)
        by_itself = reader.alone(features)
        told = reader.in_context(features, by_itself, [torch.arange(len(rows))])
        alone.append((by_itself.role.softmax(1).numpy(), by_itself.competency.softmax(1).numpy()))
        within.append((told.role.softmax(1).numpy(), told.competency.softmax(1).numpy()))
        own = [items[row] for row in rows]
        grams.append(ngrams.probabilities([item.text for item in own], [" > ".join(item.headings[-2:]) for item in own]))
    blended = [
        tuple(blend(one, other, SHARE) for one, other in zip(*pair, strict=True)) for pair in zip(within, grams, strict=True)
    ]
    rows = [row for part in documents.values() for row in part]
    whole = np.array([items[row].continuous for row in rows])
    for name, parts in (("alone", alone), ("in the document", within), ("with n-grams", blended)):
        roles, competencies = (np.concatenate(kept) for kept in zip(*parts, strict=True))
        for group, chosen in (("all", np.ones(len(rows), dtype=bool)), ("whole documents", whole)):
            _print(f"{name}, {group}", roles[chosen], competencies[chosen], examples, np.array(rows)[chosen])


def _print(name: str, roles: Vectors, competencies: Vectors, examples: Examples, rows: Vectors) -> None:
    truth, targets = examples.roles[rows].numpy(), examples.competencies[rows].numpy()
    gap_roles = [list(Role).index(role) for role in GAP_ROLES]
    is_gap = np.isin(truth, gap_roles)
    named = (targets.sum(axis=1) > 0) & is_gap
    right = targets[named][np.arange(int(named.sum())), competencies[named].argmax(axis=1)] > 0
    print(
        f"{name:32} {len(rows):6} statements  role {(roles.argmax(axis=1) == truth).mean():.3f}  "
        f"gap, average precision {average_precision_score(is_gap, roles[:, gap_roles].sum(axis=1)):.3f}  "
        f"competency of gaps {right.mean():.3f}",
        flush=True,
    )
