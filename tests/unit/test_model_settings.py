"""Settings of the language model: flags before environment before file; no key in any of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.adapters.keys import key_for
from coach.errors import UsageError
from coach.model_settings import is_this_machine, load_model_settings


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file of this test; it does not exist yet."""
    monkeypatch.setenv("COACH_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "config.toml"


def test_a_flag_comes_before_the_environment_and_that_before_the_file(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config.write_text('model = "ollama:file"\ntimeout = 7\ncontext = 9000\n', encoding="utf-8")
    assert load_model_settings().model == "ollama:file"
    monkeypatch.setenv("COACH_MODEL", "openai:environment")
    monkeypatch.setenv("COACH_TIMEOUT", "8")
    settings = load_model_settings(timeout=9, budget=None)
    assert (settings.model, settings.timeout, settings.context, settings.budget) == ("openai:environment", 9, 9000, 0)


@pytest.mark.parametrize("name", ["openai_api_key", "api_key", "token"])
def test_a_key_in_the_file_is_refused_and_not_shown(config: Path, name: str) -> None:
    config.write_text(f'{name} = "not-a-key-77"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="come from the environment") as caught:
        load_model_settings()
    assert "not-a-key-77" not in str(caught.value)


@pytest.mark.parametrize("text", ["modle = 1\n", "= broken", "timeout = -1\n", 'structured = "guess"\n'])
def test_what_does_not_fit_is_a_usage_error(config: Path, text: str) -> None:
    config.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        load_model_settings()


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x",
        "http://",
        "http://u:p@127.0.0.1/v1",
        "http://localhost\\@x.example",
        "http://a b",
        "http://a\n",
    ],
)
def test_a_base_url_that_programs_may_read_differently_is_refused(
    config: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    with pytest.raises(UsageError):
        load_model_settings(model="openai:x", base_url=url)
    monkeypatch.setenv("OPENAI_BASE_URL", url)
    with pytest.raises(UsageError):
        load_model_settings(model="openai:x")


def test_the_address_is_the_one_that_the_providers_package_would_use(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_model_settings(model="openai:x").host == "api.openai.com"
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:8080/v1/")
    settings = load_model_settings(model="openai:x")
    assert (settings.url, settings.on_this_machine) == ("http://127.0.0.1:8080/v1", True)
    monkeypatch.setenv("OLLAMA_HOST", "192.0.2.9:11434")
    assert load_model_settings(model="ollama:x").url == "http://192.0.2.9:11434"
    assert not load_model_settings(model="ollama:x").on_this_machine


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("127.0.0.1.example.org", False),
        ("localhost.example.org", False),
        ("0.0.0.0", False),  # noqa: S104
        ("192.168.0.4", False),
        ("", False),
    ],
)
def test_only_loopback_is_this_machine(host: str, here: bool) -> None:
    assert is_this_machine(host) is here


def test_a_key_comes_from_the_environment(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load_model_settings(model="openai:x", base_url="http://127.0.0.1:1/v1")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert key_for(settings) is None
    monkeypatch.setenv("OPENAI_API_KEY", "of-the-provider")
    assert key_for(settings) == "of-the-provider"
    monkeypatch.setenv("COACH_API_KEY", "of-coach")
    assert key_for(settings) == "of-coach"
