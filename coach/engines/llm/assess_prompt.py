"""What is said to a model that assesses: rules, competencies and examples first, which never change; then ladder and document."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from coach.engines.llm.assess_shape import AssessmentSaid, assessment_shape
from coach.engines.llm.sheet import Sheet, neutral
from coach.errors import DataError
from coach.model.competency import Competency
from coach.ports import Disguise
from coach.prompts import Example, Prompt

_ALIASES = 5
_LINE = re.compile(r"^((?:[a-z]:)?s\d+): (.*)$")


@dataclass(frozen=True, slots=True)
class Setting:
    """Against what a document is read.

    Attributes:
        person: Role and levels, in words; empty where nothing is known.
        expectations: Competency id and what the target level expects of it, for those that decide the level.
        target: Title of the target level, empty where nothing tells.
        own_ladder: Whether the expectations are somebody's own words, which are masked before they leave.
    """

    person: str = ""
    expectations: tuple[tuple[str, str], ...] = ()
    target: str = ""
    own_ladder: bool = False


class AssessPrompt:
    """The prompt of the step `assess`, with its examples checked."""

    def __init__(self, prompt: Prompt, competencies: dict[str, Competency]) -> None:
        """Check the examples against their own words and the competencies.

        Raises:
            DataError: An example refers to what is not there.
        """
        for example in prompt.examples:
            check_example(example, list(competencies), prompt.id)
        self._prompt = prompt
        self._competencies = competencies

    @property
    def id(self) -> str:
        """Name and version."""
        return self._prompt.id

    def system(self, *, short: bool = False) -> str:
        """The part that is the same for every review with this corpus.

        Args:
            short: For a model into which little fits: competencies in one sentence each, one example.
        """
        examples = self._prompt.examples[:1] if short else self._prompt.examples
        return self._prompt.fill(
            self._prompt.system,
            {
                "competencies": "\n".join(_line_of(item, short=short) for item in self._competencies.values()),
                "examples": "\n\n".join(_shown(number, example) for number, example in enumerate(examples, 1)),
            },
        )

    def user(self, setting: Setting, sheet: Sheet | None, disguise: Disguise) -> str:
        """The part that is about one sheet; without one, what surrounds it."""
        own = (lambda text: neutral(text, disguise)) if setting.own_ladder else (lambda text: text)
        lines = [f"- {competency}: {own(text)}" for competency, text in setting.expectations]
        head = f"At the level aimed at ({own(setting.target)}), these decide:" if setting.target else ""
        return self._prompt.fill(
            self._prompt.user,
            {
                "ladder": "\n".join([head, *lines]).strip() or "Nothing is known of the level aimed at.",
                "person": neutral(setting.person, disguise) or "Nothing is known beside the document.",
                "mark": sheet.mark if sheet else "review",
                "document": sheet.text if sheet else "",
            },
        )


def _line_of(competency: Competency, *, short: bool) -> str:
    if short:
        return f"- {competency.id}: {' '.join(competency.definition.split('. ')[0].split())}"
    words = ", ".join(competency.aliases[:_ALIASES])
    return f"- {competency.id}: {' '.join(competency.definition.split())} Words: {words}."


def _shown(number: int, example: Example) -> str:
    answer = json.dumps(example.answer, ensure_ascii=False, separators=(", ", ": "))
    return "\n".join([f"Example {number}: {example.title}.", *example.given, "Answer:", answer])


def check_example(example: Example, competencies: Sequence[str], place: str) -> None:
    """Hold an example to what is asked of a model: ids that exist, topics in the words they stand on.

    Raises:
        DataError: It does not.
    """
    texts = {match.group(1): match.group(2) for line in example.given if (match := _LINE.match(line))}
    try:
        said = AssessmentSaid.model_validate(
            assessment_shape(list(texts), competencies).model_validate(example.answer).model_dump(mode="json")
        )
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DataError(f"example {example.title!r}: {where}: {first['msg']}", place=place) from error
    for gap in said.gaps:
        if not any(gap.topic.casefold() in texts[key].casefold() for key in gap.statements):
            raise DataError(f"example {example.title!r}: the topic {gap.topic!r} is not in its statements", place=place)
    unread = {key for gap in said.gaps for key in gap.statements} - {item.id for item in said.reading}
    if unread:
        raise DataError(f"example {example.title!r}: {', '.join(sorted(unread))} is used and not read", place=place)
