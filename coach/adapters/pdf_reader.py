"""PDFs through pdfium: letters with their place, size, weight and colour; what of them is seen; and nothing is rendered.

The functions are those of `fpdf_text.h` and `fpdf_edit.h`; text render mode 3 (neither fill nor stroke) is from ISO 32000-2, 9.3.6.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from coach.convert.draft import MOST_CHARS, Draft, Span
from coach.convert.layout import add_pages
from coach.convert.pages import Page, Run
from coach.convert.visibility import Colour, hiding
from coach.errors import DamagedFile, InputTooLarge, NoTextInside, ProtectedFile
from coach.model.text import Converted

MOST_PAGES = 500
"""Most pages of a PDF."""

_MOST_OBJECTS = 200_000
_PASSWORD_ERROR = 4
_TEXT, _PATH, _IMAGE = 1, 2, 3
_INVISIBLE, _CLIP_ONLY = 3, 7
_WIDGET = 20
_COMMENTS = frozenset((1, 3, 8, 9, 10, 11, 12, 13, 14))
"""Annotations by which people comment: notes, free text, highlights and the like."""

_CELL_GAP = 1.6
"""Gap within a line, in heights of a letter, that parts two runs."""

_WORD_GAP = 0.4
"""Gap between two letters, in heights of a letter, that may part two cells of a table."""

_SCAN_SHARE = 0.5
_BOLD_WEIGHT = 600
_DOT = 0.65


@dataclass(frozen=True, slots=True)
class _Look:
    """How the letters of a text object look."""

    bold: bool
    size: float
    reason: str


@dataclass
class _Backdrop:
    """Shapes and pictures of a page."""

    fills: list[tuple[tuple[float, float, float, float], Colour]] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)

    def behind(self, box: tuple[float, float, float, float]) -> Colour | None:
        """Colour behind the middle of a box; None for bare paper."""
        across, up = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for left, bottom, right, top in self.pictures:
            if left <= across <= right and bottom <= up <= top:
                return (128, 128, 128)
        for (left, bottom, right, top), colour in reversed(self.fills):
            if left <= across <= right and bottom <= up <= top:
                return colour
        return None


def read_pdf(data: bytes) -> Converted:
    """Convert a PDF.

    Raises:
        ProtectedFile: It is locked by a password.
        DamagedFile: pdfium cannot open it.
        InputTooLarge: It has more than `MOST_PAGES` pages or `MOST_CHARS` characters.
        NoTextInside: It is a scan, or empty.
    """
    import pypdfium2.raw as pdfium

    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        if pdfium.FPDF_GetLastError() == _PASSWORD_ERROR:
            raise ProtectedFile("it is protected by a password", remedy="Save or print a copy without a password.")
        raise DamagedFile("the PDF cannot be opened", remedy="Save or print it again as a PDF, or paste the text.")
    count = pdfium.FPDF_GetPageCount(document)
    if count > MOST_PAGES:
        raise InputTooLarge(f"it has {count:,} pages, the limit is {MOST_PAGES}", remedy="Print the pages about your own work.")
    draft = Draft("page")
    reader = _Reader(pdfium, document, draft)
    pages = [page for number in range(count) if (page := reader.page(number)) is not None]
    add_pages(pages, draft)
    converted = draft.done()
    if not converted.text.strip():
        reader.refuse_empty()
    return converted


class _Reader:
    """Reads one page after the other."""

    def __init__(self, pdfium: Any, document: Any, draft: Draft) -> None:
        self._pdfium = pdfium
        self._document = document
        self._draft = draft
        self._pictures = 0
        self._chars = 0

    def refuse_empty(self) -> None:
        """Say that there is no text, and why."""
        if self._pictures:
            raise NoTextInside(
                "its pages are pictures without text (a scan)",
                remedy="Run character recognition (OCR) on it first, for instance with ocrmypdf, or paste the text.",
            )
        raise NoTextInside("there is no text in it that a person can see", remedy="Paste the text you want to have read.")

    def page(self, index: int) -> Page | None:
        """What is seen on a page; None for one that cannot be loaded."""
        pdfium = self._pdfium
        handle = pdfium.FPDF_LoadPage(self._document, index)
        if not handle:
            self._draft.note(f"page {index + 1} cannot be read")
            return None
        if self._annotations(handle, index + 1):
            pdfium.FPDFPage_Flatten(handle, 0)
            pdfium.FPDF_ClosePage(handle)
            handle = pdfium.FPDF_LoadPage(self._document, index)
        text = pdfium.FPDFText_LoadPage(handle)
        if not text:
            return None
        height = pdfium.FPDF_GetPageHeightF(handle)
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(handle, ctypes.byref(box))
        letters = _Letters(self._pdfium, text, (box.left, box.bottom, box.right, box.top))
        self._chars += letters.count
        if self._chars > 2 * MOST_CHARS:
            raise InputTooLarge(
                f"its text has more than {MOST_CHARS:,} characters", remedy="Print the pages about your own work."
            )
        backdrop, dots = self._shapes(handle)
        page = Page(index + 1, height + box.bottom, dots=dots)
        if self._is_scan(backdrop, box) and letters.all_invisible():
            self._draft.note(f"page {index + 1} is a scan; its words were recognised by a program and may have errors")
            letters.trust_invisible = True
        page.runs.extend(letters.runs(index + 1, backdrop, self._draft))
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(handle)
        return page

    def _annotations(self, handle: Any, number: int) -> bool:
        """Mention comments; return whether there are form fields to be drawn onto the page."""
        pdfium = self._pdfium
        fields = False
        for at in range(min(pdfium.FPDFPage_GetAnnotCount(handle), 1000)):
            annotation = pdfium.FPDFPage_GetAnnot(handle, at)
            if not annotation:
                continue
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            fields = fields or kind == _WIDGET
            if kind in _COMMENTS:
                self._draft.hide("comment", "comment", number)
            pdfium.FPDFPage_CloseAnnot(annotation)
        return fields

    def _is_scan(self, backdrop: _Backdrop, page: Any) -> bool:
        area = (page.right - page.left) * (page.top - page.bottom)
        return any((right - left) * (top - bottom) > _SCAN_SHARE * area for left, bottom, right, top in backdrop.pictures)

    def _shapes(self, handle: Any) -> tuple[_Backdrop, list[tuple[float, float]]]:
        pdfium = self._pdfium
        backdrop, dots = _Backdrop(), []
        for at in range(min(pdfium.FPDFPage_CountObjects(handle), _MOST_OBJECTS)):
            item = pdfium.FPDFPage_GetObject(handle, at)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind not in (_PATH, _IMAGE):
                continue
            edges = [ctypes.c_float() for _ in range(4)]
            if not pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in edges)):
                continue
            left, bottom, right, top = (edge.value for edge in edges)
            if kind == _IMAGE:
                self._pictures += 1
                backdrop.pictures.append((left, bottom, right, top))
                continue
            if (colour := self._filled(item)) is not None:
                backdrop.fills.append(((left, bottom, right, top), colour))
            if 1 < right - left < 9 and abs((right - left) - (top - bottom)) < 1.5:
                dots.append((left, (bottom + top) / 2))
        return backdrop, dots

    def _filled(self, item: Any) -> Colour | None:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        if not self._pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(mode), ctypes.byref(stroke)) or not mode.value:
            return None
        return _colour(self._pdfium.FPDFPageObj_GetFillColor, item)[0]


def _colour(function: Any, item: Any, *index: int) -> tuple[Colour | None, int]:
    """A colour and its opacity, 0 to 255."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not function(item, *index, *(ctypes.byref(part) for part in parts)):
        return None, 255
    red, green, blue, alpha = (part.value for part in parts)
    return (red, green, blue), alpha


