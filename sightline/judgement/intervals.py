"""
How far a figure's underlying value plausibly lies from what was counted.

A complete caseload is still one outcome of a process that could have produced a slightly different count; these are
the ranges of that process. Every function takes scalars or arrays of one length and answers alike: numbers for
numbers, arrays for arrays, with NaN where nothing can be calculated.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from sightline.errors import BadInput

Numbers = NDArray[np.float64]

CONFIDENCE = 0.95
STRICT_CONFIDENCE = 0.998  # about three sigma; Fingertips' second level
EXACT, BYAR = "Exact", "Byars"
EXACT_BELOW = 10  # events; PHEindicatormethods 2.1.0
MIN_EVENTS_FOR_STANDARDISED_RATE = 10
DAYS_IN_A_YEAR = 365


@dataclass(frozen=True)
class Interval:
    """
    A figure with its limits: floats, or arrays of one length.

    Nulls: NaN where it can't be calculated. `method` says how a rate's limits came about, None where there are none.
    """

    value: Numbers | float
    lower: Numbers | float
    upper: Numbers | float
    method: NDArray[np.object_] | str | None = None


def z_of(confidence: float) -> float:
    """The normal deviate of a two-sided confidence: 1.959964 for 0.95, 3.090232 for 0.998."""
    return float(special.ndtri(1 - (1 - checked_confidence(confidence)) / 2))


def checked_confidence(confidence: float) -> float:
    """A confidence as a share; 95 and 99.8 are read as percentages. Errors: BadInput outside 0 to 1."""
    share = confidence / 100 if 50 <= confidence < 100 else confidence
    if not 0 < share < 1:
        raise BadInput(f"A confidence of {confidence:g} is not between 0 and 1: write 0.95 or 0.998.")
    return share


def exact_poisson_limits(count: ArrayLike, *, confidence: float = CONFIDENCE) -> tuple[Numbers, Numbers]:
    """
    The exact limits of a whole-number count, by the chi-squared link (Garwood 1936; Breslow and Day 1987).

    A count of 0 has the lower limit 0.
    """
    x = np.asarray(count, float)
    tail = (1 - checked_confidence(confidence)) / 2
    # Half a chi-squared quantile of 2x degrees of freedom is a gamma quantile of shape x.
    lower = np.where(x == 0, 0.0, special.gammaincinv(np.where(x == 0, 1.0, x), tail))
    return lower, special.gammaincinv(x + 1, 1 - tail)


def byar_limits(count: ArrayLike, *, confidence: float = CONFIDENCE) -> tuple[Numbers, Numbers]:
    """Byar's approximation to the limits of a count (Breslow and Day 1987); a count of 0 has the lower limit 0."""
    x, z = np.asarray(count, float), z_of(confidence)
    positive = np.where(x > 0, x, 1.0)
    lower = positive * (1 - 1 / (9 * positive) - z / (3 * np.sqrt(positive))) ** 3
    upper = (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * np.sqrt(x + 1))) ** 3
    return np.where(x > 0, np.maximum(lower, 0.0), 0.0), upper


def count_limits(count: ArrayLike, *, confidence: float = CONFIDENCE) -> tuple[Numbers, Numbers, NDArray[np.object_]]:
    """
    The limits of counts and how each came about: exact under 10 events, Byar from there (PHEindicatormethods 2.1.0).

    A count that is not whole (weighted) has no exact limits and takes Byar's whatever its size.
    Nulls: NaN gives NaN. Errors: BadInput for a negative count.
    """
    x = np.asarray(count, float)
    if np.any(x < 0):
        raise BadInput(f"A count of {x[x < 0].flat[0]:g} is below 0.")
    known = np.where(np.isnan(x), 0.0, x)
    use_exact = (known < EXACT_BELOW) & (known == np.floor(known))
    lower, upper = (np.array(limit) for limit in byar_limits(known, confidence=confidence))
    # The exact ones are slow to come by, so only theirs are calculated.
    lower[use_exact], upper[use_exact] = exact_poisson_limits(known[use_exact], confidence=confidence)
    missing = np.isnan(x)
    method = np.where(missing, None, np.where(use_exact, EXACT, BYAR))  # type: ignore[call-overload]
    return np.where(missing, np.nan, lower), np.where(missing, np.nan, upper), method


