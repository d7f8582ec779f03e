"""
Where the year will end, from its months so far: with a range, and with the chance of meeting the target.

The straight line is the rule of the source documents; the seasonal share is the default, a method of our own; a
percentage is projected by its cases still to come. A projection's own value never colours a target: the chance does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np
from numpy.typing import NDArray

from sightline.errors import BadInput, BadUsage, did_you_mean
from sightline.judgement.intervals import CONFIDENCE, checked_confidence
from sightline.measures.arithmetic import exact, round_half_up
from sightline.measures.model import Polarity

MONTHS = 12
YEARS_WANTED = 2
# Without a history the year's own months stand in for two years of it.
WEIGHT_WITHOUT_HISTORY = 24
MOST_CASES = 10_000_000
LEAST = 0.5  # events assumed where there are none yet
LIKELY, UNCERTAIN, UNLIKELY = "likely", "uncertain", "unlikely"
SEASONAL, NO_HISTORY = "seasonal share", "no seasonal history"

REFUSED = {
    "stock": "A number at a date is not added up over the months: the year's end can't be projected from its months.",
    "rolling": "A rolling figure already holds twelve months: there is no year to complete.",
    "mean": "An average of the months so far says nothing about the months to come.",
    "median": "A median of the months so far says nothing about the months to come.",
}
PROJECTED = ("count", "percentage")
KIND_WORDS = {
    "snapshot": "stock",
    "stock at a date": "stock",
    "rolling12": "rolling",
    "rolling_12": "rolling",
    "rolling 12 months": "rolling",
    "average": "mean",
    "proportion": "percentage",
    "flow": "count",
}


def refusal(kind: str | None) -> str | None:
    """
    Why a figure of this kind is not projected, or None where it may be: 'count' and 'percentage' are.

    Errors: BadUsage for a kind that is not known.
    """
    if kind is None:
        return None
    word = kind.strip().lower()
    word = KIND_WORDS.get(word, word)
    if word in PROJECTED:
        return None
    if word not in REFUSED:
        known = (*PROJECTED, *REFUSED)
        raise BadUsage(f"'{kind}' is no kind of figure.{did_you_mean(word, known)} Use one of: {', '.join(known)}.")
    return REFUSED[word]


def straight_line(year_to_date: float, months: int) -> float:
    """Year to date x 12 / months so far, labelled 'straight-line': no seasons, no uncertainty."""
    _refuse_months(months)
    return year_to_date * MONTHS / months


@dataclass(frozen=True)
class Projection:
    """
    A year's count as projected: with its limits, None in the last month or where they can't be calculated.

    `share` is the part of a year that falls in the months so far; `phi` how much more months vary than chance (1 is
    chance); `method` says whether earlier years stood behind it.
    """

    projection: float
    lower: int | float | None
    upper: int | float | None
    share: float
    phi: float
    method: str
    years: int
    year_to_date: float
    # The remainder's negative binomial; None in the last month.
    size: float | None = None
    success: float | None = None

    def chance_of_meeting(self, target: float, polarity: Polarity) -> float | None:
        """
        The chance that the year ends at or above the target where high is good, at or below where low is.

        None for a neutral figure: nobody says which side meets it.
        """
        from scipy import stats  # slow to load

        if polarity is Polarity.NEUTRAL:
            return None
        still = exact(target) - exact(self.year_to_date)
        if self.size is None or self.success is None:
            return float(still <= 0 if polarity is Polarity.HIGH else still >= 0)
        if polarity is Polarity.HIGH:
            return float(stats.nbinom.sf(ceil(still) - 1, self.size, self.success))
        return float(stats.nbinom.cdf(still.numerator // still.denominator, self.size, self.success))


def seasonal(
    year_to_date: float,
    months: int,
    history: Sequence[Sequence[float | None]],
    *,
    level: float = CONFIDENCE,
) -> Projection:
    """
    The year's count from the share of a year that usually falls in its first months, with a prediction interval.

    Shape: `history` is a row of 12 months for each earlier year; incomplete years are left out. Fewer than 2 give the
    straight line with the weight of two years, labelled 'no seasonal history'.
    The remainder is negative binomial; its spread holds the months' own overdispersion and the uncertainty of the
    share (section 8.2 of the specification, our own work). Month 12 is the year to date, without limits.
    """
    from scipy import stats  # slow to load

    _refuse_months(months)
    if year_to_date < 0:
        raise BadInput(f"A year to date of {year_to_date:g} is below 0.")
    years = _complete(history)
    pooled = years.sum(axis=0)
    counted = max(float(year_to_date), LEAST)
    if len(years) >= YEARS_WANTED and pooled[:months].sum() > 0:
        method, behind, whole = SEASONAL, len(years), float(pooled.sum())
        share, phi = float(pooled[:months].sum()) / whole, _dispersion(years)
    else:
        method, behind, share, phi = NO_HISTORY, 0, months / MONTHS, 1.0
        whole = WEIGHT_WITHOUT_HISTORY * counted / months
    if months == MONTHS:
        return Projection(float(year_to_date), None, None, share, phi, method, behind, year_to_date)
    remainder = counted * (1 - share) / share
    if remainder == 0:
        # Earlier years had nothing left after this month, so nothing says how this one might.
        return Projection(float(year_to_date), None, None, share, phi, method, behind, year_to_date)
    success = share / (phi * (1 + counted / share / whole))
    size = remainder * success / (1 - success)
    tails = np.array([1 - checked_confidence(level), 1 + checked_confidence(level)]) / 2
    lower, upper = (year_to_date + float(q) for q in stats.nbinom.ppf(tails, size, success))
    return Projection(
        year_to_date + remainder, lower, upper, share, phi, method, behind, year_to_date, size=size, success=success
    )


def _complete(history: Sequence[Sequence[float | None]]) -> NDArray[np.float64]:
    """The years with all twelve months, a row each. Errors: BadInput for a year of more months, or a count below 0."""
    if any(len(year) > MONTHS for year in history):
        raise BadInput("An earlier year has more than 12 months: give a row of 12 for each year.")
    whole = [list(year) for year in history if len(year) == MONTHS and all(m is not None for m in year)]
    years = np.array(whole, float).reshape(-1, MONTHS)
    if np.any(years < 0):
        raise BadInput("An earlier year has a month below 0.")
    return years


def _dispersion(years: NDArray[np.float64]) -> float:
    """How much more the months vary than chance, about each year's total in the pooled shares; at least 1."""
    share = years.sum(axis=0) / years.sum()
    share_used = share > 0
    expected = years.sum(axis=1, keepdims=True) * share[share_used]
    freedom = (len(years) - 1) * (int(share_used.sum()) - 1)
    if freedom <= 0:
        return 1.0
    gaps = (years[:, share_used] - expected) ** 2
    return max(1.0, float(np.sum(np.divide(gaps, expected, out=np.zeros_like(gaps), where=expected > 0))) / freedom)


