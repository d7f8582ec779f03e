"""
Do we differ: from a published benchmark, from another area, from another period or group?

The overlap of two intervals is never read as a test. A benchmark is a constant; two counted figures are compared by
the interval of their difference or ratio.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from sightline.errors import BadInput
from sightline.judgement.intervals import CONFIDENCE, Interval, Numbers, checked_confidence, wilson_interval, z_of
from sightline.measures.model import Polarity

# The median of an even number of whole-number rates is up to this far from the median of the unrounded ones.
WHOLE_NUMBER_SLACK = 0.5
# Shorthand of published tables that leaves nothing to compare with.
NOT_COMPARABLE = frozenset({"c", "x", "z", "k", "u", "low", "suppressed", "low reliability"})


class Comparison(Enum):
    """What may be said of a figure beside a benchmark; the first two only where higher or lower is good."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    SIMILAR = "similar"
    NOT_COMPARED = "not compared"


def compared_with(
    lower: ArrayLike, upper: ArrayLike, benchmark: ArrayLike, *, polarity: Polarity, slack: float = 0
) -> NDArray[np.object_]:
    """
    A figure's limits against a benchmark taken as a constant; touching a limit is similar.

    Shape: scalars or arrays of one length; an array of `Comparison`. `slack` is the benchmark's rounding error,
    `WHOLE_NUMBER_SLACK` for a median of whole-number rates: a difference within it is similar.
    Nulls: NaN anywhere is not compared.
    """
    if slack < 0:
        raise BadInput(f"A rounding error of {slack:g} is below 0.")
    low, high, fixed = np.broadcast_arrays(*(np.asarray(a, float) for a in (lower, upper, benchmark)))
    if np.any(low > high):
        raise BadInput("A lower limit is above its upper limit.")
    words = {
        Polarity.HIGH: (Comparison.BETTER, Comparison.WORSE),
        Polarity.LOW: (Comparison.WORSE, Comparison.BETTER),
        Polarity.NEUTRAL: (Comparison.HIGHER, Comparison.LOWER),
    }[polarity]
    found = np.full(low.shape, Comparison.SIMILAR, object)
    # Rounding noise of binary fractions must not make 'touching' a difference.
    noise = 1e-9 * np.maximum(np.abs(fixed), 1.0)
    found[low - fixed > slack + noise] = words[0]
    found[fixed - high > slack + noise] = words[1]
    found[np.isnan(low) | np.isnan(high) | np.isnan(fixed)] = Comparison.NOT_COMPARED
    return found


@dataclass(frozen=True)
class Benchmarked:
    """The word at 95 per cent, and whether the same holds at 99.8 per cent, which is drawn as a ring."""

    word: Comparison
    strong: bool


def benchmarked(
    interval: Interval,
    strict: Interval | None,
    benchmark: float | str | None,
    *,
    polarity: Polarity,
    slack: float = 0,
) -> Benchmarked:
    """
    One figure beside one benchmark, at both confidences.

    A benchmark that is suppressed, of low reliability or missing (None, or its shorthand such as 'c') is not compared.
    Errors: BadInput for a text that is no shorthand.
    """
    constant = benchmark_value(benchmark)
    word = compared_with(interval.lower, interval.upper, constant, polarity=polarity, slack=slack).item()
    if strict is None or word in (Comparison.SIMILAR, Comparison.NOT_COMPARED):
        return Benchmarked(word, strong=False)
    again = compared_with(strict.lower, strict.upper, constant, polarity=polarity, slack=slack).item()
    return Benchmarked(word, strong=again is word)


def benchmark_value(benchmark: float | str | None) -> float:
    """A published figure as a number; NaN where it is shorthand for not being there or not to be relied on."""
    if benchmark is None:
        return float("nan")
    if not isinstance(benchmark, str):
        return float(benchmark)
    if benchmark.strip().strip("[]").lower() in NOT_COMPARABLE:
        return float("nan")
    try:
        return float(benchmark)
    except ValueError:
        raise BadInput(f"'{benchmark[:60]}' is neither a number nor a shorthand such as c, x, z, k or u.")


