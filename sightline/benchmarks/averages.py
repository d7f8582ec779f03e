"""
How a group's figure is formed from its members': mean, median or pooled, each by its name and never mixed.

Members without a value are left out and counted out. A sum that holds a suppressed count (1 to 5) lies between two
ends; what depends on it is said only where both ends say the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from sightline.benchmarks.statuses import Status
from sightline.measures.arithmetic import divided, mean_of, total

# What a suppressed count may be.
LEAST_SUPPRESSED, MOST_SUPPRESSED = 1, 5


class Average(Enum):
    """The ways of averaging; `published` is a figure that the publisher formed, such as England's."""

    MEAN = "mean"
    MEDIAN = "median"
    POOLED = "pooled"
    PUBLISHED = "published"


@dataclass(frozen=True)
class PublishedFigure:
    """
    One area's published figure: value, and numerator and denominator where both are published with it.

    `low` and `high` are the ends between which a value lies that suppressed counts keep from being known.
    """

    value: Fraction | None
    status: Status
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    period: str = ""

    @property
    def ends(self) -> tuple[Fraction, Fraction] | None:
        """The value twice, or the two ends of what is known of it; None where nothing is."""
        if self.value is not None:
            return self.value, self.value
        return (self.low, self.high) if self.low is not None and self.high is not None else None


def added(parts: Sequence[tuple[Fraction | None, Status]]) -> tuple[Status, Fraction | None, Fraction | None]:
    """
    The sum of published counts: its status and its two ends, which are one where every part is known.

    A suppressed part counts 1 to 5, never 0. Where a part is missing for another reason nothing is known of the sum.
    """
    hidden = sum(status is Status.SUPPRESSED for _value, status in parts)
    unknown = next((s for value, s in parts if value is None and s is not Status.SUPPRESSED), None)
    if unknown is not None:
        return unknown, None, None
    shown = total([value for value, _status in parts if value is not None])
    status = Status.SUPPRESSED if hidden else Status.OK
    return status, shown + LEAST_SUPPRESSED * hidden, shown + MOST_SUPPRESSED * hidden


def share(
    numerator: Sequence[tuple[Fraction | None, Status]],
    denominator: tuple[Fraction | None, Status],
    *,
    per: int = 100,
) -> PublishedFigure:
    """A share that is not published itself: its numerators added over its denominator, unrounded."""
    status, low, high = added(numerator)
    whole, whole_status = denominator
    if whole is None:
        return PublishedFigure(None, whole_status)
    if whole == 0:
        return PublishedFigure(None, Status.NOT_APPLICABLE, denominator=whole)
    if low is None or high is None:
        return PublishedFigure(None, status, denominator=whole)
    if low == high:
        return PublishedFigure(divided(low, whole, per=per), Status.OK, low, whole)
    # A part is no more than the whole, whatever was hidden in it.
    ends = divided(low, whole, per=per), divided(min(high, whole), whole, per=per)
    return PublishedFigure(None, status, None, whole, *ends)


def averaged(figures: Sequence[PublishedFigure], how: Average, *, per: int = 100) -> tuple[Fraction | None, int]:
    """
    The members' average and how many of them it is of.

    A median among which are figures that lie between two ends is given only where both ends give the same.
    Nulls: no member has a value.
    """
    if how is Average.POOLED:
        pairs = [(f.numerator, f.denominator) for f in figures if f.numerator is not None and f.denominator is not None]
        value = divided(total([n for n, _d in pairs]), total([d for _n, d in pairs]), per=per) if pairs else None
        return value, len(pairs)
    values = [f.value for f in figures if f.value is not None]
    if how is Average.MEAN:
        return mean_of(values) if values else None, len(values)
    ends = [f.ends for f in figures if f.ends is not None]
    least, most = median([low for low, _high in ends]), median([high for _low, high in ends])
    return (least, len(ends)) if least == most else (None, len(values))


def median(values: Sequence[Fraction]) -> Fraction | None:
    """The middle value, or halfway between the two middle ones. Nulls: no value."""
    if not values:
        return None
    line = sorted(values)
    half = len(line) // 2
    return line[half] if len(line) % 2 else (line[half - 1] + line[half]) / 2
