"""The shipped guide as passages: looked up by heading for a plan, ranked by words for a gap."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from coach.language.sentences import sentence_ranges
from coach.model.passage import Passage
from coach.model.report import Guidance
from coach.read.document import read_path
from coach.segment.passages import find_passages

SHIPPED = "guide"
"""Name of the shipped guidance corpus."""

_QUOTE_WORDS = 45
_WORD = re.compile(r"[a-z]{3,}")
_ADVICE = ("Practices", "Exercises", "Getting evidence")
"""Sections that tell what to do, the most useful first; a list of pitfalls helps nobody who is in one."""

_STOP = frozenset(
    "the and for that with this are was were have has had not but you your they them their from what when which who how will would can could should into than then there here about over been being its it's i'm i've our one two all any more most some such only own same very just also because while where did does done".split()
)


class Guide:
    """Passages of the shipped guide."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        """Index passages by file."""
        self._by_file: dict[str, list[Passage]] = {}
        for passage in passages:
            self._by_file.setdefault(passage.file, []).append(passage)

    def passage(self, competency: str, path: str) -> Guidance | None:
        """The passage of a competency's page under a heading path such as "Practices > Review in two passes"."""
        wanted = tuple(part.strip() for part in path.split(" > "))
        for passage in self._by_file.get(page_of(competency), ()):
            if passage.heading_path[1:] == wanted:
                return guidance_of(passage)
        return None

    def advise(self, competency: str, words: str) -> list[Guidance]:
        """The practice that shares most of the rarer words with a gap, then the best passage of another section."""
        passages = [
            passage
            for passage in self._by_file.get(page_of(competency), ())
            if len(passage.heading_path) > 1 and passage.heading_path[1] in _ADVICE
        ]
        counts = [Counter(_words(" ".join(passage.heading_path) + " " + passage.text)) for passage in passages]
        everywhere = Counter(word for count in counts for word in count)
        wanted = set(_words(words))

        def score(position: int) -> float:
            count = counts[position]
            total = sum(math.log(1 + len(counts) / everywhere[word]) * min(2, count[word]) for word in wanted if word in count)
            return total / math.sqrt(1 + len(count) / 40)

        best = sorted(range(len(passages)), key=lambda position: (-score(position), position))
        practice = next((position for position in best if passages[position].heading_path[1] == _ADVICE[0]), None)
        chosen = [] if practice is None else [practice]
        others = [position for position in best if passages[position].heading_path[1] != _ADVICE[0]] or best
        chosen += [position for position in others if position not in chosen][: 2 - len(chosen)]
        return [guidance_of(passages[position]) for position in chosen]


def _words(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.lower()) if word not in _STOP]


def _stem(word: str) -> str:
    for ending in ("ings", "ing", "ions", "ion", "ments", "ment", "ers", "er", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def page_of(competency: str) -> str:
    """File of a competency's page within the guide."""
    return f"competencies/{competency}.md"


def guidance_of(passage: Passage) -> Guidance:
    """A passage as it is cited: its first sentences as they stand, marks included, and its place."""
    text = " ".join(passage.text.split())
    quote, words = "", 0
    for start, end in sentence_ranges(text):
        sentence = text[start:end]
        if quote and words + len(sentence.split()) > _QUOTE_WORDS:
            break
        quote = f"{quote} {sentence}".strip()
        words += len(sentence.split())
    return Guidance(
        corpus=passage.corpus,
        file=passage.file,
        heading_path=list(passage.heading_path),
        start_line=passage.start_line,
        end_line=passage.end_line,
        quote=quote,
    )


def load_guide(folder: Path, cache: Path, digest: str) -> Guide:
    """Load the guide's passages, from their compiled form when that is fresh.

    Args:
        folder: The guide's folder.
        cache: Folder for the compiled form.
        digest: Hash of the corpus to which the guide belongs.
    """
    compiled = cache / f"guide-{digest}.json"
    try:
        raw = json.loads(compiled.read_text(encoding="utf-8"))
        return Guide([Passage(**{**item, "heading_path": tuple(item["heading_path"])}) for item in raw])
    except (OSError, ValueError, KeyError, TypeError):
        passages = read_guide(folder)
    try:
        temporary = compiled.with_suffix(f".{hashlib.sha256(str(id(passages)).encode()).hexdigest()[:8]}.tmp")
        temporary.write_text(json.dumps([asdict(passage) for passage in passages], ensure_ascii=False), encoding="utf-8")
        temporary.replace(compiled)
    except OSError:
        pass
    return Guide(passages)


def read_guide(folder: Path) -> list[Passage]:
    """Read and split every Markdown file of a guide."""
    passages: list[Passage] = []
    for path in sorted(folder.rglob("*.md")):
        file = path.relative_to(folder).as_posix()
        passages.extend(find_passages(read_path(path), SHIPPED, file))
    return passages
