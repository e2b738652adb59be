"""A folder of evals from a few of somebody's own documents: drafted labels to be corrected, a baseline to come, a workflow."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from coach.errors import NoSpaceOrPermission, UsageError
from coach.evaluate.lint import write_schemas
from coach.model.report import Report
from coach.model.text import Document

_HEAD = """\
# yaml-language-server: $schema=../../schema/review.json
# DRAFT. The engine found these labels; read the document, correct them, then delete the line `draft: true`.
# gaps: the author's own present gaps, one entry a competency. traps: sentences that must not become a gap.
# Quotes are verbatim and on one line. `coach eval lint --evals {folder}` checks them.
"""

_README = """\
# Evals

1. Correct the drafted labels in `reviews/tuning/*.gold.yaml`: delete what is wrong, add what is missing, remove `draft: true`.
2. `coach eval lint --evals {folder}` until nothing is wrong.
3. `coach eval run --evals {folder} --update-baseline`, and commit the folder.
4. Copy `workflow.yml` to `.github/workflows/evals.yml`. From then on every pull request is told what it made better and worse.

Questions about a guide of your own: put its files into `corpora/<name>/` and questions into `questions/<name>-tuning.yaml`;
`schema/questions.json` says what they look like. The documents are about people: keep the folder where they may be kept.
"""


def scaffold(folder: Path, reviewed: Sequence[tuple[Document, Report]], workflow: str) -> list[Path]:
    """Write a folder of evals.

    Args:
        folder: A new or empty folder.
        reviewed: Documents, each with what the engine finds.
        workflow: The workflow file for GitHub Actions.

    Returns:
        The gold files, which a person must read.

    Raises:
        UsageError: The folder has files already.
        NoSpaceOrPermission: It cannot be written.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError("the folder is not empty", place=str(folder), remedy="Name a new one.")
    cases = folder / "reviews" / "tuning"
    try:
        cases.mkdir(parents=True)
        drafts = []
        for number, (document, report) in enumerate(reviewed, 1):
            name = f"tuning-own-{number:03}"
            (cases / f"{name}.md").write_text(document.text, encoding="utf-8", newline="")
            path = cases / f"{name}.gold.yaml"
            path.write_text(_HEAD.format(folder=folder) + drafted(name, report), encoding="utf-8")
            drafts.append(path)
        (folder / "README.md").write_text(_README.format(folder=folder), encoding="utf-8")
        (folder / "workflow.yml").write_text(workflow.replace("EVALS_FOLDER", str(folder)), encoding="utf-8")
        write_schemas(folder)
    except OSError as error:
        raise NoSpaceOrPermission(f"the folder cannot be written ({error.strerror})", place=str(folder)) from error
    return drafts


def drafted(name: str, report: Report) -> str:
    """What the engine finds in a document, as labels."""
    person = report.person
    levels = {
        key: claim.value if claim and claim.origin == "document" else None
        for key, claim in (("current_level", person.current_level), ("target_level", person.target_level))
    }
    labels: dict[str, Any] = {
        "id": name,
        "split": "tuning",
        "style": "own",
        "draft": True,
        "kind": report.documents[0].kind.value,
        "role": person.role.value if person.role else None,
        **levels,
        "tags": [],
        "gaps": [
            {
                "competency": gap.competency,
                "also": [],
                "kind": gap.kind.value,
                "gap_type": gap.gap_type.value,
                "quote": one_line(gap.evidence[0].quote),
            }
            for gap in report.gaps
        ],
        "strengths": [{"competency": item.competency, "quote": one_line(item.evidence[0].quote)} for item in report.strengths],
        "aspirations": [
            {"competency": item.competency, "quote": one_line(item.evidence[0].quote)} for item in report.aspirations
        ],
        "traps": [],
    }
    return yaml.safe_dump(labels, allow_unicode=True, sort_keys=False, width=120)


def one_line(quote: str) -> str:
    """The longest line of a quote: labels are verbatim and on one line."""
    return max((line.strip() for line in quote.splitlines()), key=len, default=quote)
