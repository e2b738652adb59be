"""RTF: a walk over its control words, for headings, lists, tables and hidden words need more than the bare text.

The control words are those of the Rich Text Format Specification 1.9.1. Groups are kept on a list, so depth costs no stack.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from coach.convert.draft import Draft, Piece, Span, marked_up
from coach.convert.tables import Content, Table, add_content
from coach.convert.visibility import WHITE, Colour, hiding
from coach.errors import DamagedFile
from coach.model.text import Converted

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,9})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])"
    r"|(?P<break>[\r\n]+)|(?P<text>[^\\{}\r\n]+)"
)
_MOST_GROUPS = 2000
_SKIPPED = frozenset(
    "info pict object themedata colorschememapping latentstyles datastore listtable listoverridetable revtbl rsidtbl generator "
    "xmlnstbl fldinst nonshppict filetbl footnote ftnsep ftnsepc aftnsep aftnsepc bkmkstart bkmkend atnid atnauthor atrfstart "
    "atrfend atnref atntime atndate atnparent atnicn pgptbl mmathPr wgrffmtfilter tc xe txe rxe do shpinst".split()
)
_MARGINS = frozenset("header headerl headerr headerf footer footerl footerr footerf".split())
_SIGNS = {
    "tab": "\t", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "endash": "–", "emdash": "—", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_CODE_PAGES = {0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253",
               162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
               238: "cp1250"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits; `into` names where its text goes."""

    into: str = "body"
    bold: bool = False
    struck: bool = False
    hidden: bool = False
    deleted: bool = False
    colour: int = 0
    background: int = 0
    points: float = 12.0
    font: int = 0
    skip: int = 1
    starred: bool = False


@dataclass
class _Paragraph:
    level: int = 0
    quoted: bool = False
    depth: int = 0
    listed: bool = False
    in_table: bool = False
    mark: str = ""


def read_rtf(data: bytes) -> Converted:
    """Convert an RTF document.

    Raises:
        DamagedFile: It has no text, or its groups are nested beyond measure.
    """
    reader = _Reader()
    for match in _TOKEN.finditer(data.decode("latin-1")):
        reader.take(match)
    return reader.done()


