"""
The frame that every chart of months stands in, and its layers: bands, level lines, joined points, labels.

Layers are Altair charts over small inline data; everything is placed here, nothing is left to a renderer's guess, so
that the picture of a figure is the same on every machine.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
from altair.utils.schemapi import disable_debug_mode

from sightline.charts import theme
from sightline.charts.drawing import About, Drawing
from sightline.charts.layout import Axis

# Each layer keeps its own few rows: to pool them, Altair would hash them all.
alt.data_transformers.consolidate_datasets = False
# Specifications are checked against Vega-Lite's schema by the tests, and not again for each reader.
disable_debug_mode()

Row = Mapping[str, Any]
Layer = alt.Chart
BETWEEN_LABELS = 17.0


@dataclass(frozen=True)
class Frame:
    """
    A picture of `width` x `height` pixels with its plot inside, `places` points from left to right, and an axis.

    `left`, `right`, `top`, `bottom` are the margins around the plot.
    """

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    places: int
    axis: Axis

    @property
    def plot_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def plot_height(self) -> float:
        return self.height - self.top - self.bottom

    @property
    def reach(self) -> tuple[float, float]:
        """The places at the plot's two edges: a little room on either side."""
        return -0.42, max(self.places - 1, 1) + 0.2

    def x(self, place: float) -> float:
        """Pixels from the plot's left edge."""
        low, high = self.reach
        return (place - low) / (high - low) * self.plot_width

    def y(self, value: float) -> float:
        """Pixels from the plot's top edge."""
        return (1 - self.axis.share(value)) * self.plot_height

    def value_at(self, y: float) -> float:
        """The value that lies `y` pixels under the plot's top edge."""
        return self.axis.low + (1 - y / self.plot_height) * (self.axis.high - self.axis.low)

    def drawing(self, layers: Sequence[Layer], about: About) -> Drawing:
        """The layers as one specification, the first of them at the bottom."""
        padding = {"left": self.left, "right": self.right, "top": self.top, "bottom": self.bottom}
        return drawing_of(layers, about, (self.plot_width, self.plot_height), padding, (self.width, self.height))

    # Channels

    def x_of(self, field: str, **more: Any) -> alt.X:
        return alt.X(field, type="quantitative", scale=alt.Scale(domain=list(self.reach), nice=False), **more)

    def y_of(self, field: str, **more: Any) -> alt.Y:
        return alt.Y(
            field,
            type="quantitative",
            scale=alt.Scale(domain=[self.axis.low, self.axis.high], nice=False, zero=False),
            **more,
        )


def drawing_of(
    layers: Sequence[Layer],
    about: About,
    plot: tuple[float, float],
    padding: Mapping[str, float],
    size: tuple[int, int],
) -> Drawing:
    """One specification of all layers that have something to draw, in a picture of `size` pixels."""
    held = [layer.to_dict(validate=False, context={"top_level": False}) for layer in layers]
    spec = {
        "$schema": alt.SCHEMA_URL,
        "usermeta": {"title": about.finding, "description": about.description},
        "width": plot[0],
        "height": plot[1],
        "padding": dict(padding),
        "autosize": {"type": "none"},
        "layer": [layer for layer in held if layer["data"]["values"]],
        "config": theme.config(),
    }
    return Drawing(spec, *size, about)


def data(rows: Iterable[Row]) -> alt.InlineData:
    return alt.InlineData(values=[dict(row) for row in rows])


def axes(
    frame: Frame, ticks: Mapping[float, str], bottoms: Mapping[float, Sequence[str]], unit_title: str = ""
) -> Layer:
    """
    The two axes: `ticks` are the words at the values of the left one, with a hairline each; `bottoms` the lines of
    words under the places of the lower one.
    """
    under = alt.Axis(
        values=list(bottoms),
        labelExpr=_chosen({place: list(words) for place, words in bottoms.items()}),
        labelLineHeight=15,
        title=unit_title or None,
        domain=True,
    )
    beside = alt.Axis(values=list(ticks), labelExpr=_chosen(dict(ticks)), title=None)
    return (
        alt.Chart(data([{"k": 0, "v": frame.axis.low}]))
        .mark_point(opacity=0, size=0)
        .encode(x=frame.x_of("k", axis=under), y=frame.y_of("v", axis=beside))
    )


def _chosen(words: Mapping[float, Any]) -> str:
    """An expression that gives an axis its words: the n-th of a list for the n-th value."""
    at, said = list(words), list(words.values())
    return f"{_literal(said)}[indexof({_literal(at)}, datum.value)]"


def _literal(held: Any) -> str:
    if isinstance(held, list):
        return f"[{','.join(_literal(one) for one in held)}]"
    if isinstance(held, str):
        return "'" + held.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return repr(held)


def bands(frame: Frame, rows: Iterable[Row], colour: str) -> Layer:
    """Shaded areas; rows have `from`, `to` (places), `low`, `high`."""
    return (
        alt.Chart(data(rows))
        .mark_rect(color=colour, strokeWidth=0)
        .encode(x=frame.x_of("from"), x2=alt.X2("to"), y=frame.y_of("low"), y2=alt.Y2("high"))
    )


