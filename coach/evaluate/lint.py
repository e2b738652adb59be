"""What is wrong with a folder of evals, before anything is run; whatever cannot be checked is a fault.

One rule a function; the order is the list `RULES`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from coach.errors import CoachError
from coach.evaluate.agreement import load_labels
from coach.evaluate.baseline import load_baselines
from coach.evaluate.casefiles import SCHEMAS, json_schema, read_cases
from coach.evaluate.cases import load_cases
from coach.evaluate.cassettes import KEPT_HEADERS, Cassette, cassette_paths, json_hash, load_cassette, locked_prompts
from coach.evaluate.retrieval import load_questions

SECRET = re.compile(
    r"\b(?:sk|pk|rk)-[A-Za-z0-9_-]{16,}|\bAIza[0-9A-Za-z_-]{30,}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{20,}"
    r"|\bxox[abp]-[A-Za-z0-9-]{10,}|\bBearer +[A-Za-z0-9._-]{16,}|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bhf_[A-Za-z0-9]{20,}"
    r"|\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\."
)
"""Words that look like a key; a recording that has one is unsafe whatever it is."""

_ADDRESS = re.compile(r"\b[\w.+-]+@[\w-]+\.(?!example\b)[a-z]{2,}\b", re.IGNORECASE)
_LARGEST = 1_000_000
"""Bytes from which a recording can no longer be reviewed."""

_PATTERNS = {
    "segmentation": "segmentation/*.yaml",
    "grounding": "grounding/*.yaml",
    "plans": "plans/*.yaml",
    "attacks": "attacks/*.yaml",
    "fairness": "fairness/*.yaml",
    "length": "length/*.yaml",
    "stability": "stability/*.yaml",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What is looked at.

    Attributes:
        root: The folder of evals.
        prompts: Folder of the prompts that are in use.
        competencies: Ids that exist.
    """

    root: Path
    prompts: Path
    competencies: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong.

    Attributes:
        place: The file.
        what: What is wrong with it, and what to do.
    """

    place: Path
    what: str


def lint(ground: Ground) -> list[Fault]:
    """Every fault, in the order of the rules."""
    return [fault for rule in RULES for fault in rule(ground)]


def _labels(ground: Ground) -> Iterator[Fault]:
    """Gold files fit their schema, and quote their documents verbatim."""
    for split in ("tuning", "test"):
        folder = ground.root / "reviews" / split
        for path in sorted(folder.glob("*.gold.yaml")):
            try:
                load_cases_of(path)
            except CoachError as error:
                yield Fault(path, error.cause)
        labelled = {path.name.removesuffix(".gold.yaml") for path in folder.glob("*.gold.yaml")}
        for path in sorted(folder.glob("*.md")):
            if path.stem not in labelled:
                yield Fault(path, "the document has no labels")


def load_cases_of(path: Path) -> None:
    """Load one gold file with its document; raises as `coach.evaluate.cases.load_cases`."""
    load_cases(path.parent.parent, [path.parent.name], only=path)


def _names(ground: Ground) -> Iterator[Fault]:
    """Every competency that is named exists."""
    for path in sorted(ground.root.rglob("*.yaml")):
        for name in sorted(_named(_parsed(path))):
            if name not in ground.competencies:
                yield Fault(path, f"there is no competency {name!r}")


def _named(value: object) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(_named, value))
    if not isinstance(value, dict):
        return set()
    own = {value["competency"]} if isinstance(value.get("competency"), str) else set()
    listed = {name for key in ("also", "no_goal_for") for name in value.get(key) or () if isinstance(name, str)}
    return own | listed | set().union(*(_named(item) for item in value.values()))


def _parsed(path: Path) -> object:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None  # told by the rule of its own kind


def _case_files(ground: Ground) -> Iterator[Fault]:
    """The other case files fit their schema, and no id stands twice."""
    for name, pattern in _PATTERNS.items():
        ids: Counter[str] = Counter()
        for path in sorted(ground.root.glob(pattern)):
            try:
                ids.update(_ids(read_cases(path, SCHEMAS[name])))
            except CoachError as error:
                yield Fault(path, error.cause)
        for twice in sorted(key for key, times in ids.items() if times > 1):
            yield Fault(ground.root / name, f"the id {twice!r} stands twice")


def _ids(cases: object) -> list[str]:
    entries = getattr(cases, "attacks", None) or getattr(cases, "pairs", None) or cases
    return [str(entry.id) for entry in entries if hasattr(entry, "id")] if isinstance(entries, tuple | list) else []


def _questions(ground: Ground) -> Iterator[Fault]:
    """Questions fit their schema, no id stands twice, and the files they name exist."""
    folder = ground.root / "questions"
    for split in ("tuning", "test"):
        try:
            questions = load_questions(folder, "tuning" if split == "tuning" else "test") if folder.is_dir() else []
        except CoachError as error:
            yield Fault(folder, error.cause)
            continue
        for name, times in Counter(each.id for each in questions).items():
            if times > 1:
                yield Fault(folder, f"the question {name} stands twice in {split}")
        for each in questions:
            corpus = ground.root / "corpora" / each.corpus
            for place in each.relevant if corpus.is_dir() else ():
                if not (corpus / place.file).is_file():
                    yield Fault(folder, f"the question {each.id} names {place.file}, which {each.corpus} does not have")


def _second_labels(ground: Ground) -> Iterator[Fault]:
    """Labels of a second annotator fit the schema and belong to a document."""
    folder = ground.root / "labels-2"
    known = {path.name for path in (ground.root / "reviews").glob("*/*.gold.yaml")}
    try:
        load_labels(folder)
    except CoachError as error:
        yield Fault(Path(error.place or folder), error.cause)
    for path in sorted(folder.glob("*.gold.yaml")):
        if path.name not in known:
            yield Fault(path, "there is no document with this name in reviews/")


def _cassettes(ground: Ground) -> Iterator[Fault]:
    """Recordings are of this schema, small, safe, as recorded, of an existing case, and of the prompts in use."""
    cases = {path.name.removesuffix(".gold.yaml") for path in (ground.root / "reviews").glob("*/*.gold.yaml")}
    lock = locked_prompts(ground.prompts / "prompts.lock")
    for path in cassette_paths(ground.root):
        try:
            cassette = load_cassette(path)
        except CoachError as error:
            yield Fault(path, error.cause)
            continue
        if path.stem != cassette.case or cassette.case not in cases:
            yield Fault(path, f"unused: there is no case {cassette.case!r} in reviews/ under this name; delete the file")
        yield from (Fault(path, what) for what in (*_unsafe(path), *_unlike(cassette), *_stale(cassette, lock)))


def _unsafe(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if path.stat().st_size > _LARGEST:
        yield "unsafe: it is too large to be reviewed"
    if SECRET.search(text):
        yield "unsafe: it has words that look like a key; record it again and revoke the key"
    if _ADDRESS.search(text):
        yield "unsafe: it has an e-mail address"


def _unlike(cassette: Cassette) -> Iterator[str]:
    for number, item in enumerate(cassette.interactions, 1):
        if foreign := sorted(item.headers.keys() - KEPT_HEADERS):
            yield f"unsafe: answer {number} keeps headers that are not allowed: {', '.join(foreign)}"
        if json_hash(item.answer) != item.answer_sha256:
            yield f"edited: answer {number} is not what was recorded"
    hashes = [item.request_sha256 for item in cassette.interactions]
    if len(set(hashes)) < len(hashes):
        yield "unused: two answers are kept for one request"


def _stale(cassette: Cassette, lock: dict[str, str]) -> Iterator[str]:
    if not cassette.prompts:
        yield "stale: it does not say with which prompts it was recorded; run `coach eval record`"
    for name, digest in cassette.prompts.items():
        if lock.get(name) != digest:
            yield f"stale: the prompt {name} changed since it was recorded; review the change, then run `coach eval record`"


def _prompts(ground: Ground) -> Iterator[Fault]:
    """Prompts are what their lock says."""
    lock = ground.prompts / "prompts.lock"
    locked = locked_prompts(lock)
    files = {path.relative_to(ground.prompts).as_posix(): path for path in sorted(ground.prompts.glob("*/*.yaml"))}
    for name, path in files.items():
        if locked.get(name) != hashlib.sha256(path.read_bytes()).hexdigest():
            yield Fault(
                path, "the prompt is not what prompts.lock says; run `python -m coach.prompts --lock`, then record again"
            )
    for name in sorted(locked.keys() - files.keys()):
        yield Fault(lock, f"it locks {name}, which does not exist")


def _schemas(ground: Ground) -> Iterator[Fault]:
    """The generated schemas are current, where there are any."""
    folder = ground.root / "schema"
    for name in SCHEMAS if folder.is_dir() else ():
        path = folder / f"{name}.json"
        try:
            current = json.loads(path.read_text(encoding="utf-8")) == json_schema(name)
        except (OSError, ValueError):
            current = False
        if not current:
            yield Fault(path, "the schema is not current; run `coach eval lint --write-schemas`")


def _baselines(ground: Ground) -> Iterator[Fault]:
    """Baselines can be read."""
    try:
        load_baselines(ground.root / "baseline")
    except CoachError as error:
        yield Fault(Path(error.place), error.cause)


RULES: tuple[Callable[[Ground], Iterator[Fault]], ...] = (
    _labels,
    _questions,
    _case_files,
    _names,
    _second_labels,
    _cassettes,
    _prompts,
    _schemas,
    _baselines,
)
"""Every rule, in the order in which faults are told."""


def write_schemas(root: Path) -> list[Path]:
    """Write the JSON Schema of every kind of case file into `schema/`."""
    written = []
    for name in SCHEMAS:
        path = root / "schema" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(json_schema(name), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        written.append(path)
    return written
