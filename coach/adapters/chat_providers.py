"""Settings to a LangChain chat model; the one place that knows how each provider wants to be opened."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from coach.errors import ProviderMissing
from coach.model_settings import PROVIDERS, ModelSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_PACKAGES = {
    "openai": ("langchain_openai", ""),
    "anthropic": ("langchain_anthropic", "anthropic"),
    "ollama": ("langchain_ollama", "ollama"),
    "google_genai": ("langchain_google_genai", "google"),
}
"""For each provider: its package, and the extra of coach that installs it; the first comes with coach."""

_CLOSE = {"Connection": "close"}
"""Asks for no second request on a connection: a run makes few, and a client that is never closed would keep its socket."""

NO_KEY = "none"
"""What is sent as a key where none is known: a server on this machine usually asks for none."""


def open_chat(settings: ModelSettings, key: str | None, recorder: str = "") -> BaseChatModel:
    """Open a model; nothing is sent yet.

    Retries of the provider's own package are switched off: `ChatModel` counts every request, so that there is one layer.

    Args:
        settings: Which model.
        key: For the provider; None where there is none.
        recorder: Address of a recorder on this machine, to which everything is sent instead.

    Raises:
        ProviderMissing: The package for the provider is not installed.
    """
    package, extra = _PACKAGES[settings.provider]
    if recorder or settings.on_this_machine:
        _past_the_proxy()
    try:
        __import__(package)
        from langchain.chat_models import init_chat_model
    except ImportError as error:
        raise ProviderMissing(
            f"the package for {settings.provider} is not installed ({package})",
            remedy=f"Install it: pip install 'coach[{extra}]'." if extra else "Reinstall coach.",
        ) from error
    options = _OPTIONS[settings.provider](settings, key or NO_KEY, recorder or settings.url)
    model: BaseChatModel = init_chat_model(settings.model_name, model_provider=settings.provider, **options)
    if settings.provider == "anthropic":
        _stay_there(model)
    return model


def _stay_there(model: Any) -> None:
    """Follow no redirect: the host that was agreed to gets the text, and nobody it names. The package has no option for it."""
    model._client._client.follow_redirects = False


def _past_the_proxy() -> None:
    """Keep what is meant for this machine away from a proxy that the shell names."""
    for name in ("NO_PROXY", "no_proxy"):
        own = [part for part in os.environ.get(name, "").split(",") if part.strip()]
        os.environ[name] = ",".join(dict.fromkeys([*own, "127.0.0.1", "localhost", "::1"]))


def _common(settings: ModelSettings) -> dict[str, Any]:
    return {} if settings.temperature is None else {"temperature": settings.temperature}


def _openai(settings: ModelSettings, key: str, url: str) -> dict[str, Any]:
    from openai import DefaultHttpx2Client

    here = url != settings.url or settings.on_this_machine
    return {
        **_common(settings),
        "base_url": url,
        "api_key": key,
        "timeout": settings.timeout,
        "max_retries": 0,
        "default_headers": _CLOSE,
        "max_tokens": settings.answer_tokens,
        "http_socket_options": (),
        "http_client": DefaultHttpx2Client(follow_redirects=False, timeout=settings.timeout, trust_env=not here),
        **({"use_responses_api": False} if settings.url != PROVIDERS["openai"][0] else {}),
    }


def _anthropic(settings: ModelSettings, key: str, url: str) -> dict[str, Any]:
    return {
        **_common(settings),
        "base_url": url,
        "api_key": key,
        "timeout": settings.timeout,
        "max_retries": 0,
        "default_headers": _CLOSE,
        "max_tokens": settings.answer_tokens,
    }


def _ollama(settings: ModelSettings, key: str, url: str) -> dict[str, Any]:
    headers = _CLOSE if key == NO_KEY else {**_CLOSE, "Authorization": f"Bearer {key}"}
    return {
        **_common(settings),
        "base_url": url,
        "num_ctx": settings.context,
        "num_predict": settings.answer_tokens,
        "client_kwargs": {
            "timeout": settings.timeout,
            "follow_redirects": False,
            "trust_env": url == settings.url and not settings.on_this_machine,
            "headers": headers,
        },
    }


def _google(settings: ModelSettings, key: str, url: str) -> dict[str, Any]:
    return {
        **_common(settings),
        **({"base_url": url} if url != PROVIDERS["google_genai"][0] else {}),
        "google_api_key": key,
        "timeout": settings.timeout,
        "max_retries": 1,
        "max_output_tokens": settings.answer_tokens,
    }


_OPTIONS = {"openai": _openai, "anthropic": _anthropic, "ollama": _ollama, "google_genai": _google}
