"""
Funnel plots: which areas differ from the whole by more than their size explains (Spiegelhalter 2005).

Significance and limits after PHEindicatormethods 2.1.0. Authorities differ for real, so that simple limits catch most
of them; the adjusted ones allow for it, and whoever shows them says so.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sightline.errors import BadInput
from sightline.judgement.intervals import (
    CONFIDENCE,
    STRICT_CONFIDENCE,
    Interval,
    Numbers,
    exact_poisson_limits,
    rate_interval,
    wilson_interval,
    z_of,
)

MIN_AREAS = 10  # fewer are a dot plot with intervals
ADJUST_FROM_AREAS = 20
ADJUST_ABOVE = 2.0  # overdispersion
WINSORISED = 0.1
LABELS = ("Low (0.001)", "Low (0.025)", "Not significant", "High (0.025)", "High (0.001)")
EVENTS_FOR_A_TEST = 10  # of a directly standardised rate


class Kind(Enum):
    """What the areas' figures are: shares, rates, or directly standardised rates."""

    PROPORTION = "proportion"
    RATE = "rate"
    STANDARDISED = "dsr"


def centre(counts: ArrayLike, denominators: ArrayLike) -> float:
    """The funnel's centre: all numerators over all denominators of the areas shown, ours included; a share or rate."""
    x, n = _areas(counts, denominators)
    known = ~np.isnan(x) & (n > 0)
    whole = n[known].sum()
    return float(x[known].sum() / whole) if whole else float("nan")


def significance(kind: Kind, counts: ArrayLike, denominators: ArrayLike, average: float) -> NDArray[np.object_]:
    """
    Each area's own intervals at 95 and 99.8 per cent against `average` (a share, or a rate per 1).

    Shape: a number an area; an array of `LABELS`. Nulls: None for an area without a figure, and for a standardised
    rate with under 10 events.
    """
    x, n = _areas(counts, denominators)

    def limits(confidence: float) -> Interval:
        if kind is Kind.PROPORTION:
            return wilson_interval(x, n, confidence=confidence)
        return rate_interval(x, n, multiplier=1, confidence=confidence)

    usual, strict = limits(CONFIDENCE), limits(STRICT_CONFIDENCE)
    found = np.select(
        [strict.upper < average, usual.upper < average, strict.lower > average, usual.lower > average],
        [LABELS[0], LABELS[1], LABELS[4], LABELS[3]],
        LABELS[2],
    ).astype(object)
    found[np.isnan(np.asarray(usual.value)) | np.isnan(average)] = None
    if kind is Kind.STANDARDISED:
        found[x < EVENTS_FOR_A_TEST] = None
    return found


@dataclass(frozen=True)
class ProportionLimits:
    """The funnel's edges at each size, as shares: 2s at 95 per cent and 3s at 99.8."""

    lower_2s: Numbers
    upper_2s: Numbers
    lower_3s: Numbers
    upper_3s: Numbers


def proportion_limits(size: ArrayLike, average: float) -> ProportionLimits:
    """
    The funnel's edges for shares at denominators of `size`, by inverting Wilson's interval; clipped to 0 and 1.

    Shape: a number or an array of sizes. Errors: BadInput for a centre that is no share.
    """
    if not 0 <= average <= 1:
        raise BadInput(f"A funnel of percentages can't have its centre at {average:g}: write it as a share, 0 to 1.")
    n = np.asarray(size, float)
    if np.any(n <= 0):
        raise BadInput("A funnel has no edges at a size of 0 or below.")
    edges = [_inverted_wilson(n, average, z_of(confidence) ** 2) for confidence in (CONFIDENCE, STRICT_CONFIDENCE)]
    return ProportionLimits(*edges[0], *edges[1])


def _inverted_wilson(n: Numbers, p: float, k: float) -> tuple[Numbers, Numbers]:
    """The two shares of `n` whose Wilson limit is `p`, z² being `k`: PHEindicatormethods' closed form."""
    a = 1 / k + 1 / n
    f = p * (n / k + 1)
    b = (8 * f) ** 2 - 64 * a * p * (n * (p * (n / k + 2) - 1) + k * (p - 1))
    root = np.sqrt(np.maximum(b, 0.0)) / 8
    return np.clip((f - root) / (a * n), 0, 1), np.clip((f + root) / (a * n), 0, 1)


@dataclass(frozen=True)
class RateLimits:
    """
    Points of a rate funnel's edges: the rate per 1, and the denominator at which each lies.

    NaN for the upper edge of 0 events, which has no exact lower limit to divide by.
    """

    lower_2s: Numbers
    upper_2s: Numbers
    lower_3s: Numbers
    upper_3s: Numbers
    denominator_lower_2s: Numbers
    denominator_upper_2s: Numbers
    denominator_lower_3s: Numbers
    denominator_upper_3s: Numbers