@dataclass(frozen=True)
class ProjectedShare:
    """
    A percentage at the year's end, as shares; limits None where no case is still to come.

    `required_rate` is the share of the cases to come that must succeed, above 1 where the target can't now be met;
    None where none is to come.
    """

    projection: float
    lower: float | None
    upper: float | None
    required_successes: int | None = None
    required_rate: float | None = None
    chance: float | None = None

    @property
    def can_be_met(self) -> bool | None:
        """Whether the target can still be met: 'cannot now be met' where this is False."""
        if self.required_successes is None:
            return None
        return self.required_rate <= 1 if self.required_rate is not None else self.required_successes == 0


def proportion(
    x: int, n: int, remaining: int, *, target: float | None = None, level: float = CONFIDENCE
) -> ProjectedShare | None:
    """
    A percentage's year end: `x` of `n` so far, `remaining` cases to come; successes to come are beta-binomial.

    Units: shares; `target` too (90 is read as 0.9). Jeffreys' prior. None where nothing has happened yet.
    Errors: BadInput for a numerator above its denominator, or cases that are not whole.
    """
    from scipy import stats  # slow to load

    for count in (x, n, remaining):
        if count < 0 or count != int(count):
            raise BadInput(f"A projected percentage needs whole numbers of cases from 0, not {count:g}.")
    if n + remaining > MOST_CASES:
        raise BadInput(f"{n + remaining:,.0f} cases are more than a percentage is projected for ({MOST_CASES:,}).")
    if x > n:
        raise BadInput(f"{x:g} of {n:g} is not a share: a numerator lies between 0 and its denominator.")
    if n == 0:
        return None
    to_come = stats.betabinom(int(remaining), x + 0.5, n - x + 0.5)
    whole = n + remaining
    lower: float | None = None
    upper: float | None = None
    if remaining:
        tails = np.array([1 - checked_confidence(level), 1 + checked_confidence(level)]) / 2
        lower, upper = ((x + float(q)) / whole for q in to_come.ppf(tails))
    expected = (x + remaining * (x + 0.5) / (n + 1)) / whole
    if target is None:
        return ProjectedShare(expected, lower, upper)
    # Exact, because 0.57 x 100 in binary fractions is a little less than 57.
    wanted = exact(target) / 100 if target > 1 else exact(target)
    required = max(0, ceil(wanted * Fraction(whole) - Fraction(x)))
    rate = required / remaining if remaining else None
    chance = float(to_come.sf(required - 1)) if remaining else float(required == 0)
    return ProjectedShare(expected, lower, upper, required, rate, chance)


