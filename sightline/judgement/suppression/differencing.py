"""
Differencing: two figures that may each be shown can give away a third when one is taken from the other.

A figure is refused when its children differ from those behind a released figure by 1 to 5, and a table when it
crosses more breakdowns than its readers may have (spec/statistics.md 6.5).
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from sightline.errors import BadUsage
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.suppression.single import THRESHOLD, is_small
from sightline.measures import breakdowns

MOST_CROSSED = 3
# Outside case level, fewer children than this have no list, no map and no further split.
FEWEST_LISTED = 6
# An area with fewer residents aged 0 to 17 has no figures of its own outside the authority.
FEWEST_RESIDENTS = 1000


@dataclass(frozen=True)
class Difference:
    """How many are in one set and not in the other, and whether both may be shown."""

    a_minus_b: int
    b_minus_a: int
    allowed: bool


def difference(
    population_a: Iterable[Hashable], population_b: Iterable[Hashable], threshold: int = THRESHOLD
) -> Difference:
    """Whether two figures of these children may both be shown: not when they differ by 1 to 5, either way."""
    a, b = frozenset(population_a), frozenset(population_b)
    only_a, only_b = len(a - b), len(b - a)
    return Difference(only_a, only_b, not (is_small(only_a, threshold) or is_small(only_b, threshold)))


@dataclass
class Released:
    """The sets of children behind the figures that one viewer was shown, by measure."""

    sets: dict[str, list[frozenset]] = field(default_factory=dict)

    def release(self, measure: str, children: Iterable[Hashable], threshold: int = THRESHOLD) -> bool:
        """Whether this figure may be shown beside those shown before; it is remembered when it may."""
        asked = frozenset(children)
        before = self.sets.setdefault(measure, [])
        if asked in before:
            return True
        if any(not difference(asked, one, threshold).allowed for one in before):
            return False
        before.append(asked)
        return True


def refuse_too_many_crossed(by: Iterable[str], audience: Audience) -> None:
    """Errors: BadUsage for more crossed breakdowns than partners and the public may have, or a cut by worker."""
    if not audience.hides:
        return
    names = tuple(dict.fromkeys(by))
    if "worker" in names:
        raise BadUsage(f"Figures by worker name staff, and are not for '{audience}'. Cut by team instead.")
    # A team lies within its locality: units cross nothing among themselves.
    units = [name for name in names if name in breakdowns.ALL and breakdowns.ALL[name].about_units]
    crossed = len(names) - max(0, len(units) - 1)
    if crossed > MOST_CROSSED:
        raise BadUsage(
            f"{crossed} breakdowns are crossed ({', '.join(names)}); '{audience}' may have {MOST_CROSSED}. "
            "Leave one out."
        )


def may_list(children: int, audience: Audience) -> bool:
    """Whether a figure's children may be split further or listed at this level."""
    return audience is Audience.CASE or children >= FEWEST_LISTED


def is_area_large_enough(residents: int, audience: Audience) -> bool:
    """Whether a small area may have figures of its own."""
    return not audience.hides or residents >= FEWEST_RESIDENTS
