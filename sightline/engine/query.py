"""
Figures: the components of the cube (or, where they don't add up, of the records), divided once for the slice asked.
"""

from dataclasses import replace
from fractions import Fraction

from sightline.engine import observed
from sightline.engine.figure import Figure, Standing, Status
from sightline.engine.measured import (
    AT_PERIOD_END,
    Measured,
    Members,
    Slice,
    is_in_cube,
)
from sightline.engine.rows import first_month, labelled, rows_of
from sightline.errors import BadUsage, did_you_mean
from sightline.measures import arithmetic, breakdowns
from sightline.measures.breakdowns import Breakdown
from sightline.measures.model import AREA_BREAKDOWNS, Count, Measure, Population, What
from sightline.measures.windows import Month, Period, Window

__all__ = ["Figure", "Standing", "Status", "check", "figures", "refuse_unknown_members"]


def refuse_unknown_members(measured: Measured, measure: Measure, asked: Slice) -> None:
    """
    For questions that people type: a misspelt member is a mistake, not a figure of 0.

    A report asks for its members whether or not the data have them, and is not asked this.
    Errors: BadUsage for a member that no label, no code and no record of the measure's subject has.
    """
    if measure.is_observed:
        return observed.refuse_unknown_members(measured, measure, asked)
    check(measured, measure, asked)
    for name, wanted in asked.where:
        breakdown = breakdowns.ALL[name]
        labels = breakdown.labels(measure.bands)
        known = {breakdowns.UNKNOWN, *labels, *labels.values()}
        if wanted.casefold() in {text.casefold() for text in known}:
            continue
        in_cube = is_in_cube(measure.numerator, (), ((name, wanted),))
        subject = measure.subject
        rows = measured.cube_of(subject) if in_cube else rows_of(subject, measured.tables)
        rows = labelled(rows, measured.tables, (name,))
        found = measured.engine.to_arrow(rows.select(member=breakdown.code(rows, measure.bands)).distinct())
        recorded = {str(code) for code in found["member"].to_pylist() if code is not None}
        if wanted not in recorded:
            raise BadUsage(
                f"'{name}' has no member '{wanted}'.{did_you_mean(wanted, known | recorded)} "
                f"'sightline query {measure.id} --by {name}' shows its members."
            )


def check(measured: Measured, measure: Measure, asked: Slice) -> None:
    """Errors: BadUsage for a window, breakdown or period that this measure or dataset does not have."""
    if measure.is_observed:
        return observed.check(measured, measure, asked)
    if asked.window not in measure.windows:
        known = ", ".join(w.value for w in measure.windows)
        raise BadUsage(f"'{measure.id}' has no window '{asked.window.value}'. Its windows are: {known}.")
    for name in (*asked.by, *(name for name, _member in asked.where)):
        if name not in measure.all_breakdowns:
            raise BadUsage(
                f"'{measure.id}' can't be cut by '{name}'.{did_you_mean(name, measure.all_breakdowns)} "
                f"It can be cut by: {', '.join(measure.all_breakdowns)}."
            )
    as_at = measured.as_at
    first, last = first_month(as_at, measured.tables.settings), Month.of(as_at)
    for period in asked.periods:
        if asked.window is Window.FINANCIAL_YEAR and period.last.of_financial_year != arithmetic.MONTHS_IN_A_YEAR:
            raise BadUsage(
                f"A financial year ends in March, not in {period.last}. Ask for the year as 2016-17, or for "
                "--window ytd."
            )
        if period.months[0] < first or period.last > last:
            raise BadUsage(
                f"{period.last} with window '{asked.window.value}' is outside the data, which reaches from {first} "
                f"to {last} (data as at {as_at:%-d %B %Y})."
            )


