"""Altair and vl-convert: the pictures of a report as SVG. About half a second for the first, hundredths for the next."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from coach.model.picture import INKS, LevelPicture, Picture, ScopePicture, TimePicture, wrapped

if TYPE_CHECKING:
    import altair as alt

_NUMBER = re.compile(r"~(\d+)~")
_FONT_SIZE = 13
_NARROW = 480
"""Below this width of a picture, in pixels, it is laid out for a phone."""

_LINE = 15
"""Pixels from line to line of a label."""

_LABEL_PIXELS = 8.1
"""Width of a letter at the font size of labels, a little generous, for the page's font may be wider than the one measured."""


class VegaPictures:
    """The `Pictures` of a report."""

    def draw(self, picture: Picture, width: int) -> str:
        """Return the picture as SVG of about `width` pixels, in the stand-in colours of `INKS`."""
        import vl_convert

        words = _Words()
        if isinstance(picture, LevelPicture):
            chart = _levels(picture, width, words)
        elif isinstance(picture, ScopePicture):
            chart = _scopes(picture, width, words)
        else:
            chart = _timeline(picture, width, words)
        return words.put_back(str(vl_convert.vegalite_to_svg(_styled(chart).to_dict())))


class _Words:
    """Words of people on their way round the plotting library, which sees a number in the place of each line.

    A control character in a text ends its whole process (vl-convert 1.9), and a quote could end an expression.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []

    def expression(self, labels: dict[str, str], characters: int) -> str:
        """An axis expression that shows each value's label, wrapped."""
        cases = "".join(f"datum.value === '{key}' ? {self._numbers(label, characters)} : " for key, label in labels.items())
        return f"{cases}''"

    def _numbers(self, label: str, characters: int) -> list[str]:
        rows = wrapped(label, characters)
        self._lines += rows
        return [f"~{len(self._lines) - len(rows) + at}~" for at in range(len(rows))]

    def put_back(self, drawn: str) -> str:
        """The drawing with the words in their places."""
        return _NUMBER.sub(lambda match: escape(self._lines[int(match[1])]), drawn)


def _chart(rows: list[dict[str, Any]]) -> alt.Chart:
    import altair as alt

    return alt.Chart(alt.Data(values=rows))  # type: ignore[no-untyped-call]


def _styled(chart: Any) -> Any:
    """A quiet look: no frame, hairlines, labels in the ink of the page."""
    label = {"labelFontSize": _FONT_SIZE, "labelColor": INKS["ink"], "titleColor": INKS["soft"], "titleFontSize": _FONT_SIZE}
    return (
        chart.configure(background="transparent", font="sans-serif")
        .configure_view(stroke=None)
        .configure_axis(
            **label,
            domain=False,
            ticks=False,
            gridColor=INKS["line"],
            titleFontWeight="normal",
            labelFontWeight="normal",
            labelPadding=8,
            labelLimit=1000,
        )
    )


def _label_room(labels: Iterable[str], width: int) -> tuple[int, int]:
    """Pixels, and characters a line, of the labels left of a picture: what they need, and not more than they may have."""
    characters = int((122 if width < _NARROW else 240) / _LABEL_PIXELS)
    longest = max(len(row) for label in labels for row in wrapped(label, characters))
    return round(longest * _LABEL_PIXELS), characters


def _row_axis(labels: dict[str, str], width: int, words: _Words) -> alt.Axis:
    """An axis of rows whose labels are wrapped into the room they have; rows go by their key."""
    import altair as alt

    pixels, characters = _label_room(labels.values(), width)
    raised = [
        {
            "test": f"indexof({[key for key, label in labels.items() if len(wrapped(label, characters)) == lines]}, datum.value) >= 0",
            "value": offset,
        }
        for lines, offset in ((2, -_LINE / 2), (3, -_LINE))
    ]
    return alt.Axis(
        title=None,
        grid=False,
        labelExpr=words.expression(labels, characters),
        labelOffset={"condition": raised, "value": 0},
        minExtent=pixels,
        maxExtent=pixels,
        labelLineHeight=_LINE,
    )


def _word_axis(labels: dict[str, str], width: int, words: _Words, **options: Any) -> alt.Axis:
    """An axis of words, upright and wrapped into their share of the width; values go by their key."""
    import altair as alt

    characters = max(6, int(width / len(labels) / _LABEL_PIXELS))
    return alt.Axis(title=None, labelAngle=0, labelExpr=words.expression(labels, characters), labelLineHeight=_LINE, **options)


