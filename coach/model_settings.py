"""Which model is used and how: flags before the environment before the settings file; keys never among them.

Loaded only when a model is named or doctor asks, so that a review without a model does not pay for it.
"""

from __future__ import annotations

import os
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_config_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from coach.errors import UsageError
from coach.model.outgoing import Method

Provider = Literal["openai", "anthropic", "ollama", "google_genai"]

PROVIDERS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "openai": ("https://api.openai.com/v1", ("OPENAI_BASE_URL", "OPENAI_API_BASE"), ("OPENAI_API_KEY",)),
    "anthropic": ("https://api.anthropic.com", ("ANTHROPIC_BASE_URL", "ANTHROPIC_API_URL"), ("ANTHROPIC_API_KEY",)),
    "ollama": ("http://127.0.0.1:11434", ("OLLAMA_HOST",), ("OLLAMA_API_KEY",)),
    "google_genai": ("https://generativelanguage.googleapis.com", (), ("GOOGLE_API_KEY", "GEMINI_API_KEY")),
}
"""For each provider: where it answers, the variables that may say otherwise, and the variables that may hold its key."""


_ROOMY = 20_000
"""Tokens of context from which answers may be long."""


class ModelSettings(BaseSettings):
    """Settings of the language model.

    Attributes:
        model: "provider:name", such as "openai:gpt-5" or "ollama:qwen3"; empty for none (`COACH_MODEL`).
        base_url: Where it answers, for a server of one's own (`COACH_BASE_URL`).
        structured: How it is made to answer in a shape; found out when it is not given (`COACH_STRUCTURED`).
        timeout: Seconds until a request is given up (`COACH_TIMEOUT`).
        max_tokens: Most tokens of an answer, those of reasoning included (`COACH_MAX_TOKENS`).
        context: Tokens that fit into the model, input and output together (`COACH_CONTEXT`).
        temperature: Sent only when given, because some models refuse it (`COACH_TEMPERATURE`).
        budget: Most tokens of a run; 0 for no limit (`COACH_BUDGET`).
        cache_answers: Whether answers are kept on this machine (`COACH_CACHE_ANSWERS`).
        fallback: What does the work when the model fails (`COACH_FALLBACK`).
    """

    model_config = SettingsConfigDict(env_prefix="COACH_", extra="forbid", frozen=True)

    model: str = ""
    base_url: str = ""
    structured: Method | None = None
    timeout: float = Field(default=120.0, gt=0, le=3600)
    max_tokens: int = Field(default=12_000, ge=64)
    context: int = Field(default=32_768, ge=2_048)
    temperature: float | None = Field(default=None, ge=0, le=2)
    budget: int = Field(default=0, ge=0)
    cache_answers: bool = False
    fallback: Literal["", "local"] = ""

    @field_validator("model")
    @classmethod
    def _named(cls, value: str) -> str:
        provider, _, name = value.partition(":")
        if value and (provider not in PROVIDERS or not name.strip()):
            raise ValueError(f"a model is named as provider:name, and the providers are {', '.join(PROVIDERS)}")
        return value

    @field_validator("base_url")
    @classmethod
    def _a_url(cls, value: str) -> str:
        return checked_url(value) if value else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is the library's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then the environment, then the file; no dotenv file of the folder one happens to be in."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=config_file())

    @property
    def provider(self) -> str:
        """The part before the colon."""
        return self.model.partition(":")[0]

    @property
    def model_name(self) -> str:
        """The part after the colon."""
        return self.model.partition(":")[2]

    @property
    def answer_tokens(self) -> int:
        """Most tokens of an answer that leave room for what is asked: `max_tokens`, less where little fits."""
        share = self.context * 3 // 8 if self.context >= _ROOMY else self.context // 5
        return min(self.max_tokens, share)

    @property
    def url(self) -> str:
        """Where the model answers: as given, as the provider's own variable says, or the provider's usual place."""
        usual, variables, _ = PROVIDERS[self.provider]
        told = next((os.environ[name] for name in variables if os.environ.get(name)), "")
        if told and "://" not in told:
            told = f"http://{told}"
        return self.base_url or (checked_url(told) if told else usual)

    @property
    def host(self) -> str:
        """Host and port of `url`."""
        parts = urlsplit(self.url)
        return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""

    @property
    def on_this_machine(self) -> bool:
        """Whether what is sent stays on this machine."""
        return is_this_machine(urlsplit(self.url).hostname or "")

    @property
    def key_variables(self) -> tuple[str, ...]:
        """Environment variables in which a key is looked for, in order."""
        return ("COACH_API_KEY", *PROVIDERS[self.provider][2])


def checked_url(value: str) -> str:
    """A base URL without a final slash.

    Raises:
        ValueError: It is none, programs could disagree about its host, or it holds a password.
    """
    parts = urlsplit(value)
    odd = any(char <= " " or char in "\\\x7f" for char in value)
    if odd or parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("a base URL looks like http://127.0.0.1:8000/v1")
    if "@" in parts.netloc:
        raise ValueError("a base URL holds no user name and no password; keys come from the environment")
    return value.rstrip("/")


def is_this_machine(host: str) -> bool:
    """Whether a host name or address is the loopback interface, and not merely a name that looks like it."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def config_file() -> Path:
    """The settings file: `COACH_CONFIG`, or config.toml in the usual folder of this system."""
    named = os.environ.get("COACH_CONFIG")
    return Path(named) if named else user_config_path("coach", appauthor=False) / "config.toml"


def load_model_settings(**flags: Any) -> ModelSettings:
    """Put flags, environment and settings file together; a flag that is None was not given.

    Raises:
        UsageError: A value does not fit, or the file holds what does not belong there, such as a key.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        settings = ModelSettings(**given)
    except ValidationError as error:
        raise _refused(error) from error
    except (ValueError, OSError) as error:
        raise UsageError(
            "the settings file cannot be read as TOML", place=str(config_file()), remedy="Mend it, or move it away."
        ) from error
    try:
        _ = settings.url if settings.model else ""
    except ValueError as error:
        variables = ", ".join(PROVIDERS[settings.provider][1])
        raise UsageError(str(error), place=variables, remedy="Mend the variable, or give --base-url.") from error
    return settings


def _refused(error: ValidationError) -> UsageError:
    first = error.errors(include_input=False, include_url=False)[0]
    name = str(first["loc"][0]) if first["loc"] else "model"
    if first["type"] == "extra_forbidden":
        if "key" in name.lower() or "token" in name.lower():
            return UsageError(
                f"{name} does not belong into the settings file",
                place=str(config_file()),
                remedy="Keys come from the environment, such as OPENAI_API_KEY or COACH_API_KEY, or from the keyring.",
            )
        known = ", ".join(ModelSettings.model_fields)
        return UsageError(f"there is no setting {name!r}", place=str(config_file()), remedy=f"Settings: {known}.")
    return UsageError(
        first["msg"].removeprefix("Value error, "),
        place=f"--{name.replace('_', '-')}, COACH_{name.upper()} or {config_file().name}",
        remedy="See `coach doctor --help`.",
    )
