"""
Which way is good for a judgement: a measure's polarity, but of a count that has a share, the share's alone.

Fewer referrals without further action are no improvement where there are fewer referrals; their share tells.
"""

from functools import lru_cache

from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import COUNT, Measure, Polarity


@lru_cache(maxsize=1)
def _counted_in_shares() -> frozenset[str]:
    """The counts that a percentage of the catalogue divides."""
    return frozenset(m.numerator.key for m in CATALOGUE.values() if m.unit.is_percent)


def good_way(measure: Measure) -> Polarity:
    """The polarity that a figure is judged by; neutral for a count whose share is in the catalogue."""
    if measure.unit is COUNT and measure.numerator.key in _counted_in_shares():
        return Polarity.NEUTRAL
    return measure.polarity
