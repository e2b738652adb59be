"""The `answer` of the language-model engine: sentences of a model, each laid on the guide's own words that carry it.

The words of a sentence are the model's; its citations are the guide's, cut out here. `coach.cite` checks them again without
knowing where they come from.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from typing import Protocol

from pydantic import Field, ValidationError, create_model

from coach.engines.llm.assess_shape import Shape, a_list, enumeration
from coach.engines.llm.plain_words import NotPlain, plain_words
from coach.engines.llm.session import Session
from coach.engines.llm.sheet import neutral
from coach.errors import DataError, ProviderError
from coach.language.carried import carried, content_words
from coach.model.outgoing import Message
from coach.model.question import Draft, Excerpt, ExcerptKind, Layout, Pick, Question, QuestionKind, Section, Topic
from coach.prompts import Example, Prompt

_MOST_SENTENCES, _MOST_CHARS, _MOST_QUOTES = 8, 400, 3
_PASSAGE_CHARS = 4_000
_LINE = re.compile(r"^(p\d+): ")
_LISTED = (QuestionKind.LIST, QuestionKind.HOW_TO)


class SentenceSaid(Shape):
    """A sentence and the passages it stands on."""

    text: str
    passages: list[str]


class AnswerSaid(Shape):
    """An answer, or that the passages do not tell."""

    answered: bool
    sentences: list[SentenceSaid]


def answer_shape(passages: Sequence[str]) -> type[AnswerSaid]:
    """The shape for one question, whose schema enumerates the passages."""
    sentence = create_model(
        "Sentence",
        __base__=SentenceSaid,
        text=(str, Field(json_schema_extra={"maxLength": _MOST_CHARS})),
        passages=a_list(enumeration("PassageId", passages), 2),
    )
    return create_model("Answer", __base__=AnswerSaid, sentences=a_list(sentence, _MOST_SENTENCES))


class LocalAnswers(Protocol):
    """The engine that answers without a model; it also says how likely the guide is to answer at all."""

    @property
    def name(self) -> str:
        """Engine and version."""
        ...

    def draft(self, question: Question, sections: Sequence[Section], weigh: Callable[[str], float]) -> Draft:
        """Choose what to answer with."""
        ...

    def related(self, question: Question, topics: Sequence[Topic]) -> tuple[Topic, ...]:
        """The topics of a person that a question is about, nearest first."""
        ...


class LlmAnswerer:
    """Answers with a model's sentences, as far as the guide carries them."""

    def __init__(self, session: Session, prompt: Prompt, local: LocalAnswers, public: str) -> None:
        """Check the prompt's examples and put the parts together.

        Args:
            session: The model.
            prompt: What is said to it.
            local: The engine beside it.
            public: Name of the corpus that everybody has; passages of others are somebody's own and leave in disguise.

        Raises:
            DataError: An example says what its passages do not.
        """
        for example in prompt.examples:
            check_example(example, prompt.id)
        self._session = session
        self._prompt = prompt
        self._local = local
        self._public = public

    @property
    def name(self) -> str:
        """Engine and model."""
        return self._session.name

    def related(self, question: Question, topics: Sequence[Topic]) -> tuple[Topic, ...]:
        """The topics of a person that a question is about, as the local engine finds them."""
        return self._local.related(question, topics)

    def draft(self, question: Question, sections: Sequence[Section], weigh: Callable[[str], float]) -> Draft:
        """Ask the model, and keep the sentences that stand on a passage.

        Raises:
            ProviderFailed: The model failed, and nobody asked for the local engine instead.
        """
        local = self._local.draft(question, sections, weigh)
        if not sections or not question.search:
            return local
        try:
            said = self._ask(question, sections)
        except ProviderError as error:
            if not self._session.fall_back:
                raise
            self._session.failures.append(f"the model failed, so the local engine answered: {error.cause}")
            return local
        picks = self._picks(said, question, sections) if said.answered else ()
        return Draft(picks, local.confidence, bool(picks), local.signals)

    def _ask(self, question: Question, sections: Sequence[Section]) -> AnswerSaid:
        own = [section.passage.text for section in sections if section.passage.corpus != self._public]
        self._session.begin([question.text, *own])
        self._session.prompts.append(self._prompt.id)
        schema = answer_shape([f"p{number}" for number in range(1, len(sections) + 1)])
        return self._session.ask(self.messages(question, sections), schema, "for an answer")

    def messages(self, question: Question, sections: Sequence[Section]) -> list[Message]:
        """What is said to the model: rules and example first, which never change, then passages and question."""
        shown = "\n\n".join(
            "\n".join([*example.given, "Answer:", json.dumps(example.answer, ensure_ascii=False)])
            for example in self._prompt.examples
        )
        passages = "\n\n".join(self._passage_text(f"p{number}", section) for number, section in enumerate(sections, 1))
        asked = neutral(question.text, self._session.disguise)
        mark = f"guide-{hashlib.sha256(f'{passages}{asked}'.encode('utf-8', 'replace')).hexdigest()[:12]}"
        before = f"It follows up this question: {neutral(question.follows, self._session.disguise)}" if question.follows else ""
        return [
            Message("system", self._prompt.fill(self._prompt.system, {"examples": shown})),
            Message(
                "user",
                self._prompt.fill(
                    self._prompt.user,
                    {"passages": passages, "question": asked, "mark": mark, "person": before or "Somebody asks the guide."},
                ),
            ),
        ]

    def _passage_text(self, key: str, section: Section) -> str:
        passage = section.passage
        text = f"{' > '.join(passage.heading_path)}:\n{passage.text[:_PASSAGE_CHARS]}"
        if passage.corpus != self._public:
            text = self._session.disguise.mask(text)
        return f"{key}: {text}".replace("<<", "‹").replace(">>", "›")

    def _picks(self, said: AnswerSaid, question: Question, sections: Sequence[Section]) -> tuple[Pick, ...]:
        picks: list[Pick] = []
        for sentence in said.sentences[:_MOST_SENTENCES]:
            cited = [sections[int(str(key)[1:]) - 1] for key in sentence.passages]
            excerpt = self._laid_on(sentence.text, cited)
            if excerpt and all(excerpt.text != pick.excerpt.text for pick in picks):
                picks.append(
                    Pick(excerpt, Layout.BULLET if question.kind in _LISTED and len(said.sentences) > 2 else Layout.PROSE)
                )
        return tuple(picks)

    def _laid_on(self, said: str, sections: Sequence[Section]) -> Excerpt | None:
        """The sentence with the guide's own sentences that carry it; None where there are none."""
        disguise = self._session.disguise
        if disguise.unknown_placeholders(said):
            return None
        try:
            text = plain_words(disguise.restore(said), _MOST_CHARS)
        except NotPlain:
            return None
        for section in sections:
            if found := _carriers(text, section):
                quotes = tuple(quote for excerpt in found for quote in excerpt.quotes[:1])
                first = found[0]
                return Excerpt(section.passage, first.number, first.block, -1, ExcerptKind.WRITTEN, text, quotes)
        return None


def _carriers(text: str, section: Section) -> list[Excerpt]:
    """The fewest excerpts of a section, at most three, that together carry a sentence; in their order, none where none do."""
    wanted = content_words(text)
    near = sorted(section.excerpts, key=lambda excerpt: -len(wanted & content_words(excerpt.text)))
    for count in range(1, _MOST_QUOTES + 1):
        chosen = near[:count]
        if carried(text, [excerpt.quotes[0].text for excerpt in chosen if excerpt.quotes]):
            return sorted(chosen, key=lambda excerpt: excerpt.number)
    return []


def check_example(example: Example, place: str) -> None:
    """Hold an example to what is asked of a model: ids that exist, sentences that their passages carry.

    Raises:
        DataError: It does not.
    """
    texts = {match.group(1): line for line in example.given if (match := _LINE.match(line))}
    try:
        said = AnswerSaid.model_validate(answer_shape(list(texts)).model_validate(example.answer).model_dump(mode="json"))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DataError(f"example {example.title!r}: {where}: {first['msg']}", place=place) from error
    for sentence in said.sentences:
        if not any(carried(sentence.text, [texts[key]]) for key in sentence.passages):
            raise DataError(f"example {example.title!r}: no passage carries {sentence.text!r}", place=place)
