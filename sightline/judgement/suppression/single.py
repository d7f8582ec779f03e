"""
Single figures: which count, share, mean or median may be shown by itself (spec/statistics.md 6.3).

What is not shown has a mark, and a mark is never a number.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction

from sightline.measures.arithmetic import Quantity, divided, exact, round_half_up

# Counts of 1 to this are hidden, unless the measure or its source has a rule of its own.
THRESHOLD = 5
# The fewest children behind a mean, a median and a pair of quartiles.
FEWEST_FOR_MEAN, FEWEST_FOR_MEDIAN, FEWEST_FOR_QUARTILES = 6, 10, 20
# In a smaller group, that none or all have a sensitive attribute states a fact about each of them.
SMALL_GROUP = 20


class Mark(Enum):
    """What stands where a figure is not shown: the symbols of official statistics."""

    CONFIDENTIAL = "c"
    NOT_APPLICABLE = "z"
    ROUNDS_TO_ZERO = "k"

    @property
    def printed(self) -> str:
        return f"[{self.value}]"


def is_small(count: Quantity, threshold: int = THRESHOLD) -> bool:
    """Whether a count is 1 to the threshold. Nought is not small: it says nothing of any child."""
    return 0 < count <= threshold


def shown_count(count: int, threshold: int = THRESHOLD) -> int | Mark:
    """The count, or `c`."""
    return Mark.CONFIDENTIAL if is_small(count, threshold) else count


def shown_share(
    numerator: Quantity,
    denominator: Quantity,
    *,
    complement: bool,
    decimals: int = 1,
    per: int = 100,
    threshold: int = THRESHOLD,
    sensitive: bool = False,
) -> Decimal | Mark:
    """
    A percentage (or, with `per` 10,000, a rate) rounded half up, or its mark.

    `z` over nothing; `c` where numerator, denominator or (with `complement`) the rest is small, or where none or all
    of a group under 20 have a `sensitive` attribute; `k` where something rounds to nought.
    """
    value = divided(numerator, denominator, per=per)
    if value is None:
        return Mark.NOT_APPLICABLE
    counts = [numerator, denominator, *([denominator - numerator] if complement else [])]
    if any(is_small(count, threshold) for count in counts):
        return Mark.CONFIDENTIAL
    if sensitive and states_a_fact_about_all(numerator, denominator):
        return Mark.CONFIDENTIAL
    rounded = round_half_up(value, decimals)
    assert rounded is not None
    return Mark.ROUNDS_TO_ZERO if value and not rounded else rounded


def states_a_fact_about_all(numerator: Quantity, denominator: Quantity) -> bool:
    """Whether none or all of a group under 20 are counted, which says so of each of them."""
    return 0 < denominator < SMALL_GROUP and numerator in (0, denominator)


def may_show_mean(n: int) -> bool:
    return n >= FEWEST_FOR_MEAN


def may_show_median(n: int) -> bool:
    return n >= FEWEST_FOR_MEDIAN


def may_show_quartiles(n: int) -> bool:
    return n >= FEWEST_FOR_QUARTILES


# Rounding


def round_to_base(value: Quantity, base: int) -> int:
    """To the nearest multiple of a base, halves away from nought: 45 to the nearest 10 is 50."""
    rounded = round_half_up(exact(value) / base)
    assert rounded is not None
    return int(rounded) * base


def round_decimal(text: str, decimals: int) -> Decimal:
    """A number written in decimals, rounded half up as it is written: 12.25 to one place is 12.3."""
    return Decimal(text).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


ROUNDING_BASE, FEWEST_BEHIND_ROUNDED_SHARE = 5, 30


def rounded_counts(counts: Sequence[int], base: int = ROUNDING_BASE) -> list[int | Mark]:
    """
    Instead of hiding, for cubes of many small cells: every count to the nearest 5; 1 and 2 are `c`, nought stays.

    Rounding and hiding are never mixed in one table.
    """
    return [Mark.CONFIDENTIAL if count and not round_to_base(count, base) else round_to_base(count, base)
            for count in counts]  # fmt: skip


def rounded_share(numerator: int, denominator: int, decimals: int = 1) -> Decimal | Mark:
    """The percentage that goes with rounded counts: of the unrounded ones, on a base of at least 30."""
    if denominator == 0:
        return Mark.NOT_APPLICABLE
    if denominator < FEWEST_BEHIND_ROUNDED_SHARE:
        return Mark.CONFIDENTIAL
    rounded = round_half_up(Fraction(100 * numerator, denominator), decimals)
    assert rounded is not None
    return rounded
