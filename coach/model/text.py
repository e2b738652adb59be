"""Text as it was read: documents, their blocks, and the statements found in them.

All offsets count characters of `Document.text`. Of a text file that is the decoded file exactly as it stands
(`bytes.decode(document.encoding)`), line ends included; of any other format it is the text to which the file was converted,
which `coach parse FILE --text` prints. A quote is always `text[start:end]`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


class DocumentKind(StrEnum):
    """What a document is, as a coach would say it."""

    SELF_ASSESSMENT = "self-assessment"
    REFLECTION = "reflection"
    BRAG_DOCUMENT = "brag-document"
    SKILL_GAP_LIST = "skill-gap-list"
    CAREER_LADDER = "career-ladder"
    PEER_FEEDBACK = "peer-feedback"
    MANAGER_FEEDBACK = "manager-feedback"
    NOT_A_REVIEW = "not-a-review"


class BlockKind(StrEnum):
    """What a run of lines is."""

    FRONT_MATTER = "front-matter"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE_HEAD = "table-head"
    TABLE_ROW = "table-row"
    CODE = "code"
    QUOTE = "quote"
    HIDDEN = "hidden"
    RULE = "rule"


class Speaker(StrEnum):
    """Whose words or judgement a statement is."""

    AUTHOR = "author"
    MANAGER = "manager"
    PEER = "peer"


class Role(StrEnum):
    """What a statement does in its place. The labelling guideline is training/GUIDELINE.md."""

    SHORTFALL = "shortfall"
    IMPLIED = "implied"
    GROWTH = "growth"
    ASPIRATION = "aspiration"
    GOAL = "goal"
    ACHIEVEMENT = "achievement"
    STRENGTH = "strength"
    CLOSED = "closed"
    LESSON = "lesson"
    SUPPORT = "support"
    OTHERS = "others"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    QUOTED = "quoted"
    PRIVATE = "private"
    RATING = "rating"
    PREFERENCE = "preference"
    CONTEXT = "context"


GAP_ROLES = (Role.SHORTFALL, Role.IMPLIED, Role.GROWTH)
"""Roles that speak of a present gap of the author."""

STRENGTH_ROLES = (Role.ACHIEVEMENT, Role.STRENGTH)
"""Roles that speak of something the author did or is good at."""


@dataclass(frozen=True, slots=True)
class Removed:
    """Characters that took no part in the analysis, and why.

    Attributes:
        reason: What they are: "HTML comment", "zero-width character", "bidirectional control" …
        start: First character.
        end: One past the last character; `start` where the characters were left out of a converted text.
        line: 1-based line of `start`.
        number: Page or paragraph of the converted document, 0 where there is none.
    """

    reason: str
    start: int
    end: int
    line: int
    number: int = 0


PlaceUnit = Literal["page", "paragraph"]
"""What the places of a converted document count."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of a document that a person does not see, and that are no part of the converted text.

    Attributes:
        reason: Why they are not seen: "white text", "deleted revision" …
        at: Offset in the converted text before which they stood.
        number: Page or paragraph, 1-based; 0 where it is not known.
    """

    reason: str
    at: int
    number: int


@dataclass(frozen=True, slots=True)
class Converted:
    """The text of a document that is no text file.

    Attributes:
        text: Markdown-like: headings, lists, tables, check boxes, quotes.
        unit: What the numbers in `marks` count.
        marks: Offset from which on the words stand on that page or in that paragraph, ascending by offset.
        left_out: What a person does not see in the document.
        notices: What the person should know of the conversion.
    """

    text: str
    unit: PlaceUnit | None = None
    marks: tuple[tuple[int, int], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded file, a converted file, or pasted text.

    Attributes:
        source: The name people know it by: a path as given, or "stdin".
        text: The decoded text as it stands, or the converted text.
        encoding: The codec name for which `bytes.decode(encoding)` gives `text`; of a converted text that of `coach parse --text`.
        removed: Hidden or invisible stretches that the analysis leaves out.
        format: "text", or what was converted: "docx", "pdf", "html", "rtf", "odt", "eml", "json".
        unit: What the numbers in `marks` count; None for a text.
        marks: Offset from which on the words stand on that page or in that paragraph, ascending by offset.
        notices: What the person should know of how it was read.
        language: ISO 639-1 code of the language that most of it is written in; None where that is not clear.
    """

    source: str
    text: str
    encoding: str = "utf-8"
    removed: tuple[Removed, ...] = ()
    format: str = "text"
    unit: PlaceUnit | None = None
    marks: tuple[tuple[int, int], ...] = ()
    notices: tuple[str, ...] = ()
    language: str | None = None

    def number_at(self, offset: int, unit: PlaceUnit) -> int | None:
        """Page or paragraph of a character, 1-based; None where the document does not count that unit."""
        if unit != self.unit:
            return None
        index = bisect_right(self.marks, offset, key=lambda mark: mark[0]) - 1
        return self.marks[index][1] if index >= 0 else None


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines of one kind.

    Attributes:
        kind: What it is.
        start: First character of its content, after a list marker or quote mark.
        end: One past the last character of its content, without the line end.
        line: 1-based first line.
        last_line: 1-based last line.
        heading_path: Titles of the headings above it, outermost first.
        level: Heading level (1 = outermost), or nesting depth of a list item.
        box: Checkbox state of a list item, None where there is no box.
        quoted: True inside a block quote or e-mail quote.
        pieces: Character ranges of its text, one a line, without markers.
        columns: Column titles above a table row.
    """

    kind: BlockKind
    start: int
    end: int
    line: int
    last_line: int
    heading_path: tuple[str, ...] = ()
    level: int = 0
    box: bool | None = None
    quoted: bool = False
    pieces: tuple[tuple[int, int], ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or bullet in its place: the unit that findings refer to.

    Attributes:
        id: Stable within a record: "s12", or "b:s12" in a second document.
        source: The document's source name.
        text: The words for analysis: markup and hidden characters removed, one line.
        start: First character in the document.
        end: One past the last character.
        line: 1-based line of `start`.
        heading_path: Titles of the headings above it.
        speaker: Whose words or judgement it is.
        box: Checkbox state of its list item.
        block: Index of its block, so that neighbours in one block can be found.
        label: The bold label that its bullet or paragraph begins with, such as "Security" in "**Security**: want to …".
        bullet: True when it is a list item or a table row.
    """

    id: str
    source: str
    text: str
    start: int
    end: int
    line: int
    heading_path: tuple[str, ...] = ()
    speaker: Speaker = Speaker.AUTHOR
    box: bool | None = None
    block: int = 0
    label: str = ""
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """Something the document says about itself, with the place where it says it.

    Attributes:
        value: The value, normalised: a level id, an ISO date, a name.
        quote: The words.
        start: First character.
        end: One past the last character.
        line: 1-based line.
    """

    value: str
    quote: str
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Profile:
    """Who wrote a document, when, and what they say of their role and level."""

    author: Claimed | None = None
    date: Claimed | None = None
    period: Claimed | None = None
    role: Claimed | None = None
    current_level: Claimed | None = None
    target_level: Claimed | None = None
    rating: Claimed | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A document that was read and segmented.

    Attributes:
        document: The text.
        kind: What it is.
        kind_reason: Why, in words.
        profile: What it says about its author.
        blocks: Its blocks in order.
        statements: Its statements in order.
        notices: Things the reader should know: unclosed fences, hidden text, tables not understood.
    """

    document: Document
    kind: DocumentKind
    kind_reason: str
    profile: Profile
    blocks: tuple[Block, ...]
    statements: tuple[Statement, ...]
    notices: tuple[str, ...] = field(default=())
