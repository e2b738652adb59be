"""Texts that want to be more than text, and a report in which they stand everywhere a person's words can."""

from __future__ import annotations

from datetime import date

from coach.corpora import Corpus
from coach.engines.local.assess import LocalAssessor
from coach.engines.local.plan import LocalPlanner
from coach.engines.local.thresholds import Thresholds
from coach.guide import Guide
from coach.model.competency import GapType
from coach.model.report import Claim, Report
from coach.model.text import Document, DocumentKind, Role
from coach.pipeline import Review, ReviewOptions
from tests.builders import FakeReader

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt;bold&lt;/b&gt; &#60;i&#62;",
    "&amp;lt;u&amp;gt;",
    "[click me](https://evil.example/a)",
    "[click][1] and [1]: https://evil.example/b",
    "![pixel](https://evil.example/c.png)",
    "<https://evil.example/d>",
    "https://evil.example/e and www.evil.example and a@evil.example",
    "`code` and ``` and ~~~",
    "**bold** __bold__ *it* _it_ ~~struck~~ ==mark==",
    "# heading ## heading",
    "- item + item 1. item",
    "| cell | cell |",
    "\\[escaped\\](https://evil.example/f)",
    "\x1b[31mred\x1b[0m \x1b[2J\x1b]0;title\x07",
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31m \x9d8;;https://evil.example\x9c",
    "bell\x07 back\x08space null\x00 del\x7f form\x0cfeed vt\x0b",
    "\u202eright to left\u202c \u2066isolate\u2069",
    "[red]rich markup[/red] [link=https://evil.example]x[/link] [/]",
    "{topic} {project} {date} {0} %s",
    "w" * 400,
    "👩\u200d💻 🎉 מילים بالعربية 中文",
)
"""Each stands in a statement of its own."""


def document(payload: str) -> Document:
    """A review in which the payload stands in headings, labels and every kind of statement."""
    lines = [
        f"# Self-review {payload}",
        "",
        f"## Areas for growth {payload}",
        f"- **{payload[:60]}**: I keep skipping the load tests {payload}",
        f"- I never present {payload} to a group",
        f"{payload} is why I estimate so late",
        "",
        "## Other",
        f"- I led the billing migration {payload} and cut cost by 40%",
        f"- My goal is to become a staff engineer one day {payload}",
        f"- I closed the old habit of late reviews {payload}",
        f"- I am a world-class engineer {payload}",
    ]
    return Document(f"re{payload[:40]}view.md", "\n".join(lines))


def _says(text: str) -> tuple[Role, str, GapType]:
    for words, said in (
        ("load tests", (Role.SHORTFALL, "testing", GapType.HABIT)),
        ("present", (Role.IMPLIED, "presenting", GapType.SKILL)),
        ("estimate", (Role.SHORTFALL, "planning", GapType.SKILL)),
        ("migration", (Role.ACHIEVEMENT, "project-leadership", GapType.SKILL)),
        ("goal", (Role.GOAL, "testing", GapType.SKILL)),
        ("closed", (Role.CLOSED, "code-review", GapType.SKILL)),
        ("world-class", (Role.STRENGTH, "coding", GapType.SKILL)),
    ):
        if words in text:
            return said
    return Role.CONTEXT, "coding", GapType.SKILL


def hostile_review(corpus: Corpus, guide: Guide) -> Review:
    """A review whose reader knows the statements of `document`."""
    reader = FakeReader(_says, tuple(corpus.competencies))
    thresholds = Thresholds(gap=0.5, considered=0.0)
    return Review(
        corpus=corpus,
        ladder=corpus.ladder("default"),
        assess=LocalAssessor(reader, corpus.competencies, thresholds),
        plan=LocalPlanner(corpus.development, guide.passage),
        advise=guide.advise,
    )


def hostile_report(corpus: Corpus, guide: Guide, payload: str) -> Report:
    """A report with a plan, full of the payload."""
    options = ReviewOptions(kind=DocumentKind.SELF_ASSESSMENT, today=date(2026, 3, 2))
    report = hostile_review(corpus, guide).run([document(payload)], options)
    assert report.plan
    assert report.gaps
    assert report.strengths
    assert report.aspirations
    claim = Claim(value=payload, origin="document", quote=payload, line=1)
    person = report.person.model_copy(update={"name": claim, "role": claim, "period": claim})
    info = report.documents[0].model_copy(update={"notices": [f"hidden: {payload}"], "kind_reason": payload})
    return report.model_copy(update={"person": person, "documents": [info, info]})
