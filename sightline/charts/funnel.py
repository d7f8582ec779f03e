"""The funnel plot: eleven or more areas by their size, inside or outside the limits that chance alone would set."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt

from sightline.charts import frame as f
from sightline.charts import theme
from sightline.charts.drawing import NARROW, WIDE, About, Drawing
from sightline.charts.layout import Axis, apart, axis_of, width_of
from sightline.judgement.words import with_symbol
from sightline.measures.arithmetic import exact
from sightline.measures.model import COUNT, Unit

FEWEST_AREAS = 11
# Names beside points outside the limits: more than this can't be told apart.
MOST_NAMED = 4


@dataclass(frozen=True)
class Area:
    """
    One area: how many cases it has, its value, and what it is: `own`, `near` (a neighbour, open circle) or `other`.

    `outside`: worse, better or other where it lies outside the 95 per cent limits.
    """

    name: str
    size: float
    value: float
    kind: str = "other"
    outside: str = ""


@dataclass(frozen=True)
class LimitsAt:
    """The funnel's edges at one size, in the measure's unit."""

    size: float
    low_95: float
    high_95: float
    low_998: float
    high_998: float


@dataclass(frozen=True)
class Funnel:
    """`centre` is the whole's value with its words; `limits` from the smallest size to the largest."""

    unit: Unit
    about: About
    areas: tuple[Area, ...]
    centre: tuple[float, str]
    limits: tuple[LimitsAt, ...]
    size_words: str


def funnel_plot(funnel: Funnel, size: tuple[int, int] = WIDE) -> Drawing:
    """The drawing: solid centre, dashed 95 per cent, dotted 99.8, the areas outside named."""
    unit, narrow = funnel.unit, size[0] <= NARROW[0]
    across = axis_of([0.0, *(area.size for area in funnel.areas)], COUNT, most_ticks=5, from_zero=True)
    values = [area.value for area in funnel.areas] + [funnel.centre[0]]
    smallest = min(area.size for area in funnel.areas)
    wide = [limit for limit in funnel.limits if limit.size >= smallest] or funnel.limits[-1:]
    spread = [at for limit in wide for at in (limit.low_95, limit.high_95)]
    up = axis_of([*values, *spread], unit, most_ticks=5 if narrow else 7)
    left = 14 + max(width_of(up.words(tick, unit), theme.TEXT) for tick in up.ticks)
    right = 14 + max(width_of(funnel.centre[1], theme.TEXT, bold=True), width_of("99.8% limit", theme.TEXT))
    frame = _FunnelFrame(size[0], size[1], round(left), round(right), 20, 56, 0, up, across)
    bottoms = {tick: [across.words(tick, COUNT)] for tick in across.ticks}
    ticks = {tick: up.words(tick, unit) for tick in up.ticks}
    layers = [
        f.axes(frame, ticks, bottoms, funnel.size_words),
        *_edges(frame, funnel),
        f.levels(frame, [{"from": 0, "to": across.high, "v": funnel.centre[0]}], theme.MEAN, 1.25),
        *_areas(frame, funnel),
        *_names(frame, funnel),
    ]
    return frame.drawing([*layers, *_limit_names(frame, funnel)], funnel.about)


@dataclass(frozen=True)
class _FunnelFrame(f.Frame):
    across: Axis

    @property
    def reach(self) -> tuple[float, float]:
        return self.across.low, self.across.high


def _edges(frame: f.Frame, funnel: Funnel) -> list[f.Layer]:
    layers: list[f.Layer] = []
    for low, high, dash in (("low_95", "high_95", theme.LIMIT_DASH), ("low_998", "high_998", theme.STRICT_DASH)):
        rows = [
            {"k": limit.size, "v": getattr(limit, end), "run": end}
            for end in (low, high)
            for limit in funnel.limits
            # Near nought the edges leave the picture.
            if frame.axis.low <= getattr(limit, end) <= frame.axis.high
        ]
        layers.append(f.joined(frame, rows, theme.INK_3, 1.25, dash))
    return layers


_FILLS = {"": theme.FAINT, "worse": theme.CONCERN, "better": theme.IMPROVE, "other": theme.NEUTRAL}


def _areas(frame: f.Frame, funnel: Funnel) -> list[f.Layer]:
    layers: list[f.Layer] = []

    def of(areas: Sequence[Area], **style) -> None:
        rows = [{"k": a.size, "v": a.value, "said": f"{a.name}: {with_symbol(funnel.unit, exact(a.value))} of "
                 f"{int(a.size):,}"} for a in areas]  # fmt: skip
        if rows:
            layers.append(f.points(frame, rows, **style))

    others = [a for a in funnel.areas if a.kind == "other"]
    of([a for a in others if not a.outside], fill=theme.FAINT, size=36, stroke_width=1)
    of([a for a in funnel.areas if a.kind == "near"], fill=theme.WHITE, stroke=theme.INK_3, size=66, stroke_width=1.5)
    for outside in ("worse", "better", "other"):
        for is_high in (True, False):
            here = [a for a in others if a.outside == outside and (a.value > funnel.centre[0]) == is_high]
            of(here, shape=f"triangle-{'up' if is_high else 'down'}", fill=_FILLS[outside], size=100, stroke_width=1)
    of([a for a in funnel.areas if a.kind == "own"], fill=theme.BLUE, size=130)
    return layers


def _names(frame: f.Frame, funnel: Funnel) -> list[f.Layer]:
    """Our own area is named, and those outside the limits that lie farthest from the centre."""
    centre = funnel.centre[0]
    named = [a for a in funnel.areas if a.kind == "own"]
    outside = sorted((a for a in funnel.areas if a.outside and a.kind != "own"), key=lambda a: -abs(a.value - centre))
    named += outside[: MOST_NAMED - len(named)]
    layers: list[f.Layer] = []
    places = apart([frame.y(area.value) for area in named], f.BETWEEN_LABELS, 0, frame.plot_height)
    for area, y in zip(named, places, strict=True):
        words = f"{area.name} {with_symbol(funnel.unit, exact(area.value))}"
        length = width_of(words, theme.TEXT, bold=True) + 10
        side: Literal["left", "right"] = (
            "left" if frame.x(area.size) + length < frame.plot_width + frame.right else "right"
        )
        layers.append(
            alt.Chart(f.data([{"k": area.size, "v": frame.value_at(y), "words": words}]))
            .mark_text(
                align=side,
                baseline="middle",
                dx=9 if side == "left" else -9,
                fontWeight=600,
                color=theme.BLUE if area.kind == "own" else theme.INK,
            )
            .encode(x=frame.x_of("k"), y=frame.y_of("v"), text=alt.Text("words", type="nominal"))
        )
    return layers


def _limit_names(frame: f.Frame, funnel: Funnel) -> list[f.Layer]:
    last = funnel.limits[-1]
    named = [(funnel.centre[0], funnel.centre[1], theme.INK, True)]
    if last.high_95 <= frame.axis.high:
        named.append((last.high_95, "95% limit", theme.INK_2, False))
    if last.high_998 <= frame.axis.high:
        named.append((last.high_998, "99.8% limit", theme.INK_2, False))
    places = apart([frame.y(one[0]) for one in named], f.BETWEEN_LABELS, 0, frame.plot_height)
    return [
        f.beside(frame, [{"v": frame.value_at(y), "words": words}], colour, bold=bold)
        for (_v, words, colour, bold), y in zip(named, places, strict=True)
    ]
