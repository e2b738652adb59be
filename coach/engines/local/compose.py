"""From scored sentences to a short answer that reads well: one list, or a few sentences that stand together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coach.engines.local.signals import dangles
from coach.lexical import words_of
from coach.model.question import Excerpt, ExcerptKind, Layout, Pick, Question, QuestionKind, Section


@dataclass(frozen=True, slots=True)
class Scored:
    """A section with how well it, and each of its excerpts, answers.

    Attributes:
        section: The section.
        score: How well it answers, comparable between the sections of one question.
        scores: One score an excerpt.
    """

    section: Section
    score: float
    scores: tuple[float, ...]

    @property
    def best(self) -> int:
        """Position of the excerpt that answers best; code does only where nothing else is there."""
        order = range(len(self.scores))
        return max(order, key=lambda number: (self.section.excerpts[number].kind is not ExcerptKind.CODE, self.scores[number]))

    @property
    def top(self) -> float:
        """Score of the excerpt that answers best."""
        return self.scores[self.best]


_SENTENCES = {
    QuestionKind.FIGURE: 3,
    QuestionKind.FACT: 4,
    QuestionKind.DEFINITION: 3,
    QuestionKind.WHY: 4,
    QuestionKind.YES_NO: 4,
    QuestionKind.SITUATION: 4,
}
_MOST_SENTENCES = 5
_MOST_WORDS = 120
_SECOND_WORDS = 50
_MOST_ITEMS = 10
_LEAD_SENTENCES = 3
_NEAR, _NEAR_TOP = 0.03, 0.05
"""A second section is quoted too when its score, and that of its best sentence, are no further than this from the first's."""

_REACH = {QuestionKind.FIGURE: 0.16, QuestionKind.FACT: 0.22, QuestionKind.DEFINITION: 0.22}
_REACH_ELSE = 0.30
"""How far below the best sentence another may lie and still be worth its room."""

_FIRST = 0.25
"""What it is worth to begin where the section begins: good guides say the answer first."""

_REACH_ROWS = 0.10
_SHORT_ITEMS, _SHORT_WORDS = 7, 70
"""A list up to this size is quoted whole when one of its items answers."""

_OPENING = 0.25
"""What it costs to begin with a sentence that leans on one left out."""

_ALIKE = 0.6
_LISTS = (ExcerptKind.ITEM, ExcerptKind.STEP, ExcerptKind.ROW, ExcerptKind.ENTRY)
_ROWS = (ExcerptKind.ROW, ExcerptKind.ENTRY)
_ITEMS = (ExcerptKind.ITEM, ExcerptKind.STEP)
_WANTS_LIST = (QuestionKind.LIST, QuestionKind.COMPARISON)


def compose(question: Question, ranked: Sequence[Scored]) -> tuple[Pick, ...]:
    """Choose what is said, in reading order.

    Args:
        question: What is asked.
        ranked: Sections, the best first.
    """
    usable = [scored for scored in ranked if scored.scores]
    if not usable:
        return ()
    lead = usable[0]
    near = [scored for scored in usable[1:3] if lead.score - scored.score <= _NEAR and lead.top - scored.top <= _NEAR_TOP]
    for scored in (lead, *near):
        if picks := _as_code(question, scored) or _as_list(question, scored):
            return picks
    room = _SENTENCES.get(question.kind, _MOST_SENTENCES)
    picks = _window(question, lead, room - (1 if near and room > 3 else 0), _MOST_WORDS)
    if near and room > len(picks):
        more = _window(question, near[0], min(2, _MOST_SENTENCES - len(picks)), _SECOND_WORDS)
        picks += tuple(pick for pick in more if not _told(pick.excerpt, picks))
    return picks


def _as_code(question: Question, scored: Scored) -> tuple[Pick, ...]:
    if not question.code or question.units:
        return ()
    excerpts = scored.section.excerpts
    blocks = [number for number, excerpt in enumerate(excerpts) if excerpt.kind is ExcerptKind.CODE]
    if not blocks:
        return ()
    best = max(blocks, key=lambda number: scored.scores[number])
    before = [Pick(excerpts[best - 1])] if best and excerpts[best - 1].kind is not ExcerptKind.CODE else []
    return (*before, Pick(excerpts[best], Layout.CODE))


