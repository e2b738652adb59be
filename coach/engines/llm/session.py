"""What the steps of one run share: the model, the disguise, what was dropped, and who wrote which part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from coach.model.outgoing import Filled, Message
from coach.model.report import Dropped
from coach.model.run import Engines, ModelUsage
from coach.ports import Disguise, StructuredModel


class NoDisguise:
    """For a model on this machine: words go as they are."""

    def mask(self, text: str) -> str:
        """The text itself."""
        return text

    def restore(self, text: str) -> str:
        """The text itself."""
        return text

    def unknown_placeholders(self, text: str) -> list[str]:
        """None: there are no placeholders."""
        return []


MakeDisguise = Callable[[Sequence[str]], Disguise]
"""Texts of one person to the disguise in which they leave."""


@dataclass(slots=True)
class Session:
    """One run with one model.

    Attributes:
        model: Asked for findings, plan or answer.
        progress: Told what is happening.
        make_disguise: Made once, from the documents.
        fall_back: Whether the local engine does the work when the model fails.
        masked: Whether names are replaced before anything is sent.
    """

    model: StructuredModel
    progress: Callable[[str], None] = lambda stage: None
    make_disguise: MakeDisguise = lambda texts: NoDisguise()
    fall_back: bool = False
    masked: bool = False
    disguise: Disguise = field(default_factory=NoDisguise)
    dropped: list[Dropped] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    findings: str = ""
    plan: str | None = None

    @property
    def name(self) -> str:
        """The engine, with the model's name."""
        return f"llm ({self.model.name})"

    def begin(self, texts: Sequence[str]) -> None:
        """Make the disguise for the texts of this run."""
        self.disguise = self.make_disguise(texts)

    def ask(self, messages: Sequence[Message], schema: type[Filled], what: str) -> Filled:
        """Put a question to the model, and tell the person that it is being asked."""
        self.progress(f"asking {self.model.name} {what}".rstrip())
        return self.model.ask(messages, schema).value

    def engines(self) -> Engines:
        """Who wrote which part."""
        return Engines(findings=self.findings or self.name, plan=self.plan, notes=list(self.failures))

    def usage(self) -> ModelUsage:
        """What the model cost."""
        spent = self.model.spent
        return ModelUsage(
            name=self.model.name,
            calls=spent.calls,
            requests=spent.requests,
            input_tokens=spent.input_tokens,
            output_tokens=spent.output_tokens,
            cached_tokens=spent.cached_tokens,
            answered_from_cache=spent.from_cache,
            seconds=round(spent.seconds, 2),
            prompts=list(dict.fromkeys(self.prompts)),
            names_replaced=self.masked,
            notices=list(self.model.notices),
        )
