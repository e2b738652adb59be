"""What can go wrong with one request to a model, told apart: ask again, ask otherwise, let it mend, or stop.

No message here holds a word of a prompt, an answer, an error body or a key: what a provider says is looked at, never shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from coach.errors import ProviderFailed
from coach.model.outgoing import Method
from coach.model_settings import ModelSettings

MOST_WAIT = 60.0
"""Most seconds that a server may ask to wait."""

_METHOD_WORDS = re.compile(
    r"response_format|json_schema|json_object|schema|structured|grammar|\btools?\b|tool_choice|function|strict|output_config|\bformat\b",
    re.IGNORECASE,
)
_TOO_LONG = re.compile(
    r"context.{0,12}(?:length|window|size)|maximum context|too long|too many tokens|exceed\w* .{0,30}(?:context|tokens)",
    re.IGNORECASE,
)
_NO_MONEY = re.compile(r"insufficient_quota|exceeded your current quota|credit balance|billing", re.IGNORECASE)


class Fault(Exception):
    """What one request came to, when it is not an answer and not yet the end."""


class Passing(Fault):
    """Something that may be better in a moment: ask again after `wait` seconds, or after a usual pause."""

    def __init__(self, cause: str, wait: float | None = None) -> None:
        super().__init__(cause)
        self.cause = cause
        self.wait = wait


class NotThisWay(Fault):
    """The server does not do this method of structured output."""


class Unusable(Fault):
    """An answer that does not have the shape; `fault` tells the model what is wrong with it."""

    def __init__(self, text: str, fault: str) -> None:
        super().__init__("an answer without the shape")
        self.text = text
        self.fault = fault


def fault_of(error: Exception, method: Method, settings: ModelSettings) -> Exception:
    """What an exception of a provider's package means."""
    name, words = type(error).__name__, str(error)
    if name == "LengthFinishReasonError":
        return cut_off(settings)
    if name in ("ContentFilterFinishReasonError", "OpenAIRefusalError"):
        return refused(settings)
    if "ContextOverflow" in name:
        return _too_long(settings)
    status = _status(error)
    if status is not None:
        return _by_status(status, error, words, (method, settings))
    if "Timeout" in name or isinstance(error, TimeoutError):
        return timed_out(settings)
    if "Connect" in name or isinstance(error, ConnectionError) or _is_transport(error):
        return Passing(f"no connection to {settings.host}, or it was cut")
    return ProviderFailed(
        f"{settings.host} answered something that is not an answer of a chat model",
        place=settings.model,
        remedy="Check --base-url: for a server that speaks as OpenAI does it usually ends with /v1.",
    )


def _is_transport(error: Exception) -> bool:
    kinds = {cls.__name__ for cls in type(error).__mro__}
    return bool(kinds & {"TransportError", "NetworkError", "ProtocolError", "APIConnectionError"})


def _status(error: Exception) -> int | None:
    for holder in (error, getattr(error, "response", None)):
        for field in ("status_code", "code"):
            value = getattr(holder, field, None)
            if isinstance(value, int) and not isinstance(value, bool) and value >= 300:
                return value
    return None


def _by_status(status: int, error: Exception, words: str, asked: tuple[Method, ModelSettings]) -> Exception:
    method, settings = asked
    if status in (401, 403):
        return _no_entry(status, settings)
    if status == 404:
        return ProviderFailed(
            f"{settings.host} knows no model {settings.model_name!r}, or nothing at this address (HTTP 404)",
            place=settings.model,
            remedy="Check the name and --base-url; it usually ends with /v1.",
        )
    if _TOO_LONG.search(words):
        return _too_long(settings)
    if status == 429:
        return _limited(error, words, settings)
    if status in (400, 415, 422, 501) or (status == 500 and method != "prompted" and _METHOD_WORDS.search(words)):
        return NotThisWay(f"HTTP {status}") if method != "prompted" else _rejected(status, settings)
    if status == 408 or status >= 500:
        wait = _retry_after(error)
        return _wait_too_long(wait, settings) if wait and wait > MOST_WAIT else Passing(f"HTTP {status}", wait)
    return _rejected(status, settings)


def _limited(error: Exception, words: str, settings: ModelSettings) -> Exception:
    if _NO_MONEY.search(words):
        return ProviderFailed(
            "the account has no credit left for this model (HTTP 429)",
            place=settings.model,
            remedy=f"See your account at {settings.host}, or use another model.",
        )
    wait = _retry_after(error)
    return _wait_too_long(wait, settings) if wait and wait > MOST_WAIT else Passing("too many requests (HTTP 429)", wait)


def _retry_after(error: Exception) -> float | None:
    response = getattr(error, "response", None)
    headers = getattr(response, "headers", None)
    if not isinstance(headers, Mapping):
        return None
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            wait = float(headers[name]) / unit
        except (KeyError, ValueError):
            continue
        if 0 <= wait < 10**7:
            return wait
    return None


def _wait_too_long(wait: float, settings: ModelSettings) -> ProviderFailed:
    return ProviderFailed(
        f"{settings.host} asks to wait {wait:.0f} seconds",
        place=settings.model,
        remedy="Try again later, or use another model.",
    )


def _no_entry(status: int, settings: ModelSettings) -> ProviderFailed:
    return ProviderFailed(
        f"{settings.host} refused the key (HTTP {status})",
        place=settings.model,
        remedy=f"Set one of {', '.join(settings.key_variables)} in the environment.",
    )


def _rejected(status: int, settings: ModelSettings) -> ProviderFailed:
    return ProviderFailed(
        f"{settings.host} rejected the request (HTTP {status})",
        place=settings.model,
        remedy=f"`coach doctor --model {settings.model}` shows what this model can do.",
    )


def _too_long(settings: ModelSettings) -> ProviderFailed:
    return ProviderFailed(
        "the text is longer than this model can take at once",
        place=settings.model,
        remedy="Set COACH_CONTEXT to what fits into the model (in tokens), so that the text is split.",
    )


def timed_out(settings: ModelSettings) -> ProviderFailed:
    """The model took longer than allowed."""
    return ProviderFailed(
        f"{settings.host} gave no answer within {settings.timeout:g} seconds",
        place=settings.model,
        remedy="Set COACH_TIMEOUT to more seconds, or use a faster model.",
    )


def cut_off(settings: ModelSettings) -> ProviderFailed:
    """The answer was cut; what came is never used."""
    return ProviderFailed(
        f"the answer was cut off after {settings.answer_tokens} tokens, and half an answer is not used",
        place=settings.model,
        remedy="Set COACH_MAX_TOKENS to more, and COACH_CONTEXT to what fits into the model.",
    )


def refused(settings: ModelSettings) -> ProviderFailed:
    """The model, or a filter before it, refused."""
    return ProviderFailed(
        "the model refused to answer, or a filter stopped it",
        place=settings.model,
        remedy="Use another model, or the local engine: --engine local.",
    )


def no_usable_answer(settings: ModelSettings) -> ProviderFailed:
    """The answer did not have the shape, and the repair did not help."""
    return ProviderFailed(
        "the model's answer did not have the shape that was asked for, also after it was shown what was wrong",
        place=settings.model,
        remedy=f"`coach doctor --model {settings.model}` shows what this model can do; a larger model usually helps.",
    )