def _as_list(question: Question, scored: Scored) -> tuple[Pick, ...]:
    """The list or table of a section with its lead-in, where that is the answer."""
    excerpts = scored.section.excerpts
    group = _best_group(question, scored)
    if group is None:
        return ()
    members = [number for number, excerpt in enumerate(excerpts) if excerpt.group == group and excerpt.kind in _LISTS]
    members = _of_the_sides(
        question, [number for number in members if excerpts[number].depth == excerpts[members[0]].depth], excerpts
    )
    if len(members) > _MOST_ITEMS:
        kept = sorted(members, key=lambda number: -scored.scores[number])[:_MOST_ITEMS]
        members = sorted(kept)
    first = members[0]
    lead = _lead_in(excerpts, first)
    return (*lead, *(Pick(excerpts[number], _layout(excerpts[number])) for number in members))


def _best_group(question: Question, scored: Scored) -> int | None:
    excerpts = scored.section.excerpts
    groups: dict[int, list[int]] = {}
    for number, excerpt in enumerate(excerpts):
        if excerpt.kind in _LISTS:
            groups.setdefault(excerpt.group, []).append(number)
    steps = question.kind is QuestionKind.HOW_TO
    fitting = {
        group: members
        for group, members in groups.items()
        if len(members) >= 2 and (question.kind in _WANTS_LIST or (steps and excerpts[members[0]].kind is ExcerptKind.STEP))
    }
    if not fitting:
        return None
    best = max(fitting, key=lambda group: max(scored.scores[number] for number in fitting[group]))
    top = max(scored.scores[number] for number in fitting[best])
    return best if top >= scored.scores[scored.best] - _REACH_ELSE else None


def _of_the_sides(question: Question, members: list[int], excerpts: Sequence[Excerpt]) -> list[int]:
    """Of a table with a row for each of many things, the rows of the things compared."""
    if not question.sides or excerpts[members[0]].kind is not ExcerptKind.ROW:
        return members
    sides = [set(side.split()) for side in question.sides]
    named = [number for number in members if any(side <= set(words_of(excerpts[number].text.split(";")[0])) for side in sides)]
    return named if len(named) == len(sides) else members


def _lead_in(excerpts: Sequence[Excerpt], first: int) -> tuple[Pick, ...]:
    """What announces a list: the paragraph before it, or of a long one its first sentence and its last."""
    before = excerpts[first - 1] if first else None
    if before is None or before.kind not in (ExcerptKind.LEAD_IN, ExcerptKind.SENTENCE):
        return ()
    paragraph = [excerpt for excerpt in excerpts[:first] if excerpt.block == before.block]
    if len(paragraph) > _LEAD_SENTENCES:
        paragraph = [paragraph[0], before]
    if before.kind is not ExcerptKind.LEAD_IN and dangles(paragraph[0].text):
        return ()
    return tuple(Pick(excerpt) for excerpt in paragraph)


def _layout(excerpt: Excerpt) -> Layout:
    return Layout.STEP if excerpt.kind is ExcerptKind.STEP else Layout.BULLET


def _window(question: Question, scored: Scored, room: int, words: int) -> tuple[Pick, ...]:
    """The stretch of a section around its best sentence that says most in the room there is."""
    excerpts = scored.section.excerpts
    best = scored.best
    if excerpts[best].kind is ExcerptKind.CODE:
        return ()
    if whole := _short_group(question, excerpts, best):
        return whole
    reach = _REACH_ROWS if excerpts[best].kind in _ROWS else _REACH.get(question.kind, _REACH_ELSE)
    floor = scored.scores[best] - reach
    chosen, most = (best, best), -1.0
    for start in range(max(0, best - room + 1) if question.kind is QuestionKind.FIGURE else 0, len(excerpts)):
        for end in range(start, min(len(excerpts), start + room)):
            span = excerpts[start : end + 1]
            if not _reads_on(span) or (start < end and _length(span) > words):
                continue
            value = sum(score - floor for score in scored.scores[start : end + 1]) - _broken(excerpts, start, end)
            value += _FIRST if start == 0 else 0.0
            if value > most:
                chosen, most = (start, end), value
    if question.kind is not QuestionKind.FIGURE:
        chosen = _completed(excerpts, *chosen)
    return _laid_out(excerpts, *chosen)


