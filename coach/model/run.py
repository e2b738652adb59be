"""How a run went: which engine wrote which part, and what a language model cost."""

from __future__ import annotations

from pydantic import Field

from coach.model.output import Output


class Engines(Output):
    """Which engine wrote which part."""

    findings: str
    plan: str | None = None
    """Null when there is no plan."""
    notes: list[str] = Field(default_factory=list)
    """What did not go as asked: a model that failed and was replaced by the local engine."""


class ModelUsage(Output):
    """What was asked of a language model, and what it cost."""

    name: str
    """Provider and model as the person named them."""
    calls: int
    """Questions put to it."""
    requests: int
    """HTTP requests that they took."""
    input_tokens: int
    """As the server counted; estimated where it does not say."""
    output_tokens: int
    cached_tokens: int
    """Input tokens that the server had in its cache."""
    answered_from_cache: int
    """Calls answered from the cache of this machine, without a request."""
    seconds: float
    prompts: list[str]
    """Name and version of the prompts used."""
    names_replaced: bool
    """Whether names were replaced by placeholders before anything was sent."""
    notices: list[str]
