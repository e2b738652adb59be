"""Any chat model behind the port `StructuredModel`: at most three requests a call, and nothing unchecked comes out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError

from coach.adapters.chat_faults import Fault, NotThisWay, Passing, Unusable, no_usable_answer
from coach.adapters.chat_providers import NO_KEY, open_chat
from coach.adapters.chat_request import Reply, request
from coach.adapters.wire_recorder import recorder
from coach.errors import BudgetExceeded, ProviderFailed
from coach.model.outgoing import Answered, Filled, Message, Method, Spent
from coach.model_settings import ModelSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MOST_REQUESTS = 3
"""Requests of one call, retries, other methods and the repair turn together."""

_ORDER: tuple[Method, ...] = ("json_schema", "function_calling", "prompted")
_PAUSES = (1.0, 4.0)
_ANSWER_RESERVE = 2_000
"""Tokens kept for an answer when a budget is checked."""

_MOST_FAULTS = 8
_REPAIR = (
    "That answer cannot be used. What is wrong with it:\n{fault}\n"
    "Give the whole answer again, corrected, as one JSON object in the shape described above and nothing else."
)

_KNOWN: dict[tuple[str, str], Method] = {}
"""The method that worked, by address and model, for this process."""


class ChatModel:
    """A chat model that fills schemas."""

    def __init__(self, settings: ModelSettings, key: str | None, sleep: Callable[[float], None] = time.sleep) -> None:
        """Nothing is imported or opened before the first question.

        Args:
            settings: Which model, where, and its limits.
            key: For the provider; None where there is none.
            sleep: Waits for so many seconds.
        """
        self._settings = settings
        self._key = key
        self._sleep = sleep
        self._spent = Spent()
        self._notices: list[str] = []

    @property
    def name(self) -> str:
        """As the person named it."""
        return self._settings.model

    @property
    def spent(self) -> Spent:
        """What all calls so far cost."""
        return self._spent

    @property
    def notices(self) -> tuple[str, ...]:
        """What the person should know of how the answers were had."""
        return tuple(dict.fromkeys(self._notices))

    @property
    def room(self) -> int:
        """Tokens of input that fit beside an answer."""
        return self._settings.context - self._settings.answer_tokens

    def tokens(self, messages: Sequence[Message]) -> int:
        """About how many tokens messages have; four characters are taken for one."""
        from langchain_core.messages.utils import count_tokens_approximately

        return count_tokens_approximately([(message.role, message.text) for message in messages])

    @cached_property
    def _model(self) -> BaseChatModel:
        return open_chat(self._settings, self._key)

    def ask(self, messages: Sequence[Message], schema: type[Filled]) -> Answered[Filled]:
        """Put messages to the model and return the filled schema; raises as `StructuredModel.ask`."""
        conversation = list(messages)
        method = self._method()
        before, repaired, trouble = self._spent, False, "it did not answer"
        self._spent += Spent(calls=1)
        for number in range(MOST_REQUESTS):
            self._check_budget(conversation)
            try:
                reply = self._request(conversation, shape_of(schema), method)
                value = _filled(reply, schema)
            except NotThisWay as fault:
                method, trouble = self._next_method(method, str(fault)), "it answers in no way that can be checked"
            except Passing as fault:
                trouble = fault.cause
                if number + 1 < MOST_REQUESTS:
                    self._sleep(fault.wait if fault.wait is not None else _PAUSES[number])
            except Unusable as fault:
                if repaired:
                    break
                repaired = True
                conversation += [
                    Message("assistant", fault.text or "(nothing)"),
                    Message("user", _REPAIR.format(fault=fault.fault)),
                ]
            else:
                _KNOWN[self._settings.url, self._settings.model] = method
                return Answered(value, _difference(self._spent, before), method)
        if repaired:
            raise no_usable_answer(self._settings)
        raise ProviderFailed(
            f"{self._settings.host} failed {MOST_REQUESTS} times: {trouble}",
            place=self.name,
            remedy=f"Try again later; `coach doctor --model {self.name}` shows what is wrong.",
        )

    def preview(self, messages: Sequence[Message], schema: type[BaseModel]) -> bytes:
        """The body of the request in which messages would first be sent, byte for byte; nothing leaves this machine."""
        with recorder() as (address, bodies):
            model = open_chat(self._settings, NO_KEY, f"{address}{urlsplit(self._settings.url).path}")
            with suppress(ProviderFailed, Fault):
                request(model, messages, shape_of(schema), self._method(), self._settings)
        return bodies[0] if bodies else b""

    def _method(self) -> Method:
        known = _KNOWN.get((self._settings.url, self._settings.model))
        return known or self._settings.structured or _ORDER[0]

    def _next_method(self, method: Method, reason: str) -> Method:
        """The next method in the order; prompted JSON is the last, and works wherever words do."""
        following = _ORDER[_ORDER.index(method) + 1] if method in _ORDER[:-1] else _ORDER[-1]
        self._notices.append(f"{self.name} does not answer by {method} ({reason}); asked by {following} instead")
        return following

    def _check_budget(self, messages: Sequence[Message]) -> None:
        limit = self._settings.budget
        if not limit:
            return
        next_call = self.tokens(messages) + min(self._settings.answer_tokens, _ANSWER_RESERVE)
        if self._spent.tokens + next_call > limit:
            raise BudgetExceeded(
                f"the next call needs about {next_call} tokens, {self._spent.tokens} are spent, and the budget is {limit}",
                place=self.name,
                remedy="Allow more with --budget; nothing more was sent.",
            )

    def _request(self, messages: Sequence[Message], shape: dict[str, Any], method: Method) -> Reply:
        started = time.monotonic()
        try:
            reply = request(self._model, messages, shape, method, self._settings)
        finally:
            self._spent += Spent(requests=1, seconds=time.monotonic() - started)
        self._spent += Spent(
            input_tokens=reply.input_tokens or self.tokens(messages),
            output_tokens=reply.output_tokens or len(reply.text) // 4,
            cached_tokens=reply.cached_tokens,
        )
        return reply


class WirePreview:
    """Stands where a model stands, shows what would be sent, and fails instead of asking."""

    def __init__(self, model: ChatModel) -> None:
        """Begin with nothing shown."""
        self._model = model
        self.bodies: list[bytes] = []
        self.spent = Spent()
        self.notices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The model's."""
        return self._model.name

    @property
    def room(self) -> int:
        """The model's."""
        return self._model.room

    def tokens(self, messages: Sequence[Message]) -> int:
        """The model's."""
        return self._model.tokens(messages)

    def ask(self, messages: Sequence[Message], schema: type[Filled]) -> Answered[Filled]:
        """Note the bytes.

        Raises:
            ProviderFailed: Always.
        """
        self.bodies.append(self._model.preview(messages, schema))
        raise ProviderFailed("nothing was sent")


