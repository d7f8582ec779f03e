"""
The arithmetic of figures: how a percentage, a rate, an average or a projection comes from its components.

Every figure that Sightline shows is formed here and nowhere else, so that the rules which the users' printed
reports follow (docs/conventions.md) hold everywhere: divide once, at the end; never average percentages; never
add figures that are already cumulative; round half up from the unrounded quotient.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

Quantity = int | float | Fraction

MONTHS_IN_A_YEAR = 12
WEEKS_IN_A_YEAR = 52


def exact(value: Quantity) -> Fraction:
    """A number as an exact fraction; a float counts as the decimal it prints as (6.9 is 69/10)."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def divided(numerator: Quantity, denominator: Quantity | None, *, per: int = 1) -> Fraction | None:
    """
    `numerator / denominator x per`: a percentage with per=100, a rate with per=10,000, a mean with per=1.

    Nulls: no denominator, or a zero one, gives None.
    """
    if denominator is None or denominator == 0:
        return None
    return exact(numerator) / exact(denominator) * per


def total(parts: Sequence[Quantity]) -> Fraction:
    """The sum of monthly counts: a year to date, a rolling year, a whole from its parts."""
    return sum((exact(p) for p in parts), Fraction(0))


def mean_of(parts: Sequence[Quantity]) -> Fraction | None:
    """The mean of monthly counts or of month-end snapshots; None when there are none."""
    return total(parts) / len(parts) if parts else None


def rolling_rate(parts: Sequence[Quantity], population: Quantity | None, *, per: int = 10_000) -> Fraction | None:
    """The rate of a count summed over its months, on one population."""
    return divided(total(parts), population, per=per)


def rate_of_mean(snapshots: Sequence[Quantity], population: Quantity | None, *, per: int = 10_000) -> Fraction | None:
    """The rate of the average snapshot, from the unrounded mean."""
    mean = mean_of(snapshots)
    return None if mean is None else divided(mean, population, per=per)


def projected_year(year_to_date: Quantity, months_elapsed: int) -> Fraction:
    """The year's count if the rest of the year goes like its months so far: year to date x 12 / months."""
    if not 1 <= months_elapsed <= MONTHS_IN_A_YEAR:
        raise ValueError(f"months_elapsed must be 1 to 12, not {months_elapsed}")
    return exact(year_to_date) * MONTHS_IN_A_YEAR / months_elapsed


def projected_year_rate(
    year_to_date: Quantity, months_elapsed: int, population: Quantity | None, *, per: int = 10_000
) -> Fraction | None:
    """The rate of the projected year's count. With months_elapsed=1 it is a month's annualised rate."""
    return divided(projected_year(year_to_date, months_elapsed), population, per=per)


def percent_change(new: Quantity, old: Quantity) -> Fraction | None:
    """The relative change in per cent, also where the figure itself is a percentage; None from nothing."""
    return divided(exact(new) - exact(old), old, per=100)


def percentage_points(new: Quantity, old: Quantity) -> Fraction:
    """The difference between two percentages, which is in percentage points and never 'per cent'."""
    return exact(new) - exact(old)


def weekly_to_monthly(weekly: Quantity) -> Fraction:
    """An average week as an average month: x 52 / 12."""
    return exact(weekly) * WEEKS_IN_A_YEAR / MONTHS_IN_A_YEAR


def monthly_average(year_total: Quantity, months: int = MONTHS_IN_A_YEAR) -> Fraction:
    """A year's total as a monthly average."""
    return exact(year_total) / months


def equivalent_count(rate: Quantity, population: Quantity, *, per: int = 10_000) -> Fraction:
    """A comparator's rate read in our own children: rate x population / per."""
    return exact(rate) * exact(population) / per


def round_half_up(value: Quantity | None, decimals: int = 0) -> Decimal | None:
    """
    `value` rounded half up from the unrounded quotient, as the printed reports do (219 of 240 is 91.3).

    Halves go away from zero, so that a fall prints like the rise of the same size.
    """
    if value is None:
        return None
    fraction = exact(value)
    scaled = abs(fraction) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    rounded = Decimal(whole).scaleb(-decimals).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return -rounded if fraction < 0 and rounded else rounded
