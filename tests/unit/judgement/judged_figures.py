"""Figures and cases for tests of judgements, made without a dataset."""

from fractions import Fraction

from sightline.engine.figure import Figure, Status
from sightline.judgement.judging import Case
from sightline.judgement.targets import TargetInForce
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Month, Period, Window
from sightline.settings import Target

JUNE = Month(2017, 6)
REREFERRALS = "rereferral_pct_children"
TIMELY = "assessments_in_45wd_pct"


def figure(measure_id, numerator, denominator=None, *, last=JUNE, window=None, status=Status.OK, **facts) -> Figure:
    """One figure as the engine gives it; a month's rate is annualised."""
    measure = CATALOGUE[measure_id]
    window = window or (Window.SNAPSHOT if measure.is_snapshot else Window.MONTH)
    value = None
    if status is Status.OK and denominator is None:
        value = Fraction(numerator)
    elif status is Status.OK and denominator:
        yearly = 12 if measure.is_rate and window is Window.MONTH and not measure.is_snapshot else 1
        value = Fraction(numerator) * measure.unit.multiplier * yearly / Fraction(denominator)
    parts = (None if v is None else Fraction(v) for v in (numerator, denominator))
    return Figure(measure, Period(window, last), {}, {}, *parts, value, status, **facts)


def months(measure_id, numerators, denominator=None, *, last=JUNE) -> tuple[Figure, ...]:
    """Independent months up to `last`; `denominator` is one for all, or one each."""
    below = denominator if isinstance(denominator, list) else [denominator] * len(numerators)
    first = last.plus(1 - len(numerators))
    return tuple(
        figure(measure_id, n, d, last=first.plus(k)) for k, (n, d) in enumerate(zip(numerators, below, strict=True))
    )


def case(measure_id, numerators, denominator=None, *, target=None, **facts) -> Case:
    """The case of the last of a series of months, with the month before it to compare with."""
    series = months(measure_id, numerators, denominator)
    held = TargetInForce(Target(**target)) if target else None
    before = series[-2] if len(series) > 1 else None
    return Case(series[-1], series, before=before, target=held, **facts)
