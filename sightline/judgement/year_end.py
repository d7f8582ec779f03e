"""The year-end projection of a measure from its months: which measures have one, and what it comes to."""

from collections.abc import Sequence
from fractions import Fraction

from sightline.engine.query import Figure, Status
from sightline.judgement.goodness import good_way
from sightline.judgement.judged import YearEnd
from sightline.judgement.projection import MONTHS, REFUSED, back_test, outlook, proportion, seasonal, straight_line
from sightline.judgement.targets import TargetInForce
from sightline.measures.model import Measure, Polarity, What
from sightline.measures.windows import Month, Window

# Months at a time that a year's total is the sum of.
Years = list[list[float | None]]


def refusal_of(measure: Measure) -> str | None:
    """Why this measure has no year-end projection, in a sentence; None where it has one."""
    if measure.is_snapshot:
        return REFUSED["stock"]
    if measure.numerator.what is What.CHILDREN_IN_PERIOD:
        return "Children counted once in the year are not the sum of its months."
    if measure.denominator is not None and not measure.unit.is_percent and not measure.is_rate:
        return REFUSED["mean"]
    if Window.MONTH not in measure.windows:
        return "The measure is not told by the month, so there are no months to project from."
    return None


def year_end(measure: Measure, months: Sequence[Figure], target: TargetInForce | None) -> tuple[YearEnd | None, str]:
    """
    The projection of the financial year that the last of `months` lies in, or None and why not.

    `months`: independent monthly figures, oldest first, of this year and up to three before. A rate is its count's
    projection over the residents in force.
    """
    if why := refusal_of(measure):
        return None, why
    known = {f.period.last: f for f in months if f.status is not Status.NOT_SUPPLIED and f.numerator is not None}
    if not months:
        return None, "There are no months to project from."
    last = months[-1].period.last
    so_far = [last.first_of_financial_year.plus(n) for n in range(last.of_financial_year)]
    if any(month not in known for month in so_far):
        return None, "A month of this year is missing, so its total so far is not known."
    if len(so_far) == MONTHS:
        return None, "The year is complete."
    year = f"{so_far[0].year}/{(so_far[0].year + 1) % 100:02d}"
    if measure.unit.is_percent:
        return _percentage(known, so_far, target, year)
    return _count(measure, known, so_far, target, year)


def _count(
    measure: Measure, known: dict[Month, Figure], so_far: list[Month], target: TargetInForce | None, year: str
) -> tuple[YearEnd | None, str]:
    counts = {month: float(f.numerator or 0) for month, f in known.items()}
    total = sum(counts[month] for month in so_far)
    history = _years(counts, so_far[0])
    scale = _per_count(measure, known[so_far[-1]])
    if scale is None:
        return None, "No population estimate is loaded, so there is no rate to project."
    made = seasonal(total, len(so_far), history)
    chance = None
    if target is not None and target.target.to is None:
        chance = made.chance_of_meeting(float(target.target.value) / scale, good_way(measure))
    tried = back_test(history, len(so_far))
    return YearEnd(
        year=year,
        method=made.method,
        value=made.projection * scale,
        low=None if made.lower is None else made.lower * scale,
        high=None if made.upper is None else made.upper * scale,
        straight_line=straight_line(total, len(so_far)) * scale,
        chance=chance,
        outlook=None if chance is None else outlook(chance),
        tried=tried.words if tried else "",
    ), ""


def _percentage(
    known: dict[Month, Figure], so_far: list[Month], target: TargetInForce | None, year: str
) -> tuple[YearEnd | None, str]:
    """The cases still to come are projected from the denominators, and how many succeed from the share so far."""
    measure = known[so_far[-1]].measure
    below = {month: f.denominator for month, f in known.items() if f.denominator is not None}
    if any(month not in below for month in so_far):
        return None, "A month's denominator is not known, so the cases still to come can't be projected."
    x, n = (sum((part(known[m]) for m in so_far), Fraction(0)) for part in (_numerator, _denominator))
    if x > n or x.denominator != 1 or n.denominator != 1:
        return None, "Only a share of whole cases can be projected."
    history = _years({month: float(value) for month, value in below.items()}, so_far[0])
    remaining = max(0, round_to_whole(seasonal(float(n), len(so_far), history).projection - float(n)))
    wanted = None
    if target is not None and target.target.to is None and good_way(measure) is not Polarity.NEUTRAL:
        wanted = float(target.target.value) / 100
    low_is_good = measure.polarity is Polarity.LOW
    # Where low is good the cases that must go well are the ones that don't count.
    made = proportion(
        int(n - x if low_is_good else x), int(n), remaining,
        target=None if wanted is None else (1 - wanted if low_is_good else wanted),
    )  # fmt: skip
    if made is None:
        return None, "Nothing has been counted yet this year."
    value, ends = made.projection, [made.lower, made.upper]
    if low_is_good:
        value, ends = 1 - value, [None if v is None else 1 - v for v in (made.upper, made.lower)]
    low, high = (None if v is None else v * 100 for v in ends)
    word = None if made.chance is None else "cannot now be met" if made.can_be_met is False else outlook(made.chance)
    required = made.required_rate
    if required is not None and low_is_good and required <= 1:
        required = 1 - required
    return YearEnd(
        year=year,
        method="cases still to come",
        value=value * 100,
        low=low,
        high=high,
        chance=made.chance,
        outlook=word,
        required=required,
    ), ""


def _numerator(figure: Figure) -> Fraction:
    return figure.numerator or Fraction(0)


def _denominator(figure: Figure) -> Fraction:
    return figure.denominator or Fraction(0)


def _per_count(measure: Measure, figure: Figure) -> float | None:
    """What one event is worth in the measure's unit: 1, or the year's rate of one event."""
    if not measure.is_rate:
        return 1.0
    return measure.unit.multiplier / float(figure.denominator) if figure.denominator else None


def _years(counts: dict[Month, float], this_april: Month) -> Years:
    """Up to three earlier financial years, oldest first; a month that is not known is None."""
    return [[counts.get(this_april.plus(-12 * back + n)) for n in range(MONTHS)] for back in (3, 2, 1)]


def round_to_whole(value: float) -> int:
    """Half up to whole cases."""
    return int(value + 0.5)
