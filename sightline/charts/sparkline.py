"""
Thirteen months in a hand's breadth: the usual range, the target, the line and its last point, as plain SVG.

Colour is in classes of the style sheet, geometry in attributes, so that the page needs no inline style.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from sightline.charts.layout import number, path_of
from sightline.judgement.charted import drawn_limits
from sightline.judgement.control_charts import CHART_FROM
from sightline.judgement.judged import MonthsChart
from sightline.judgement.words import with_symbol
from sightline.measures.arithmetic import exact
from sightline.measures.model import Unit

MONTHS = 13
SMALL, LARGE = (124, 34), (168, 44)
# Between the drawing and its edge: so much is left above and below, and to the right for the last point.
_ABOVE, _LEFT, _RIGHT = 4.1, 3.0, 8.0


@dataclass(frozen=True)
class Spark:
    """
    What a sparkline draws: a value a month, None where it is missing, oldest first.

    `low` and `high` are the usual range now, None where there is none; `targets` the values of its target, two of a
    range; `tone` is improve, concern or neutral where the last point is a special cause, and `up` its way.
    """

    title: str
    unit: Unit
    values: tuple[float | None, ...]
    low: float | None = None
    high: float | None = None
    targets: tuple[float, ...] = ()
    tone: str = ""
    up: bool | None = None

    @property
    def known(self) -> list[float]:
        return [value for value in self.values if value is not None]

    @property
    def has_band(self) -> bool:
        return self.low is not None and self.high is not None and len(self.known) >= CHART_FROM

    @property
    def label(self) -> str:
        """`Referrals: last 13 months from 481 to 429; usual range 341 to 585`."""
        if not self.known:
            return f"{self.title}: no figure in the last {len(self.values)} months"
        first, last = (_said(self.unit, value) for value in (self.known[0], self.known[-1]))
        text = f"{self.title}: last {len(self.values)} months from {first} to {last}"
        if missing := len(self.values) - len(self.known):
            text += f", {missing} of them without a figure"
        if self.has_band and self.low is not None and self.high is not None:
            text += f"; usual range {_said(self.unit, self.low)} to {_said(self.unit, self.high)}"
        return text


def spark_of(
    chart: MonthsChart | None,
    title: str,
    unit: Unit,
    *,
    values: Sequence[float | None] = (),
    targets: Sequence[float] = (),
) -> Spark:
    """The last thirteen months of a control chart; of plain `values` where there is none."""
    if chart is None:
        return Spark(title, unit, tuple(values)[-MONTHS:], targets=tuple(targets))
    shown = tuple(point.value for point in chart.chart.points)[-MONTHS:]
    limits = chart.limits
    low = high = None
    if limits.lower is not None and limits.upper is not None:
        drawn = drawn_limits(limits.lower, limits.upper, ceiling=100 if unit.is_percent else None)
        low, high = drawn.lower, drawn.upper
    special = not chart.last.is_ghost and chart.up is not None
    tone = chart.last.meaning.split("_")[2].removesuffix("ment") if special else ""
    tone = {"improve": "improve", "concern": "concern", "neutral": "neutral"}.get(tone, "")
    return Spark(title, unit, shown, low, high, tuple(targets), tone, chart.up if special else None)


def sparkline(spark: Spark, size: tuple[int, int] = SMALL) -> str:
    """The drawing as an element to stand in a page; an element without a line where nothing is known."""
    width, height = size
    shown = list(spark.known)
    band = (spark.low, spark.high) if spark.has_band else (None, None)
    shown += [value for value in (*band, *spark.targets) if value is not None]
    parts = [
        f'<svg class="sl-i sl-spark" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(spark.label, quote=True)}">'
    ]
    if shown:
        parts += _drawn(spark, shown, width, height)
    return "".join([*parts, "</svg>"])


def _drawn(spark: Spark, shown: list[float], width: int, height: int) -> list[str]:
    low, high = min(shown), max(shown)

    def y(value: float) -> float:
        share = 0.5 if high == low else (high - value) / (high - low)
        return _ABOVE + share * (height - 2 * _ABOVE)

    step = (width - _LEFT - _RIGHT) / max(len(spark.values) - 1, 1)
    points = [None if v is None else (_LEFT + place * step, y(v)) for place, v in enumerate(spark.values)]
    ends = width - 5
    parts = []
    if spark.has_band and spark.low is not None and spark.high is not None:
        top, bottom = y(spark.high), y(spark.low)
        parts.append(f'<rect class="band" x="0" y="{number(top)}" width="{ends}" height="{number(bottom - top)}"/>')
    parts += [f'<path class="target" stroke-width="1" d="M0 {number(y(value))}h{ends}"/>' for value in spark.targets]
    parts.append(f'<path class="own" d="{path_of(points)}"/>')
    parts += _alone(points)
    if points and points[-1] is not None:
        parts.append(_last_point(*points[-1], spark))
    return parts


def _alone(points: Sequence[tuple[float, float] | None]) -> list[str]:
    """A dot for each month between two gaps, which no line reaches."""
    padded = [None, *points, None]
    return [
        f'<circle class="pt" cx="{number(at[0])}" cy="{number(at[1])}" r="2"/>'
        for before, at, after in zip(padded, padded[1:], padded[2:], strict=False)
        if at is not None and before is None and after is None and at is not points[-1]
    ]


def _last_point(x: float, y: float, spark: Spark) -> str:
    if spark.up is None:
        return f'<circle class="pt" cx="{number(x)}" cy="{number(y)}" r="3.3"/>'
    way = 1 if spark.up else -1
    tip, rise, half = number(y - 5 * way), number(8.4 * way), 4.9
    return f'<path class="pt-{spark.tone}" d="M{number(x)} {tip}l{half} {rise}h-{half * 2}z"/>'


def _said(unit: Unit, value: float) -> str:
    return with_symbol(unit, exact(value))