def newcombe_difference(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, *, confidence: float = CONFIDENCE
) -> Interval:
    """
    The difference of two shares, first minus second, with Newcombe's score limits (Newcombe 1998, method 10).

    Units: shares; 0.12 is 12 percentage points. The limits join each share's own Wilson limits, as statsmodels'
    `confint_proportions_2indep(method="newcomb")` does, for whole arrays. Nulls: a zero denominator gives NaN.
    """
    first = wilson_interval(x1, n1, confidence=confidence)
    second = wilson_interval(x2, n2, confidence=confidence)
    difference = first.value - second.value
    down = np.sqrt((first.value - first.lower) ** 2 + (second.upper - second.value) ** 2)
    up = np.sqrt((first.upper - first.value) ** 2 + (second.value - second.lower) ** 2)
    return Interval(difference, difference - down, difference + up)


@dataclass(frozen=True)
class Test:
    """Pearson's chi-squared and its p-value; NaN where nothing can be tested."""

    chi2: Numbers | float
    p_value: Numbers | float


def two_proportions(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike) -> Test:
    """
    Whether two shares differ: Pearson's chi-squared on one degree of freedom, without continuity correction.

    Nulls: NaN where a denominator is 0, or where nobody or everybody counts in both. Source: R's `prop.test`.
    """
    a, b, c, d = np.broadcast_arrays(*(np.asarray(v, float) for v in (x1, n1, x2, n2)))
    wilson_interval(a, b), wilson_interval(c, d)  # numerators above their denominators are refused
    pooled = (a + c) / np.where(b + d > 0, b + d, np.nan)
    can = (b > 0) & (d > 0) & (pooled > 0) & (pooled < 1)
    variance = np.where(can, pooled * (1 - pooled), np.nan) * (1 / np.where(b > 0, b, 1) + 1 / np.where(d > 0, d, 1))
    chi2 = (a / np.where(b > 0, b, np.nan) - c / np.where(d > 0, d, np.nan)) ** 2 / variance
    p_value = special.chdtrc(1, chi2)
    return Test(float(chi2), float(p_value)) if chi2.ndim == 0 else Test(chi2, p_value)


@dataclass(frozen=True)
class RateRatio:
    """The first rate over the second, with exact limits and p-value; None where nothing can be calculated."""

    ratio: float | None
    lower: float | None
    upper: float | None
    p_value: float | None


def rate_ratio(x1: float, t1: float, x2: float, t2: float, *, confidence: float = CONFIDENCE) -> RateRatio:
    """
    The ratio of two rates from whole-number counts over their denominators, exact given the counts' total.

    Given x1 + x2, x1 is binomial with share t1 / (t1 + t2); the limits follow from Clopper and Pearson's, the p-value
    sums all outcomes no more likely than the one seen. Source: R's `poisson.test` on two counts.
    Nulls: no upper limit where the second count is 0; nothing where both are, or a denominator is 0.
    Errors: BadInput for counts that are not whole or are below 0.
    """
    from scipy import stats  # slow to load

    for count in (x1, x2):
        if count < 0 or count != int(count):
            raise BadInput(f"A ratio of rates needs whole-number counts from 0, not {count:g}.")
    if min(t1, t2) < 0:
        raise BadInput(f"A denominator of {min(t1, t2):g} is below 0.")
    if x1 + x2 == 0 or min(t1, t2) == 0:
        return RateRatio(None, None, None, None)
    test = stats.binomtest(int(x1), int(x1 + x2), t1 / (t1 + t2))
    low, high = test.proportion_ci(checked_confidence(confidence), method="exact")
    scale = t2 / t1
    return RateRatio(
        ratio=x1 / x2 * scale if x2 else None,
        lower=low / (1 - low) * scale if low < 1 else None,
        upper=high / (1 - high) * scale if high < 1 else None,
        p_value=float(test.pvalue),
    )


def distinguishable_share(lower: ArrayLike, upper: ArrayLike, estimate: ArrayLike, *, confidence: float) -> float:
    """
    The share of pairs of areas that differ, beside which alone ranks may be shown (section 4.3 of the specification).

    Shape: a number an area in each. Each pair is tested by its difference, with the standard errors behind the limits.
    Nulls: areas with NaN are left out; fewer than two give NaN.
    """
    value = np.asarray(estimate, float)
    z = z_of(confidence)
    error = (np.asarray(upper, float) - np.asarray(lower, float)) / (2 * z)
    known = ~(np.isnan(value) | np.isnan(error))
    value, error = value[known], error[known]
    if value.size < 2:
        return float("nan")
    first, second = np.triu_indices(value.size, 1)
    apart = np.abs(value[first] - value[second]) > z * np.hypot(error[first], error[second])
    return float(apart.mean())