def shape_of(schema: type[BaseModel]) -> dict[str, Any]:
    """JSON Schema of a model, as small as it can be: no titles but the outermost, every property required."""
    shape: dict[str, Any] = _untitled(schema.model_json_schema())
    shape["title"] = schema.__name__
    shape.setdefault("description", "The answer.")
    return shape


def _untitled(value: Any, *, names: bool = False) -> Any:
    """Take the titles out; a property that is called title stays."""
    if isinstance(value, dict):
        return {
            key: _untitled(item, names=key in ("properties", "$defs") and not names)
            for key, item in value.items()
            if names or key != "title"
        }
    if isinstance(value, list):
        return [_untitled(item) for item in value]
    return value


def _filled(reply: Reply, schema: type[Filled]) -> Filled:
    try:
        return schema.model_validate(reply.data)
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False, include_context=False)
        lines = [f"- {'.'.join(str(part) for part in fault['loc'])}: {fault['msg'][:300]}" for fault in faults[:_MOST_FAULTS]]
        more = len(faults) - len(lines)
        raise Unusable(reply.text, "\n".join([*lines, *([f"- and {more} more"] if more > 0 else [])])) from None


def _difference(after: Spent, before: Spent) -> Spent:
    return Spent(
        after.calls - before.calls,
        after.requests - before.requests,
        after.input_tokens - before.input_tokens,
        after.output_tokens - before.output_tokens,
        after.cached_tokens - before.cached_tokens,
        after.from_cache - before.from_cache,
        after.seconds - before.seconds,
    )
