"""Printed lines back to what their author typed: paragraphs without hard line ends, headings, lists, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from coach.convert.draft import Draft, Piece, Span, marked_up
from coach.convert.grid import Line, Row, rows_of, spans_from
from coach.convert.pages import Page, body_size, without_margins
from coach.convert.tables import Content, Table, add_content

_BULLET = re.compile(
    r"\s*(?P<mark>[•◦▪▫●○■□‣⁃·∙➢➤❖✓✔\uf0b7\uf0a7\uf0d8\uf076o*–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])(?:\s+(?=\S)|\s*$)"
)
_FIELD = re.compile(r"[A-Z][\w ]{1,24}: ?\S")
_LETTER_O = "o"
_SOFT = "\x02\xad\ufffe"
_HYPHENATED = re.compile(r"[^\W\d_]{2,}[-‐\x02\xad\ufffe]$")
_PREFIX = re.compile(
    r"\b(?:self|well|non|cross|co|re|pre|post|high|low|long|short|end|on|off|in|up|part|full|half|third|first|second|follow|"
    r"one|two|three|back|front|open|real|mid|multi|anti|semi|ex|year|month|week|day|day-to|end-to|step-by|state-of-the)[-‐\x02\ufffe]$",
    re.IGNORECASE,
)
_QUOTES = tuple("“\"„«»‘'")
_ENDS = (".", "!", "?", ":", ";", ",")
_HEADING_CHARS, _HEADING_LINES, _HEADING_WORDS = 150, 3, 14
_BIGGER = 1.1
_SPACED = 1.55
"""Distance of two baselines, in heights of a letter, from which there is a gap between two paragraphs."""


@dataclass
class _Block:
    """Lines that belong together."""

    lines: list[Line]
    mark: str = ""
    hard: set[int] = field(default_factory=set)
    """Indices of lines before which the author's own line end stands."""


def add_pages(pages: Sequence[Page], draft: Draft) -> None:
    """Append the text of pages to a draft; headers, footers and page numbers are left out and mentioned."""
    kept, taken = without_margins(pages)
    if taken:
        draft.note(f"page headers, footers and page numbers were left out ({taken} lines)")
    size = body_size(kept)
    layout = _Layout(
        size, _heading_sizes(kept, size), _all_bold(kept), " ".join(run.text for page in kept for run in page.runs)
    )
    layout.dots = {page.number: page.dots for page in kept}
    for content in layout.contents([item for page in kept for item in rows_of(page.runs)]):
        add_content(draft, content)


def _heading_sizes(pages: Sequence[Page], size: float) -> list[float]:
    sizes = {float(round(run.size)) for page in pages for run in page.runs if run.size > _BIGGER * size}
    return sorted(sizes, reverse=True)[:5]


def _all_bold(pages: Sequence[Page]) -> bool:
    runs = [run for page in pages for run in page.runs]
    return sum(len(run.text) for run in runs if run.bold) > 0.6 * sum(len(run.text) for run in runs)


