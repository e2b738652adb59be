"""An answer for a terminal and as Markdown: the guide's sentences, a number behind each, and where the numbers lead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from coach.model.answer import Answer, AnswerSentence, Citation, OwnWords, Place
from coach.render.markdown import escape
from coach.render.words import one_line, printable

_GUIDE = "guide"
"""Name of the corpus that comes with coach; every other has the name that somebody gave it."""

_Place = tuple[str, tuple[str, ...]]


class Sources:
    """The sections that an answer cites, numbered in the order in which they are first cited."""

    def __init__(self, sentences: Sequence[AnswerSentence]) -> None:
        """Number the sections."""
        self._cited: dict[_Place, list[Citation]] = {}
        for sentence in sentences:
            for citation in sentence.citations:
                self._cited.setdefault(_place(citation), []).append(citation)
        self._numbers = {place: number for number, place in enumerate(self._cited, 1)}

    def number(self, sentence: AnswerSentence) -> int:
        """The number of the section in which a sentence stands."""
        return self._numbers[_place(sentence.citations[0])]

    def rows(self) -> list[tuple[int, str, list[Citation]]]:
        """Number, place in words, and citations of each section."""
        return [(self._numbers[place], _source(cited), cited) for place, cited in self._cited.items()]


def _place(citation: Citation) -> _Place:
    return citation.file, tuple(citation.heading_path)


def _source(cited: Sequence[Citation]) -> str:
    """Where the cited lines stand, in words."""
    first = min(citation.start_line for citation in cited)
    last = max(citation.end_line for citation in cited)
    lines = f"line {first}" if first == last else f"lines {first}–{last}"
    return f"{cited[0].corpus}: {_path(cited[0].heading_path)} ({printable(cited[0].file)}, {lines})"


def _near(place: Place) -> str:
    return f"{_path(place.heading_path)} ({printable(place.file)}, line {place.start_line})"


def _own_place(own: OwnWords) -> str:
    return f"{own.competency_name}; {printable(own.source)}, line {own.line}"


def _shown(text: str) -> str:
    """Lines of a file as they stand, without what a terminal would obey."""
    return "\n".join(printable(line.expandtabs(4)) for line in text.split("\n"))


def _path(headings: Sequence[str]) -> str:
    return one_line(" › ".join(headings)) or "(no heading)"


def marked(answer: Answer) -> list[tuple[str, str, int | None]]:
    """Layout, text and citation number of each line: prose of one paragraph is one line.

    A number stands behind the last of the sentences that share it, so a run of one section is marked once.
    """
    sources = Sources(answer.sentences)
    numbers = [sources.number(sentence) for sentence in answer.sentences]
    lines: list[tuple[str, str, int | None]] = []
    for at, (sentence, number) in enumerate(zip(answer.sentences, numbers, strict=True)):
        last = at + 1 == len(numbers) or numbers[at + 1] != number
        text = _shown(sentence.text) if sentence.layout == "code" else printable(" ".join(sentence.text.split()))
        if lines and sentence.layout == "prose" and lines[-1][0] == "prose" and numbers[at - 1] == number:
            text = f"{lines.pop()[1]} {text}"
        lines.append((sentence.layout, text, number if last else None))
    return lines


def render_answer(answer: Answer, console: Console, *, verbatim: bool = False) -> None:
    """Print an answer; colours, width and line art are the console's business."""
    if answer.understood_as != answer.question:
        console.print(Text(f"Understood as: {one_line(answer.understood_as, 200)}", style="dim"))
    if answer.for_person:
        console.print(Text(f"For {one_line(answer.for_person)}", style="dim"))
    if not answer.answered:
        _print_refusal(answer, console)
        return
    if answer.sentences[0].layout != "prose":
        console.print(Text(_path(answer.sentences[0].citations[0].heading_path[-1:]), style="bold"))
    step = 0
    for layout, text, number in marked(answer):
        step = step + 1 if layout == "step" else 0
        mark = {"bullet": "  • ", "step": f"{step:>3}. "}.get(layout, "")
        body = Text(text)
        if number is not None:
            body.append(f" [{number}]", style="cyan")
        console.print(_hanging(mark, body) if mark else body)
    console.print(_related(answer))
    _print_sources(answer, console, verbatim)