def levels(frame: Frame, rows: Iterable[Row], colour: str, width: float, dash: Sequence[float] = ()) -> Layer:
    """Level lines; rows have `from`, `to` (places) and `v`."""
    return (
        alt.Chart(data(rows))
        .mark_rule(color=colour, strokeWidth=width, strokeDash=list(dash))
        .encode(x=frame.x_of("from"), x2=alt.X2("to"), y=frame.y_of("v"))
    )


def uprights(frame: Frame, rows: Iterable[Row]) -> Layer:
    """Dotted uprights from the foot to `v`; rows have `k` and `v`."""
    low = frame.axis.low
    return (
        alt.Chart(data({**row, "low": low} for row in rows))
        .mark_rule(color=theme.INK_2, strokeWidth=1, strokeDash=list(theme.REBASE_DASH))
        .encode(x=frame.x_of("k"), y=frame.y_of("low"), y2=alt.Y2("v"))
    )


def joined(frame: Frame, rows: Iterable[Row], colour: str, width: float = 2, dash: Sequence[float] = ()) -> Layer:
    """Lines through `k`, `v`; rows of one `run` are joined."""
    return (
        alt.Chart(data(rows))
        .mark_line(color=colour, strokeWidth=width, strokeDash=list(dash))
        .encode(
            x=frame.x_of("k"),
            y=frame.y_of("v"),
            detail=alt.Detail("run", type="nominal"),
            order=alt.Order("k", type="quantitative"),
        )
    )


def points(
    frame: Frame,
    rows: Iterable[Row],
    *,
    shape: str = "circle",
    fill: str = theme.BLUE,
    stroke: str = theme.WHITE,
    size: float = 46,
    stroke_width: float = 1.25,
    dash: Sequence[float] = (),
) -> Layer:
    """Marks at `k`, `v`; `said` is what is read out of each, and shown under a pointer. `size` is an area in pixels."""
    return (
        alt.Chart(data(rows))
        .mark_point(
            shape=shape,
            fill=fill,
            stroke=stroke,
            size=size,
            strokeWidth=stroke_width,
            strokeDash=list(dash),
            opacity=1,
            aria=True,
        )
        .encode(x=frame.x_of("k"), y=frame.y_of("v"), description=alt.Description("said", type="nominal"))
    )


def beside(frame: Frame, rows: Iterable[Row], colour: str, *, bold: bool = True, away: float = 6) -> Layer:
    """Words to the right of the plot; rows have `v` (where they stand) and `words`."""
    return (
        alt.Chart(data(rows))
        .mark_text(align="left", baseline="middle", color=colour, fontWeight=600 if bold else "normal")
        .encode(x=alt.XValue(frame.plot_width + away), y=frame.y_of("v"), text=alt.Text("words", type="nominal"))
    )


def swatch(frame: Frame, value: float, colour: str, dash: Sequence[float] = (), *, shape: str = "") -> list[Layer]:
    """A piece of a line, with its mark, to the right of the plot: what the words after it name."""
    row = [{"v": value}]
    start, end = frame.plot_width + 6, frame.plot_width + 26
    line = (
        alt.Chart(data(row))
        .mark_rule(color=colour, strokeWidth=2, strokeDash=list(dash))
        .encode(x=alt.XValue(start), x2=alt.X2Value(end), y=frame.y_of("v"))
    )
    if not shape:
        return [line]
    mark = (
        alt.Chart(data(row))
        .mark_point(shape=shape, fill=colour, stroke=theme.WHITE, strokeWidth=1, size=40, opacity=1)
        .encode(x=alt.XValue((start + end) / 2), y=frame.y_of("v"))
    )
    return [line, mark]


def above(frame: Frame, rows: Iterable[Row], *, up: float, size: int = theme.TEXT, bold: bool = True) -> Layer:
    """Words `up` pixels over the plot; rows have `k` (where they begin or end), `words` and `align`."""
    return (
        alt.Chart(data(rows))
        .mark_text(
            baseline="alphabetic",
            fontSize=size,
            fontWeight=600 if bold else "normal",
            color=theme.INK if bold else theme.INK_2,
            align=alt.ExprRef("datum.align"),
            dx=alt.ExprRef("datum.align == 'left' ? 8 : -8"),
        )
        .encode(x=frame.x_of("k"), y=alt.YValue(-up), text=alt.Text("words", type="nominal"))
    )


def at_foot(frame: Frame, rows: Iterable[Row]) -> Layer:
    """Words just over the lower axis, such as `[c]` where a figure is hidden; rows have `k` and `words`."""
    return (
        alt.Chart(data(rows))
        .mark_text(align="center", baseline="bottom", fontSize=theme.SMALL, color=theme.INK_2)
        .encode(x=frame.x_of("k"), y=alt.YValue(frame.plot_height - 4), text=alt.Text("words", type="nominal"))
    )