class _Letters:
    """The letters of a page."""

    def __init__(self, pdfium: Any, text: Any, page: tuple[float, float, float, float]) -> None:
        self._pdfium = pdfium
        self._text = text
        self._page = page
        self._looks: dict[int, tuple[bool, float, Colour | None, int, int]] = {}
        self.count: int = max(0, pdfium.FPDFText_CountChars(text))
        self.trust_invisible = False

    def all_invisible(self) -> bool:
        """True when every letter is drawn in render mode 3."""
        modes = {self._object(at)[4] for at in range(0, self.count, max(1, self.count // 500)) if not self._generated(at)}
        return bool(modes) and modes <= {_INVISIBLE}

    def runs(self, number: int, backdrop: _Backdrop, draft: Draft) -> Iterator[Run]:
        """Runs of letters that are seen, in the order of the page's content; the others are counted."""
        run = _Open(number)
        for at in range(self.count):
            code = self._pdfium.FPDFText_GetUnicode(self._text, at)
            if self._generated(at):
                if code in (10, 13):
                    yield from run.close()
                else:
                    run.space()
                continue
            letter = chr(code) if 0 < code < 0x110000 else "\ufffd"
            box = self._box(at)
            look = self._look(at, box, backdrop)
            if look.reason:
                draft.hide(look.reason, letter, number)
                continue
            baseline = self._baseline(at, box)
            if not run.takes(box, baseline, look):
                yield from run.close()
            run.add(letter, box, baseline, look)
        yield from run.close()

    def _generated(self, at: int) -> bool:
        return bool(self._pdfium.FPDFText_IsGenerated(self._text, at) == 1)

    def _box(self, at: int) -> tuple[float, float, float, float]:
        edges = [ctypes.c_double() for _ in range(4)]
        left, right, bottom, top = edges
        self._pdfium.FPDFText_GetCharBox(self._text, at, *(ctypes.byref(edge) for edge in edges))
        return left.value, bottom.value, right.value, top.value

    def _baseline(self, at: int, box: tuple[float, float, float, float]) -> float:
        across, up = ctypes.c_double(), ctypes.c_double()
        found = self._pdfium.FPDFText_GetCharOrigin(self._text, at, ctypes.byref(across), ctypes.byref(up))
        return up.value if found else box[1]

    def _look(self, at: int, box: tuple[float, float, float, float], backdrop: _Backdrop) -> _Look:
        bold, size, colour, alpha, mode = self._object(at)
        if mode in (_INVISIBLE, _CLIP_ONLY) and not self.trust_invisible:
            return _Look(bold, size, "invisible text")
        if alpha == 0:
            return _Look(bold, size, "transparent text")
        left, bottom, right, top = self._page
        if box[2] < left - 1 or box[0] > right + 1 or box[3] < bottom - 1 or box[1] > top + 1:
            return _Look(bold, size, "text off the page")
        if self.trust_invisible:
            return _Look(bold, size, "")
        plain = hiding(colour, None, size)
        return _Look(bold, size, hiding(colour, backdrop.behind(box), size) if plain or backdrop.fills else "")

    def _object(self, at: int) -> tuple[bool, float, Colour | None, int, int]:
        pdfium = self._pdfium
        item = pdfium.FPDFText_GetTextObject(self._text, at)
        key = ctypes.cast(item, ctypes.c_void_p).value or -1 - at
        if key not in self._looks:
            matrix = pdfium.FS_MATRIX()
            scale = 1.0
            if pdfium.FPDFText_GetMatrix(self._text, at, ctypes.byref(matrix)):
                scale = (matrix.c**2 + matrix.d**2) ** 0.5
            size = pdfium.FPDFText_GetFontSize(self._text, at) * (scale or 1.0)
            colour, alpha = _colour(pdfium.FPDFText_GetFillColor, self._text, at)
            mode = pdfium.FPDFTextObj_GetTextRenderMode(item) if item else 0
            self._looks[key] = (self._bold(at), abs(size), colour, alpha, mode)
        return self._looks[key]

    def _bold(self, at: int) -> bool:
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        self._pdfium.FPDFText_GetFontInfo(self._text, at, name, 128, ctypes.byref(flags))
        shown = name.value.decode("utf-8", "replace").lower()
        if "bold" in shown or "black" in shown or "heavy" in shown:
            return True
        return bool(self._pdfium.FPDFText_GetFontWeight(self._text, at) >= _BOLD_WEIGHT and "regular" not in shown)


class _Open:
    """A run that is being filled."""

    def __init__(self, page: int) -> None:
        self._page = page
        self._clear()

    def _clear(self) -> None:
        self._parts: list[tuple[str, bool]] = []
        self._gaps: list[tuple[int, float]] = []
        self._left = self._right = self._baseline = self._size = 0.0

    def takes(self, box: tuple[float, float, float, float], baseline: float, look: _Look) -> bool:
        """True when a letter belongs to it: on its line, not far to the right, not back to the left."""
        if not self._parts:
            return True
        size = max(self._size, look.size, 1.0)
        gap = box[0] - self._right
        return abs(baseline - self._baseline) < 0.45 * size and -2.0 * size < gap < _CELL_GAP * size

    def add(self, letter: str, box: tuple[float, float, float, float], baseline: float, look: _Look) -> None:
        """Take a letter."""
        if not self._parts:
            self._left, self._baseline, self._size = box[0], baseline, look.size
            self._right = box[2]
        elif box[0] - self._right > _WORD_GAP * look.size:
            self._gaps.append((sum(len(part) for part, _ in self._parts), box[0]))
        self._parts.append((letter, look.bold))
        self._right = max(self._right, box[2])
        self._size = max(self._size, look.size)

    def space(self) -> None:
        """Take a space that the page does not hold."""
        if self._parts and not self._parts[-1][0].isspace():
            self._parts.append((" ", self._parts[-1][1]))

    def close(self) -> Iterator[Run]:
        """The run, if it has letters; afterwards it is empty."""
        spans: list[Span] = []
        for letter, bold in self._parts:
            if spans and spans[-1].bold == bold:
                spans[-1] = Span(spans[-1].text + letter, bold)
            else:
                spans.append(Span(letter, bold))
        if any(span.text.strip() for span in spans):
            yield Run(self._page, self._left, self._right, self._baseline, self._size, tuple(spans), tuple(self._gaps))
        self._clear()