def rate_interval(
    count: ArrayLike,
    denominator: ArrayLike,
    *,
    multiplier: float = 10_000,
    confidence: float = CONFIDENCE,
    days: float | None = None,
) -> Interval:
    """
    A rate and its limits; `method` is 'Exact' or 'Byars' (`count_limits`).

    Shape: two scalars or two arrays of one length. Units: per `multiplier`. With `days` elapsed a part-year's rate is
    annualised by 365 / days, and its limits with it.
    Nulls: a missing count, and a missing or zero denominator, give NaN. Errors: BadInput for negative numbers.
    """
    x, n = _pair(count, denominator)
    if np.any(n < 0):
        raise BadInput(f"A denominator of {n[n < 0].flat[0]:g} is below 0.")
    if days is not None and not 0 < days <= DAYS_IN_A_YEAR + 1:
        raise BadInput(f"{days:g} days are no part of a year: give the days elapsed, 1 to 366.")
    lower, upper, method = count_limits(x, confidence=confidence)
    can = ~np.isnan(x) & (n > 0)
    times, n = multiplier * (DAYS_IN_A_YEAR / days if days else 1.0), np.where(can, n, np.nan)
    how = np.where(can, method, None)  # type: ignore[call-overload]
    return _answer(x * times / n, lower * times / n, upper * times / n, how)


def wilson_interval(
    numerator: ArrayLike, denominator: ArrayLike, *, multiplier: float = 1, confidence: float = CONFIDENCE
) -> Interval:
    """
    A share and the range in which its underlying value plausibly lies (Wilson 1927, the score method).

    Shape: two scalars or two arrays of one length. Units: shares x `multiplier` (100 for percentages).
    Nulls: a missing numerator, and a missing or zero denominator, give NaN.
    Errors: BadInput when a numerator exceeds its denominator: a fault of the data, never clipped.
    """
    x, n = _pair(numerator, denominator)
    wrong = (x < 0) | (n < 0) | (x > n)
    if wrong.any():
        first = np.flatnonzero(wrong)[0]
        raise BadInput(
            f"{x.flat[first]:g} of {n.flat[first]:g} is not a share: a numerator lies between 0 and its denominator."
        )
    can = ~np.isnan(x) & (n > 0)
    n = np.where(can, n, np.nan)
    z, p = z_of(confidence), x / n
    middle, half = 2 * x + z**2, z * np.sqrt(z**2 + 4 * x * (1 - p))
    lower, upper = (middle - half) / (2 * (n + z**2)), (middle + half) / (2 * (n + z**2))
    # The ends are exact: 0 of n reaches down to 0 and n of n up to 1.
    lower, upper = np.where(x == 0, 0.0 * n, lower), np.where(x == n, n / n, upper)
    return _answer(p * multiplier, lower * multiplier, upper * multiplier)


def mean_interval(values: ArrayLike, *, confidence: float = CONFIDENCE) -> Interval:
    """
    The mean of observations and its limits by Student's t, n - 1 degrees of freedom.

    Shape: one series, or a row a series. Nulls: NaN observations are left out; fewer than 2 have no limits.
    """
    x = np.asarray(values, float)
    n = np.sum(~np.isnan(x), axis=-1)
    mean = np.where(n > 0, np.nansum(x, axis=-1) / np.maximum(n, 1), np.nan)
    squares = np.nansum((x - mean[..., None]) ** 2, axis=-1)
    enough = n >= 2
    freedom = np.where(enough, n - 1, 1)
    t = special.stdtrit(freedom, 1 - (1 - checked_confidence(confidence)) / 2)
    half = np.where(enough, t * np.sqrt(squares / freedom / np.maximum(n, 1)), np.nan)
    return _answer(mean, mean - half, mean + half)


@dataclass(frozen=True)
class Median:
    """A median with its quartiles (type 7) and limits by order statistics; None where there are too few for them."""

    median: float
    lower_quartile: float
    upper_quartile: float
    lower: float | None
    upper: float | None


def median_interval(values: ArrayLike, *, confidence: float = CONFIDENCE) -> Median | None:
    """
    The median with its quartiles, and limits that are two of the observations themselves (order statistics).

    Nulls: NaN observations are left out; None without any. The limits cover at least the confidence asked for; too few
    observations for that (under 6 at 95 per cent) have none.
    """
    from scipy import stats  # slow to load

    x = np.asarray(values, float)
    x = np.sort(x[~np.isnan(x)])
    if not x.size:
        return None
    quarter, middle, three_quarters = np.quantile(x, (0.25, 0.5, 0.75))
    below = int(stats.binom.ppf((1 - checked_confidence(confidence)) / 2, x.size, 0.5))
    lower, upper = (float(x[below - 1]), float(x[x.size - below])) if below >= 1 else (None, None)
    return Median(float(middle), float(quarter), float(three_quarters), lower, upper)


