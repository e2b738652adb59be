"""What is said to a model that plans: rules and an example first, then the person, the dates, and gaps with words and passages."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from coach.engines.llm.plan_shape import PlanSaid, plan_shape
from coach.engines.llm.sheet import neutral
from coach.errors import DataError
from coach.model.plan import PlanContext
from coach.model.report import Evidence, Gap, Guidance
from coach.ports import Disguise
from coach.prompts import Example, Prompt

_LINE = re.compile(r"^(gap-\d+|w\d+|p\d+): ")
_MOST_PROJECTS, _MOST_STRENGTHS, _MOST_WISHES = 12, 4, 6


@dataclass(frozen=True, slots=True)
class Material:
    """What a plan may refer to, by id.

    Attributes:
        gaps: Each gap with the day by which its goal is due, in words.
        words: The person's words.
        passages: What the guide has on the gaps.
    """

    gaps: dict[str, tuple[Gap, str]]
    words: dict[str, Evidence]
    passages: dict[str, Guidance]


def material_of(dated: Sequence[tuple[Gap, str]], passages: Sequence[Sequence[Guidance]]) -> Material:
    """Number the words and passages of gaps; a passage that serves several gaps has one id.

    Args:
        dated: Gaps with the day by which each goal is due.
        passages: What the guide has on each, in the same order.
    """
    words = {f"w{number}": item for number, item in enumerate((item for gap, _ in dated for item in gap.evidence), 1)}
    seen: dict[tuple[str, int], Guidance] = {}
    for found in passages:
        for item in found:
            seen.setdefault((item.file, item.start_line), item)
    return Material(
        {gap.id: (gap, due) for gap, due in dated}, words, {f"p{number}": item for number, item in enumerate(seen.values(), 1)}
    )


class PlanPrompt:
    """The prompt of the step `plan`, with its examples checked."""

    def __init__(self, prompt: Prompt) -> None:
        """Check the examples against what they refer to.

        Raises:
            DataError: An example refers to what is not there.
        """
        for example in prompt.examples:
            check_example(example, prompt.id)
        self._prompt = prompt

    @property
    def id(self) -> str:
        """Name and version."""
        return self._prompt.id

    def system(self) -> str:
        """The part that is the same for every plan."""
        shown = [
            "\n".join([*example.given, "Answer:", json.dumps(example.answer, ensure_ascii=False)])
            for example in self._prompt.examples
        ]
        return self._prompt.fill(self._prompt.system, {"examples": "\n\n".join(shown)})

    def user(self, material: Material, context: PlanContext, disguise: Disguise) -> str:
        """The part that is about one person."""
        gaps = "\n\n".join(_gap_text(gap, due, material, disguise) for gap, due in material.gaps.values())
        passages = "\n".join(_passage_text(key, item) for key, item in material.passages.items())
        text = f"{gaps}\n\nPassages of the guide:\n{passages}"
        mark = f"gaps-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:12]}"
        return self._prompt.fill(
            self._prompt.user,
            {
                "person": _person_text(context, disguise),
                "dates": f"The plan begins on {context.start.isoformat()}; each gap has the day by which its goal is due.",
                "mark": mark,
                "gaps": text,
            },
        )


def _gap_text(gap: Gap, due: str, material: Material, disguise: Disguise) -> str:
    head = f"{gap.id}: {gap.competency_name} ({gap.kind.value}, {gap.gap_type.value}), due {due}. Topic: {neutral(gap.topic, disguise)}"
    words = [
        f'{key}: "{neutral(item.quote, disguise)}" (line {item.line})'
        for key, item in material.words.items()
        if any(item is own for own in gap.evidence)
    ]
    expected = [f"The level aimed at expects: {neutral(gap.target_expectation, disguise)}"] if gap.target_expectation else []
    return "\n".join([head, *words, *expected])


def _passage_text(key: str, item: Guidance) -> str:
    return f"{key}: {' > '.join(item.heading_path)}: {' '.join(item.quote.split())}".replace("<<", "‹").replace(">>", "›")


def _person_text(context: PlanContext, disguise: Disguise) -> str:
    projects = ", ".join(neutral(name, disguise) for name, _ in context.projects[:_MOST_PROJECTS])
    lines = [
        f"Level: {context.level.value.replace('-', ' ')}.",
        f"Work named: {projects}." if projects else "No piece of work is named.",
        *(
            f'Strength: {item.competency_name}: "{neutral(item.evidence[0].quote, disguise)}"'
            for item in context.strengths[:_MOST_STRENGTHS]
        ),
        *(
            f'{item.kind.capitalize()}: "{neutral(item.evidence[0].quote, disguise)}"'
            for item in context.aspirations[:_MOST_WISHES]
        ),
    ]
    return "\n".join(lines)


def check_example(example: Example, place: str) -> None:
    """Hold an example to what is asked of a model: ids that exist.

    Raises:
        DataError: It does not.
    """
    ids = [match.group(1) for line in example.given if (match := _LINE.match(line))]
    shape = plan_shape(*([key for key in ids if key.startswith(kind)] for kind in ("gap", "w", "p")))
    try:
        said = PlanSaid.model_validate(shape.model_validate(example.answer).model_dump(mode="json"))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DataError(f"example {example.title!r}: {where}: {first['msg']}", place=place) from error
    if not all(action.words for goal in said.goals for action in goal.actions):
        raise DataError(f"example {example.title!r}: an action names no words of the person", place=place)
