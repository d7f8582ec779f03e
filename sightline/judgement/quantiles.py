"""Where an area stands among others: quantiles and the DfE tool's quartile bands, always beside their uncertainty."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sightline.errors import BadInput
from sightline.judgement.intervals import Numbers
from sightline.measures.model import Polarity

BANDS = ("A", "B", "C", "D")


def assigned(values: ArrayLike, *, k: int = 5, invert: bool = True) -> NDArray[np.float64]:
    """
    The quantile, 1 to `k`, of each area among those with a value; ties take the smallest rank.

    `invert` makes quantile 1 hold the highest values. Nulls: NaN for an area without a value, and for all where fewer
    than `k` have one. Errors: BadInput for a `k` below 1. Source: PHEindicatormethods 2.1.0, `phe_quantile`.
    """
    if k < 1:
        raise BadInput(f"There can't be {k} quantiles.")
    x = np.asarray(values, float)
    known = ~np.isnan(x)
    areas = int(known.sum())
    if areas < k:
        return np.full(x.shape, np.nan)
    ordered = np.sort(-x[known] if invert else x[known])
    rank = np.searchsorted(ordered, -x if invert else x, side="left") + 1
    # (N + 1 - rank) / (N / k) in whole numbers, so that no binary fraction tips a ceiling.
    steps = -((-(areas + 1 - rank) * k) // areas)
    return np.where(known, np.maximum(k + 1 - steps, 1), np.nan)


@dataclass(frozen=True)
class Bands:
    """The edges of four bands over all authorities: minimum, quartiles and maximum (type 7)."""

    minimum: float
    lower_quartile: float
    median: float
    upper_quartile: float
    maximum: float

    @property
    def edges(self) -> tuple[float, float, float, float, float]:
        return (self.minimum, self.lower_quartile, self.median, self.upper_quartile, self.maximum)

    def band_of(self, value: float | None, *, polarity: Polarity = Polarity.LOW) -> str | None:
        """
        The band, A to D, that a value is in; a value on a boundary is in the band below it.

        A holds the lowest values where low is good or neither, the highest where high is good. None without a value.
        """
        if value is None or np.isnan(value):
            return None
        place = int(np.searchsorted(self.edges[1:4], value, side="left"))
        return BANDS[3 - place if polarity is Polarity.HIGH else place]


def lait_bands(values: ArrayLike) -> Bands | None:
    """
    The quartile bands of the DfE's Local Authority Interactive Tool: type-7 quantiles of all authorities' values.

    Nulls: missing values are left out; None without any.
    """
    x: Numbers = np.asarray(values, float)
    x = x[~np.isnan(x)]
    return Bands(*(float(q) for q in np.quantile(x, (0, 0.25, 0.5, 0.75, 1)))) if x.size else None
