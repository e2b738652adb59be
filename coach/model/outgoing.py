"""What goes to a language model and what comes back: messages, validated answers, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel

Filled = TypeVar("Filled", bound=BaseModel)
"""The schema that a model fills."""

Method = Literal["json_schema", "function_calling", "json_mode", "prompted"]
"""How a model is made to answer in a shape: by the server's JSON Schema mode, by a tool, by its JSON mode, by words alone."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with a model."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Spent:
    """What calls to a model cost.

    Attributes:
        calls: Questions put to the model.
        requests: HTTP requests that they took, with retries and repair turns.
        input_tokens: As the server counted them; estimated where it does not say.
        output_tokens: The same, for what came back.
        cached_tokens: Input tokens that the server had in its cache.
        from_cache: Calls that were answered from the cache of this machine, without a request.
        seconds: Time spent waiting.
    """

    calls: int = 0
    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    from_cache: int = 0
    seconds: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            self.calls + other.calls,
            self.requests + other.requests,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cached_tokens + other.cached_tokens,
            self.from_cache + other.from_cache,
            self.seconds + other.seconds,
        )

    @property
    def tokens(self) -> int:
        """Input and output together."""
        return self.input_tokens + self.output_tokens


@dataclass(frozen=True, slots=True)
class Answered(Generic[Filled]):
    """A model's answer in the shape that was asked for.

    Attributes:
        value: The filled schema, validated.
        spent: What it cost.
        method: How the shape was had; None for an answer from the cache of this machine.
    """

    value: Filled
    spent: Spent
    method: Method | None


@dataclass(frozen=True, slots=True)
class Trial:
    """One way of asking for a shape, tried on a server.

    Attributes:
        method: How the shape was asked for.
        works: Whether the answer had it.
        detail: What happened, in words.
        seconds: How long it took.
    """

    method: Method
    works: bool
    detail: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Examination:
    """What a server and its model can do.

    Attributes:
        listed: Whether the server lists the model; None where it lists none.
        context: Tokens that fit, as the server tells; None where it does not.
        trials: Each method, in the order in which they are preferred.
        failure: Why nothing could be tried; empty when something was.
    """

    listed: bool | None
    context: int | None
    trials: tuple[Trial, ...]
    failure: str = ""

    @property
    def best(self) -> Method | None:
        """The first method that works."""
        return next((trial.method for trial in self.trials if trial.works), None)