def outlook(chance: float) -> str:
    """What colours a target: at least 80 per cent is likely, at most 20 unlikely, between them uncertain."""
    return LIKELY if chance >= 0.8 else UNLIKELY if chance <= 0.2 else UNCERTAIN


@dataclass(frozen=True)
class BackTest:
    """How the projection after so many months would have done in earlier years: one pair a year that could be tried."""

    months: int
    projected: tuple[float, ...]
    happened: tuple[float, ...]
    within: int

    @property
    def mean_error(self) -> float:
        """The mean absolute error as a share of what happened; years without events are left out."""
        errors = [abs(p - h) / h for p, h in zip(self.projected, self.happened, strict=True) if h > 0]
        return sum(errors) / len(errors) if errors else 0.0

    @property
    def words(self) -> str:
        """'In the last 2 years this projection after 7 months was 3.1 per cent out on average, ...'"""
        years = len(self.projected)
        when = "In the last year" if years == 1 else f"In the last {years} years"
        average = "" if years == 1 else " on average"
        return (
            f"{when} this projection after {self.months} month{'' if self.months == 1 else 's'} was "
            f"{round_half_up(self.mean_error * 100, 1)} per cent out{average}, and its range held "
            f"{self.within} of {years} year{'' if years == 1 else 's'}."
        )


def back_test(history: Sequence[Sequence[float | None]], months: int, *, level: float = CONFIDENCE) -> BackTest | None:
    """
    The seasonal projection tried on the history itself: each year from the complete years before it alone.

    None where no year has 2 complete years before it. The last month has nothing to project.
    """
    _refuse_months(months)
    years = _complete(history)
    projected, happened, within = [], [], 0
    for place in range(YEARS_WANTED, len(years)):
        made = seasonal(float(years[place, :months].sum()), months, years[:place].tolist(), level=level)
        total = float(years[place].sum())
        projected.append(made.projection)
        happened.append(total)
        held = made.lower is not None and made.upper is not None and made.lower <= total <= made.upper
        within += held or made.projection == total
    return BackTest(months, tuple(projected), tuple(happened), within) if projected else None


def _refuse_months(months: int) -> None:
    if not 1 <= months <= MONTHS or months != int(months):
        raise BadInput(f"A year has 1 to 12 months so far, not {months:g}.")