class _Layout:
    """What is known of the document as a whole while its lines are put together."""

    def __init__(self, size: float, headings: list[float], all_bold: bool, words: str) -> None:
        self._size = size
        self._headings = headings
        self._all_bold = all_bold
        self._words = words.lower()
        self._indents: list[float] = []
        self._margin = 0.0
        self.dots: dict[int, list[tuple[float, float]]] = {}

    def contents(self, items: Sequence[list[Row] | Line]) -> Iterator[Content]:
        """Pieces and tables in reading order."""
        lines: list[Line] = []
        for item in items:
            if isinstance(item, Line):
                lines.append(item)
            else:
                yield from self._pieces(lines)
                lines = []
                yield self._table(item)
        yield from self._pieces(lines)

    def _table(self, rows: list[Row]) -> Table:
        edges = (
            rows[0].edges
            if len(rows[0].cells) >= max(len(row.cells) for row in rows)
            else max((row.edges for row in rows), key=len)
        )
        table = Table()
        for row in rows:
            cells: list[list[Content]] = [[] for _ in edges]
            for edge, cell in zip(row.edges, row.cells, strict=True):
                at = min(range(len(edges)), key=lambda index: abs(edges[index] - edge))
                page = cell[0].first.page
                cells[at].append(Piece("paragraph", [(page, marked_up(self._joined(_Block(cell), hard=False)[0][1]))]))
            table.rows.append(cells)
        return table

    def _pieces(self, lines: list[Line]) -> Iterator[Piece]:
        edges = _right_edges(lines)
        self._margin = min((line.first.left for line in lines), default=0.0)
        blocks: list[_Block] = []
        for line in lines:
            mark, rest = self._mark(line)
            block = blocks[-1] if blocks else None
            if block is not None and not mark and self._continues(line, block):
                last = block.lines[-1]
                if _follows(last, line) and (_are_fields(last, line) or not self._was_full(last, line, edges)):
                    block.hard.add(len(block.lines))
                block.lines.append(line)
            else:
                blocks.append(_Block([rest or line], mark))
        for number, block in enumerate(blocks):
            yield self._piece(block, blocks[number + 1] if number + 1 < len(blocks) else None)

    def _mark(self, line: Line) -> tuple[str, Line | None]:
        """The mark that a list item begins with and the line without it; a drawn dot counts as a mark."""
        match = _BULLET.match(line.text)
        if match and match.end() < len(line.text) and (match["mark"] != _LETTER_O or len(line.runs) > 1):
            mark = match["mark"]
            return (mark if mark[-1] in ".)" else "-"), _without(line, match.end())
        first = line.first
        for left, middle in self.dots.get(first.page, ()):
            if 0 < first.left - left < 2.5 * first.size and -0.2 * first.size < middle - first.baseline < 0.9 * first.size:
                return "-", line
        return "", None

    def _continues(self, line: Line, block: _Block) -> bool:
        last, run = block.lines[-1].first, line.first
        if abs(run.size - last.size) > 0.7 or (run.bold != last.bold and not self._all_bold and self._heading_like(block)):
            return False
        drop = last.baseline - run.baseline
        if not _follows(block.lines[-1], line):
            ended = block.lines[-1].text.rstrip().endswith(_ENDS)
            return not ended and line.text[:1].islower()
        if drop > _SPACED * max(run.size, last.size):
            return False
        start = block.lines[0].first.left
        return run.left - start < (3.5 if block.mark else 1.5) * run.size and start - run.left < 0.5 * run.size + 1

    def _heading_like(self, block: _Block) -> bool:
        return block.lines[0].first.bold and not block.mark

    def _was_full(self, last: Line, line: Line, edges: dict[tuple[int, int], float]) -> bool:
        """True when the next line's first word had no room on the last line, so that the line end is the page's."""
        word = line.text.split(" ", 1)[0]
        width = (line.first.right - line.first.left) * len(word) / max(1, len(line.first.text))
        return last.right + width + 0.25 * last.first.size > edges.get(_edge_key(last), 0.0) - 0.5 * last.first.size

    def _piece(self, block: _Block, after: _Block | None) -> Piece:
        level = self._level(block, after)
        parts = self._joined(block, hard=not level)
        if level:
            return Piece("heading", [(page, "".join(span.text for span in spans)) for page, spans in parts], level)
        words = [
            (page, marked_up(spans) if not self._all_bold else "".join(span.text for span in spans)) for page, spans in parts
        ]
        if block.mark:
            return Piece("item", words, self._depth(block), block.mark)
        return Piece("quote" if self._quoted(block) else "paragraph", words)

    def _quoted(self, block: _Block) -> bool:
        """A paragraph in quotation marks that stands further in than the text."""
        first = block.lines[0]
        return first.text.lstrip()[:1] in _QUOTES and first.first.left > self._margin + 1.2 * self._size

    def _level(self, block: _Block, after: _Block | None) -> int:
        text = " ".join(line.text for line in block.lines)
        first = block.lines[0].first
        if len(block.lines) > _HEADING_LINES or len(text) > _HEADING_CHARS or not any(char.isalpha() for char in text):
            return 0
        if first.size > _BIGGER * self._size and not block.mark:
            return self._headings.index(round(first.size)) + 1 if round(first.size) in self._headings else 6
        bold = all(line.first.bold and all(run.bold for run in line.runs) for line in block.lines)
        short = len(text.split()) <= _HEADING_WORDS and not text.rstrip().endswith((".", ";", ","))
        followed = after is not None and not all(run.bold for run in after.lines[0].runs)
        if bold and short and followed and not self._all_bold and not block.mark and len(block.lines) == 1:
            return min(6, len(self._headings) + 1)
        return 0

    def _depth(self, block: _Block) -> int:
        left = block.lines[0].first.left
        self._indents = [indent for indent in self._indents if indent < left - _NEST]
        self._indents.append(left)
        return min(8, len(self._indents) - 1)

    def _joined(self, block: _Block, *, hard: bool) -> list[tuple[int, list[Span]]]:
        """The spans of a block, page by page, with a space or nothing where the page had a line end."""
        parts: list[tuple[int, list[Span]]] = []
        for number, line in enumerate(block.lines):
            spans = [replace(span, text=span.text.replace("\x02", "-").replace("\ufffe", "-")) for span in line.spans]
            if number:
                before = block.lines[number - 1].text.rstrip()
                lead = self._between(before, line.text, hard and number in block.hard)
                if lead is None:
                    _strip_hyphen(parts[-1][1])
                elif parts[-1][1]:
                    spans = [replace(spans[0], text=lead + spans[0].text.lstrip()), *spans[1:]]
            if parts and parts[-1][0] == line.first.page:
                parts[-1][1].extend(spans)
            else:
                parts.append((line.first.page, spans))
        return parts

    def _between(self, before: str, after: str, hard: bool) -> str | None:
        """What stands between two lines; None where the first ends in a hyphen that only divides a word."""
        match = _HYPHENATED.search(before)
        word = re.match(r"[^\W\d_]+", after.lstrip())
        if match and word and word[0][0].islower():
            if match.group()[-1] == "\xad":
                return None
            whole, parted = (match.group()[:-1] + word[0]).lower(), (match.group()[:-1] + "-" + word[0]).lower()
            if parted in self._words and whole not in self._words:
                return ""
            return "" if _PREFIX.search(before) and whole not in self._words else None
        if before.endswith(("-", "/", "\x02")) and not before.endswith((" -", "--", " /")):
            return ""
        return "\n" if hard else " "


