"""
Charts for what an ordinary control chart reads badly: rare events, and percentages of very different bases.

Also the seasonal adjustment under which a school-year pattern does not look like a change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from sightline.errors import BadInput
from sightline.judgement.charted import Chart, chart
from sightline.judgement.control_charts import CHART_FROM
from sightline.judgement.intervals import Numbers
from sightline.measures.model import Polarity

T_POWER = 3.6  # makes days between events nearly normal (Nelson 1994)
D2 = 1.128  # the mean range of two normal values, in standard deviations
BASES_VARY = 2.0  # largest over smallest denominator from which the Laney chart is offered
YEARS_FOR_SEASONS = 3
MONTHS = 12


@dataclass(frozen=True)
class DaysBetween:
    """
    A T chart: mean and limits in days (`None` under two gaps), and the XmR chart of the transformed gaps behind it.

    A point above the upper limit is a longer gap than usual, which is good for what should be rare.
    """

    mean_days: float
    lower_days: float | None
    upper_days: float | None
    transformed_mean: float
    average_moving_range: float | None
    chart: Chart


def t_chart(days: Sequence[float], *, polarity: Polarity = Polarity.HIGH) -> DaysBetween:
    """
    A chart of the days between rare events: XmR, unscreened, on days^(1/3.6), and back.

    A transformed lower limit below 0 is 0 days. Errors: BadInput without a gap, or for one below 0 days.
    """
    gaps = np.asarray(days, float)
    if not gaps.size or np.any(np.isnan(gaps)) or np.any(gaps < 0):
        raise BadInput("A chart of days between events needs at least one gap, none missing and none below 0 days.")
    transformed = gaps ** (1 / T_POWER)
    made = chart(transformed.tolist(), polarity=polarity, screen_outliers=False)
    (segment,) = made.segments
    mean = float(transformed.mean())
    return DaysBetween(
        mean_days=mean**T_POWER,
        lower_days=None if segment.lower is None else max(0.0, segment.lower) ** T_POWER,
        upper_days=None if segment.upper is None else segment.upper**T_POWER,
        transformed_mean=mean,
        average_moving_range=float(np.abs(np.diff(transformed)).mean()) if gaps.size > 1 else None,
        chart=made,
    )


def days_between(dates: Sequence[date]) -> list[int]:
    """The gaps between events on these dates, in days; events of one day are 0 days apart."""
    ordered = sorted(dates)
    return [(later - earlier).days for earlier, later in pairwise(ordered)]


@dataclass(frozen=True)
class LaneyChart:
    """A P' chart, as shares: one centre, limits for each month's own base; NaN for a month without one."""

    centre: float
    sigma_z: float
    values: Numbers
    lower: Numbers
    upper: Numbers


def bases_vary(denominators: ArrayLike) -> bool:
    """Whether monthly denominators differ by more than 2 to 1, so that the Laney chart is offered beside the XmR."""
    n = np.asarray(denominators, float)
    n = n[n > 0]
    return bool(n.size and n.max() > BASES_VARY * n.min())


def laney_chart(numerators: ArrayLike, denominators: ArrayLike) -> LaneyChart | None:
    """
    A P' chart: p ± 3 s_i g, s_i = sqrt(p(1 - p) / n_i) and g from the moving range of the months' scores (Laney 2002).

    Limits are clipped to 0 and 1. None with fewer than 5 months that have a denominator.
    Errors: BadInput for a numerator above its denominator.
    """
    x, n = np.asarray(numerators, float), np.asarray(denominators, float)
    if np.any(x > n) or np.any(x < 0):
        raise BadInput("A month's numerator lies between 0 and its denominator.")
    known = ~np.isnan(x) & (n > 0)
    if known.sum() < CHART_FROM:
        return None
    p = float(x[known].sum() / n[known].sum())
    share = np.where(known, x, np.nan) / np.where(known, n, 1.0)
    s = np.sqrt(p * (1 - p) / np.where(known, n, np.nan))
    score = (share - p) / s if 0 < p < 1 else np.where(known, 0.0, np.nan)
    # A missing month breaks the ranges beside it.
    ranges = np.abs(np.diff(score))
    ranges = ranges[~np.isnan(ranges)]
    if not ranges.size:
        return None
    g = float(ranges.mean()) / D2
    return LaneyChart(p, g, share, np.maximum(p - 3 * s * g, 0), np.minimum(p + 3 * s * g, 1))


def seasonally_adjusted(values: Sequence[float | None], *, first_month: int = 0) -> list[float | None] | None:
    """
    A monthly series without its yearly pattern: value - its month's mean + the overall mean, over complete years.

    `first_month` is the first value's place in the year, 0 to 11. Label the chart as adjusted. Nulls: a missing month
    stays missing; None where there are not 3 complete years.
    Errors: BadInput for a month outside 0 to 11.
    """
    if not 0 <= first_month < MONTHS:
        raise BadInput(f"There is no month {first_month} in a year: the first is 0 and the last 11.")
    y = np.array([np.nan if v is None else v for v in values], float)
    place = (np.arange(y.size) + first_month) % MONTHS
    year = (np.arange(y.size) + first_month) // MONTHS
    complete = [k for k in np.unique(year) if np.sum((year == k) & ~np.isnan(y)) == MONTHS]
    if len(complete) < YEARS_FOR_SEASONS:
        return None
    base = np.isin(year, complete)
    overall = y[base].mean()
    effects = np.array([y[base & (place == m)].mean() for m in range(MONTHS)])
    return [None if np.isnan(v) else float(v - effects[m] + overall) for v, m in zip(y, place, strict=True)]
