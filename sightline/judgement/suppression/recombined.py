"""
Others' figures where some are hidden: a `c` is 1 to 5, never 0, and never worked back from a total.

A sum is a range; a rank or a median is said only when it is the same at both ends (spec/statistics.md 6.6).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sightline.judgement.suppression.single import THRESHOLD, Mark

# An imported count, or the mark that hides it.
Imported = float | Mark


@dataclass(frozen=True)
class Between:
    """The least and the most that something can be."""

    low: float
    high: float

    @property
    def is_certain(self) -> bool:
        return self.low == self.high


def between(value: Imported, threshold: int = THRESHOLD) -> Between:
    """A number is itself; a `c` is 1 to the threshold of its source. Errors: ValueError for another mark."""
    if isinstance(value, Mark):
        if value is not Mark.CONFIDENTIAL:
            raise ValueError(f"{value.printed} stands for no count.")
        return Between(1, threshold)
    return Between(value, value)


def total_between(values: Sequence[Imported], threshold: int = THRESHOLD) -> Between:
    """The sum of figures some of which are hidden: two hidden leave it between shown + 2 and shown + 10."""
    ranges = [between(value, threshold) for value in values]
    return Between(sum(one.low for one in ranges), sum(one.high for one in ranges))


def rank_if_certain(
    own: float, others: Sequence[Imported], *, high_is_first: bool, threshold: int = THRESHOLD
) -> int | None:
    """Our rank among others, 1 the first and ties the smallest; None where it depends on what is hidden."""
    ranges = [between(other, threshold) for other in others]
    if high_is_first:
        least, most = (sum(one.low > own for one in ranges), sum(one.high > own for one in ranges))
    else:
        least, most = (sum(one.high < own for one in ranges), sum(one.low < own for one in ranges))
    return least + 1 if least == most else None


def median_if_certain(values: Sequence[Imported], threshold: int = THRESHOLD) -> float | None:
    """The median; None where it depends on what is hidden, or where there is nothing."""
    if not values:
        return None
    ranges = [between(value, threshold) for value in values]
    low, high = median(one.low for one in ranges), median(one.high for one in ranges)
    return low if low == high else None