def standardised_rate(
    counts: ArrayLike,
    populations: ArrayLike,
    standard: ArrayLike,
    *,
    multiplier: float = 10_000,
    confidence: float = CONFIDENCE,
) -> Interval:
    """
    A directly age-standardised rate with Dobson's limits (Dobson and others 1991; PHEindicatormethods 2.1.0).

    Shape: one number a band in each, or a row an area. Units: per `multiplier`.
    Nulls: under 10 events in all, or a band without a population, gives NaN.
    """
    x, n, w = _bands(counts, populations, standard)
    if np.any(x < 0) or np.any(n < 0) or np.any(w < 0):
        raise BadInput("A standardised rate has a count, a population or a standard population below 0.")
    events, weight = x.sum(axis=-1), w.sum(axis=-1)
    can = (events >= MIN_EVENTS_FOR_STANDARDISED_RATE) & (n > 0).all(axis=-1) & (weight > 0)
    n, weight = np.where(n > 0, n, np.nan), np.where(weight > 0, weight, np.nan)
    rate = (w * x / n).sum(axis=-1) / weight
    spread = np.sqrt((w**2 * x / n**2).sum(axis=-1) / weight**2 / np.where(can, events, np.nan))
    lower, upper = byar_limits(np.where(can, events, 1.0), confidence=confidence)
    values = (rate, rate + spread * (lower - events), rate + spread * (upper - events))
    rate, lower, upper = (np.where(can, v, np.nan) * multiplier for v in values)
    return _answer(rate, lower, upper)


@dataclass(frozen=True)
class StandardisedRatio:
    """Observed beside expected events: the ratio per 100 and the rate per `multiplier`, each with limits."""

    observed: float
    expected: float
    ratio: Interval
    rate: Interval


def standardised_ratio(
    counts: ArrayLike,
    populations: ArrayLike,
    reference_counts: ArrayLike,
    reference_populations: ArrayLike,
    *,
    multiplier: float = 10_000,
    confidence: float = CONFIDENCE,
) -> StandardisedRatio:
    """
    The indirectly standardised ratio and rate of one area (PHEindicatormethods 2.1.0).

    Shape: one number a band in each; `counts` may be the total alone. The ratio is compared with 100 only, never with
    another area's. Nulls: nothing expected gives NaN.
    """
    n, x_ref, n_ref = _bands(populations, reference_counts, reference_populations)
    if np.any(n_ref <= 0):
        raise BadInput("A reference population is 0 or below, so that its band has no rate.")
    observed, expected = float(np.sum(np.asarray(counts, float))), float(np.sum(x_ref / n_ref * n))
    ratio = rate_interval(observed, expected, multiplier=100, confidence=confidence)
    crude = float(x_ref.sum() / n_ref.sum()) * multiplier / 100
    rate = Interval(ratio.value * crude, ratio.lower * crude, ratio.upper * crude, ratio.method)
    return StandardisedRatio(observed, expected, ratio, rate)


def widened(interval: Interval, factor: float, *, bounds: tuple[float, float] = (0.0, np.inf)) -> Interval:
    """The interval with its half-widths multiplied by sqrt(factor): `factor` as `dependence.sibling_factor` gives."""
    if factor < 0:
        raise BadInput(f"An interval can't be widened by a factor of {factor:g}.")
    times = sqrt(factor)
    lower = np.clip(interval.value - (interval.value - interval.lower) * times, *bounds)
    upper = np.clip(interval.value + (interval.upper - interval.value) * times, *bounds)
    return _answer(np.asarray(interval.value, float), np.asarray(lower), np.asarray(upper), interval.method)


def contains(interval: Interval, target: ArrayLike) -> NDArray[np.bool_]:
    """
    Whether a target lies within the interval, its ends included: 'too few cases to judge'.

    Nulls: False where there is no interval.
    """
    wanted = np.asarray(target, float)
    return (interval.lower <= wanted) & (wanted <= interval.upper)


def worst_case(numerator: ArrayLike, denominator: ArrayLike, unknown: ArrayLike) -> tuple[Numbers, Numbers]:
    """
    The shares if none, and if all, of the `unknown` cases in the denominator counted: x/n to (x + m)/n.

    Shape: scalars or arrays of one length. Nulls: a zero denominator gives NaN.
    Errors: BadInput when known and unknown cases together exceed the denominator.
    """
    x, n = _pair(numerator, denominator)
    most = wilson_interval(x + np.asarray(unknown, float), n).value
    return np.asarray(wilson_interval(x, n).value), np.asarray(most)


def _bands(*parts: ArrayLike) -> tuple[Numbers, ...]:
    arrays = [np.asarray(part, float) for part in parts]
    if len({a.shape[-1:] for a in arrays}) > 1:
        raise BadInput(f"There are {' and '.join(str(a.size) for a in arrays)} bands: give each part for every band.")
    return np.broadcast_arrays(*arrays)


def _pair(first: ArrayLike, second: ArrayLike) -> tuple[Numbers, Numbers]:
    x, n = np.broadcast_arrays(np.asarray(first, float), np.asarray(second, float))
    return x, n


def _answer(
    value: ArrayLike, lower: ArrayLike, upper: ArrayLike, method: NDArray[np.object_] | str | None = None
) -> Interval:
    """Arrays as arrays and scalars as floats."""
    v, low, high = (np.asarray(a, float) for a in (value, lower, upper))
    if v.ndim:
        return Interval(v, low, high, method)
    how = method.item() if isinstance(method, np.ndarray) else method
    return Interval(float(v), float(low), float(high), how)