def _levels(picture: LevelPicture, width: int, words: _Words) -> Any:
    import altair as alt

    rows = {f"r{at}": step for at, step in enumerate(picture.steps)}
    labels = {key: step.label for key, step in rows.items()}
    level_of = {title: f"l{at}" for at, title in enumerate(picture.levels)}
    room = width - _label_room(labels.values(), width)[0] - 24
    data = [{"row": key, "from": level_of[step.current], "to": level_of[step.target]} for key, step in rows.items()]
    scale = alt.Scale(domain=list(level_of.values()), paddingOuter=0.25, type="point")
    axis = _word_axis({key: title for title, key in level_of.items()}, room, words, orient="top")
    base = _chart(data).encode(
        y=alt.Y("row:N", sort=list(rows), axis=_row_axis(labels, width, words), scale=alt.Scale(paddingInner=0.2))
    )
    start = base.encode(x=alt.X("from:N", scale=scale, axis=axis))
    aim = base.encode(x=alt.X("to:N", scale=scale))
    return alt.layer(
        start.mark_rule(strokeWidth=2, color=INKS["gap"]).encode(x2="to:N"),
        start.mark_circle(size=110, color=INKS["gap"], opacity=1),
        aim.mark_point(shape="triangle-right", size=150, strokeWidth=2, color=INKS["goal"], fill=INKS["goal"], opacity=1),
    ).properties(width=room, height=alt.Step(54 if width < _NARROW else 40))


def _scopes(picture: ScopePicture, width: int, words: _Words) -> Any:
    import altair as alt

    order = [count.scope for count in picture.counts]
    dots = [
        {"scope": count.scope, "kind": kind, "level": at + 1}
        for count in picture.counts
        for at, kind in enumerate(["strength"] * count.strengths + ["gap"] * count.gaps)
    ]
    tallest = max(count.strengths + count.gaps for count in picture.counts)
    axis = _word_axis({scope: scope for scope in order}, width - 16, words)
    x = alt.X("scope:N", sort=order, scale=alt.Scale(domain=order, padding=0.1), axis=axis)
    y = alt.Y("level:Q", axis=None, scale=alt.Scale(domain=[0, tallest + 1.8]))
    top = tallest + 1.8
    marked = [{"scope": scope, "words": told, "level": tallest + 1.1, "top": top} for scope, told in _level_marks(picture)]
    marks = _chart(marked).encode(x=x)
    tall = alt.Y("top:Q", axis=None, scale=alt.Scale(domain=[0, top]))
    band = marks.mark_bar(color=INKS["band"], cornerRadius=4).encode(y=tall, y2=alt.datum(0))
    names = marks.mark_text(fontSize=12, color=INKS["soft"], fontWeight="bold").encode(y=y, text="words:N")
    base = _chart(dots).encode(x=x, y=y)
    filled = base.mark_circle(size=150, color=INKS["strength"], opacity=1).transform_filter("datum.kind === 'strength'")
    hollow = base.mark_point(size=120, shape="square", color=INKS["gap"], fill=INKS["paper"], strokeWidth=2, opacity=1)
    return alt.layer(band, names, filled, hollow.transform_filter("datum.kind === 'gap'")).properties(
        width=width - 16, height=max(90, 19 * (tallest + 2))
    )


def _level_marks(picture: ScopePicture) -> list[tuple[str, str]]:
    if picture.current and picture.current == picture.target:
        return [(picture.current, "your level")]
    named = ((picture.current, "your level"), (picture.target, "target"))
    return [(scope, words) for scope, words in named if scope]


def _timeline(picture: TimePicture, width: int, words: _Words) -> Any:
    import altair as alt

    keys = {f"r{at}": lane for at, lane in enumerate(picture.lanes)}
    row_of = {lane: key for key, lane in keys.items()}
    days = alt.Scale(domain=[_moment(picture.start), _moment(picture.end)])
    axis = alt.Axis(
        title=None,
        orient="top",
        tickCount={"interval": "month", "step": 3 if width < _NARROW else 2},
        labelExpr="timeFormat(datum.value, month(datum.value) == 0 ? '%b %Y' : '%b')",
        labelAngle=0,
    )
    y = alt.Y("row:N", sort=list(keys), scale=alt.Scale(domain=list(keys)), axis=_row_axis(keys, width, words))
    stretches = [
        {"row": row_of[item.lane], "start": _moment(item.start), "end": _moment(item.end)} for item in picture.stretches
    ]
    points = [{"row": row_of[item.lane], "day": _moment(item.day), "kind": item.kind} for item in picture.points]
    bars = (
        _chart(stretches)
        .mark_bar(height=10, cornerRadius=5, color=INKS["band"])
        .encode(x=alt.X("start:T", scale=days, axis=axis), x2="end:T", y=y)
    )
    base = _chart(points).encode(x=alt.X("day:T", scale=days, axis=axis), y=y)
    tasks = base.mark_point(size=60, shape="circle", color=INKS["goal"], fill=INKS["paper"], strokeWidth=2, opacity=1)
    seen = base.mark_point(size=130, shape="diamond", color=INKS["goal"], fill=INKS["goal"], opacity=1)
    return alt.layer(
        bars, tasks.transform_filter("datum.kind === 'action'"), seen.transform_filter("datum.kind === 'milestone'")
    ).properties(width=width - _label_room(keys.values(), width)[0] - 36, height=alt.Step(60 if width < _NARROW else 46))


def _moment(day: date) -> str:
    return f"{day.isoformat()}T12:00:00"
