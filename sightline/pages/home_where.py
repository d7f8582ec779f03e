"""Where a figure of the whole is made: which of its parts stands out from the rest, and whether any does."""

from collections.abc import Sequence
from fractions import Fraction

from sightline.engine.figure import Figure, Status
from sightline.judgement.comparison import newcombe_difference
from sightline.judgement.goodness import good_way
from sightline.judgement.targets import TargetInForce
from sightline.judgement.words import parts as counts_of
from sightline.judgement.words import rounded
from sightline.measures.model import Polarity
from sightline.measures.windows import Month
from sightline.pages.organisation import Unit, UnitKind, parts_of
from sightline.pages.reading import Reading
from sightline.pages.scorecard import Row

# Parts with fewer cases than this say nothing by themselves, and below so many parts there is nothing to compare.
FEWEST_CASES, FEWEST_PARTS = 10, 2
NOT_SPLIT, TOO_FEW = "Not known by part", "Too few to split"


def where_it_is(reading: Reading, row: Row, unit: Unit, month: Month) -> str:
    """
    `South 43% (13 of 30)` for the part that is worse than the rest by more than chance, and furthest; else in words
    that none is, that all miss the target, or why it can't be said. Shares alone are compared.
    """
    judged = row.judged
    if judged is None or not judged.measure.unit.is_percent:
        return NOT_SPLIT
    kind, units = parts_of(unit, reading.organisation)
    measure, window = judged.measure, judged.figure.period.window
    if kind is UnitKind.WORKER or not units or not _is_cut_by(row, units):
        return NOT_SPLIT
    found = [(part, reading.figure(measure, window, month, part)) for part in units]
    held = [(part, figure) for part, figure in found if figure is not None and _is_enough(figure)]
    if len(held) < FEWEST_PARTS:
        return TOO_FEW
    target = judged.target.target if judged.target is not None else None
    if target is not None and all(_misses(figure, target) for _part, figure in held) and len(held) == len(units):
        return f"Every {kind.words} misses it"
    worst = _standing_out(held, judged.figure, good_way(measure))
    if worst is None:
        return f"No {kind.words} stands out"
    part, figure = worst
    assert figure.value is not None
    return f"{part.name} {rounded(figure.value)}% ({counts_of(figure)})"


def _is_cut_by(row: Row, units: Sequence[Unit]) -> bool:
    return all(name in row.headline.measure.all_breakdowns for name, _member in units[0].where)


def _is_enough(figure: Figure) -> bool:
    return figure.status is Status.OK and figure.denominator is not None and figure.denominator >= FEWEST_CASES


def _misses(figure: Figure, target: TargetInForce) -> bool:
    return figure.value is not None and not target.is_met(figure.value)


def _standing_out(held: Sequence[tuple[Unit, Figure]], whole: Figure, polarity: Polarity) -> tuple[Unit, Figure] | None:
    """The part furthest on the wrong side of the rest, where the 95% range of the gap leaves out nought."""
    if polarity is Polarity.NEUTRAL:
        return None
    worst: tuple[float, Unit, Figure] | None = None
    for part, figure in held:
        x, n = figure.numerator or Fraction(0), figure.denominator or Fraction(0)
        rest_x, rest_n = (whole.numerator or 0) - x, (whole.denominator or 0) - n
        if rest_n < FEWEST_CASES or not 0 <= rest_x <= rest_n:
            continue
        gap = newcombe_difference(float(x), float(n), float(rest_x), float(rest_n))
        value, low, high = float(gap.value), float(gap.lower), float(gap.upper)
        is_worse = high < 0 if polarity is Polarity.HIGH else low > 0
        if is_worse and (worst is None or abs(value) > worst[0]):
            worst = (abs(value), part, figure)
    return None if worst is None else (worst[1], worst[2])
