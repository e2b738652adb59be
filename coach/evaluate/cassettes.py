"""Recorded answers of a language model: `evals/cassettes/<suite>/<case>.yaml`, found again by the hash of the exact request.

A cassette holds no request and no header that was sent, so there is no key and no second copy of a document in it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field

from coach.errors import NoSpaceOrPermission
from coach.evaluate.strict_yaml import read_strict
from coach.model.competency import Strict

KEPT_HEADERS = frozenset({"content-type"})
"""The only headers of an answer that are kept."""


class Interaction(Strict):
    """A request, by its hash, and the answer to it.

    Attributes:
        request_sha256: Of the request's JSON body with sorted keys and no spaces.
        status: HTTP status of the answer.
        headers: Those of `KEPT_HEADERS`.
        answer: The JSON body.
        answer_sha256: Of the answer, likewise: an answer edited by hand is noticed.
    """

    request_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    status: int = 200
    headers: dict[str, str] = Field(default_factory=lambda: {"content-type": "application/json"})
    answer: dict[str, Any]
    answer_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Cassette(Strict):
    """What a model answered about one case.

    Attributes:
        case: Id of the case.
        model: As it was named to coach; part of every request.
        origin: Whether a model said it, or it was written from the labels of the case.
        prompts: Hash of each prompt file that was used, as in `prompts/prompts.lock`.
        interactions: In the order in which they happened.
    """

    case: str
    model: str
    origin: Literal["model", "labels"]
    prompts: dict[str, str] = Field(default_factory=dict)
    interactions: tuple[Interaction, ...] = Field(min_length=1)


def json_hash(value: object) -> str:
    """SHA-256 of a JSON value, whatever the order of its keys and its white space."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def interaction(request: object, status: int, headers: dict[str, str], answer: dict[str, Any]) -> Interaction:
    """A request with its answer, as it is kept."""
    kept = {name.lower(): value for name, value in headers.items() if name.lower() in KEPT_HEADERS}
    return Interaction(
        request_sha256=json_hash(request), status=status, headers=kept, answer=answer, answer_sha256=json_hash(answer)
    )


def cassette_paths(root: Path) -> list[Path]:
    """Every cassette of a folder of evals."""
    return sorted((root / "cassettes").glob("*/*.yaml"))


def load_cassette(path: Path) -> Cassette:
    """A cassette.

    Raises:
        DataError: It does not fit its schema.
    """
    return read_strict(path, Cassette, "this recording is damaged", "Record it again with `coach eval record`.")


def save_cassette(path: Path, cassette: Cassette) -> None:
    """Write a cassette.

    Raises:
        NoSpaceOrPermission: It cannot be written.
    """
    text = yaml.safe_dump(cassette.model_dump(mode="json"), allow_unicode=True, sort_keys=False, width=120)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise NoSpaceOrPermission(f"the recording cannot be written ({error.strerror})", place=str(path)) from error


def tokens_of(cassette: Cassette) -> int:
    """Tokens that the answers took, as the server counted them."""
    usages = [item.answer.get("usage") for item in cassette.interactions]
    return sum(int(usage.get("total_tokens") or 0) for usage in usages if isinstance(usage, dict))


def locked_prompts(lock: Path) -> dict[str, str]:
    """Hash of each prompt file, from `prompts.lock`; empty where there is none."""
    lines = lock.read_text(encoding="utf-8").splitlines() if lock.is_file() else []
    pairs = (line.split() for line in lines if line.strip() and not line.startswith("#"))
    return {name: digest for digest, name in pairs}
