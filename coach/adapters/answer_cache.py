"""Answers of a model kept on this machine, so that the same question about the same text is asked once; off unless asked for.

A key is a hash of everything that decides an answer; the key of an account is not part of it, and no prompt is stored. The answer
itself is: it holds what a model said of a person, so the file is the owner's alone, and `--no-cache` never opens it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from pydantic import ValidationError

from coach.adapters.chat_model import ChatModel, shape_of
from coach.errors import NoSpaceOrPermission
from coach.model.outgoing import Answered, Filled, Message, Spent
from coach.model_settings import ModelSettings

_FILE = "answers.sqlite3"
_WAIT = 5.0
_MOST_ROWS = 500


class CachedModel:
    """A model before which a cache stands."""

    def __init__(self, model: ChatModel, folder: Path, settings: ModelSettings) -> None:
        """Nothing is opened before the first question.

        Args:
            model: Asked when the answer is not known.
            folder: Where answers are kept.
            settings: Of the model; an answer is kept for one address, name and temperature.
        """
        self._model = model
        self._folder = folder
        self._about = [settings.url, settings.model, settings.temperature]
        self._found = Spent()

    @property
    def name(self) -> str:
        """As the person named it."""
        return self._model.name

    @property
    def spent(self) -> Spent:
        """What all calls so far cost; answers from the cache cost nothing."""
        return self._model.spent + self._found

    @property
    def notices(self) -> tuple[str, ...]:
        """What the person should know of how the answers were had."""
        return self._model.notices

    @property
    def room(self) -> int:
        """Tokens of input that fit."""
        return self._model.room

    def tokens(self, messages: Sequence[Message]) -> int:
        """About how many tokens messages have."""
        return self._model.tokens(messages)

    def ask(self, messages: Sequence[Message], schema: type[Filled]) -> Answered[Filled]:
        """The kept answer where there is one that still fits the schema, else the model's; raises as `StructuredModel.ask`."""
        key = self._key(messages, schema)
        known = self._read(key)
        if known is not None:
            try:
                value = schema.model_validate_json(known)
            except ValidationError:
                pass
            else:
                found = Spent(calls=1, from_cache=1)
                self._found += found
                return Answered(value, found, None)
        answered = self._model.ask(messages, schema)
        self._write(key, answered.value.model_dump_json())
        return answered

    def _key(self, messages: Sequence[Message], schema: type[Filled]) -> str:
        said = [self._about, [[message.role, message.text] for message in messages], shape_of(schema)]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode("utf-8", "replace")).hexdigest()

    def _read(self, key: str) -> str | None:
        if not (self._folder / _FILE).exists():
            return None
        with self._open() as store:
            row = store.execute("SELECT answer FROM answers WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def _write(self, key: str, answer: str) -> None:
        with self._open() as store, store:
            store.execute("INSERT OR REPLACE INTO answers (key, answer) VALUES (?, ?)", (key, answer))
            store.execute(
                "DELETE FROM answers WHERE rowid NOT IN (SELECT rowid FROM answers ORDER BY rowid DESC LIMIT ?)", (_MOST_ROWS,)
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        path = self._folder / _FILE
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            path.chmod(0o600)
            with closing(sqlite3.connect(path, timeout=_WAIT)) as store:
                store.execute("PRAGMA secure_delete = ON")
                store.execute("CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, answer TEXT NOT NULL)")
                yield store
        except (OSError, sqlite3.Error) as error:
            raise NoSpaceOrPermission(
                "the cache of answers cannot be used",
                place=str(path),
                remedy="Delete the file, or leave it out with --no-cache.",
            ) from error