_NEST = 6.0
"""Points by which an inner list stands to the right of the outer one."""


def _without(line: Line, count: int) -> Line:
    """A line without its first characters."""
    runs = []
    for number, run in enumerate(line.runs):
        if count <= 0:
            runs.append(run)
            continue
        length = len(run.text)
        if count < length:
            share = (run.right - run.left) * count / max(1, length)
            runs.append(replace(run, left=run.left + share, spans=tuple(spans_from(run.spans, count))))
        count -= length + (number + 1 < len(line.runs))
    return Line(runs) if runs else line


def _strip_hyphen(spans: list[Span]) -> None:
    for at in range(len(spans) - 1, -1, -1):
        text = spans[at].text.rstrip()
        if text:
            spans[at] = replace(spans[at], text=text[:-1] if text[-1] in f"-‐{_SOFT}" else text)
            return


def _are_fields(last: Line, line: Line) -> bool:
    """True for two lines such as "Role: engineer"."""
    return _FIELD.match(last.text) is not None and _FIELD.match(line.text) is not None


def _follows(last: Line, line: Line) -> bool:
    """True when a line stands below another in one column."""
    return line.first.page == last.first.page and line.first.baseline < last.first.baseline + 0.5 * last.first.size


def _right_edges(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """Right edge of the lines of each page that begin at one left edge, as those of an indented quotation do."""
    edges: dict[tuple[int, int], float] = {}
    for line in lines:
        page, left = _edge_key(line)
        for near in (left - 1, left, left + 1):
            edges[page, near] = max(edges.get((page, near), 0.0), line.right)
    return edges


def _edge_key(line: Line) -> tuple[int, int]:
    return line.first.page, round(line.first.left / 4)
