"""
How many signals chance alone gives, so that an overview can say '5 signals, about 2 expected by chance'.

The shares were simulated on stable series with our own control charts; `simulated_share` makes them again.
"""

from collections.abc import Iterable

import numpy as np

from sightline.judgement.control_charts import CHART_FROM, xmr
from sightline.measures.arithmetic import round_half_up

# Points in a stable normal series: the share whose last point is flagged (100,000 series each).
LAST_POINT = {5: 0.005, 8: 0.013, 10: 0.014, 13: 0.0145, 20: 0.015, 24: 0.016, 30: 0.017, 36: 0.018, 60: 0.018}
# A stable Poisson series' mean: how many times a normal one's share is flagged (24 points).
SMALL_COUNTS = {3: 1.65, 8: 1.2, 30: 1.0}


def chance_of_a_false_signal(points: int, *, mean_count: float | None = None) -> float:
    """
    The chance that a stable chart of so many points flags its last one; `mean_count` where it is of small counts.

    Units: a share. 24 points give 0.016, a mean count of 3 in them 0.026. Under 5 points there is no chart: 0.
    """
    if points < CHART_FROM:
        return 0.0
    times = 1.0 if mean_count is None else np.interp(mean_count, list(SMALL_COUNTS), list(SMALL_COUNTS.values()))
    return float(np.interp(points, list(LAST_POINT), list(LAST_POINT.values())) * times)


def expected_false_signals(points: Iterable[int]) -> float:
    """How many of the charts with so many points each flag their last point by chance alone."""
    return sum(chance_of_a_false_signal(n) for n in points)


def said(signals: int, points: Iterable[int]) -> str:
    """'3 signals, about 2 expected by chance', over the charts with so many points each."""
    expected = round_half_up(expected_false_signals(points))
    return f"{signals} signal{'' if signals == 1 else 's'}, about {expected} expected by chance"


def simulated_share(points: int, *, series: int = 20_000, seed: int = 1, poisson_mean: float | None = None) -> float:
    """The share of simulated stable series whose last point is flagged: normal ones, or Poisson counts."""
    draw = np.random.default_rng(seed)
    size = (series, points)
    values = draw.normal(size=size) if poisson_mean is None else draw.poisson(poisson_mean, size).astype(float)
    return float(np.mean(xmr(values).last_rule != 0))
