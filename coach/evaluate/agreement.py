"""How far two annotators agree: over documents for each competency, and on whether there is a gap at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.evaluate.cases import Gold, read_gold


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two annotators on one yes-or-no question over many items.

    Attributes:
        what: The question.
        both: Both said yes.
        first: Only the first did.
        second: Only the second did.
        neither: Neither did.
    """

    what: str
    both: int
    first: int
    second: int
    neither: int

    @property
    def f1(self) -> float:
        """F1 of one against the other, the same either way; 1 where neither ever said yes."""
        total = 2 * self.both + self.first + self.second
        return 2 * self.both / total if total else 1.0

    @property
    def kappa(self) -> float:
        """Cohen's kappa: agreement beyond that of chance; 1 where both always said the same one thing."""
        count = self.both + self.first + self.second + self.neither
        observed = (self.both + self.neither) / count
        one, other = (self.both + self.first) / count, (self.both + self.second) / count
        chance = one * other + (1 - one) * (1 - other)
        return (observed - chance) / (1 - chance) if chance < 1 else 1.0


def load_labels(*folders: Path) -> dict[str, Gold]:
    """Every gold file in folders, by id.

    Raises:
        DataError: One does not fit its schema.
    """
    labels = {}
    for path in sorted(path for folder in folders for path in folder.glob("*.gold.yaml")):
        gold = read_gold(path)
        labels[gold.id] = gold
    return labels


def on_gaps(one: Mapping[str, Gold], other: Mapping[str, Gold]) -> list[Agreement]:
    """Agreement on the documents that both labelled: any gap, competencies together, and each competency.

    A competency counts as named when it is a gap's own; the alternatives of `also` count only in the row that says so.
    """
    ids = sorted(one.keys() & other.keys())
    pairs = [(_named(one[key]), _named(other[key])) for key in ids]
    named = sorted({name for pair in pairs for names in pair for name in names})
    rows = [agreement("any gap in the document", [(bool(first), bool(second)) for first, second in pairs])]
    every = [(name in first, name in second) for first, second in pairs for name in named]
    rows.append(agreement("gap of a competency (strict)", every))
    rows.append(_lenient([(one[key], other[key]) for key in ids]))
    rows += [agreement(name, [(name in first, name in second) for first, second in pairs]) for name in named]
    return rows


def agreement(what: str, answers: Collection[tuple[bool, bool]]) -> Agreement:
    """Count two annotators' answers to one question."""
    count = [sum(pair == wanted for pair in answers) for wanted in ((True, True), (True, False), (False, True), (False, False))]
    return Agreement(what, *count)


def _named(gold: Gold) -> set[str]:
    return {gap.competency for gap in gold.gaps}


def _lenient(pairs: Sequence[tuple[Gold, Gold]]) -> Agreement:
    """Gaps of one that a gap of the other answers, where either would accept the other's competency."""
    both = first = second = 0
    for one, other in pairs:
        left = list(other.gaps)
        for gap in one.gaps:
            match = next((item for item in left if gap.accepted & item.accepted), None)
            if match:
                left.remove(match)
                both += 1
            else:
                first += 1
        second += len(left)
    return Agreement("gap of a competency (also accepted)", both, first, second, 0)