def whose_words(answer: Answer) -> str:
    """Whose sentences an answer is made of: those of the corpus that was asked, or a model's."""
    if any(sentence.wording == "model" for sentence in answer.sentences):
        return "Sentences of a model, each held against the words that it cites"
    if answer.corpus == _GUIDE:
        return "Every sentence is the guide's own"
    return f"Every sentence stands in “{printable(answer.corpus)}”"


def _hanging(mark: str, body: Text) -> Table:
    table = Table.grid(padding=0)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(mark, body)
    return table


def _related(answer: Answer) -> Text:
    text = Text()
    for own in answer.relates_to:
        text.append(f"\nRelates to your “{one_line(own.topic)}”", style="green")
        text.append(f" ({_own_place(own)}): ", style="dim")
        text.append(f"“{one_line(own.quote, 120)}”", style="italic")
    return text


def _print_sources(answer: Answer, console: Console, verbatim: bool) -> None:
    for number, source, cited in Sources(answer.sentences).rows():
        console.print(_hanging(f"[{number}] ", Text(source, style="dim")))
        if verbatim:
            for citation in cited:
                console.print(Padding(Text(_shown(citation.quote), style="italic"), (0, 0, 0, 4)))
    console.print(
        Text(
            f"Confidence {answer.confidence:.2f}. {whose_words(answer)}; --verbatim shows the passages.",
            style="dim",
        )
    )


def _print_refusal(answer: Answer, console: Console) -> None:
    console.print(Text(answer.answer, style="bold"))
    if answer.nearest_headings:
        console.print(Text("It comes nearest here:", style="dim"))
        for place in answer.nearest_headings:
            console.print(_hanging("  • ", Text(_near(place))))


def render_answer_markdown(answer: Answer, *, verbatim: bool = False) -> str:
    """An answer as Markdown; words of people and files stand in it as text, whatever they hold."""
    parts = [f"# {escape(printable(answer.question))}", ""]
    if answer.understood_as != answer.question:
        parts += [f"*Understood as: {escape(printable(answer.understood_as))}*", ""]
    if answer.for_person:
        parts += [f"*For {escape(printable(answer.for_person))}*", ""]
    parts += _markdown_answer(answer, verbatim) if answer.answered else _markdown_refusal(answer)
    return "\n".join(parts).rstrip() + "\n"


def _markdown_refusal(answer: Answer) -> list[str]:
    parts = [f"**{answer.answer}**", ""]
    if answer.nearest_headings:
        parts += ["It comes nearest here:", ""]
    return parts + [f"- {escape(_near(place))}" for place in answer.nearest_headings]


def _markdown_answer(answer: Answer, verbatim: bool) -> list[str]:
    lines: list[str] = []
    previous = "prose"
    for layout, text, number in marked(answer):
        mark = f" [{number}]" if number is not None else ""
        if layout == "code":
            fence = "`" * max(4, _longest_fence(text) + 1)
            lines += ["", f"{fence}text", text, fence, "", mark.strip()]
        else:
            lead = {"bullet": "- ", "step": "1. "}.get(layout, "")
            lines += [*([""] if layout == "prose" or previous != layout else []), f"{lead}{escape(text)}{mark}"]
        previous = layout
    for own in answer.relates_to:
        lines += [
            "",
            f"Relates to your “{escape(one_line(own.topic))}” ({escape(_own_place(own))}): *“{escape(one_line(own.quote))}”*",
        ]
    for number, source, cited in Sources(answer.sentences).rows():
        lines += ["", f"[{number}] {escape(source)}"]
        if verbatim:
            lines += ["", *(f"> {escape(_shown(line))}  " for citation in cited for line in citation.quote.split("\n"))]
    return lines[1:]


def _longest_fence(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)
