"""How figures and periods are said in a sentence."""

from datetime import date
from decimal import Decimal

from sightline.engine.query import Figure
from sightline.measures.arithmetic import Quantity, exact, round_half_up
from sightline.measures.model import PER_1000, PER_10000, PER_100000, Measure, Unit
from sightline.measures.windows import Month, Window


def rounded(value: Quantity, decimals: int = 0) -> Decimal:
    """Half up from the unrounded quotient."""
    found = round_half_up(value, decimals)
    assert found is not None
    return found


def printed_number(value: Quantity, decimals: int = 0) -> str:
    return f"{rounded(value, decimals):,}"


def printed(measure: Measure, value: Quantity) -> str:
    """The figure with its unit, as a sentence says it."""
    if measure.unit is PER_10000:
        return f"{printed_number(value, measure.unit.decimals)} per 10,000 children"
    if measure.unit in (PER_1000, PER_100000):
        return f"{printed_number(value, measure.unit.decimals)} per {measure.unit.multiplier:,}"
    return with_symbol(measure.unit, value)


def with_symbol(unit: Unit, value: Quantity) -> str:
    """The figure with its unit's sign alone: `21.9%`, `147.5`."""
    return f"{printed_number(value, unit.decimals)}{unit.symbol}"


def difference(unit: Unit, size: Quantity) -> str:
    """The size of a difference: `2.0 percentage points` between percentages, else the number with its unit's sign."""
    number = printed_number(abs(exact(size)), unit.decimals)
    if unit.is_percent:
        one = rounded(abs(exact(size)), unit.decimals) == 1
        return f"{number} percentage {'point' if one else 'points'}"
    return f"{number}{unit.symbol}"


def parts(figure: Figure, of: str = "") -> str:
    """`94 of 429`, the counts behind a percentage; nothing for other figures."""
    if not figure.measure.unit.is_percent or figure.numerator is None or figure.denominator is None:
        return ""
    return f"{printed_number(figure.numerator)} of {printed_number(figure.denominator)}{f' {of}' if of else ''}"


def month_words(month: Month) -> str:
    return f"{month.start:%B %Y}"


def when(window: Window, last: Month, as_at: date | None = None) -> str:
    """The period in a sentence; the running month's snapshot is of the as-at date."""
    first = last.first_of_financial_year
    match window:
        case Window.SNAPSHOT:
            return f"at {min(last.end, as_at or last.end):%-d %B %Y}"
        case Window.YEAR_TO_DATE if first == last:
            return f"in {month_words(last)}"
        case Window.YEAR_TO_DATE:
            since = f"{first.start:%B}" if first.year == last.year else month_words(first)
            return f"in {since} to {month_words(last)}"
        case Window.ROLLING_12:
            return f"in the 12 months to {month_words(last)}"
        case _:
            return f"in {month_words(last)}"


def when_exactly(window: Window, last: Month, as_at: date | None = None) -> str:
    """The period in a sentence, quarters and years by their own names: `in 2016/17`, `in April to June 2017`."""
    first = last.first_of_financial_year
    match window:
        case Window.FINANCIAL_YEAR:
            return f"in {first.year}/{(first.year + 1) % 100:02d}"
        case Window.PROJECTED_YEAR:
            return f"in {first.year}/{(first.year + 1) % 100:02d}, projected,"
        case Window.QUARTER:
            start = last.plus(-((last.number - 1) % 3))
            if start == last:
                return f"in {month_words(last)}"
            return f"in {start.start:%B} to {month_words(last)}"
        case _:
            return when(window, last, as_at)


def when_of(figure: Figure, as_at: date | None = None) -> str:
    """A figure's period in a sentence; one that another system counted has the period it was told with."""
    if figure.standing is None:
        return when_exactly(figure.period.window, figure.period.last, as_at)
    first, last = figure.standing.period_start, figure.standing.period_end
    if first == last:
        return f"at {last:%-d %B %Y}"
    start, end = Month.of(first), Month.of(last)
    if start == end:
        return f"in {month_words(end)}"
    if start == end.first_of_financial_year and end == start.plus(11):
        return f"in {start.year}/{end.year % 100:02d}"
    return f"in {month_words(start)} to {month_words(end)}"
