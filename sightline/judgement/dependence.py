"""Children who come together: intervals for counts of children are too narrow when siblings enter together."""

from collections.abc import Sequence

from sightline.errors import BadInput

CAVEAT = (
    "Brothers and sisters often enter care or plans together, so the range for children is wider than the one shown."
)


def sibling_factor(group_sizes: Sequence[int]) -> float | None:
    """
    The factor by which the variance of a count of children grows: sum of squared group sizes over the children.

    Half-widths grow by its square root (`intervals.widened`). 1 when nobody has a sibling in the count; None without
    children. Errors: BadInput for a group below 1. Source: the design effect of clusters of unequal size (Kish 1965).
    """
    if any(size < 1 for size in group_sizes):
        raise BadInput(f"A sibling group has at least one child, not {min(group_sizes)}.")
    children = sum(group_sizes)
    return sum(size**2 for size in group_sizes) / children if children else None
