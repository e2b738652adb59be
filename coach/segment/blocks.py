"""Lines to blocks: the rules in the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from coach.language.clean import plain
from coach.model.text import Block, BlockKind, Document
from coach.segment import marks
from coach.segment.fences import Fences, find_fences
from coach.segment.headings import Outline, pseudo_heading
from coach.segment.lines import Line, split_lines, visible_text

_KEY = re.compile(r"^[ \t]*(?:[A-Za-z][\w .-]{0,60}:|#|- |\w{1,60} *=|[\]}])")
_FRONT_MATTER_LINES = 80
_FRONT_MATTER_ENDS = {"---": ("---", "..."), "+++": ("+++",)}
_TITLE_CHARS = 200
_FORWARDED = 0.6
"""Share of lines with a quote mark from which the quoted text is the document itself."""

_ATTRIBUTION = re.compile(
    r"^[ \t]*(?:(?:On|Am|Le|El|Em|Il) [^\n]{6,160}(?:wrote|schrieb[^\n]{0,60}|a écrit|escribió|escreveu|ha scritto) ?:"
    r"|-{2,} ?(?:Original|Forwarded) [Mm]essage ?-{2,}|Sent from my \w[\w ]{1,30})[ \t]*$"
)


@dataclass
class _Scan:
    """The scanner's state while it walks the lines once."""

    lines: list[Line]
    fences: Fences
    pseudo: bool = True
    at: int = 0
    outline: Outline = field(default_factory=Outline)
    blocks: list[Block] = field(default_factory=list)

    @property
    def line(self) -> Line:
        return self.lines[self.at]

    def peek(self, ahead: int) -> Line | None:
        index = self.at + ahead
        return self.lines[index] if 0 <= index < len(self.lines) else None

    def add(self, kind: BlockKind, pieces: list[tuple[int, int]], first: Line, last: Line) -> None:
        """Append a block with the current heading path."""
        start, end = pieces[0][0], pieces[-1][1]
        self.blocks.append(Block(kind, start, end, first.number, last.number, self.outline.path, pieces=tuple(pieces)))

    def amend(self, block: Block) -> None:
        """Put what is known besides its place into the last block."""
        self.blocks[-1] = block


def find_blocks(document: Document, *, pseudo: bool = True) -> tuple[tuple[Block, ...], Fences]:
    """Split a document into blocks.

    Args:
        document: The document.
        pseudo: Whether lines that only look like headings (bold, capitals, a closing colon) are headings.

    Returns:
        The blocks in order, and what was found out about its fences.
    """
    lines = split_lines(visible_text(document))
    scan = _Scan(_unquoted(lines), find_fences(lines), pseudo)
    while scan.at < len(lines):
        next(rule for rule in RULES if rule(scan))
    return tuple(scan.blocks), scan.fences


def _unquoted(lines: list[Line]) -> list[Line]:
    """Take one level of quote marks off a forwarded text, where nearly every line has one."""
    written = [line for line in lines if not line.blank]
    if sum(line.text.lstrip().startswith(">") for line in written) <= _FORWARDED * len(written):
        return lines
    return [_shifted(line, marks.first_quote_prefix(line.text)) for line in lines]


def _shifted(line: Line, by: int) -> Line:
    return Line(line.number, line.start + by, line.text[by:]) if by else line


def _front_matter(scan: _Scan) -> bool:
    ends = _FRONT_MATTER_ENDS.get(scan.line.text.strip())
    if scan.blocks or ends is None:
        return False
    for index in range(scan.at + 1, min(len(scan.lines), scan.at + _FRONT_MATTER_LINES)):
        text = scan.lines[index].text
        if text.strip() in ends:
            body = scan.lines[scan.at : index + 1]
            pieces = [(line.start, line.end) for line in body]
            scan.add(BlockKind.FRONT_MATTER, pieces, body[0], body[-1])
            scan.at = index + 1
            return True
        if text.strip() and not _KEY.match(text):
            return False
    return False


