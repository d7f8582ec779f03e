"""Where an authority stands among others: its rank and its quartile band, and which end is good."""

from collections.abc import Sequence
from fractions import Fraction

from sightline.benchmarks.averages import PublishedFigure

HIGH, LOW, NEUTRAL = "high", "low", "neutral"
# Fewer areas than this have no bands.
FEWEST_FOR_BANDS = 4


def rank(own: PublishedFigure, others: Sequence[PublishedFigure], first_is: str) -> tuple[int | None, int]:
    """
    The place among itself and the others with a value, and how many these are. Ties share the better place.

    A figure that lies between two ends counts where both ends give the same place; otherwise there is no place.
    """
    known = [f.ends for f in others if f.ends is not None]
    if own.ends is None:
        return None, len(known)
    low, high = own.ends
    if first_is == HIGH:
        best = 1 + sum(1 for least, _most in known if least > high)
        worst = 1 + sum(1 for _least, most in known if most > low)
    else:
        best = 1 + sum(1 for _least, most in known if most < low)
        worst = 1 + sum(1 for least, _most in known if least < high)
    return (best if best == worst else None), len(known) + 1


def band(own: PublishedFigure, others: Sequence[PublishedFigure], polarity: str) -> str | None:
    """
    The quartile band as the DfE's interactive tool gives it: A is the good end, D the other.

    Quartiles of type 7 of the values of all the areas; a value on a boundary is in the band below it. Neutral figures
    have no band, nor has a figure among fewer than four.
    """
    values = [f.value for f in (own, *others) if f.value is not None]
    if own.value is None or polarity == NEUTRAL or len(values) < FEWEST_FOR_BANDS:
        return None
    above = sum(own.value > quantile(values, Fraction(quarter, 4)) for quarter in (1, 2, 3))
    return "DCBA"[above] if polarity == HIGH else "ABCD"[above]


def quantile(values: Sequence[Fraction], part: Fraction) -> Fraction:
    """The quantile of type 7: linear between the two nearest of the sorted values."""
    line = sorted(values)
    place = (len(line) - 1) * part
    below = int(place)
    above = min(below + 1, len(line) - 1)
    return line[below] + (place - below) * (line[above] - line[below])