class _Reader:
    """Takes one token after the other."""

    def __init__(self) -> None:
        self.draft = Draft("paragraph")
        self._state = _State()
        self._groups: list[_State] = []
        self._paragraph = _Paragraph()
        self._spans: list[Span] = []
        self._bytes = bytearray()
        self._place = 0
        self._code_page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._colours: list[Colour | None] = []
        self._rgb: dict[str, int] = {}
        self._levels: dict[int, int] = {}
        self._quotes: set[int] = set()
        self._style = (0, 0)
        self._name = ""
        self._to_skip = 0
        self._cell: list[Content] = []
        self._row: list[list[Content]] = []
        self._table = Table()
        self._margins: set[str] = set()

    def take(self, match: re.Match[str]) -> None:
        """Read one token."""
        if match["hex"]:
            if self._to_skip:
                self._to_skip -= 1
            else:
                self._bytes.append(int(match["hex"], 16))
            return
        if match["text"]:
            text = match["text"][self._to_skip :]
            self._to_skip = max(0, self._to_skip - len(match["text"]))
            self._flush_bytes()
            self._say(text)
            return
        if match["break"]:
            return
        self._flush_bytes()
        if match["brace"]:
            self._group(match["brace"])
        elif match["sign"]:
            self._sign(match["sign"])
        else:
            self._word(match["word"], int(match["number"]) if match["number"] else None)

    def done(self) -> Converted:
        """Finish the last paragraph and table."""
        self._flush_bytes()
        self._end_paragraph()
        self._end_table()
        for text in self._margins:
            self.draft.hide("page header or footer", text, 0)
        return self.draft.done()

    def _group(self, brace: str) -> None:
        self._to_skip = 0
        if brace == "{":
            if len(self._groups) >= _MOST_GROUPS:
                raise DamagedFile("its groups are nested too deeply", remedy="Save it as docx or text.")
            self._groups.append(self._state)
            self._state = replace(self._state, starred=False)
        elif self._groups:
            if self._state.into == "stylesheet":
                self._define_style()
            self._state = self._groups.pop()

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._state = replace(self._state, starred=True)
        elif sign in "\r\n":
            self._end_paragraph()
        else:
            self._say({"~": "\xa0", "_": "-", "-": ""}.get(sign, sign))

    def _word(self, word: str, number: int | None) -> None:
        if self._destination(word):
            return
        if word in _SIGNS:
            self._say(_SIGNS[word])
        elif word == "u" and number is not None:
            self._unicode(number)
        elif (change := _LOOKS.get(word)) is not None:
            self._state = change(self._state, number)
        elif self._state.into in _DEFINITIONS:
            self._define(word, number)
        elif self._state.into == "body":
            self._structure(word, number)

    def _destination(self, word: str) -> bool:
        into = self._state.into
        if into == "skip":
            return True
        if word in ("fonttbl", "colortbl", "stylesheet"):
            self._state = replace(self._state, into=word)
        elif word in ("listtext", "pntext"):
            self._state = replace(self._state, into="mark")
        elif word == "annotation":
            self.draft.hide("comment", word, self._place)
            self._state = replace(self._state, into="skip")
        elif word in _MARGINS:
            self._state = replace(self._state, into="margin")
        elif word in _SKIPPED or (self._state.starred and word not in ("shppict", "cs", "ds", "ts", "fldrslt", "shptxt")):
            self._state = replace(self._state, into="skip")
        else:
            return False
        return True

    def _define(self, word: str, number: int | None) -> None:
        value = number or 0
        if word == "f":
            self._style = (value, self._style[1])
        elif word == "fcharset":
            self._fonts[self._style[0]] = _CODE_PAGES.get(value, self._code_page)
        elif word in ("red", "green", "blue"):
            self._rgb[word] = min(255, max(0, value))
        elif word == "s":
            self._style = (value, 0)
        elif word == "outlinelevel" and 0 <= value < 6:
            self._style = (self._style[0], value + 1)

    def _define_style(self) -> None:
        key, level = self._style
        name = self._name.strip(" ;").lower()
        if not level and name == "title":
            level = 1
        if not level and re.fullmatch(r"heading [1-6]", name):
            level = int(name[-1])
        if "quot" in name or "block text" in name:
            self._quotes.add(key)
        if level and key:
            self._levels[key] = level
        self._style, self._name = (0, 0), ""

    def _structure(self, word: str, number: int | None) -> None:
        value = number or 0
        if word == "f":
            self._state = replace(self._state, font=value)
        elif word in ("par", "sect", "page"):
            self._end_paragraph()
        elif word == "cell":
            self._end_cell()
        elif word == "row":
            self._end_row()
        elif word == "pard":
            mark = self._paragraph.mark
            self._paragraph = _Paragraph(mark=mark if not self._spans else "")
        elif word in _PARAGRAPH:
            _PARAGRAPH[word](self._paragraph, value)
            if word == "s":
                self._paragraph.level = self._levels.get(value, 0)
                self._paragraph.quoted = value in self._quotes
        elif word == "ansicpg" and value:
            self._code_page = f"cp{value}" if value != 10000 else "mac_roman"

    def _unicode(self, number: int) -> None:
        code = number + 65536 if number < 0 else number
        self._to_skip = self._state.skip
        if 0 < code < 0x110000:
            self._say(chr(code))

    def _flush_bytes(self) -> None:
        if self._bytes:
            page = self._fonts.get(self._state.font, self._code_page)
            try:
                text = self._bytes.decode(page, "replace")
            except LookupError:
                text = self._bytes.decode("cp1252", "replace")
            self._bytes.clear()
            self._say(text)

    def _say(self, text: str) -> None:
        state = self._state
        if state.into == "body":
            reason = self._hiding(state)
            if reason:
                self.draft.hide(reason, text, self._place + 1)
            else:
                self._spans.append(Span(text, state.bold, state.struck))
        elif state.into == "mark":
            self._paragraph.mark += text
        elif state.into == "margin" and text.strip():
            self._margins.add("margin " + text[:1])
        elif state.into == "stylesheet":
            self._name += text
        elif state.into == "colortbl":
            self._define_colours(text)

    def _define_colours(self, text: str) -> None:
        for _ in range(text.count(";")):
            red, green, blue = (self._rgb.get(name, 0) for name in ("red", "green", "blue"))
            self._colours.append((red, green, blue) if self._rgb else None)
            self._rgb = {}

    def _hiding(self, state: _State) -> str:
        if state.deleted:
            return "deleted revision"
        if state.hidden:
            return "hidden text"
        return hiding(self._colour(state.colour), self._colour(state.background) or WHITE, state.points)

    def _colour(self, index: int) -> Colour | None:
        return self._colours[index] if 0 <= index < len(self._colours) else None

    def _end_paragraph(self) -> None:
        spans, self._spans = self._spans, []
        paragraph, mark = self._paragraph, self._paragraph.mark
        self._paragraph.mark = ""
        if not any(span.text.strip() for span in spans):
            return
        self._place += 1
        piece = _piece(spans, paragraph, mark, self._place)
        if paragraph.in_table:
            self._cell.append(piece)
        else:
            self._end_table()
            self.draft.add(piece)

    def _end_cell(self) -> None:
        in_table, self._paragraph.in_table = self._paragraph.in_table, True
        self._end_paragraph()
        self._paragraph.in_table = in_table
        self._row.append(self._cell)
        self._cell = []

    def _end_row(self) -> None:
        if self._row:
            self._table.rows.append(self._row)
            self._row = []

    def _end_table(self) -> None:
        self._end_row()
        if self._cell:
            self._table.rows.append([self._cell])
            self._cell = []
        if self._table.rows:
            add_content(self.draft, self._table)
            self._table = Table()