def _code(scan: _Scan) -> bool:
    if scan.line.number not in scan.fences.inside:
        return False
    first = scan.at
    while scan.at < len(scan.lines) and scan.line.number in scan.fences.inside:
        scan.at += 1
    body = scan.lines[first : scan.at]
    scan.add(BlockKind.CODE, [(line.start, line.end) for line in body], body[0], body[-1])
    return True


def _blank(scan: _Scan) -> bool:
    if not scan.line.blank:
        return False
    scan.at += 1
    return True


def _atx(scan: _Scan) -> bool:
    found = marks.atx_heading(scan.line.text)
    if found is None:
        return False
    level, start, end = found
    _heading(scan, level, scan.line.start + start, scan.line.start + end, 1)
    return True


def _setext(scan: _Scan) -> bool:
    under = scan.peek(1)
    if under is None or under.number in scan.fences.inside:
        return False
    level = marks.setext_level(under.text)
    if level is None or marks.list_item(scan.line.text) or marks.quote_prefix(scan.line.text) or "|" in scan.line.text:
        return False
    above = scan.peek(-1)
    text = scan.line.text.strip()
    if under.text.rstrip("\r\n") == "-- " or (level == 2 and text[-1] in ".!;,") or len(text.split()) > 14:
        return False
    if above is not None and not above.blank and _is_text(scan, above):
        return False
    start = scan.line.start + len(scan.line.text) - len(scan.line.text.lstrip())
    _heading(scan, level, start, scan.line.start + len(scan.line.text.rstrip()), 2)
    return True


def _is_text(scan: _Scan, line: Line) -> bool:
    return bool(scan.blocks) and scan.blocks[-1].last_line == line.number and scan.blocks[-1].kind is BlockKind.PARAGRAPH


def _heading(scan: _Scan, level: int, start: int, end: int, lines: int) -> None:
    line = scan.line
    title = plain(line.text[start - line.start : end - line.start][:_TITLE_CHARS]).strip("*_: ").strip()
    block_path = scan.outline.enter(level, title or line.text.strip()[:_TITLE_CHARS])
    scan.blocks.append(
        Block(BlockKind.HEADING, start, end, line.number, line.number + lines - 1, block_path, level, pieces=((start, end),))
    )
    scan.at += lines


def _rule(scan: _Scan) -> bool:
    text = scan.line.text
    if not (marks.is_rule(text) or marks.is_markup_only(text) or _ATTRIBUTION.match(text)):
        return False
    scan.add(BlockKind.RULE, [(scan.line.start, scan.line.end)], scan.line, scan.line)
    scan.at += 1
    return True


def _table(scan: _Scan) -> bool:
    under = scan.peek(1)
    if "|" not in scan.line.text or under is None or under.number in scan.fences.inside:
        return False
    if marks.is_table_delimiter(under.text):
        _table_rows(scan, 2)
        return True
    cells = marks.table_cells(scan.line.text)
    if len(cells) >= 3 and len(marks.table_cells(under.text)) == len(cells) and all(len(cell.split()) <= 4 for cell in cells):
        _table_rows(scan, 1)
        return True
    return False


def _table_rows(scan: _Scan, head_lines: int) -> None:
    head = scan.line
    columns = tuple(plain(cell) for cell in marks.table_cells(head.text))
    scan.add(BlockKind.TABLE_HEAD, [_inner(head)], head, scan.lines[scan.at + head_lines - 1])
    scan.amend(replace(scan.blocks[-1], columns=columns))
    scan.at += head_lines
    while scan.at < len(scan.lines) and "|" in scan.line.text and scan.line.number not in scan.fences.inside:
        scan.add(BlockKind.TABLE_ROW, [_inner(scan.line)], scan.line, scan.line)
        scan.amend(replace(scan.blocks[-1], columns=columns))
        scan.at += 1


def _inner(line: Line) -> tuple[int, int]:
    left = len(line.text) - len(line.text.lstrip().lstrip("|").lstrip())
    right = len(line.text.rstrip().rstrip("|").rstrip())
    return line.start + left, line.start + max(left, right)


