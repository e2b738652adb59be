"""Pages as they are printed: runs of letters with their place, and what every page repeats in its margins."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from coach.convert.draft import Span

_MARGIN = 0.1
"""Share of a page's height at its top and bottom in which headers and footers stand."""

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:page|seite|página|pagina|p\.)\s*)?\d{1,4}(?:\s*(?:/|of|von|de|di|sur)\s*\d{1,4})?[-–—|\s.]*$",
    re.IGNORECASE,
)


_STAMP = re.compile(r"\s*(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?|(?:https?|file)://\S+)\s*$")


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that stand on one line without a wide gap, in points from the lower left corner of the page.

    Attributes:
        page: 1-based number of the page.
        left: Left edge.
        right: Right edge.
        baseline: Height of the line on which the letters stand.
        size: Height of the letters.
        spans: The letters.
        gaps: Where it might be parted: index of the letter after a gap, and that letter's left edge.
    """

    page: int
    left: float
    right: float
    baseline: float
    size: float
    spans: tuple[Span, ...]
    gaps: tuple[tuple[int, float], ...] = ()

    @property
    def text(self) -> str:
        """Its letters."""
        return "".join(span.text for span in self.spans)

    @property
    def bold(self) -> bool:
        """True when all of it is bold."""
        return all(span.bold for span in self.spans if span.text.strip())


@dataclass
class Page:
    """A page with what is seen on it.

    Attributes:
        number: 1-based.
        height: Points.
        runs: In the order in which they are drawn.
        dots: Left edge and middle height of small filled shapes, which may be bullets.
    """

    number: int
    height: float
    runs: list[Run] = field(default_factory=list)
    dots: list[tuple[float, float]] = field(default_factory=list)


def without_margins(pages: Sequence[Page]) -> tuple[list[Page], int]:
    """Take out headers, footers and page numbers.

    Returns:
        The pages, and how many runs were taken out.
    """
    repeated = _repeated(pages)
    kept, taken = [], 0
    for page in pages:
        runs = [run for run in page.runs if not _is_margin(run, page, repeated)]
        taken += len(page.runs) - len(runs)
        kept.append(Page(page.number, page.height, runs, page.dots))
    return kept, taken


def _repeated(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """Words and height of the margin runs that stand on most pages."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page in pages:
        for run in page.runs:
            if _in_margin(run, page):
                seen[_key(run)].add(page.number)
    least = max(2, (len(pages) + 1) // 2)
    return {key for key, numbers in seen.items() if len(numbers) >= least}


def _key(run: Run) -> tuple[str, int]:
    return _DIGITS.sub("#", " ".join(run.text.split())), round(run.baseline / 4)


def _in_margin(run: Run, page: Page) -> bool:
    return run.baseline > page.height * (1 - _MARGIN) or run.baseline < page.height * _MARGIN


def _is_margin(run: Run, page: Page, repeated: set[tuple[str, int]]) -> bool:
    if not _in_margin(run, page):
        return False
    return _key(run) in repeated or _is_page_number(run, page) or _is_stamped(run, page)


def _is_stamped(run: Run, page: Page) -> bool:
    """On the line on which a browser prints the time, or the address and the page number."""
    return any(
        _STAMP.match(other.text) for other in page.runs if abs(other.baseline - run.baseline) < 2 and _in_margin(other, page)
    )


def _is_page_number(run: Run, page: Page) -> bool:
    """A lone number at the very bottom or top."""
    alone = all(other is run or abs(other.baseline - run.baseline) > run.size / 2 for other in page.runs)
    return alone and _PAGE_NUMBER.match(run.text) is not None


def body_size(pages: Sequence[Page]) -> float:
    """The height of most letters."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for run in page.runs:
            sizes[round(run.size * 2) / 2] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0
