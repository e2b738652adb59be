"""`coach mcp` as an assistant uses it: a client of the official SDK, over standard input and output."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import anyio
import jsonschema
import pytest
from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult, TextContent, TextResourceContents

from coach.model.answer import Answer
from coach.model.report import Report

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLE = (REPOSITORY / "examples" / "self-review.md").read_text(encoding="utf-8")

With = Callable[[Callable[[Client], Awaitable[None]]], None]


@pytest.fixture
def assistant(shared_cache: Path, tmp_path: Path) -> With:
    """Run what a client does with a server of its own."""
    environment = dict(os.environ) | {"PYTHONPATH": str(REPOSITORY), "COACH_CACHE": str(shared_cache)}
    server = StdioServerParameters(command=sys.executable, args=["-m", "coach", "mcp"], env=environment, cwd=tmp_path)

    def run(work: Callable[[Client], Awaitable[None]]) -> None:
        async def connected() -> None:
            with anyio.fail_after(180):
                async with Client(server) as client:
                    await work(client)

        anyio.run(connected)

    return run


def words(result: CallToolResult) -> str:
    assert isinstance(result.content[0], TextContent)
    return result.content[0].text


def test_the_tools_are_described_and_change_nothing(assistant: With) -> None:
    async def work(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"review", "parse", "ask"}
        for tool in tools.values():
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint
            assert tool.annotations.open_world_hint is False
            jsonschema.Draft202012Validator.check_schema(tool.input_schema)
            assert tool.output_schema is not None
        assert "text" in tools["review"].input_schema["required"]

    assistant(work)


def test_an_assistant_reviews_reads_and_asks(assistant: With) -> None:
    async def work(client: Client) -> None:
        reviewed = await client.call_tool("review", {"text": EXAMPLE, "target": "staff"})
        assert not reviewed.is_error
        report = Report.model_validate(reviewed.structured_content)
        assert report.person.target_level is not None
        assert report.gaps[0].topic in words(reviewed)
        assert "I still estimate the happy path" in words(reviewed)
        parsed = await client.call_tool("parse", {"text": EXAMPLE})
        assert "Noor Haddad" in words(parsed)
        asked = await client.call_tool("ask", {"question": "How long should a self-review be?"})
        answer = Answer.model_validate(asked.structured_content)
        assert answer.answered
        assert answer.sentences[0].citations[0].file in words(asked)

    assistant(work)


def test_what_cannot_be_done_is_told_to_the_assistant(assistant: With) -> None:
    async def work(client: Client) -> None:
        for tool, given, told in (
            ("review", {"text": "  "}, "there is no text"),
            ("review", {"text": EXAMPLE, "level": "wizard"}, "there is no level"),
            ("review", {"text": EXAMPLE, "ladder": "/etc/passwd"}, "there is no ladder"),
            ("ask", {"question": "why", "corpus": "../../etc"}, "there is no corpus"),
            ("ask", {"question": "?"}, "the question is empty"),
        ):
            result = await client.call_tool(tool, given)
            assert result.is_error, given
            assert told in words(result)

    assistant(work)


def test_the_guide_can_be_read_page_by_page(assistant: With) -> None:
    async def work(client: Client) -> None:
        resources = (await client.list_resources()).resources
        assert len(resources) > 60
        read = await client.read_resource("coach://guide/chapters/self-reviews")
        content = read.contents[0]
        assert isinstance(content, TextResourceContents)
        assert content.text.startswith("# ")
        with pytest.raises(Exception, match=r"(?i)resource"):
            await client.read_resource("coach://guide/../../etc/passwd")

    assistant(work)
