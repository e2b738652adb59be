"""A folder of evals: whether it is there, whether it has anything to run, and the splits its cases are in."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from coach.errors import UsageError

Split = Literal["tuning", "test"]
Splits = Literal["tuning", "test", "all"]

_REMEDY = "Name their folder with --evals, or make one with `coach eval init`."


def names_of(splits: Splits) -> tuple[Split, ...]:
    """The splits that a choice stands for."""
    return ("tuning", "test") if splits == "all" else (splits,)


def existing(root: Path) -> Path:
    """The folder itself; says nothing about what is in it.

    Raises:
        UsageError: There is no such folder.
    """
    if not root.is_dir():
        raise UsageError("there is no folder of evals here", place=str(root), remedy=_REMEDY)
    return root


def nothing_to_run(root: Path, what: str = "eval cases") -> UsageError:
    """The error that ends a command whose folder holds none of what it works on."""
    return UsageError(f"no {what} are here", place=str(root), remedy=_REMEDY)


def has_reviews(root: Path) -> bool:
    """Whether there are labelled documents."""
    return has_files(root / "reviews", "*/*.gold.yaml")


def has_files(folder: Path, pattern: str = "*.yaml") -> bool:
    """Whether a folder is there and has files of a pattern."""
    return any(folder.glob(pattern))
