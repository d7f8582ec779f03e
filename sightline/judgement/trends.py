"""
Is a yearly figure rising or falling? Five independent years, tested at 99.8 per cent.

After the Fingertips technical guidance and its open-source trend calculator. Monthly series use control charts, and
rolling or cumulative figures no test at all.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from sightline.errors import BadInput
from sightline.judgement.intervals import CONFIDENCE, Numbers, checked_confidence, wilson_interval, z_of

YEARS = 5
MOST_YEARS_ON = 50
SIGNIFICANT = 9.549536  # chi-squared on one degree of freedom at 99.8 per cent
WIDTH_IN_STANDARD_ERRORS = 3.92  # of a 95 per cent interval
INCREASING, DECREASING, NO_CHANGE = "increasing", "decreasing", "no_significant_change"


@dataclass(frozen=True)
class Trend:
    """
    A trend over five years: `trend` is increasing, decreasing or no_significant_change.

    `robust` says that leaving out any one year keeps the direction. `slope` and `se` are of the weighted line, a year;
    None by the method for proportions.
    """

    chi2: float
    p_value: float
    robust: bool
    trend: str
    slope: float | None = None
    se: float | None = None


def trend_chi_squared(numerators: ArrayLike, denominators: ArrayLike) -> tuple[float, float] | None:
    """
    The chi-squared for a linear trend of shares over equally spaced years, and its p-value (Cochran and Armitage).

    None where nobody or everybody counts. Source: the Fingertips guidance; equals R's `prop.trend.test`.
    """
    c, d = _years(numerators, denominators)
    wilson_interval(c, d)  # numerators above their denominators are refused
    t = np.arange(1, len(c) + 1)
    whole, counted = d.sum(), c.sum()
    if not 0 < counted < whole:
        return None
    spread = counted * (whole - counted) * (whole * (d * t**2).sum() - (d * t).sum() ** 2)
    if spread <= 0:
        return None
    chi2 = float(whole * (whole * (c * t).sum() - counted * (d * t).sum()) ** 2 / spread)
    return chi2, float(special.chdtrc(1, chi2))


def proportion_trend(numerators: ArrayLike, denominators: ArrayLike) -> Trend | None:
    """
    The trend of a percentage over its latest five years; None with fewer, or with one of them missing.

    Robust when the line through the log odds keeps its direction without any one year. Where a year has nobody or
    everybody, so that its log odds don't exist, the weighted method is used on Wilson's limits.
    """
    c, d = (a[-YEARS:] for a in _years(numerators, denominators))
    if len(c) < YEARS or np.isnan(c).any() or np.isnan(d).any() or not np.all(d > 0):
        return None
    if np.any(c == 0) or np.any(c == d):
        shares = wilson_interval(c, d, multiplier=100)
        return weighted_trend(shares.value, shares.lower, shares.upper)
    found = trend_chi_squared(c, d)
    if found is None:
        return None
    chi2, p_value = found
    slopes = _slopes_without_each(np.log(c / (d - c)), np.ones(YEARS))
    return _judged(chi2, p_value, slopes)


def weighted_trend(values: ArrayLike, lower: ArrayLike, upper: ArrayLike) -> Trend | None:
    """
    The trend of a rate or mean over its latest five years, each weighted by 1 / se² from its 95 per cent limits.

    None with fewer years, with one of them missing, or where a year's limits have no width.
    """
    y, low, high = (a[-YEARS:] for a in _years(values, lower, upper))
    if len(y) < YEARS or np.isnan(y + low + high).any() or not np.all(high > low):
        return None
    weights = (WIDTH_IN_STANDARD_ERRORS / (high - low)) ** 2
    slopes = _slopes_without_each(y, weights)
    t = np.arange(1, YEARS + 1)
    s0, s1, s2 = (float((weights * t**power).sum()) for power in range(3))
    se = float(np.sqrt(s0 / (s0 * s2 - s1**2)))
    chi2 = (slopes[0] / se) ** 2
    return _judged(chi2, float(special.chdtrc(1, chi2)), slopes, slope=slopes[0], se=se)


def _judged(
    chi2: float, p_value: float, slopes: list[float], *, slope: float | None = None, se: float | None = None
) -> Trend:
    """`slopes` begins with the full fit's; a slope of 0 counts as rising."""
    robust = len({value >= 0 for value in slopes}) == 1
    direction = INCREASING if slopes[0] >= 0 else DECREASING
    return Trend(chi2, p_value, robust, direction if chi2 > SIGNIFICANT and robust else NO_CHANGE, slope, se)


