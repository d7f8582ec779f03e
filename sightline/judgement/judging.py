"""
From figures to judgements: intervals, comparisons, control charts, ratings and arrows of a whole scorecard at once.

Pure: everything a judgement needs comes in a `Case`. Intervals of all cases are worked out together as arrays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

import numpy as np

from sightline.engine.measured import AT_PERIOD_END
from sightline.engine.query import Figure, Status
from sightline.errors import BadUsage
from sightline.judgement.comparators import Comparator, one_value_each
from sightline.judgement.comparison import Benchmarked, Comparison, benchmarked, newcombe_difference, rate_ratio
from sightline.judgement.direction import Change, Direction, direction, year_on_year
from sightline.judgement.goodness import good_way
from sightline.judgement.intervals import STRICT_CONFIDENCE, Interval, rate_interval, wilson_interval
from sightline.judgement.judged import Base, Compared, Judgement, MonthsChart, Quality, Range, TargetJudged
from sightline.judgement.monthly import chart_of
from sightline.judgement.ratings import NONE, Asked, Rated, Scheme
from sightline.judgement.targets import TargetInForce
from sightline.judgement.trends import Trend, proportion_trend, weighted_trend
from sightline.judgement.words import when_of
from sightline.judgement.year_end import year_end
from sightline.measures.arithmetic import MONTHS_IN_A_YEAR
from sightline.measures.model import COUNT
from sightline.measures.windows import Window
from sightline.settings import Annotation, Judging

# Kinds of comparator that a colour may come from; others stand beside the figure without colouring it.
RATED_KINDS = ("", "england", "neighbours", "statistical_neighbours")
PART_YEARS = (Window.QUARTER, Window.YEAR_TO_DATE)


@dataclass(frozen=True)
class Case:
    """
    What a judgement is made from.

    `months`: the measure's independent months up to the figure's last, oldest first; `before`: the figure that the
    arrow starts from, of the same window and not overlapping; `last_year`: that of the year-on-year change; `years`:
    whole financial years, oldest first, for a year's figure.
    """

    figure: Figure
    months: tuple[Figure, ...] = ()
    before: Figure | None = None
    last_year: Figure | None = None
    years: tuple[Figure, ...] = ()
    target: TargetInForce | None = None
    comparators: tuple[Comparator, ...] = ()
    quality: Quality = field(default_factory=Quality)


class _Kind(Enum):
    """What a figure's interval is formed from."""

    SHARE = "Wilson"
    RATE = "rate"
    COUNT = "count"


def judge(
    case: Case, *, scheme: Scheme = NONE, rules: Judging | None = None, annotations: Sequence[Annotation] = ()
) -> Judgement:
    """The judgement of one figure."""
    return judge_all([case], scheme=scheme, rules=rules, annotations=annotations)[0]


def judge_all(
    cases: Iterable[Case],
    *,
    scheme: Scheme = NONE,
    rules: Judging | None = None,
    annotations: Sequence[Annotation] = (),
) -> list[Judgement]:
    """
    The judgements of many figures, in their order.

    Errors: BadUsage for a case whose figures are of different measures, or a comparator with two values for a year.
    """
    held = list(cases)
    rules = rules or Judging()
    for case in held:
        _refuse_mixtures(case)
    intervals = _intervals([case.figure for case in held])
    return [
        _judged(case, interval, strict, scheme, rules, annotations)
        for case, (interval, strict) in zip(held, intervals, strict=True)
    ]


def _refuse_mixtures(case: Case) -> None:
    one_value_each(case.comparators)
    others = (*case.months, *case.years, *(f for f in (case.before, case.last_year) if f is not None))
    for other in others:
        if other.measure is not case.figure.measure:
            raise BadUsage(
                f"'{case.figure.measure.id}' can't be judged by figures of '{other.measure.id}': two definitions."
            )


def _judged(
    case: Case,
    interval: Range | None,
    strict: Range | None,
    scheme: Scheme,
    rules: Judging,
    annotations: Sequence[Annotation],
) -> Judgement:
    figure, measure = case.figure, case.figure.measure
    base = base_of(figure, rules)
    ok = figure.status is Status.OK and figure.value is not None
    judged = ok and base is not Base.TOO_SMALL and case.quality.can_be_judged
    chart, why_no_chart = chart_of(
        figure,
        case.months,
        case.target,
        can_be_judged=case.quality.can_be_judged,
        rules=rules,
        annotations=annotations,
    )
    projection, why_no_projection = None, "The newest months are not yet complete."
    if case.quality.can_be_judged:
        projection, why_no_projection = year_end(measure, case.months, case.target)
    target = _target(case, interval) if judged else None
    return Judgement(
        figure=figure,
        base=base,
        interval=interval,
        strict_interval=strict,
        rating=_rating(case, base, scheme, rules),
        target=target,
        comparisons=tuple(_compared(case, one, interval, strict, judged) for one in case.comparators),
        direction=_direction(case, chart) if judged else None,
        change=_change(case) if judged else None,
        chart=chart,
        why_no_chart=why_no_chart,
        trend=_trend(case) if judged else None,
        projection=projection,
        why_no_projection=why_no_projection,
        quality=case.quality,
    )