def _piece(spans: list[Span], paragraph: _Paragraph, mark: str, place: int) -> Piece:
    if paragraph.level:
        return Piece("heading", [(place, "".join(span.text for span in spans))], paragraph.level)
    words = [(place, marked_up(spans))]
    if paragraph.listed or mark.strip():
        number = re.search(r"\d{1,3}", mark)
        return Piece("item", words, paragraph.depth, f"{number[0]}." if number else "-")
    return Piece("quote" if paragraph.quoted else "paragraph", words)


def _listed(paragraph: _Paragraph, value: int) -> None:
    paragraph.listed = value > 0


_DEFINITIONS = ("fonttbl", "colortbl", "stylesheet")
_PARAGRAPH: dict[str, Callable[[_Paragraph, int], None]] = {
    "outlinelevel": lambda paragraph, value: setattr(paragraph, "level", value + 1 if 0 <= value < 6 else 0),
    "s": lambda paragraph, value: setattr(paragraph, "quoted", False),
    "ls": _listed,
    "ilvl": lambda paragraph, value: setattr(paragraph, "depth", min(8, max(0, value))),
    "intbl": lambda paragraph, value: setattr(paragraph, "in_table", True),
}
_LOOKS: dict[str, Callable[[_State, int | None], _State]] = {
    "b": lambda state, number: replace(state, bold=number != 0),
    "strike": lambda state, number: replace(state, struck=number != 0),
    "v": lambda state, number: replace(state, hidden=number != 0),
    "deleted": lambda state, number: replace(state, deleted=number != 0),
    "cf": lambda state, number: replace(state, colour=number or 0),
    "cb": lambda state, number: replace(state, background=number or 0),
    "chcbpat": lambda state, number: replace(state, background=number or 0),
    "highlight": lambda state, number: replace(state, background=number or 0),
    "fs": lambda state, number: replace(state, points=(number or 24) / 2),
    "uc": lambda state, number: replace(state, skip=max(0, min(9, number if number is not None else 1))),
    "plain": lambda state, number: _State(into=state.into, deleted=state.deleted, skip=state.skip),
}