def rate_limits(events: ArrayLike, average: float) -> RateLimits:
    """
    The edges of a rate funnel at so many events: centre x k / U(k) below and centre x k / L(k) above.

    L and U are the exact Poisson limits of k events. Shape: a number or an array; `average` is a rate per 1.
    """
    if average <= 0:
        raise BadInput(f"A funnel of rates can't have its centre at {average:g}.")
    k = np.asarray(events, float)
    if np.any(k < 0):
        raise BadInput("A funnel has no edges at fewer than 0 events.")
    edges: list[Numbers] = []
    places: list[Numbers] = []
    for confidence in (CONFIDENCE, STRICT_CONFIDENCE):
        low, high = exact_poisson_limits(k, confidence=confidence)
        low = np.where(low > 0, low, np.nan)
        edges += [average * k / high, average * k / low]
        places += [high / average, low / average]
    return RateLimits(*edges, *places)


@dataclass(frozen=True)
class Overdispersion:
    """
    How much more the areas differ than their sizes explain.

    `phi` is 1 when they don't; `tau2` the variance between areas on the transformed scale; `z` each area's simple
    score and `z_adjusted` the one that allows for both. NaN for areas without a figure.
    """

    phi: float
    tau2: float
    z: Numbers
    z_adjusted: Numbers
    areas: int

    @property
    def is_adjusted(self) -> bool:
        """Whether the funnel switches to the adjusted limits: phi above 2 and at least 20 areas (our own choice)."""
        return self.phi > ADJUST_ABOVE and self.areas >= ADJUST_FROM_AREAS


def overdispersion(
    kind: Kind, counts: ArrayLike, denominators: ArrayLike, *, winsorise: float = WINSORISED
) -> Overdispersion:
    """
    Spiegelhalter's additive random effects on the arcsine (shares) or square-root (rates) scale.

    Shape: a number an area. Scores are winsorised at both ends by type-7 quantiles before phi is taken.
    Errors: BadInput without two areas that have a figure.
    """
    if not 0 <= winsorise < 0.5:
        raise BadInput(f"Scores can't be winsorised by {winsorise:g} at each end: write a share under 0.5.")
    x, n = _areas(counts, denominators)
    if kind is Kind.PROPORTION:
        wilson_interval(x, n)  # numerators above their denominators are refused
    known = ~np.isnan(x) & (n > 0)
    areas = int(known.sum())
    if areas < 2:
        raise BadInput("Overdispersion needs at least two areas with a figure.")
    safe = np.where(known, n, np.nan)
    y, s = _transformed(kind, x / safe), 1 / (2 * np.sqrt(safe))
    from_centre = y - _transformed(kind, np.asarray(centre(x, n)))
    z = from_centre / s
    low, high = np.quantile(z[known], (winsorise, 1 - winsorise))
    phi = float(np.mean(np.clip(z[known], low, high) ** 2))
    tau2 = 0.0
    if phi > (areas - 1) / areas:
        w = 1 / s[known] ** 2
        tau2 = max(0.0, float((areas * phi - (areas - 1)) / (w.sum() - (w**2).sum() / w.sum())))
    return Overdispersion(phi, tau2, z, from_centre / np.sqrt(s**2 + tau2), areas)


def adjusted_limits(kind: Kind, size: ArrayLike, average: float, tau2: float) -> ProportionLimits:
    """
    The edges of the adjusted funnel at denominators of `size`: centre ± z sqrt(1/(4n) + tau2), transformed back.

    Units: shares, or rates per 1. Source: Spiegelhalter 2005.
    """
    n = np.asarray(size, float)
    middle = _transformed(kind, np.asarray(average, float))
    spread = np.sqrt(1 / (4 * n) + tau2)
    highest = np.pi / 2 if kind is Kind.PROPORTION else np.inf
    edges = []
    for confidence in (CONFIDENCE, STRICT_CONFIDENCE):
        for side in (-1, 1):
            at = np.clip(middle + side * z_of(confidence) * spread, 0, highest)
            edges.append(np.sin(at) ** 2 if kind is Kind.PROPORTION else at**2)
    return ProportionLimits(*edges)


def adjusted_significance(found: Overdispersion) -> NDArray[np.object_]:
    """The labels of `significance` from the adjusted scores; None for areas without a figure."""
    z, usual, strict = found.z_adjusted, z_of(CONFIDENCE), z_of(STRICT_CONFIDENCE)
    chosen = [z < -strict, z < -usual, z > strict, z > usual]
    labels = np.select(chosen, [LABELS[0], LABELS[1], LABELS[4], LABELS[3]], LABELS[2]).astype(object)
    labels[np.isnan(z)] = None
    return labels


def _transformed(kind: Kind, value: Numbers) -> Numbers:
    return np.arcsin(np.sqrt(value)) if kind is Kind.PROPORTION else np.sqrt(value)


def _areas(counts: ArrayLike, denominators: ArrayLike) -> tuple[Numbers, Numbers]:
    x, n = np.atleast_1d(np.asarray(counts, float)), np.atleast_1d(np.asarray(denominators, float))
    if x.shape != n.shape:
        raise BadInput(f"There are {x.size} counts and {n.size} denominators: give one of each for every area.")
    return x, n
