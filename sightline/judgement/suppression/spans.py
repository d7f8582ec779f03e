"""Runs of months, and the shortest runs that several of them are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
from scipy.optimize import nnls

from sightline.measures.windows import Month


@dataclass(frozen=True, order=True)
class Span:
    """The months that a count is over, first and last; the same month twice for one month or a month's end."""

    first: Month
    last: Month

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"

    def holds(self, other: "Span") -> bool:
        return self.first <= other.first and other.last <= self.last


@dataclass(frozen=True)
class Pieces:
    """
    `values`: each piece with its count, where it is `known` the only one possible, else one of those possible;
    `sums`: the spans that are made of several pieces.
    """

    values: dict[Span, Fraction]
    known: frozenset[Span]
    sums: dict[Span, tuple[Span, ...]]


def split(values: Mapping[Span, Fraction]) -> Pieces:
    """
    Spans with their counts cut at every start and end: the year to date and April leave May to June.

    Spans whose counts contradict one another, as after a revision, are left out: nothing can be taken from them.
    """
    cuts = sorted({span.first for span in values} | {span.last.plus(1) for span in values})
    pieces = [Span(first, after.plus(-1)) for first, after in pairwise(cuts)]
    made_of = {span: tuple(piece for piece in pieces if span.holds(piece)) for span in values}
    found = {span: value for span, value in values.items() if len(made_of[span]) == 1}
    open_ = {span: parts for span, parts in made_of.items() if len(parts) > 1}
    _deduce(values, open_, found)
    known = frozenset(found)
    _guess(values, open_, found)
    sums = {
        span: parts
        for span, parts in open_.items()
        if all(found.get(p, Fraction(-1)) >= 0 for p in parts)
        and abs(sum((found[p] for p in parts), Fraction(0)) - values[span]) < Fraction(1, 10**6)
    }
    return Pieces({p: found[p] for parts in sums.values() for p in parts}, known, sums)


def _deduce(
    values: Mapping[Span, Fraction], open_: Mapping[Span, tuple[Span, ...]], found: dict[Span, Fraction]
) -> None:
    """Adds to `found` what one span less all its other pieces gives, over and over."""
    changed = True
    while changed:
        changed = False
        for span, parts in open_.items():
            missing = [part for part in parts if part not in found]
            if len(missing) == 1:
                found[missing[0]] = values[span] - sum((found[p] for p in parts if p in found), Fraction(0))
                changed = True


def _guess(
    values: Mapping[Span, Fraction], open_: Mapping[Span, tuple[Span, ...]], found: dict[Span, Fraction]
) -> None:
    """Adds to `found` counts that fit, for pieces that the spans do not settle."""
    spans = [span for span, parts in open_.items() if any(part not in found for part in parts)]
    pieces = list(dict.fromkeys(part for span in spans for part in open_[span] if part not in found))
    if not pieces:
        return
    matrix = np.asarray([[float(piece in open_[span]) for piece in pieces] for span in spans])
    left = [float(values[span] - sum((found[p] for p in open_[span] if p in found), Fraction(0))) for span in spans]
    fitting, _error = nnls(matrix, np.asarray(left))
    found.update({piece: Fraction(float(value)) for piece, value in zip(pieces, fitting, strict=True)})
