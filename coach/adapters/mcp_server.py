"""MCP: review, parse and ask as tools of an assistant, and the guide as resources, by the official SDK.

A tool takes text, never a path, so that an assistant can read no file through it; nothing is written. Only `coach mcp` imports this module, so the SDK
is imported at its top: it reads the types of the tools from here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, cast

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.resources import TextResource
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from coach.errors import CoachError
from coach.model.answer import Answer
from coach.model.offer import Offer, Told
from coach.model.page import Page
from coach.model.reading import Readings
from coach.model.report import Report

_INSTRUCTIONS = (
    "Reads what a software engineer wrote about their own work and finds gaps, strengths and a development plan, each "
    "grounded in quoted words. Quote its evidence as it stands; do not add findings of your own as if they were its."
)
_Text = Annotated[str, Field(description="The person's own text, whole, as Markdown or plain text.")]
_Role = Annotated[str | None, Field(description="Their role, where the text does not say it.")]
_Level = Annotated[str | None, Field(description="Current level, such as senior, where the text does not say it.")]
_Target = Annotated[str | None, Field(description="Level they aim at; by default the one above.")]
_Ladder = Annotated[str, Field(description="Name of the career ladder: default, or one that was added to coach.")]
_Asked = Annotated[str, Field(description="A question in a sentence or two.")]
_Corpus = Annotated[str, Field(description="The corpus that is asked: guide, or one that was added to coach.")]


def make_server(offer: Offer) -> Callable[[], None]:
    """A server of the given functions.

    Returns:
        Call it to serve one client on standard input and output; it returns when the client leaves.
    """
    server = build(offer)
    return lambda: server.run("stdio")


def build(offer: Offer) -> MCPServer:
    """The server, not yet running."""
    server = MCPServer("coach", version=offer.version, instructions=_INSTRUCTIONS, log_level="CRITICAL")
    _add_tools(server, offer)
    for page in offer.pages:
        _add_page(server, page)
    return server


def _add_tools(server: MCPServer, offer: Offer) -> None:
    def review(
        text: _Text, role: _Role = None, level: _Level = None, target: _Target = None, ladder: _Ladder = "default"
    ) -> Annotated[CallToolResult, Report]:
        choices = {"role": role, "level": level, "target": target, "ladder": ladder}
        return _result(lambda: offer.review(text, choices))

    def parse(text: _Text) -> Annotated[CallToolResult, Readings]:
        return _result(lambda: offer.parse(text))

    def ask(question: _Asked, corpus: _Corpus = "guide") -> Annotated[CallToolResult, Answer]:
        return _result(lambda: offer.ask(question, corpus))

    for tool, title, description in (
        (review, "Review a self-review", "Gap report and development plan for what a person wrote about their own work."),
        (parse, "Read a document", "How a text is read: who, when, and what each statement does, with its place."),
        (ask, "Ask the coaching guide", "The guide's own sentences on a question, each cited; or that the guide does not say."),
    ):
        server.add_tool(tool, title=title, description=description, annotations=_read_only())


def _read_only() -> ToolAnnotations:
    return ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def _result(work: Callable[[], Told]) -> CallToolResult:
    try:
        told = work()
    except CoachError as error:
        raise ToolError(str(error)) from error
    content = [TextContent(type="text", text=told.words)]
    return CallToolResult(content=[*content], structured_content=cast("dict[str, object]", told.value.model_dump(mode="json")))


def _add_page(server: MCPServer, page: Page) -> None:
    name = re.sub(r"\.md$", "", page.file)
    server.add_resource(
        TextResource(uri=f"coach://guide/{name}", name=name, title=page.title, text=page.text, mime_type="text/markdown")
    )
