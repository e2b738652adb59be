"""Fits the model that decides whether a guide answers a question: `python -m training.fit_refusal`.

Two logistic regressions. The first tells from a question's vector whether it is the sort of thing that guides tell; it is
trained on `training/questions`. The second weighs that beside the evidence found, and is fitted on the tuning questions of
`evals/questions`, each asked of its own corpus and, with a small weight, as unanswerable of another one. The threshold is
the one furthest above what is asked of it on guides that the model was not fitted on: each corpus in turn is left out, with
the questions written for it. Nothing of the test split is read.

Tried without a gain: every question asked again with the sections taken away that answer it.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from benchmarks.answers import add_corpora
from benchmarks.retrieval import corpora, world
from coach.answering import Ask
from coach.engines.local.answer import LocalAnswerer
from coach.engines.local.question import understand
from coach.engines.local.refusal import WEIGHTS, Gate
from coach.evaluate.remembering import RememberingEmbedder
from coach.evaluate.retrieval import load_questions
from coach.settings import FORCED_ENVIRONMENT
from coach.wiring import embedder, open_corpus

ROOT = Path(__file__).resolve().parent.parent
SIGNALS = ("sentence", "key_word", "unmet", "scope", "subject", "stranger", "rarest", "held")
_ELSEWHERE = 0.05
"""Weight of a question asked of another corpus than its own: many are unanswerable there, some are not."""

_ANSWERED, _REFUSED = 0.85, 0.75
"""Shares that are asked of a gate on a guide that it was not fitted on."""

_FOLDS = 9
_C = 0.1


@dataclass(frozen=True, slots=True)
class Examples:
    """Signals of questions asked of corpora.

    Attributes:
        values: One row a question, columns in the order of `SIGNALS`.
        answerable: Whether the corpus answers.
        weights: What an example counts; 1 for a question asked of its own corpus.
        groups: Number of the question: its examples stay in one fold.
        corpora: Name of the corpus that was asked.
        homes: Name of the corpus that the question was written for.
    """

    values: NDArray[np.float64]
    answerable: NDArray[np.bool_]
    weights: NDArray[np.float64]
    groups: NDArray[np.int64]
    corpora: NDArray[np.str_]
    homes: NDArray[np.str_]


def read_lines(name: str) -> list[str]:
    """The questions of a file of `training/questions`."""
    lines = (ROOT / "training" / "questions" / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def main() -> None:
    """Fit both models, print how well they separate, write the weights."""
    os.environ.update(FORCED_ENVIRONMENT)
    with tempfile.TemporaryDirectory() as folder:
        settings = world(Path(folder))
        model = RememberingEmbedder(embedder(settings, print))
        inside, outside = read_lines("inside.txt"), read_lines("outside.txt")
        scope = LogisticRegression(C=1.0, class_weight="balanced", max_iter=3000)
        scope.fit(model.embed([*inside, *outside]), [True] * len(inside) + [False] * len(outside))
        vector, constant = scope.coef_[0].astype(np.float32), float(scope.intercept_[0])
        engine = LocalAnswerer(model, Gate({}, 5.0, 0.5, vector, constant))
        add_corpora(settings)
        asks = {name: Ask(name, open_corpus(settings, name, lambda stage: None), understand, engine) for name in corpora()}
        examples = gather(asks)
    weights, intercept = fit(examples)
    threshold = choose_threshold(examples)
    raw = {
        "about": "Whether a guide answers a question. Written by `python -m training.fit_refusal`; do not edit.",
        "weights": {name: round(float(value), 4) for name, value in zip(SIGNALS, weights, strict=True)},
        "intercept": round(intercept, 4),
        "threshold": round(threshold, 3),
        "scope_intercept": round(constant, 5),
        "scope": [round(float(value), 5) for value in vector],
    }
    WEIGHTS.write_text(json.dumps(raw) + "\n", encoding="utf-8")
    print({name: raw[name] for name in ("weights", "intercept", "threshold")})


def gather(asks: dict[str, Ask]) -> Examples:
    """Ask every tuning question of its own corpus and of another one, each of the others in turn."""
    rows: list[list[float]] = []
    answerable: list[bool] = []
    weights: list[float] = []
    groups: list[int] = []
    asked: list[str] = []
    homes: list[str] = []
    names = list(asks)
    for number, item in enumerate(load_questions(ROOT / "evals" / "questions", "tuning")):
        others = [name for name in names if name != item.corpus]
        for name in (item.corpus, others[number % len(others)]):
            own = name == item.corpus
            draft, _ = asks[name].draft(asks[name].question(item.question))
            signals = dict(draft.signals)
            rows.append([signals[signal] for signal in SIGNALS])
            answerable.append(own and bool(item.relevant))
            weights.append(1.0 if own else _ELSEWHERE)
            groups.append(number)
            asked.append(name)
            homes.append(item.corpus)
    return Examples(np.array(rows), np.array(answerable), np.array(weights), np.array(groups), np.array(asked), np.array(homes))


def fit(examples: Examples, chosen: NDArray[np.int64] | None = None) -> tuple[NDArray[np.float64], float]:
    """Coefficients for raw signals, and the constant; both classes weigh the same together."""
    part = chosen if chosen is not None else np.arange(len(examples.values))
    values, answerable, weights = examples.values[part], examples.answerable[part], examples.weights[part]
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    share = np.where(answerable, weights[answerable].sum(), weights[~answerable].sum())
    model = LogisticRegression(C=_C, max_iter=3000)
    model.fit((values - mean) / spread, answerable, sample_weight=100 * weights / share)
    coefficients = model.coef_[0] / spread
    return coefficients, float(model.intercept_[0] - coefficients @ mean)


def choose_threshold(examples: Examples) -> float:
    """The best threshold on corpora that the model had not seen."""
    folds = GroupKFold(_FOLDS).split(examples.values, groups=examples.groups)
    score = predicted(examples, [(train, rest) for train, rest in folds])
    own = examples.weights == 1.0
    abroad = predicted(examples, corpora_left_out(examples))
    threshold = best_threshold(examples.answerable[own], abroad[own])
    _print("out of fold", examples.answerable[own], score[own], threshold)
    for name in np.unique(examples.corpora):
        chosen = own & (examples.corpora == name)
        _print(f"fitted without {name}", examples.answerable[chosen], abroad[chosen], threshold)
    _print("each corpus left out", examples.answerable[own], abroad[own], threshold)
    return threshold


def predicted(examples: Examples, folds: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]) -> NDArray[np.float64]:
    """The probability for each example by a model that was fitted without its fold."""
    score = np.zeros(len(examples.values))
    for train, rest in folds:
        coefficients, constant = fit(examples, train)
        score[rest] = 1 / (1 + np.exp(-(examples.values[rest] @ coefficients + constant)))
    return score


def corpora_left_out(examples: Examples) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Folds by corpus: neither the corpus nor the questions written for it are seen in fitting."""
    return [
        (
            np.flatnonzero((examples.corpora != name) & (examples.homes != name)),
            np.flatnonzero(examples.corpora == name),
        )
        for name in np.unique(examples.corpora)
    ]


def best_threshold(truth: NDArray[np.bool_], score: NDArray[np.float64]) -> float:
    """The threshold whose shares answered and refused are, the worse of the two, furthest above what is asked of them."""
    best, threshold = -1.0, 0.5
    for candidate in np.unique(np.round(score, 3)):
        answered, refused = (score[truth] >= candidate).mean(), (score[~truth] < candidate).mean()
        worse = min(answered - _ANSWERED, refused - _REFUSED)
        if worse > best:
            best, threshold = worse, float(candidate)
    return threshold


def _print(name: str, truth: NDArray[np.bool_], score: NDArray[np.float64], threshold: float) -> None:
    print(
        f"{name}: AUROC {roc_auc_score(truth, score):.3f}; at {threshold:.3f} answered {(score[truth] >= threshold).mean():.3f}, refused {(score[~truth] < threshold).mean():.3f}"
    )


if __name__ == "__main__":
    main()