def _pseudo(scan: _Scan) -> bool:
    found = pseudo_heading(scan.line, scan.peek(-1), scan.peek(1), scan.peek(2)) if scan.pseudo else None
    if found is None:
        return False
    level, start, end = found
    _heading(scan, level, scan.line.start + start, scan.line.start + end, 1)
    return True


def _item(scan: _Scan) -> bool:
    found = marks.list_item(scan.line.text)
    if found is None:
        return False
    indent, start, _, box = found
    first = scan.line
    pieces = [(first.start + start, first.end)]
    scan.at += 1
    last = _continue(scan, pieces, first)
    place = (pieces[0][0], pieces[-1][1], first.number, last.number)
    scan.blocks.append(Block(BlockKind.LIST_ITEM, *place, scan.outline.path, indent, box, pieces=tuple(pieces)))
    return True


def _continue(scan: _Scan, pieces: list[tuple[int, int]], first: Line) -> Line:
    """Take the following lines that continue a paragraph or list item; return the last one taken."""
    last = first
    while scan.at < len(scan.lines):
        line = scan.line
        if line.blank or line.number in scan.fences.inside or _starts_block(scan, line):
            break
        indent = len(line.text) - len(line.text.lstrip())
        pieces.append((line.start + indent, line.end))
        last = line
        scan.at += 1
    return last


def _starts_block(scan: _Scan, line: Line) -> bool:
    text = line.text
    under = scan.peek(1)
    return bool(
        marks.atx_heading(text)
        or marks.list_item(text)
        or marks.quote_prefix(text)
        or marks.is_rule(text)
        or marks.is_markup_only(text)
        or _ATTRIBUTION.match(text)
        or (under is not None and "|" in text and marks.is_table_delimiter(under.text))
        or (scan.pseudo and pseudo_heading(line, scan.peek(-1), under, scan.peek(2)))
    )


def _quote(scan: _Scan) -> bool:
    prefix = marks.quote_prefix(scan.line.text)
    if not prefix:
        return False
    first = scan.line
    rest = first.text[prefix:]
    scan.at += 1
    if not rest.strip():
        scan.add(BlockKind.RULE, [(first.start, first.end)], first, first)
        return True
    item = marks.list_item(rest)
    offset = prefix + (item[1] if item else len(rest) - len(rest.lstrip()))
    pieces = [(first.start + offset, first.end)]
    last = _continue_quote(scan, pieces, first, item is not None)
    scan.add(BlockKind.QUOTE, pieces, first, last)
    scan.amend(replace(scan.blocks[-1], quoted=True, box=item[3] if item else None))
    return True


def _continue_quote(scan: _Scan, pieces: list[tuple[int, int]], first: Line, item: bool) -> Line:
    """Take the following quoted lines of the same paragraph or item; return the last one taken."""
    last = first
    while scan.at < len(scan.lines) and scan.line.number not in scan.fences.inside:
        line = scan.line
        prefix = marks.quote_prefix(line.text)
        text = line.text[prefix:]
        if not prefix or not text.strip() or marks.list_item(text) or (item and not text.startswith(" ")):
            break
        pieces.append((line.start + prefix + len(text) - len(text.lstrip()), line.end))
        last = line
        scan.at += 1
    return last


def _paragraph(scan: _Scan) -> bool:
    first = scan.line
    indent = len(first.text) - len(first.text.lstrip())
    pieces = [(first.start + indent, first.end)]
    scan.at += 1
    last = _continue(scan, pieces, first)
    scan.add(BlockKind.PARAGRAPH, pieces, first, last)
    return True


RULES: tuple[Callable[[_Scan], bool], ...] = (
    _front_matter,
    _code,
    _blank,
    _atx,
    _setext,
    _rule,
    _table,
    _pseudo,
    _item,
    _quote,
    _paragraph,
)
"""The rules in order; the first that takes the current line wins."""
