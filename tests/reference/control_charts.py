"""
A control chart as a person would work it out: one series, plain loops, one rule after the other.

Nothing is shared with the product; the definitions are those of NHSRplotthedots 0.2.2. Series are whole numbers or
fractions, so that 'equal' is equal.
"""

from fractions import Fraction
from itertools import pairwise

LIMIT = Fraction("2.66")


def chart(values: list, ghosts: set[int] = frozenset(), *, fix_after: int | None = None, screen: bool = True):
    """The mean, the mean range (None where there is none) and the rule of each place; None is a missing month."""
    used = [None if v is None or k in ghosts else Fraction(v) for k, v in enumerate(values)]
    base = used[:fix_after] if fix_after else used
    known = [v for v in base if v is not None]
    ranges = [abs(b - a) for a, b in pairwise(base) if a is not None and b is not None]
    if not ranges:
        return None, None, ["Common Cause"] * len(values)
    mean, amr = sum(known) / len(known), sum(ranges) / len(ranges)
    if screen and amr:
        kept = [r for r in ranges if r < Fraction("3.267") * amr]
        # Screening that would leave no variation at all is not done.
        amr = sum(kept) / len(kept) or amr
    # Ghosts are stepped over; a missing month stays in the way.
    places = [k for k in range(len(values)) if k not in ghosts or values[k] is None]
    found = rules([used[k] for k in places], mean, amr)
    named = dict(zip(places, found, strict=True))
    return mean, amr, [named.get(k, "Common Cause") for k in range(len(values))]


def rules(y: list, mean: Fraction, amr: Fraction) -> list[str]:
    """The first rule that applies to each value."""
    return [
        "Common Cause" if y[k] is None else outside(y[k], mean, amr) or trend(y, k) or two_in_three(y, k, mean, amr)
        or shift(y, k, mean) or "Common Cause"
        for k in range(len(y))
    ]  # fmt: skip


def outside(value, mean, amr):
    if value > mean + LIMIT * amr:
        return "Above UCL"
    return "Below LCL" if value < mean - LIMIT * amr else None


def windows(y: list, k: int, length: int):
    """Every window of that many neighbours, none missing, that holds place k; the latest first."""
    for start in range(min(k, len(y) - length), max(-1, k - length), -1):
        window = y[start : start + length]
        if None not in window:
            yield window


def trend(y, k):
    for window in windows(y, k, 7):
        steps = [b - a for a, b in pairwise(window)]
        if all(s > 0 for s in steps):
            return "7 Point Trend (Increasing)"
        if all(s < 0 for s in steps):
            return "7 Point Trend (Decreasing)"
    return None


def is_near(value, mean, amr):
    return abs(value - mean) > LIMIT * 2 / 3 * amr and not outside(value, mean, amr)


def two_in_three(y, k, mean, amr):
    if not is_near(y[k], mean, amr):
        return None
    for window in windows(y, k, 3):
        one_side = all(v > mean for v in window) or all(v < mean for v in window)
        if one_side and sum(is_near(v, mean, amr) for v in window) >= 2:
            return "2 in 3 Above CL" if y[k] > mean else "2 in 3 Below CL"
    return None


def shift(y, k, mean):
    for window in windows(y, k, 7):
        if all(v > mean for v in window):
            return "7 Points Above CL"
        if all(v < mean for v in window):
            return "7 Points Below CL"
    return None