def base_of(figure: Figure, rules: Judging) -> Base:
    """How much a figure stands on; percentages alone have a denominator that can be too small."""
    if not figure.measure.unit.is_percent or figure.denominator is None:
        return Base.ENOUGH
    fewest = rules.fewest.get(figure.measure.id, rules.fewest_for_a_percentage)
    if figure.denominator < fewest:
        return Base.TOO_SMALL
    return Base.SMALL if figure.denominator < rules.fewest_without_interval else Base.ENOUGH


# Intervals


def _kind(figure: Figure) -> _Kind | None:
    """None where no interval is known: averages of several month ends, means, projections, things that aren't cases."""
    measure = figure.measure
    if figure.status is not Status.OK or figure.numerator is None:
        return None
    if measure.is_observed:
        whole = all(part is not None and part.denominator == 1 for part in (figure.numerator, figure.denominator))
        is_share = whole and measure.unit.is_percent and 0 <= figure.numerator <= (figure.denominator or 0)
        return _Kind.SHARE if is_share and figure.denominator else None
    if not measure.subject.about_children:
        return None
    averaged = measure.is_snapshot and figure.period.window not in AT_PERIOD_END
    if averaged or figure.period.window is Window.PROJECTED_YEAR or figure.numerator < 0:
        return None
    if measure.unit.is_percent and figure.denominator:
        return _Kind.SHARE if figure.numerator <= figure.denominator else None
    if measure.is_rate and figure.denominator:
        return _Kind.RATE
    return _Kind.COUNT if measure.unit is COUNT and figure.denominator is None else None


def _intervals(figures: Sequence[Figure]) -> list[tuple[Range | None, Range | None]]:
    """Each figure's intervals at 95 and at 99.8 per cent; every kind worked out once for all of its figures."""
    found: list[tuple[Range | None, Range | None]] = [(None, None)] * len(figures)
    kinds = [_kind(figure) for figure in figures]
    for kind in _Kind:
        places = [k for k, of in enumerate(kinds) if of is kind]
        if not places:
            continue
        x = np.array([float(figures[k].numerator or 0) for k in places])
        n = np.array([float(figures[k].denominator or 1) for k in places])
        both = []
        for confidence in (0.95, STRICT_CONFIDENCE):
            if kind is _Kind.SHARE:
                both.append(wilson_interval(x, n, multiplier=100, confidence=confidence))
            else:
                both.append(rate_interval(x, n, multiplier=1, confidence=confidence))
        for row, k in enumerate(places):
            scale = 1.0 if kind is not _Kind.RATE else _times(figures[k])
            found[k] = (_range(both[0], row, scale, 95, kind), _range(both[1], row, scale, 99.8, kind))
    return found


def _times(figure: Figure) -> float:
    """What numerator / denominator is multiplied by: 10,000, and 12 besides for a month's yearly rate."""
    annualised = not figure.measure.is_snapshot and figure.period.window is Window.MONTH
    return figure.measure.unit.multiplier * (MONTHS_IN_A_YEAR if annualised else 1)


def _range(interval: Interval, row: int, scale: float, level: float, kind: _Kind) -> Range:
    low, high = (float(np.atleast_1d(v)[row]) * scale for v in (interval.lower, interval.upper))
    method = interval.method[row] if isinstance(interval.method, np.ndarray) else interval.method
    return Range(low, high, level, method or kind.value)


# Beside target and comparators


def _target(case: Case, interval: Range | None) -> TargetJudged | None:
    if case.target is None or case.figure.value is None:
        return None
    too_few = interval is not None and case.target.is_within(interval.low, interval.high)
    return TargetJudged(case.target, case.target.is_met(case.figure.value), too_few)


def _rating(case: Case, base: Base, scheme: Scheme, rules: Judging) -> Rated:
    figure = case.figure
    if figure.status is not Status.OK:
        return scheme.not_rated("Not rated: there is no figure.")
    if base is Base.TOO_SMALL:
        return scheme.not_rated("Not rated: too few cases for a percentage.")
    if not case.quality.can_be_judged:
        return scheme.not_rated(" ".join(["Not rated.", *case.quality.notes]))
    others: dict[str, Fraction] = {}
    for one in case.comparators:
        if one.value is not None and one.kind in RATED_KINDS:
            others[one.name if one.method == "published" else f"{one.name} ({one.method})"] = one.value
    return scheme.rate(
        Asked(
            figure.value,
            figure.measure.unit,
            good_way(figure.measure),
            target=case.target,
            comparators=others,
            england_only=rules.england_only,
        )
    )