def _completed(excerpts: Sequence[Excerpt], start: int, end: int) -> tuple[int, int]:
    """A stretch that begins or ends within a list: with the whole of a short one, without a long one that it announces."""
    for at in (start, end):
        group = excerpts[at].group
        members = [number for number, excerpt in enumerate(excerpts) if excerpt.group == group and excerpt.kind in _LISTS]
        if excerpts[at].kind not in _LISTS:
            continue
        announced = [
            number
            for number in range(start, at)
            if excerpts[number].kind is ExcerptKind.LEAD_IN and excerpts[number].group == group
        ]
        if _is_short([excerpts[number] for number in members], excerpts[at].kind in _ROWS):
            if announced or excerpts[at].kind in _ITEMS:
                start, end = min(start, members[0]), max(end, members[-1])
        elif announced and announced[0] > start:
            end = announced[0] - 1
    return start, end


def _is_short(members: Sequence[Excerpt], rows: bool = False) -> bool:
    return len(members) <= _SHORT_ITEMS and _length(members) <= (_MOST_WORDS if rows else _SHORT_WORDS)


def _laid_out(excerpts: Sequence[Excerpt], start: int, end: int) -> tuple[Pick, ...]:
    """Excerpts in a row, as a list where they are one; a list quoted from its middle on keeps its lead-in."""
    span = excerpts[start : end + 1]
    lead: list[Excerpt] = []
    if span[0].kind in _ITEMS:
        lead = [
            excerpt for excerpt in excerpts[:start] if excerpt.kind is ExcerptKind.LEAD_IN and excerpt.group == span[0].group
        ]
    listed = (
        sum(excerpt.kind in _LISTS for excerpt in span)
        + len(lead)
        + sum(excerpt.kind is ExcerptKind.LEAD_IN for excerpt in span)
    )
    return (
        *(Pick(excerpt) for excerpt in lead),
        *(Pick(excerpt, _in_row(excerpt, listed)) for excerpt in span),
    )


def _in_row(excerpt: Excerpt, listed: int) -> Layout:
    return Layout.BULLET if excerpt.kind in _ROWS or (listed > 1 and excerpt.kind in _LISTS) else Layout.PROSE


def _short_group(question: Question, excerpts: Sequence[Excerpt], best: int) -> tuple[Pick, ...]:
    """The whole of a short list, where the best excerpt is in it or announces it and more than one figure is wanted."""
    group = excerpts[best].group
    members = [number for number, excerpt in enumerate(excerpts) if excerpt.group == group and excerpt.kind in _ITEMS]
    announces = excerpts[best].kind is ExcerptKind.LEAD_IN
    if group == -1 or not members or (question.kind is QuestionKind.FIGURE and not announces):
        return ()
    if not announces and not _is_short([excerpts[number] for number in members]):
        return ()
    members = members[:_MOST_ITEMS]
    return (*_lead_in(excerpts, members[0]), *(Pick(excerpts[number], _layout(excerpts[number])) for number in members))


def _reads_on(span: Sequence[Excerpt]) -> bool:
    """Whether excerpts can follow each other: no code among them, and not two lists."""
    groups = {excerpt.group for excerpt in span if excerpt.group != -1}
    return len(groups) <= 1 and all(excerpt.kind is not ExcerptKind.CODE for excerpt in span)


def _broken(excerpts: Sequence[Excerpt], start: int, end: int) -> float:
    """What is lost by beginning or ending there."""
    lost = _OPENING if start > 0 and dangles(excerpts[start].text) else 0.0
    return lost + (_OPENING if excerpts[end].text.endswith(":") else 0.0)


def _length(excerpts: Sequence[Excerpt]) -> int:
    return sum(len(excerpt.text.split()) for excerpt in excerpts)


def _told(excerpt: Excerpt, picks: Sequence[Pick]) -> bool:
    """Whether an answer says the same already."""
    own = set(words_of(excerpt.text))
    for pick in picks:
        other = set(words_of(pick.excerpt.text))
        if len(own & other) > _ALIKE * max(1, min(len(own), len(other))):
            return True
    return False
