"""How many tokens a review sends to a language model, beside the usual chain that sends document and guide whole.

    python -m benchmarks.tokens

Ours: the exact bodies of the requests of `coach review --model`, caught on this machine by a server that finds the gaps of the local
engine. The usual chain: one call a review with the document and the whole guide, without the ladder, and a schema that asks
for quotations, sent through the same client. Both are counted by LangChain's `count_tokens_approximately` on the bytes of the
body, so that schemas and escapes count for both. What a provider has in its cache costs a tenth to a half there; that is left out.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

from langchain_core.messages.utils import count_tokens_approximately
from pydantic import BaseModel

from coach.adapters.chat_model import ChatModel
from coach.model.outgoing import Message
from coach.model.report import Report
from coach.model.text import Document
from coach.model_settings import ModelSettings
from coach.person import PersonOptions
from coach.pipeline import ReviewOptions
from coach.read.document import read_path
from coach.segment.record import read_record
from coach.settings import Settings, load_settings
from coach.wiring import local_review, shipped_corpus
from coach.wiring_models import model_review

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("self-review.md", "reflection.md", "skill-gaps.md", "brag-document.md")
_RULES = (
    "You are a career coach for software engineers. Read the self-review and the guide. List the gaps with quotations copied "
    "exactly from the self-review, a rationale, a priority, and a development plan that follows the guide."
)


class NaiveGap(BaseModel):
    """A gap as the usual chain asks for it."""

    competency: str
    quotes: list[str]
    rationale: str
    priority: Literal["high", "medium", "low"]


class NaiveReport(BaseModel):
    """The whole report as the usual chain asks for it."""

    gaps: list[NaiveGap]
    strengths: list[str]
    plan: list[str]


@contextmanager
def listener(gaps: list[dict[str, Any]]) -> Iterator[tuple[str, list[bytes]]]:
    """A server that keeps bodies, finds these gaps, and plans nothing."""
    bodies: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        """Keeps and answers."""

        def do_POST(self) -> None:
            """Answer in the shape that was asked for."""
            bodies.append(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            kind = json.loads(bodies[-1])["response_format"]["json_schema"]["name"]
            here = [gap for gap in gaps if f"{gap['statements'][0]}: ".encode() in bodies[-1]]
            said = {"Assessment": {"reading": [], "gaps": here, "strengths": [], "wishes": []}, "Plan": {"goals": []}}
            content = json.dumps(said.get(kind, {"gaps": [], "strengths": [], "plan": []}))
            choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
            body = json.dumps(
                {"id": "1", "object": "chat.completion", "created": 1, "model": "x", "choices": [choice]}
            ).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", bodies
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def tokens(bodies: list[bytes]) -> int:
    """Of the bodies, as they were sent."""
    return sum(count_tokens_approximately([("user", body.decode())]) for body in bodies)


def ours(settings: Settings, document: Document, local: Report) -> list[bytes]:
    """The bodies of one review."""
    starts = {item.start: item.id for item in read_record(document).statements}
    gaps = [
        {
            "statements": [starts[item.start] for item in gap.evidence if item.start in starts],
            "lack": "what the words say",
            "competency": gap.competency,
            "kind": gap.kind.value,
            "gap_type": gap.gap_type.value,
            "topic": gap.topic,
            "confidence": gap.confidence,
        }
        for gap in local.gaps
    ]
    with listener([gap for gap in gaps if gap["statements"]]) as (url, bodies):
        model = ModelSettings(model="openai:x", base_url=url)
        model_review(settings, "default", lambda stage: None, model, PersonOptions()).run([document], ReviewOptions())
    return bodies


def naive(document: Document, guide: str) -> list[bytes]:
    """The body of the usual chain."""
    with listener([]) as (url, bodies):
        asked = [Message("system", _RULES), Message("user", f"# Guide\n\n{guide}\n\n# Self-review\n\n{document.text}")]
        ChatModel(ModelSettings(model="openai:x", base_url=url, context=1_000_000), None).ask(asked, NaiveReport)
    return bodies


def main() -> None:
    """Print the table."""
    settings = load_settings()
    corpus = shipped_corpus(settings)
    files = sorted((corpus.folder / "guide").rglob("*.md"))
    guide = re.sub(r"\n{3,}", "\n\n", "\n\n".join(file.read_text(encoding="utf-8") for file in files))
    review = local_review(settings, "default", lambda stage: None)
    print(f"{'example':20}{'calls':>7}{'ours':>10}{'of it document':>16}{'usual chain':>14}{'ratio':>8}")
    for name in NAMES:
        document = read_path(ROOT / "examples" / name)
        sent = ours(settings, document, review.run([document], ReviewOptions(with_plan=False)))
        own, usual = tokens(sent), tokens(naive(document, guide))
        share = count_tokens_approximately([("user", document.text)])
        print(f"{name:20}{len(sent):>7}{own:>10,}{share:>16,}{usual:>14,}{usual / own:>8.1f}")


if __name__ == "__main__":
    main()
