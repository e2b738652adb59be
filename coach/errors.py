"""Every error that `coach` raises on purpose, in one tree.

    CoachError                      exit code
    ├── UsageError                  2   the command line or a setting is wrong
    ├── UnreadableInput             3   a file cannot be read or is not text
    │   ├── DamagedFile             3   a docx, PDF … is broken or not what it claims to be
    │   ├── ProtectedFile           3   it is locked by a password
    │   └── NoTextInside            3   it holds pictures of text only, or nothing
    ├── NotAReview                  3   the text is not a person's own account of their work
    ├── InputTooLarge               4   a file or text is over a limit
    ├── ProviderError               5   a model or embedding provider failed
    │   ├── ProviderMissing         5   the package for a provider is not installed
    │   ├── ProviderFailed          5   a model could not be reached, refused, or gave no usable answer
    │   └── BudgetExceeded          5   a call would cost more tokens than allowed
    ├── StoreBusy                   6   another process holds a store
    ├── Busy                        6   the server has as much to do as the machine bears
    ├── StoreDamaged                7   a store or an index cannot be trusted
    ├── NoSpaceOrPermission         8   the disk or its permissions refused
    ├── RefusedForPrivacy           9   something would leave this machine without consent
    └── DataError                   1   data shipped with, or derived by, coach is invalid (a bug)

Each error names the cause, the place and the remedy, and knows the exit code of the process it ends.
"""

from __future__ import annotations


class CoachError(Exception):
    """Base of all errors shown to a user: *cause* at *place*, and what to do about it.

    Args:
        cause: What went wrong, one sentence without a full stop.
        place: Where: a file, a line, an option. Empty when there is none.
        remedy: What the user can do next, one sentence. Empty when there is nothing to do.
    """

    exit_code = 1

    def __init__(self, cause: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        then = f" {self.remedy}" if self.remedy else ""
        return f"{where}{self.cause}.{then}"


class UsageError(CoachError):
    """The command line or a setting asks for something that does not exist or does not fit."""

    exit_code = 2


class UnreadableInput(CoachError):
    """A file is missing, empty, binary, or cannot be decoded."""

    exit_code = 3


class DamagedFile(UnreadableInput):
    """A document of a known format is broken, or not what its first bytes claim."""


class ProtectedFile(UnreadableInput):
    """A document is locked by a password."""


class NoTextInside(UnreadableInput):
    """A document holds no text: it is empty, or a scan."""


class NotAReview(CoachError):
    """The text was read, but it is not a person's own account of their work."""

    exit_code = 3


class InputTooLarge(CoachError):
    """A file or text is over a documented limit."""

    exit_code = 4


class ProviderError(CoachError):
    """A model or embedding provider failed or is not installed."""

    exit_code = 5


class ProviderMissing(ProviderError):
    """The package that speaks to a provider is not installed."""


class ProviderFailed(ProviderError):
    """A model could not be reached, refused, or gave no answer that can be used; nothing of the text is in the message."""


class BudgetExceeded(ProviderError):
    """The next call would cost more tokens than the person allowed."""


class StoreBusy(CoachError):
    """Another process holds a store for longer than the wait allowed."""

    exit_code = 6


class Busy(CoachError):
    """The server has as many documents in work as the machine bears."""

    exit_code = 6


class StoreDamaged(CoachError):
    """A store or an index cannot be trusted and could not be rebuilt."""

    exit_code = 7


class NoSpaceOrPermission(CoachError):
    """The disk is full, read-only, or not ours to write."""

    exit_code = 8


class RefusedForPrivacy(CoachError):
    """Something would leave this machine without the person's consent."""

    exit_code = 9


class DataError(CoachError):
    """Data shipped with `coach`, or derived from it, does not fit its schema."""

    exit_code = 1
