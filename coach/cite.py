"""Picks to cited sentences: code attaches the words and their lines, and checks that they stand there.

Compared are the words: runs of white space count as one space, and markup (emphasis, links, code marks) does not count.
"""

from __future__ import annotations

from collections.abc import Sequence

from coach.language.carried import carried
from coach.model.answer import AnswerSentence, Citation
from coach.model.passage import Passage
from coach.model.question import Excerpt, ExcerptKind, Layout, Pick, Quote


def cite(picks: Sequence[Pick]) -> list[AnswerSentence]:
    """The sentences of an answer with their citations; what does not stand in its passage is left out."""
    return [sentence_of(pick) for pick in picks if stands(pick.excerpt)]


def sentence_of(pick: Pick) -> AnswerSentence:
    """A pick as a sentence with its citations."""
    passage = pick.excerpt.passage
    return AnswerSentence(
        text=pick.excerpt.text,
        layout=pick.layout.value,
        wording="model" if pick.excerpt.kind is ExcerptKind.WRITTEN else "guide",
        citations=[
            Citation(
                corpus=passage.corpus,
                file=passage.file,
                heading_path=list(passage.heading_path),
                start_line=quote.start_line,
                end_line=quote.end_line,
                quote=quote.text,
            )
            for quote in pick.excerpt.quotes
        ],
    )


def stands(excerpt: Excerpt) -> bool:
    """Whether every quote of an excerpt stands at its lines, and every word of the excerpt in its quotes."""
    return all(quoted(quote, excerpt.passage) for quote in excerpt.quotes) and supported(excerpt)


def quoted(quote: Quote, passage: Passage) -> bool:
    """Whether a quote stands in a passage at the lines it names."""
    lines = passage.text.split("\n")
    first, last = quote.start_line - passage.start_line, quote.end_line - passage.start_line
    if not (quote.text.strip() and 0 <= first <= last < len(lines)):
        return False
    return quote.text in "\n".join(lines[first : last + 1])


def supported(excerpt: Excerpt) -> bool:
    """Whether an excerpt says nothing but what its quotes say; one in an engine's own words, whether they carry it."""
    if excerpt.kind is ExcerptKind.WRITTEN:
        return carried(excerpt.text, [quote.text for quote in excerpt.quotes])
    said = [_letters(quote.text) for quote in excerpt.quotes]
    if excerpt.kind not in (ExcerptKind.ROW, ExcerptKind.ENTRY) or len(said) == 1:
        return _letters(excerpt.text) in said[0]
    return all(_told(part.split(": "), said) for part in excerpt.text.split("; "))


def _told(words: list[str], said: list[str]) -> bool:
    """Whether "head: cell" is told: whole, or its two halves, wherever the head ends."""
    halves = [(words[:end], words[end:]) for end in range(1, len(words) + 1)]
    return any(all(any(_letters("".join(half)) in text for text in said) for half in pair) for pair in halves)


def _letters(text: str) -> str:
    """Letters and digits only, lower case: what remains when markup and white space do not count."""
    return "".join(char for char in text.lower() if char.isalnum())


def text_of(sentences: Sequence[AnswerSentence]) -> str:
    """The sentences as one text: a paragraph for the prose of each section, items and steps on lines of their own."""
    parts: list[str] = []
    step = 0
    previous: tuple[str, str, list[str]] | None = None
    for sentence in sentences:
        step = step + 1 if sentence.layout == Layout.STEP.value else 0
        mark = {Layout.BULLET.value: "- ", Layout.STEP.value: f"{step}. "}.get(sentence.layout, "")
        place = (sentence.layout, sentence.citations[0].file, sentence.citations[0].heading_path)
        joint = "" if previous is None else " " if place == previous and sentence.layout == Layout.PROSE.value else "\n"
        parts.append(f"{joint}{mark}{sentence.text}")
        previous = place
    return "".join(parts)