def figures(measured: Measured, measure: Measure, asked: Slice) -> list[Figure]:
    """
    The measure's figures: one per period and combination of members found, in the order tables show them.

    Without a breakdown there is always one figure a period, 0 where nothing was counted.
    """
    if measure.is_observed:
        return observed.figures(measured, measure, asked)
    check(measured, measure, asked)
    if not measured.is_supplied(measure):
        return [_not_supplied(measure, p, asked) for p in asked.periods]
    told = [period for period in asked.periods if measured.covers(measure, period)]
    if len(told) < len(asked.periods):
        untold = [_not_supplied(measure, p, asked) for p in asked.periods if p not in told]
        found = figures(measured, measure, replace(asked, months=tuple(p.last for p in told))) if told else []
        return sorted(untold + found, key=lambda figure: figure.period.last)
    numerators = _by_period(measured, measure.numerator, asked, measure.bands)
    denominators = _denominators(measured, measure, asked)
    members = _members(measure, asked, numerators, denominators)
    return [
        _figure(measure, period, member, asked, numerators, denominators)
        for period in asked.periods
        for member in members
    ]


def _not_supplied(measure: Measure, period: Period, asked: Slice) -> Figure:
    return Figure(measure, period, {}, {}, None, None, None, Status.NOT_SUPPLIED, where=asked.where)


# For each period, the parts of a count: one a month, or one for the whole period.
Parts = dict[tuple[Period, Members], list[Fraction]]


def _by_period(measured: Measured, count: Count, asked: Slice, bands: str) -> Parts:
    parts: Parts = {}
    if count.what is What.CHILDREN_IN_PERIOD:
        for period in asked.periods:
            found = measured.components(count, asked, bands, whole_period=period)
            parts |= {(period, members): [value] for (_month, members), value in found.items()}
        return parts
    found = measured.components(count, asked, bands)
    combinations = {members for _month, members in found}
    for period in asked.periods:
        for members in combinations:
            parts[period, members] = [found.get((month, members), Fraction(0)) for month in period.months]
    return parts


def _denominators(measured: Measured, measure: Measure, asked: Slice) -> Parts | None:
    match measure.denominator:
        case None:
            return None
        case Population() as population:
            return _population_parts(measured, measure, population, asked)
        case Count() as count:
            return _by_period(measured, count, asked, measure.bands)


def _population_parts(measured: Measured, measure: Measure, population: Population, asked: Slice) -> Parts:
    """
    Residents for each period, whole, by authority, or by ward or district of children of 0 to 17.

    An outcome or a category is not a property of residents, so a rate cut by a measure's own codes is on all of them;
    a rate cut by team, age or sex has no denominator, for residents are not known by it here.
    """
    filters = dict(asked.where)
    if set(asked.by) & set(AREA_BREAKDOWNS):
        return _area_parts(measured, population, asked)
    if (set(asked.by) | set(filters)) - {"authority", *measure.subject.dimensions}:
        return {}
    found = measured.population(population, [p.last for p in asked.periods])
    if "authority" in filters:
        found = {(m, la): v for (m, la), v in found.items() if la == filters["authority"]}
    parts: Parts = {}
    for period in asked.periods:
        of_period = {la: value for (month, la), value in found.items() if month == period.last}
        if "authority" in asked.by:
            for la, value in of_period.items():
                parts[period, tuple(la if name == "authority" else None for name in asked.by)] = [value]
        elif of_period:
            parts[period, (None,) * len(asked.by)] = [sum(of_period.values(), Fraction(0))]
    return parts


def _area_parts(measured: Measured, population: Population, asked: Slice) -> Parts:
    """Children for each period by the one area asked for; a cut by more, or of other ages, has no denominator."""
    if population != Population() or len(asked.by) > 1 or asked.where:
        return {}
    found = measured.children_of_areas([p.last for p in asked.periods])
    return {
        (period, (area,)): [value]
        for period in asked.periods
        for (month, area), value in found.items()
        if month == period.last
    }


