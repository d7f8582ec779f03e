"""The comparator strip: one axis, others as open circles, ours filled and named, England a triangle."""

from dataclasses import dataclass

import altair as alt

from sightline.charts import frame as f
from sightline.charts import theme
from sightline.charts.drawing import About, Drawing
from sightline.charts.layout import axis_of, width_of
from sightline.judgement.words import with_symbol
from sightline.measures.arithmetic import exact
from sightline.measures.model import Unit

SIZE = (376, 132)
_LEVEL = 66.0  # the axis, from the top
_MARGIN = 14


@dataclass(frozen=True)
class Named:
    """A figure with whose it is."""

    name: str
    value: float

    def words(self, unit: Unit) -> str:
        return f"{self.name} {with_symbol(unit, exact(self.value))}"


@dataclass(frozen=True)
class Strip:
    """
    What stands on the strip: ours (None where it is not published), the others, England, and the group's mean.
    """

    unit: Unit
    about: About
    own: Named | None
    peers: tuple[Named, ...] = ()
    england: Named | None = None
    mean: Named | None = None


def comparator_strip(strip: Strip, size: tuple[int, int] = SIZE) -> Drawing:
    """The drawing, 376 x 132 pixels."""
    unit = strip.unit
    all_of = [one for one in (strip.own, strip.england, strip.mean) if one is not None]
    axis = axis_of([one.value for one in (*strip.peers, *all_of)], unit, most_ticks=6)
    # The frame's levels are pixels from the top here; its places the values.
    frame = _StripFrame(size, (axis.low, axis.high))
    layers = _axis(frame, {tick: axis.words(tick, unit) for tick in axis.ticks})
    if strip.peers:
        layers.append(_marks(frame, strip.peers, unit, fill=theme.WHITE, stroke=theme.INK_3, size=85, width=1.5))
    if strip.own is not None:
        layers += [
            _upright(frame, strip.own.value, 30, 57),
            _marks(frame, [strip.own], unit, fill=theme.BLUE, stroke=theme.WHITE, size=165, width=1.25),
            _words(frame, strip.own.words(unit), strip.own.value, 22, theme.BLUE),
        ]
    if strip.england is not None:
        layers += [_triangle(frame, strip.england, unit), _upright(frame, strip.england.value, 79, 104)]
    below = [one.words(unit) for one in (strip.england, strip.mean) if one is not None]
    if strip.mean is not None:
        layers.append(_upright(frame, strip.mean.value, 56, 76, colour=theme.INK, thick=2))
    if below:
        at = strip.england or strip.mean
        assert at is not None
        layers.append(_words(frame, ", ".join(below), at.value, 118, theme.INK))
    return frame.drawing(layers, strip.about)


@dataclass(frozen=True)
class _StripFrame:
    size: tuple[int, int]
    reach: tuple[float, float]

    @property
    def width(self) -> float:
        return self.size[0] - 2 * _MARGIN

    def px(self, value: float) -> float:
        low, high = self.reach
        return (value - low) / (high - low) * self.width

    def x(self, field: str, axis: alt.Axis | None = None) -> alt.X:
        return alt.X(field, type="quantitative", scale=alt.Scale(domain=list(self.reach), nice=False), axis=axis)

    def drawing(self, layers: list[f.Layer], about: About) -> Drawing:
        padding = {"left": _MARGIN, "right": _MARGIN, "top": 0, "bottom": 0}
        return f.drawing_of(layers, about, (self.width, self.size[1]), padding, self.size)


def _axis(frame: _StripFrame, ticks: dict[float, str]) -> list[f.Layer]:
    rows = [{"v": value, "words": words} for value, words in ticks.items()]
    line = alt.Chart(f.data([{}])).mark_rule(color=theme.RULE_STRONG, strokeWidth=1)
    ends = line.encode(x=alt.XValue(0), x2=alt.X2Value(frame.width), y=alt.YValue(_LEVEL))
    base = alt.Chart(f.data(rows))
    marks = base.mark_rule(color=theme.RULE_STRONG, strokeWidth=1).encode(
        x=frame.x("v"), y=alt.YValue(_LEVEL - 3), y2=alt.Y2Value(_LEVEL + 3)
    )
    words = base.mark_text(fontSize=theme.SMALL, color=theme.INK_2, baseline="alphabetic").encode(
        x=frame.x("v"), y=alt.YValue(88), text=alt.Text("words", type="nominal")
    )
    return [ends, marks, words]


def _marks(frame: _StripFrame, of, unit: Unit, *, fill: str, stroke: str, size: float, width: float) -> f.Layer:
    rows = [{"v": one.value, "said": one.words(unit)} for one in of]
    return (
        alt.Chart(f.data(rows))
        .mark_point(shape="circle", fill=fill, stroke=stroke, size=size, strokeWidth=width, opacity=1, aria=True)
        .encode(x=frame.x("v"), y=alt.YValue(_LEVEL), description=alt.Description("said", type="nominal"))
    )


def _triangle(frame: _StripFrame, one: Named, unit: Unit) -> f.Layer:
    return (
        alt.Chart(f.data([{"v": one.value, "said": one.words(unit)}]))
        .mark_point(shape="triangle-down", fill=theme.PINK, stroke=theme.WHITE, size=95, strokeWidth=1, opacity=1,
                    aria=True)
        .encode(x=frame.x("v"), y=alt.YValue(_LEVEL + 6), description=alt.Description("said", type="nominal"))
    )  # fmt: skip


def _upright(
    frame: _StripFrame, value: float, top: float, bottom: float, *, colour: str = theme.RULE_STRONG, thick: float = 1
) -> f.Layer:
    return (
        alt.Chart(f.data([{"v": value}]))
        .mark_rule(color=colour, strokeWidth=thick)
        .encode(x=frame.x("v"), y=alt.YValue(top), y2=alt.Y2Value(bottom))
    )


def _words(frame: _StripFrame, text: str, value: float, y: float, colour: str) -> f.Layer:
    """Words centred over a value, moved inside where they would stick out."""
    half = width_of(text, theme.TEXT, bold=True) / 2
    low, high = half - _MARGIN, frame.width + _MARGIN - half
    at = min(max(frame.px(value), low), high) if low < high else frame.width / 2
    return (
        alt.Chart(f.data([{"words": text}]))
        .mark_text(align="center", baseline="alphabetic", fontWeight=600, color=colour)
        .encode(x=alt.XValue(at), y=alt.YValue(y), text=alt.Text("words", type="nominal"))
    )