def _slopes_without_each(y: Numbers, weights: Numbers) -> list[float]:
    """The slope of the weighted line through all years, then without each of them in turn."""
    t = np.arange(1.0, len(y) + 1)
    keeping = [np.ones(len(y), bool), *(np.arange(len(y)) != k for k in range(len(y)))]
    return [_slope(t[keep], y[keep], weights[keep]) for keep in keeping]


def _slope(t: Numbers, y: Numbers, weights: Numbers) -> float:
    middle_t, middle_y = np.average(t, weights=weights), np.average(y, weights=weights)
    slope = float((weights * (t - middle_t) * (y - middle_y)).sum() / (weights * (t - middle_t) ** 2).sum())
    # Differences that are noise of binary fractions are no direction.
    return 0.0 if abs(slope) <= 1e-12 * max(1.0, float(np.abs(y).max())) else slope


@dataclass(frozen=True)
class Growth:
    """
    Yearly growth of a count, and what it comes to `h` years on.

    `growth` is a share (0.108 is 10.8 per cent a year) with limits; `forecast` with the variance of a new year, and
    limits at the confidence asked for.
    """

    growth: float
    growth_lower: float
    growth_upper: float
    dispersion: float
    se_slope: float
    forecast: float
    variance: float
    lower: float
    upper: float


def log_linear_growth(values: Sequence[float], *, h: int = 1, confidence: float = CONFIDENCE) -> Growth:
    """
    Growth of a yearly count by a log-linear quasi-Poisson line (statsmodels' GLM, R's `glm(family = quasipoisson)`).

    The variance of a new year is max(1, dispersion) mu + mu² x'Vx; its limits are those of a negative binomial with
    that mean and variance, Poisson's where the variance is not above the mean. Standard errors use the estimated
    dispersion. Errors: BadInput for fewer than 3 years, a missing one, or a count below 0.
    """
    import statsmodels.api as sm  # slow to load, and only this needs it
    from scipy import stats
    from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

    y = np.array([np.nan if v is None else v for v in values], float)
    if y.size < 3 or np.isnan(y).any() or np.any(y < 0) or not y.sum():
        raise BadInput("Growth needs at least 3 yearly counts without gaps, none below 0 and not all 0.")
    if not 1 <= h <= MOST_YEARS_ON:
        raise BadInput(f"A forecast lies 1 to {MOST_YEARS_ON} years on, not {h}.")
    model = sm.GLM(y, sm.add_constant(np.arange(y.size, dtype=float)), family=sm.families.Poisson())
    with warnings.catch_warnings():
        # A series that lies on its line exactly has no dispersion, which is no fault.
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        fit = model.fit()
    dispersion = float(fit.pearson_chi2 / fit.df_resid)
    covariance = fit.cov_params() * dispersion
    at = np.array([1.0, y.size - 1.0 + h])
    mean = float(np.exp(at @ fit.params))
    variance = max(1.0, dispersion) * mean + mean**2 * float(at @ covariance @ at)
    slope, error = float(fit.params[1]), float(np.sqrt(covariance[1, 1]))
    half = z_of(confidence) * error
    tails = np.array([1 - checked_confidence(confidence), 1 + checked_confidence(confidence)]) / 2
    if variance > mean:
        lower, upper = stats.nbinom.ppf(tails, mean**2 / (variance - mean), mean / variance)
    else:
        lower, upper = stats.poisson.ppf(tails, mean)
    return Growth(
        growth=float(np.expm1(slope)),
        growth_lower=float(np.expm1(slope - half)),
        growth_upper=float(np.expm1(slope + half)),
        dispersion=dispersion,
        se_slope=error,
        forecast=mean,
        variance=variance,
        lower=float(lower),
        upper=float(upper),
    )


def _years(*series: ArrayLike) -> tuple[Numbers, ...]:
    arrays = tuple(np.asarray(a, float) for a in series)
    if len({len(a) for a in arrays}) > 1:
        raise BadInput("The series of a trend have different lengths: give a number for each year in each.")
    return arrays
