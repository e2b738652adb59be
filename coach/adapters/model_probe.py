"""Tries what a server and its model can do: whether it answers, in which ways it fills a schema, how much fits into it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from coach.adapters.chat_faults import NotThisWay, Passing, Unusable
from coach.adapters.chat_model import shape_of
from coach.adapters.chat_providers import NO_KEY, open_chat
from coach.adapters.chat_request import request
from coach.errors import ProviderFailed
from coach.model.outgoing import Examination, Message, Method, Trial
from coach.model_settings import ModelSettings

_METHODS: tuple[Method, ...] = ("json_schema", "function_calling", "json_mode", "prompted")
_CONTEXT_KEYS = ("max_model_len", "context_length", "context_window", "max_context_length", "n_ctx")
_SECONDS = 10.0
_MOST_TOKENS = 2_000
_QUESTION = (
    Message(
        "system", 'You fill forms. Answer with one JSON object and nothing else, in this shape: {"colour": "red", "count": 2}'
    ),
    Message("user", 'Colour is one of red, green, blue. "Three green apples": fill the form.'),
)


class Colour(StrEnum):
    """Closed list of the probe."""

    RED = "red"
    GREEN = "green"
    BLUE = "blue"


class Apples(BaseModel):
    """The form of the probe."""

    model_config = ConfigDict(extra="forbid")

    colour: Colour
    count: int


def examine(settings: ModelSettings, key: str | None, progress: Callable[[str], None]) -> Examination:
    """Try every way of asking for a shape, once each; nothing of anybody's is sent.

    Raises:
        ProviderMissing: The package for the provider is not installed.
    """
    own = settings.model_copy(update={"max_tokens": min(settings.max_tokens, _MOST_TOKENS)})
    model = open_chat(own, key)
    listed, context = _told(own, key)
    trials: list[Trial] = []
    for method in _METHODS:
        progress(f"trying {method}")
        started = time.monotonic()
        try:
            reply = request(model, _QUESTION, shape_of(Apples), method, own)
            Apples.model_validate(reply.data)
        except ProviderFailed as error:
            if not trials:
                return Examination(listed, context, (), str(error))
            trials.append(Trial(method, False, error.cause, time.monotonic() - started))
        except Passing as error:
            if not trials:
                return Examination(listed, context, (), error.cause)
            trials.append(Trial(method, False, error.cause, time.monotonic() - started))
        except NotThisWay as error:
            trials.append(Trial(method, False, str(error), time.monotonic() - started))
        except (Unusable, ValidationError):
            trials.append(Trial(method, False, "it answered, but not in the shape", time.monotonic() - started))
        else:
            trials.append(Trial(method, True, "works", time.monotonic() - started))
    return Examination(listed, context, tuple(trials))


def _told(settings: ModelSettings, key: str | None) -> tuple[bool | None, int | None]:
    """Whether the server lists the model, and how many tokens fit as it tells; None for what it does not tell."""
    if settings.provider == "ollama":
        shown = _fetched(settings, f"{settings.url}/api/show", key, {"model": settings.model_name})
        return (shown is not None), _context_in((shown or {}).get("model_info"))
    if settings.provider != "openai":
        return None, None
    rows = (_fetched(settings, f"{settings.url}/models", key) or {}).get("data")
    if not isinstance(rows, list):
        return None, None
    own = next((row for row in rows if isinstance(row, dict) and row.get("id") == settings.model_name), None)
    parts = urlsplit(settings.url)
    props = {} if own is None or _context_in(own) else _fetched(settings, f"{parts.scheme}://{parts.netloc}/props", key) or {}
    return own is not None, _context_in(own) or _context_in(props.get("default_generation_settings"))


def _context_in(value: Any) -> int | None:
    """A context size among the values of an object, at any name that servers use for it."""
    if not isinstance(value, dict):
        return None
    for name, found in value.items():
        if str(name).rsplit(".", 1)[-1] in _CONTEXT_KEYS and isinstance(found, int) and found > 0:
            return found
    return _context_in(value.get("meta"))


def _fetched(settings: ModelSettings, url: str, key: str | None, body: dict[str, Any] | None = None) -> dict[str, Any] | None:
    import httpx

    try:
        with httpx.Client(timeout=_SECONDS, follow_redirects=False, trust_env=not settings.on_this_machine) as client:
            headers = {"Authorization": f"Bearer {key or NO_KEY}"}
            answer = client.request("POST" if body else "GET", url, headers=headers, json=body)
            value = json.loads(answer.content) if answer.is_success else None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
