"""One request to a chat model as a LangChain runnable: messages in, a JSON object out, or a fault that says what to do next.

What LangChain or an SDK parsed is never used: some of their parsers complete a cut answer, others validate nothing. The raw
message is read here: finish reason first, then the object.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import TimeoutError as WaitedLongEnough
from multiprocessing.pool import ThreadPool
from typing import TYPE_CHECKING, Any, TypeVar

from coach.adapters.chat_faults import NotThisWay, Unusable, cut_off, fault_of, refused, timed_out
from coach.model.outgoing import Message, Method
from coach.model_settings import ModelSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage, BaseMessage
    from langchain_core.runnables import Runnable

_FINISHED = {"stop", "end_turn", "tool_calls", "tool_use", "stop_sequence", "function_call", "eos", ""}
_CUT = {"length", "max_tokens", "model_length", "max_output_tokens"}
_THOUGHT = re.compile(r"^\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_FENCE = re.compile(r"^\s*```[a-z]*\s*\n?(.*?)\n?\s*```\s*$", re.DOTALL)

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Reply:
    """A JSON object that a model answered with.

    Attributes:
        data: The object.
        text: As the model wrote it.
        input_tokens: As the server counted, 0 where it does not say.
        output_tokens: The same.
        cached_tokens: Input tokens from the server's cache.
    """

    data: dict[str, Any]
    text: str
    input_tokens: int
    output_tokens: int
    cached_tokens: int


def request(
    model: BaseChatModel, messages: Sequence[Message], shape: dict[str, Any], method: Method, settings: ModelSettings
) -> Reply:
    """Send one request and read its answer.

    Args:
        model: An opened model, which retries nothing by itself.
        messages: What is said.
        shape: JSON Schema of the answer, with `title` and `description`.
        method: How the shape is asked for.
        settings: Of the model.

    Raises:
        Passing: It may work in a moment.
        NotThisWay: The server does not do this method.
        Unusable: The answer is not a JSON object.
        ProviderFailed: It will not work.
    """
    from langchain_core.runnables import RunnableLambda

    chain: Runnable[Any, Reply] = (
        RunnableLambda(lambda given: _for_vendor(given, settings))
        | _structured(model, shape, method, settings)
        | RunnableLambda(lambda got: read_reply(got["raw"], method, settings))
    )
    kinds = _vendor_errors(settings)
    warnings.filterwarnings("ignore", "Pydantic serializer warnings", UserWarning)  # they show the answer on the screen
    try:
        return _within(settings, lambda: chain.invoke(messages))
    except kinds as error:
        raise fault_of(error, method, settings) from None


def _structured(
    model: BaseChatModel, shape: dict[str, Any], method: Method, settings: ModelSettings
) -> Runnable[Any, dict[str, Any]]:
    from langchain_core.runnables import RunnableLambda

    if method == "prompted":
        return model | RunnableLambda(lambda raw: {"raw": raw})
    wanted: dict[str, Any] = shape
    if method == "json_schema" and settings.provider == "openai":
        described = {key: value for key, value in shape.items() if key not in ("title", "description")}
        wanted = {"name": shape["title"], "description": shape["description"], "schema": described, "strict": True}
    chain: Runnable[Any, Any] = model.with_structured_output(wanted, method=method, include_raw=True)
    return chain


def _for_vendor(messages: Sequence[Message], settings: ModelSettings) -> list[BaseMessage]:
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

    kinds = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
    made: list[BaseMessage] = [kinds[message.role](content=message.text) for message in messages]
    if settings.provider == "anthropic" and messages and messages[0].role == "system":
        made[0] = SystemMessage(
            content=[{"type": "text", "text": messages[0].text, "cache_control": {"type": "ephemeral"}}]
        )  # the prefix that is the same for every review
    return made


def read_reply(raw: AIMessage, method: Method, settings: ModelSettings) -> Reply:
    """Read a raw message: its finish reason, then its object.

    Raises:
        NotThisWay: A tool was asked for and none was called.
        Unusable: It is not a JSON object.
        ProviderFailed: It is cut off or a refusal.
    """
    metadata = raw.response_metadata
    told = next((metadata[key] for key in ("finish_reason", "stop_reason", "done_reason") if metadata.get(key)), "")
    reason = str(told).lower()
    if reason in _CUT:
        raise cut_off(settings)
    if reason not in _FINISHED or raw.additional_kwargs.get("refusal"):
        raise refused(settings)
    data, text = _tool_object(raw) if method == "function_calling" else _text_object(str(raw.text))
    usage: Any = raw.usage_metadata or {}
    return Reply(
        data=data,
        text=text,
        input_tokens=int(usage.get("input_tokens", 0)),
        output_tokens=int(usage.get("output_tokens", 0)),
        cached_tokens=int((usage.get("input_token_details") or {}).get("cache_read") or 0),
    )


def _tool_object(raw: AIMessage) -> tuple[dict[str, Any], str]:
    if raw.tool_calls:
        arguments = raw.tool_calls[0]["args"]
        return arguments, json.dumps(arguments, ensure_ascii=False)
    if raw.invalid_tool_calls:
        text = str(raw.invalid_tool_calls[0].get("args") or "")
        raise Unusable(text, "The arguments are not one valid JSON object.")
    raise NotThisWay("no tool was called")


def _text_object(text: str) -> tuple[dict[str, Any], str]:
    """The object in an answer; thoughts before it and a fence around it are common and harmless, anything else is not."""
    bare = _THOUGHT.sub("", text)
    fenced = _FENCE.match(bare)
    bare = (fenced.group(1) if fenced else bare).strip()
    try:
        data = json.loads(bare)
    except (ValueError, RecursionError):
        raise Unusable(text, "The answer is not one valid JSON object.") from None
    if not isinstance(data, dict):
        raise Unusable(text, "The answer is valid JSON but not an object.")
    return data, bare


def _within(settings: ModelSettings, call: Callable[[], _Result]) -> _Result:
    """Wait for a call so long and no longer: a server that sends a byte now and then never lets a socket time out.

    Whatever the call raises is raised here, where somebody waits for it; a thread would print it, with the answer in it.
    """
    pool = ThreadPool(1)  # its thread is a daemon: one that still waits does not keep the process
    try:
        return pool.apply_async(call).get(settings.timeout + 1.0)
    except WaitedLongEnough:
        raise timed_out(settings) from None
    finally:
        pool.close()


def _vendor_errors(settings: ModelSettings) -> tuple[type[Exception], ...]:
    """Exactly what the packages in use are known to raise, beside the faults of this module."""
    from langchain_core.exceptions import LangChainException

    usual = (ValueError, AttributeError, TypeError, LookupError, OSError, RuntimeError)
    kinds: list[type[Exception]] = [LangChainException, *usual]
    if settings.provider == "openai":
        from openai import OpenAIError

        kinds.append(OpenAIError)
    elif settings.provider == "anthropic":
        from anthropic import AnthropicError

        kinds.append(AnthropicError)
    elif settings.provider == "ollama":
        import httpx
        from ollama import RequestError, ResponseError

        kinds += [httpx.HTTPError, RequestError, ResponseError]
    else:
        from google.genai.errors import APIError

        kinds.append(APIError)
    return tuple(kinds)