def _compared(case: Case, one: Comparator, interval: Range | None, strict: Range | None, judged: bool) -> Compared:
    why = _why_not_compared(case.figure, one, interval, judged)
    if why or interval is None or one.value is None:
        return Compared(one, Benchmarked(Comparison.NOT_COMPARED, strong=False), why)
    found = benchmarked(
        _as_interval(interval),
        None if strict is None else _as_interval(strict),
        float(one.value),
        polarity=good_way(case.figure.measure),
        slack=float(one.rounded_to),
    )
    return Compared(one, found)


def _why_not_compared(figure: Figure, one: Comparator, interval: Range | None, judged: bool) -> str:
    if one.value is None:
        return f"{one.label} is not published as a number ({one.status})."
    if not judged:
        return "The figure itself is not judged."
    if figure.measure.unit is COUNT:
        return "Counts of areas of different sizes are not compared."
    if figure.measure.is_rate and not figure.measure.is_snapshot and figure.period.window in PART_YEARS:
        return "A rate of part of a year is not compared with a year's."
    return "" if interval is not None else "There is no interval to compare by."


def _as_interval(held: Range) -> Interval:
    return Interval((held.low + held.high) / 2, held.low, held.high)


# Over time


def _direction(case: Case, chart: MonthsChart | None) -> Direction | None:
    figure, before = case.figure, case.before
    if before is None or before.value is None or figure.value is None or before.status is not Status.OK:
        return None
    plain = direction(
        figure.value,
        before.value,
        unit=figure.measure.unit,
        polarity=good_way(figure.measure),
        since=when_of(before),
    )
    rose = plain.difference > 0
    tests = [test for test in (_by_chart(figure, chart, rose), _by_two_periods(figure, before)) if test is not None]
    real = bool(tests) and all(tests)
    return direction(
        figure.value,
        before.value,
        unit=figure.measure.unit,
        polarity=good_way(figure.measure),
        since=plain.since,
        real=real,
    )


def _by_chart(figure: Figure, chart: MonthsChart | None, rose: bool) -> bool | None:
    """Whether the last point is a special cause in the direction of the movement; None where there is no chart."""
    if chart is None or chart.months[-1] != figure.period.last or chart.limits.lower is None:
        return None
    return chart.up is not None and chart.up is rose


def _by_two_periods(figure: Figure, before: Figure) -> bool | None:
    """Whether two periods differ at 95 per cent; None for stocks, which hold mostly the same children, and means."""
    kind = _kind(figure)
    if figure.measure.is_snapshot or kind is None or _kind(before) is not kind:
        return None
    x1, x2 = (float(f.numerator or 0) for f in (figure, before))
    if kind is _Kind.SHARE:
        n1, n2 = (float(f.denominator or 0) for f in (figure, before))
        gap = newcombe_difference(x1, n1, x2, n2)
        return bool(gap.lower > 0 or gap.upper < 0)
    days = [(f.period.end - f.period.start).days + 1 for f in (figure, before)]
    bases = [d * float(f.denominator or 1) for d, f in zip(days, (figure, before), strict=True)]
    if x1 != int(x1) or x2 != int(x2):
        return None
    p_value = rate_ratio(x1, bases[0], x2, bases[1]).p_value
    return p_value is not None and p_value < 0.05


def _change(case: Case) -> Change | None:
    last = case.last_year
    if last is None or last.value is None or case.figure.value is None or last.status is not Status.OK:
        return None
    return year_on_year(case.figure.value, last.value, case.figure.measure.unit)


def _trend(case: Case) -> Trend | None:
    """Over five whole and independent years; of nothing else."""
    if case.figure.period.window is not Window.FINANCIAL_YEAR or len(case.years) < 5 or case.figure.measure.is_snapshot:
        return None
    years = case.years[-5:]
    kinds = {_kind(year) for year in years}
    if len(kinds) != 1 or None in kinds or years[-1].period != case.figure.period:
        return None
    if kinds == {_Kind.SHARE}:
        parts = [[float(v or 0) for v in (y.numerator, y.denominator)] for y in years]
        return proportion_trend(*zip(*parts, strict=True))
    ranges = [interval for interval, _strict in _intervals(years)]
    values = [float(y.value or 0) for y in years]
    return weighted_trend(values, [r.low for r in ranges if r], [r.high for r in ranges if r])
