"""
The statistics over many series at once, beside the same worked out in plain Python loops.

The named baseline, `by_hand`, is what an analyst would write: one series, one interval at a time. It is timed on a
sample and scaled up, because the whole of it takes minutes.
"""

import math
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

SERIES, POINTS, SAMPLE = 100_000, 36, 1_000
LIMIT, SCREEN, Z = 2.66, 3.267, 1.959963984540054


def results() -> dict[str, dict[str, float]]:
    """Seconds for 100,000 series of 36 points: ours, and by hand scaled from a thousand."""
    import numpy as np

    from sightline.judgement.control_charts import xmr
    from sightline.judgement.intervals import rate_interval, wilson_interval
    from sightline.measures.model import Polarity

    draw = np.random.default_rng(1948)
    values = draw.normal(80, 5, (SERIES, POINTS))
    n = draw.integers(20, 400, (SERIES, POINTS)).astype(float)
    x = np.floor(n * draw.random((SERIES, POINTS)))

    def charts() -> None:
        made = xmr(values)
        made.last_rule, made.assurance(75.0, Polarity.HIGH), made.under_review

    ours: dict[str, Callable[[], object]] = {
        "control charts": charts,
        "Wilson intervals": lambda: wilson_interval(x, n),
        "rate intervals": lambda: rate_interval(x, n),
    }
    hand: dict[str, Callable[[], object]] = {
        "control charts": lambda: [chart_by_hand(row) for row in values[:SAMPLE].tolist()],
        "Wilson intervals": lambda: [wilson_by_hand(a, b) for a, b in _cells(x, n)],
        "rate intervals": lambda: [rate_by_hand(a, b) for a, b in _cells(x, n)],
    }
    return {name: {"ours": _seconds(ours[name]), "by_hand": _seconds(hand[name]) * SERIES / SAMPLE} for name in ours}


def _cells(x: Any, n: Any) -> list[tuple[float, float]]:
    return list(zip(x[:SAMPLE].ravel().tolist(), n[:SAMPLE].ravel().tolist(), strict=True))


def _seconds(work: Callable[[], object]) -> float:
    """The faster of two runs, the first of which may be loading something."""
    times = []
    for _ in range(2):
        since = time.perf_counter()
        work()
        times.append(time.perf_counter() - since)
    return round(min(times), 3)


def page(found: dict[str, dict[str, float]]) -> list[str]:
    """The section of docs/benchmarks.md."""
    lines = [
        "",
        "## Statistics",
        "",
        f"{SERIES:,} series of {POINTS} points (for intervals, as many figures), beside the same in plain Python",
        f"loops (`bench/statistics.py`), timed on {SAMPLE:,} series and scaled up. Goal: under 5 s each.",
        "",
        "| | s | by hand s, scaled | by hand / ours |",
        "|---|---:|---:|---:|",
    ]
    for name, seconds in found.items():
        ratio = seconds["by_hand"] / seconds["ours"]
        lines.append(f"| {name} | {seconds['ours']:.2f} | {seconds['by_hand']:.1f} | {ratio:.0f} |")
    return lines


def chart_by_hand(y: list[float]) -> tuple[float, float, list[str]]:
    """A control chart of one complete series: limits and the first rule that applies to each point."""
    mean = sum(y) / len(y)
    ranges = [abs(b - a) for a, b in pairwise(y)]
    amr = sum(ranges) / len(ranges)
    kept = [r for r in ranges if r < SCREEN * amr]
    amr = sum(kept) / len(kept)
    low, high = mean - LIMIT * amr, mean + LIMIT * amr
    near_low, near_high = mean - LIMIT * 2 / 3 * amr, mean + LIMIT * 2 / 3 * amr
    rules = []
    for k, v in enumerate(y):
        if v > high or v < low:
            rules.append("outside")
            continue
        sevens = [y[s : s + 7] for s in range(max(0, k - 6), min(k, len(y) - 7) + 1)]
        threes = [y[s : s + 3] for s in range(max(0, k - 2), min(k, len(y) - 3) + 1)]
        if any(_is_trend(w) for w in sevens):
            rules.append("trend")
        elif (v > near_high and any(_two_near(w, mean, near_high, high, 1) for w in threes)) or (
            v < near_low and any(_two_near(w, mean, near_low, low, -1) for w in threes)
        ):
            rules.append("two in three")
        elif any(all(a > mean for a in w) or all(a < mean for a in w) for w in sevens):
            rules.append("shift")
        else:
            rules.append("")
    return low, high, rules


def _is_trend(window: list[float]) -> bool:
    steps = [b - a for a, b in pairwise(window)]
    return all(s > 0 for s in steps) or all(s < 0 for s in steps)


def _two_near(window: list[float], mean: float, near: float, limit: float, side: int) -> bool:
    return all(side * (a - mean) > 0 for a in window) and (
        sum(side * (a - near) > 0 and side * (a - limit) <= 0 for a in window) >= 2
    )


def wilson_by_hand(x: float, n: float) -> tuple[float, float]:
    root = Z * math.sqrt(Z * Z + 4 * x * (1 - x / n))
    return (2 * x + Z * Z - root) / (2 * (n + Z * Z)), (2 * x + Z * Z + root) / (2 * (n + Z * Z))


def rate_by_hand(x: float, n: float) -> tuple[float, float]:
    """A rate per 10,000: scipy's chi-squared under 10 events, Byar's formula from there."""
    if x < 10:
        from scipy import special

        low = special.chdtri(2 * x, 0.975) / 2 if x else 0.0
        return low / n * 10_000, special.chdtri(2 * x + 2, 0.025) / 2 / n * 10_000
    low = x * (1 - 1 / (9 * x) - Z / (3 * math.sqrt(x))) ** 3
    high = (x + 1) * (1 - 1 / (9 * (x + 1)) + Z / (3 * math.sqrt(x + 1))) ** 3
    return low / n * 10_000, high / n * 10_000