def _members(measure: Measure, asked: Slice, numerators: Parts, denominators: Parts | None) -> list[Members]:
    """The combinations of members to show, sorted as their breakdowns are."""
    if not asked.by:
        return [()]
    used = [breakdowns.ALL[name] for name in asked.by]
    found = {members for _period, members in numerators}
    if isinstance(measure.denominator, Count) and not set(measure.denominator.ignores) & set(asked.by):
        found |= {members for _period, members in denominators or {}}
    found |= _always_shown(used, asked, found)

    def place(members: Members):
        return [b.order(b.label(code, measure.bands), measure.bands) for b, code in zip(used, members, strict=True)]

    return sorted(found, key=place)


def _always_shown(used: list[Breakdown], asked: Slice, found: set[Members]) -> set[Members]:
    """A table shows some members even where nothing is in them, such as the non-binary column."""
    filters = dict(asked.where)
    extra: set[Members] = set()
    for place, breakdown in enumerate(used):
        if breakdown.name in filters:
            continue
        for code in breakdown.always_shown:
            extra |= {(*m[:place], code, *m[place + 1 :]) for m in found}
    return extra


def _figure(
    measure: Measure, period: Period, members: Members, asked: Slice, numerators: Parts, denominators: Parts | None
) -> Figure:
    used = [breakdowns.ALL[name] for name in asked.by]
    codes = dict(zip(asked.by, members, strict=True))
    labels = {b.name: b.label(code, measure.bands) for b, code in zip(used, members, strict=True)}
    parts = numerators.get((period, members), [Fraction(0)] * _part_count(measure, period))
    base: list[Fraction] | None = None
    if denominators is not None:
        ignored = measure.denominator.ignores if isinstance(measure.denominator, Count) else measure.subject.dimensions
        key = tuple(None if name in ignored else code for name, code in codes.items())
        base = denominators.get((period, key))
    numerator, denominator, value = _value(measure, period, parts, base)
    status = Status.OK if value is not None else Status.NO_DENOMINATOR
    return Figure(measure, period, labels, codes, numerator, denominator, value, status, where=asked.where)


def _part_count(measure: Measure, period: Period) -> int:
    return 1 if measure.numerator.what is What.CHILDREN_IN_PERIOD else len(period.months)


def _value(
    measure: Measure, period: Period, parts: list[Fraction], base: list[Fraction] | None
) -> tuple[Fraction, Fraction | None, Fraction | None]:
    """Numerator, denominator and value, by the rules of docs/conventions.md."""
    if measure.is_snapshot:
        # At a period's end there is one snapshot; a window of several months is their average.
        at_end = period.window in AT_PERIOD_END
        parts = parts[-1:] if at_end else parts
        count = arithmetic.mean_of(parts)
        assert count is not None
        if measure.denominator is None:
            return count, None, count
        if measure.is_rate:
            residents = base[-1] if base else None
            return count, residents, arithmetic.rate_of_mean(parts, residents, per=measure.unit.multiplier)
        bases = (base or [])[-1:] if at_end else (base or [])
        below = arithmetic.mean_of(bases)
        return count, below, arithmetic.divided(count, below, per=measure.unit.multiplier)
    count = arithmetic.total(parts)
    months = len(period.months)
    projected = period.window is Window.PROJECTED_YEAR
    if measure.denominator is None:
        return count, None, arithmetic.projected_year(count, months) if projected else count
    if measure.is_rate:
        residents = base[-1] if base else None
        per = measure.unit.multiplier
        # A month's rate is annualised so that it stands beside the rolling year's; a quarter's and a year to
        # date's are not (docs/conventions.md).
        if projected or period.window is Window.MONTH:
            return count, residents, arithmetic.projected_year_rate(count, months, residents, per=per)
        return count, residents, arithmetic.rolling_rate(parts, residents, per=per)
    below = arithmetic.total(base) if base else None
    return count, below, arithmetic.divided(count, below, per=measure.unit.multiplier)
