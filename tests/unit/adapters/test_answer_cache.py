"""Answers kept on this machine: only for the same question, only for their owner, never in the way."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel

from coach.adapters.answer_cache import CachedModel
from coach.adapters.chat_model import ChatModel
from coach.errors import NoSpaceOrPermission
from coach.model.outgoing import Message
from coach.model_settings import ModelSettings
from tests.model_server import ModelServer, chat, model_server


class Pet(BaseModel):
    """A pet."""

    kind: Literal["cat", "dog"]


class Other(BaseModel):
    """Another pet."""

    kind: Literal["cat", "dog", "cow"]


def cached(server: ModelServer, folder: Path, **settings: object) -> CachedModel:
    chosen = ModelSettings(model="openai:tiny", base_url=server.url, **settings)  # type: ignore[arg-type]
    return CachedModel(ChatModel(chosen, "k"), folder, chosen)


def said(text: str) -> tuple[Message, ...]:
    return (Message("user", text),)


def test_the_same_question_is_asked_once_in_any_process(tmp_path: Path) -> None:
    with model_server([chat({"kind": "cat"})]) as server:
        for _ in range(2):
            model = cached(server, tmp_path)
            assert model.ask(said("which?"), Pet).value.kind == "cat"
        assert len(server.requests) == 1
        assert (model.spent.calls, model.spent.from_cache, model.spent.tokens) == (1, 1, 0)


def test_another_text_schema_or_temperature_is_another_question(tmp_path: Path) -> None:
    with model_server([chat({"kind": "cat"})]) as server:
        cached(server, tmp_path).ask(said("which?"), Pet)
        cached(server, tmp_path).ask(said("which one?"), Pet)
        cached(server, tmp_path).ask(said("which?"), Other)
        cached(server, tmp_path, temperature=0.5).ask(said("which?"), Pet)
        assert len(server.requests) == 4


def test_the_file_is_the_owners_alone_and_holds_no_prompt(tmp_path: Path) -> None:
    with model_server([chat({"kind": "cat"})]) as server:
        cached(server, tmp_path / "answers").ask(said("which animal of Ottilie?"), Pet)
    kept = tmp_path / "answers" / "answers.sqlite3"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert b"Ottilie" not in kept.read_bytes()


def test_a_damaged_file_is_named_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite3").write_bytes(b"not a database, and long enough to be taken for one" * 50)
    with model_server([chat({"kind": "cat"})]) as server, pytest.raises(NoSpaceOrPermission, match="--no-cache"):
        cached(server, tmp_path).ask(said("which?"), Pet)
